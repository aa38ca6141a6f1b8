import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type OpenDb, createDb } from '../../server/platform/db.js';
import { startEmbeddedPostgres } from '../../server/platform/embedded-postgres.js';
import { createLogger } from '../../server/platform/logger.js';
import { migrate } from '../../server/platform/migrate.js';
import { readTestRun } from './test-run.js';

export interface TestDatabase extends OpenDb {
  /** For processes a test starts: `DATABASE_URL`. */
  url: string;
  /** Closes the connections and drops the database. */
  close(): Promise<void>;
}

/** Durability is for data somebody wants to keep. */
const FAST = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200', autovacuum: 'off' };

/**
 * A database of its own for a test file, with every migration applied: cloned from a template, 30 ms or so. The server is the embedded one,
 * started by whichever file asks first, or `TEST_DATABASE_URL`. Close it in `afterAll`; what a killed run leaves, its watchdog removes.
 */
export async function testDatabase({ maxConnections = 10 }: { maxConnections?: number } = {}): Promise<TestDatabase> {
  const server = await serverUrl();
  const { prefix } = readTestRun();
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  await ensureTemplate(server, `${prefix}_template`);
  // Copying files is three times as fast as logging pages, where nothing waits for the disk.
  await administer(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${prefix}_template STRATEGY FILE_COPY`));
  const url = databaseUrl(server, name);
  const { db, pool, close } = createDb({ url, maxConnections });
  return {
    url,
    db,
    pool,
    close: async () => {
      await close();
      await administer(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/**
 * An empty database on the same server: no tables, no ledger. For tests of the migrations themselves.
 * @returns its address, and `drop`
 */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = await serverUrl();
  const name = `${readTestRun().prefix}_${randomBytes(6).toString('hex')}`;
  await administer(server, (client) => client.query(`CREATE DATABASE ${name}`));
  return {
    url: databaseUrl(server, name),
    drop: async () => {
      await administer(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** The server's address with a database one may always connect to. */
async function serverUrl(): Promise<string> {
  const run = readTestRun();
  if (run.serverUrl) return run.serverUrl;
  const { url } = await startEmbeddedPostgres({ dataDir: run.dataDir, logger: createLogger('silent'), settings: FAST });
  return url;
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Makes the template once per run; files that ask at the same time wait for the first. */
async function ensureTemplate(server: string, name: string): Promise<void> {
  await administer(server, async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    // Under another name until it is whole, so that a failed migration leaves no empty template behind.
    await client.query(`DROP DATABASE IF EXISTS ${name}_unfinished WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name}_unfinished`);
    await migrate({ url: databaseUrl(server, `${name}_unfinished`), logger: createLogger('silent') });
    await client.query(`ALTER DATABASE ${name}_unfinished RENAME TO ${name}`);
  });
}

async function administer<T>(server: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
