import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { writeBackup } from '../../../server/platform/backup.js';
import { restoreBackup } from '../../../server/platform/backup-restore.js';
import { systemClock } from '../../../server/platform/clock.js';
import { createDiskFileStore } from '../../../server/platform/files.disk.js';
import { createLogger } from '../../../server/platform/logger.js';
import { migrate, migrationsFolder, pendingMigrations, readMigrations } from '../../../server/platform/migrate.js';
import { backupPlan } from '../../../server/admin/backup.js';
import { restorePlan } from '../../../server/admin/restore.js';
import { emptyDatabase } from '../../support/database.js';

/** A version of Tenday: its migrations. */
interface Version {
  readonly folder: string;
  readonly adds: Record<string, string>;
}

const logger = createLogger('silent');
const TAGS = `CREATE TABLE tags (id SERIAL PRIMARY KEY, group_id UUID NOT NULL REFERENCES groups (id), word TEXT NOT NULL);`;
/** Changes a table in use, and fills the new column from the rows that are there. */
const COLOURS = `CREATE TYPE colour AS ENUM ('red');
ALTER TABLE tags ADD COLUMN colour colour;
UPDATE tags SET colour = 'red';
ALTER TABLE tags ALTER COLUMN colour SET NOT NULL;`;
const WITH_TAGS = { '29990101000000_tags': TAGS };
const WITH_COLOURS = { ...WITH_TAGS, '29990102000000_colours': COLOURS };

let root: string;
const databases: { drop(): Promise<void> }[] = [];
const pools: pg.Pool[] = [];

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'tenday-backup-old-'));
});
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.end();
  for (const database of databases.splice(0)) await database.drop();
  await rm(root, { recursive: true, force: true });
});

async function version(name: string, adds: Record<string, string>): Promise<Version> {
  const folder = path.join(root, name);
  await cp(migrationsFolder, folder, { recursive: true });
  for (const [migration, sql] of Object.entries(adds)) {
    await mkdir(path.join(folder, migration));
    await writeFile(path.join(folder, migration, 'migration.sql'), sql);
  }
  return { folder, adds };
}

/** An installation of a version: its database, made by an ordinary user who may do no more than own it, and its files. */
async function installation({ folder }: Version, name: string) {
  const made = await emptyDatabase();
  databases.push(made);
  const url = await ownedByPlainUser(made.url);
  await migrate({ url, logger, folder });
  const pool = new pg.Pool({ connectionString: url, max: 3 });
  pools.push(pool);
  return { pool, files: createDiskFileStore(path.join(root, `files-${name}`)), clock: systemClock, migrationsFolder: folder };
}

async function ownedByPlainUser(url: string): Promise<string> {
  const address = new URL(url);
  const user = `${address.pathname.slice(1)}_owner`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE ROLE ${user} LOGIN PASSWORD 'plain' NOSUPERUSER`);
  await client.query(`ALTER DATABASE ${address.pathname.slice(1)} OWNER TO ${user}`);
  await client.end();
  databases.push({ drop: () => dropRole(url, user) });
  address.username = user;
  address.password = 'plain';
  return address.href;
}

async function dropRole(url: string, user: string): Promise<void> {
  const server = new URL(url);
  server.pathname = '/postgres';
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  await client.query(`DROP ROLE IF EXISTS ${user}`);
  await client.end();
}

const GROUP = '01900000-0000-7000-8000-000000000001';

async function oldBackup(from: Version): Promise<string> {
  const old = await installation(from, 'old');
  await old.pool.query(`INSERT INTO groups (id, name) VALUES ($1, 'Harbor')`, [GROUP]);
  await old.pool.query(`INSERT INTO tags (group_id, word) VALUES ($1, 'late'), ($1, 'fees')`, [GROUP]);
  const folder = path.join(root, 'backup');
  await writeBackup(old, backupPlan, folder);
  return folder;
}

const ignore = (): void => undefined;

describe('a backup made by an older version', () => {
  test('is loaded into the tables it knew and brought up to this version, by a user who only owns the database', async () => {
    const folder = await oldBackup(await version('old', WITH_TAGS));
    const fresh = await installation(await version('new', WITH_COLOURS), 'new');
    const { migrated } = await restoreBackup(fresh, restorePlan(ignore), folder);
    expect(migrated).toEqual(['29990102000000_colours']);
    expect((await fresh.pool.query('SELECT id, word, colour FROM tags ORDER BY id')).rows).toEqual([
      { id: 1, word: 'late', colour: 'red' },
      { id: 2, word: 'fees', colour: 'red' },
    ]);
    expect(await pendingMigrations(fresh.pool, fresh.migrationsFolder)).toEqual([]);
    const ledger = await fresh.pool.query<{ name: string }>('SELECT migration_name AS name FROM _prisma_migrations ORDER BY started_at');
    expect(ledger.rows.map(({ name }) => name)).toEqual((await readMigrations(fresh.migrationsFolder)).map(({ name }) => name));
    await fresh.pool.query(`INSERT INTO tags (group_id, word, colour) VALUES ($1, 'next', 'red')`, [GROUP]);
    expect((await fresh.pool.query(`SELECT id FROM tags WHERE word = 'next'`)).rows).toEqual([{ id: 3 }]);
  });

  test('whose rows a newer migration refuses leaves everything as it was', async () => {
    const folder = await oldBackup(await version('old', WITH_TAGS));
    const strict = { ...WITH_TAGS, '29990102000000_strict': `ALTER TABLE tags ADD CONSTRAINT one_word CHECK (word = 'late');` };
    const fresh = await installation(await version('new', strict), 'new');
    await expect(restoreBackup(fresh, restorePlan(ignore), folder)).rejects.toThrow('one_word');
    expect((await fresh.pool.query(`SELECT count(*)::int AS n FROM groups`)).rows).toEqual([{ n: 0 }]);
    expect(await pendingMigrations(fresh.pool, fresh.migrationsFolder)).toEqual([]);
  });
});

describe('a backup this version cannot know', () => {
  test('is refused when it is newer, naming the migration', async () => {
    const folder = await oldBackup(await version('old', WITH_TAGS));
    const fresh = await installation(await version('new', {}), 'new');
    await expect(restoreBackup(fresh, restorePlan(ignore), folder)).rejects.toThrow(/newer than this Tenday: it has the migration 29990101000000_tags/);
  });

  test('is refused when a migration of the same name is another one', async () => {
    const folder = await oldBackup(await version('old', WITH_TAGS));
    const fresh = await installation(await version('new', { '29990101000000_tags': `${TAGS}\n-- another` }), 'new');
    await expect(restoreBackup(fresh, restorePlan(ignore), folder)).rejects.toThrow(/29990101000000_tags of this backup is not the one this Tenday has/);
  });
});
