import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { StartError } from '../../../server/platform/errors.js';
import { createLogger } from '../../../server/platform/logger.js';
import { migrate, pendingMigrations, readMigrations } from '../../../server/platform/migrate.js';
import { emptyDatabase } from '../../support/database.js';
import { migrationStatus, schemaDiff } from '../../support/schema-diff.js';

const logger = createLogger('silent');
let database: { url: string; drop(): Promise<void> };
let pool: pg.Pool;
let folder: string;

async function put(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, 'migration.sql'), sql);
}

async function sentence(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(() => null, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartError);
  return error instanceof StartError ? error.message : '';
}

async function tables(): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1`);
  return rows.map(({ name }) => name);
}

const run = (url = database.url): Promise<{ applied: string[] }> => migrate({ url, logger, folder });

beforeEach(async () => {
  database = await emptyDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  folder = await mkdtemp(path.join(os.tmpdir(), 'tenday-migrations-'));
});

afterEach(async () => {
  await pool.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe("Tenday's own migrations", () => {
  test('make an empty database whole once, and Prisma agrees with the ledger', async () => {
    const names = (await readMigrations()).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(await pendingMigrations(pool)).toEqual(names);
    expect(await migrate({ url: database.url, logger })).toEqual({ applied: names });
    expect(await migrate({ url: database.url, logger })).toEqual({ applied: [] });
    expect(await pendingMigrations(pool)).toEqual([]);
    expect(await migrationStatus(database.url)).toEqual({ hasMigrationsTable: true, editedMigrationNames: [], failedMigrationNames: [], history: null });
  });

  test('make exactly the tables of prisma/schema: a change to one needs a change to the other', async () => {
    await migrate({ url: database.url, logger });
    expect(await schemaDiff(database.url)).toBe('');
    await pool.query('CREATE TABLE drifted (id int PRIMARY KEY)');
    expect(await schemaDiff(database.url)).toMatch(/DROP TABLE "drifted"/);
  });
});

describe('a migration', () => {
  test('is applied whole or not at all, says why it failed, and can be mended', async () => {
    await put('1_first', 'CREATE TABLE first (id int);');
    await put('2_second', 'CREATE TABLE second (id int); SELECT 1 / 0;');
    expect(await sentence(run())).toMatch(/2_second failed and was undone: division by zero/);
    expect(await tables()).toEqual(['first']);
    expect(await pendingMigrations(pool, folder)).toEqual(['2_second']);
    await put('2_second', 'CREATE TABLE second (id int);');
    expect(await run()).toEqual({ applied: ['2_second'] });
  });

  test('may hold functions with semicolons in their bodies', async () => {
    await put('1_function', `CREATE FUNCTION ten() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 10; END; $$;\nCREATE TABLE after (id int);`);
    await run();
    expect((await pool.query<{ ten: number }>('SELECT ten()')).rows).toEqual([{ ten: 10 }]);
    expect(await tables()).toEqual(['after']);
  });

  test('is applied once when two processes start together', async () => {
    await put('1_slow', 'CREATE TABLE slow (id int); SELECT pg_sleep(0.5);');
    const [one, two] = await Promise.all([run(), run()]);
    expect([...one.applied, ...two.applied]).toEqual(['1_slow']);
  });

  test('may not end its own transaction', async () => {
    await put('1_commit', 'CREATE TABLE half (id int); COMMIT; CREATE TABLE rest (id int);');
    expect(await sentence(run())).toMatch(/1_commit ends the transaction it runs in/);
  });

  test('counts as the same with the line ends of Windows', async () => {
    await put('1_first', 'CREATE TABLE first (\n id int);\n');
    await run();
    await put('1_first', 'CREATE TABLE first (\r\n id int);\r\n');
    expect(await run()).toEqual({ applied: [] });
  });
});

describe('a start is refused, with what to do', () => {
  test('when the database is newer than the code', async () => {
    await put('1_first', 'CREATE TABLE first (id int);');
    await put('2_later', 'CREATE TABLE later (id int);');
    await run();
    await rm(path.join(folder, '2_later'), { recursive: true });
    expect(await sentence(run())).toMatch(/newer than this Tenday: it has the migration 2_later/);
  });

  test('when an applied migration was edited', async () => {
    await put('1_first', 'CREATE TABLE first (id int);');
    await run();
    await put('1_first', 'CREATE TABLE first (id bigint);');
    expect(await sentence(run())).toMatch(/1_first was changed after it was applied/);
  });

  test('when the Prisma command line left a failed one, until it is resolved', async () => {
    await put('1_first', 'CREATE TABLE first (id int);');
    await run();
    await put('2_second', 'CREATE TABLE second (id int);');
    await pool.query(`INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'x', '2_second')`);
    expect(await sentence(run())).toMatch(/2_second was begun by the Prisma command line and failed/);
    await pool.query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = 'x'`);
    expect(await run()).toEqual({ applied: ['2_second'] });
  });

  test("when the database is somebody else's", async () => {
    await pool.query('CREATE TABLE invoices (id int)');
    await put('1_first', 'CREATE TABLE first (id int);');
    expect(await sentence(run())).toMatch(/holds tables that are not Tenday's \(invoices\)/);
    expect(await tables()).toEqual(['invoices']);
  });

  test('when the password is wrong or nobody answers, without printing the password', async () => {
    const url = new URL(database.url);
    url.password = 'hunter2secret';
    const refused = await sentence(run(url.href));
    expect(refused).toMatch(/does not let Tenday in: .*password.*Check DATABASE_URL/);
    expect(refused).not.toContain('hunter2secret');
    url.port = '1';
    expect(await sentence(run(url.href))).toMatch(/ECONNREFUSED.*Check DATABASE_URL/);
  });
});
