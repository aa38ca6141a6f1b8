/**
 * `npm run migrate:new -- name`: writes a migration that brings the tables of prisma/migrations to those of prisma/schema. It applies
 * what there is to an empty scratch server and lets Prisma's engine compare. `--empty` writes one to fill by hand (triggers,
 * data). Read what it wrote before committing it: a renamed column looks like one dropped and one added.
 */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../../server/platform/embedded-postgres.js';
import { StartError } from '../../server/platform/errors.js';
import { createLogger } from '../../server/platform/logger.js';
import { migrate, migrationsFolder } from '../../server/platform/migrate.js';
import { schemaDiff } from './schema-diff.js';

async function differences(): Promise<string> {
  const logger = createLogger('silent');
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'tenday-migration-'));
  try {
    const { url } = await startEmbeddedPostgres({ dataDir, logger, settings: { fsync: 'off' } });
    await migrate({ url, logger });
    return await schemaDiff(url);
  } finally {
    await removeEmbeddedPostgres(dataDir, logger);
  }
}

/** As Prisma names them: the instant in UTC, so that they sort in the order they were made. */
function folderName(name: string): string {
  const instant = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  return `${instant}_${name.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`;
}

async function main(args: string[]): Promise<number> {
  const name = args.find((argument) => !argument.startsWith('-'));
  if (!name) {
    process.stderr.write('Give the migration a name: npm run migrate:new -- add_fee_ledger\n');
    return 1;
  }
  const sql = args.includes('--empty') ? '-- ' + name : await differences();
  if (sql === '') {
    process.stdout.write('The migrations already make the schema; nothing was written.\n');
    return 0;
  }
  const folder = path.join(migrationsFolder, folderName(name));
  await mkdir(folder);
  await writeFile(path.join(folder, 'migration.sql'), `${sql}\n`);
  process.stdout.write(`${path.join(folder, 'migration.sql')}\n`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  return 1;
});
