import { createReadStream } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { changedMeanwhile, serverRunning, strangeTables, targetInUse } from './backup.errors.js';
import { type MigrationSteps, checkParts, divideMigrations } from './backup-check.js';
import { type Manifest, readManifest, storedFile, tableFile } from './backup-manifest.js';
import { type Table, copyTableIn, inKeyOrder, listTables, setSequence, tableList, useExactText } from './backup-tables.js';
import type { FileStore } from './files.js';
import { createLedger, holdMigrations, pendingMigrations, readMigrations, runMigration } from './migrate.js';

/** What the platform cannot know about the tables. */
export interface RestorePlan {
  /** How many groups the installation has: none, or nothing is restored. */
  readonly countGroups: (client: pg.ClientBase) => Promise<number>;
  /** What must be so before anybody else sees the rows; in their transaction, on the tables as the backup knew them. */
  readonly afterLoad: (client: pg.ClientBase, manifest: Manifest) => Promise<void>;
}

export interface RestoreDeps {
  readonly pool: pg.Pool;
  readonly files: FileStore;
  /** Another folder than prisma/migrations: for tests. */
  readonly migrationsFolder?: string;
}

export interface Restored {
  readonly manifest: Manifest;
  /** Names of migrations the backup did not have yet, run over its rows. */
  readonly migrated: readonly string[];
}

/**
 * Puts a backup into an empty installation: proves every part of it first, then stores the files, then loads all tables in one transaction.
 * A kill at any moment leaves the database as it was; files already stored by then are swept as unreferenced after a day.
 * The database's user must own the tables; it needs no other right, because rows are loaded in the order of their foreign keys.
 * @param folder absolute
 * @throws AppError `backup.*` with one sentence; nothing was changed then
 */
export async function restoreBackup(deps: RestoreDeps, plan: RestorePlan, folder: string): Promise<Restored> {
  const manifest = await readManifest(folder);
  const steps = divideMigrations(manifest, await readMigrations(deps.migrationsFolder));
  await withClient(deps.pool, (client) => requireEmpty(client, deps.pool, plan));
  await checkParts(folder, manifest);
  const isCurrent = steps.after.length === 0 && (await pendingMigrations(deps.pool, deps.migrationsFolder)).length === 0;
  const stored: Manifest['files'] = [];
  try {
    await storeFiles(deps.files, manifest, folder, stored);
    await withClient(deps.pool, (client) =>
      inTransaction(client, async () => {
        await useExactText(client);
        await holdMigrations(client);
        // Locked before it is looked at: a group somebody makes in this moment is seen, not swept away.
        await client.query(`LOCK TABLE ${tableList((await listTables(client)).map(({ name }) => name))} IN ACCESS EXCLUSIVE MODE`);
        await requireEmpty(client, deps.pool, plan);
        await (isCurrent ? emptyTables(client) : rebuildTables(client, steps));
        await load(client, manifest, folder);
        await plan.afterLoad(client, manifest);
        for (const migration of steps.after) await runMigration(client, migration);
      }),
    );
  } catch (error) {
    // A commit whose answer was lost may have happened: then the rows need these files. In doubt they stay; the sweep finds what nothing refers to.
    if (await isStillEmpty(deps.pool, plan)) for (const file of stored) await deps.files.remove(file.groupId, file.sha256).catch(() => false);
    throw error;
  }
  await deps.pool.query('ANALYZE');
  return { manifest, migrated: steps.after.map(({ name }) => name) };
}

async function isStillEmpty(pool: pg.Pool, plan: RestorePlan): Promise<boolean> {
  try {
    return (await withClient(pool, (client) => plan.countGroups(client))) === 0;
  } catch {
    return false;
  }
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // A connection that failed in the middle of a copy is of no more use; closing it undoes its transaction.
    client.release(failure);
  }
}

async function inTransaction(client: pg.ClientBase, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  await work();
  await client.query('COMMIT');
}

async function requireEmpty(client: pg.ClientBase, pool: pg.Pool, plan: RestorePlan): Promise<void> {
  const groups = await plan.countGroups(client);
  if (groups > 0) throw targetInUse(groups);
  // A server that runs keeps the key of its sessions and its kind in memory, and would begin to send. Ours are the pool's, and the one that migrated.
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity
      WHERE datname = current_database() AND backend_type = 'client backend' AND coalesce(application_name, '') <> 'tenday-migrate'`,
  );
  const others = (rows[0]?.n ?? 0) - pool.totalCount;
  if (others > 0) throw serverRunning(others);
}

/** Files go first: what the tables refer to is there when they appear. */
async function storeFiles(store: FileStore, manifest: Manifest, folder: string, stored: Manifest['files']): Promise<void> {
  for (const file of manifest.files) {
    const { sha256, isNew } = await store.put(file.groupId, createReadStream(path.join(folder, storedFile(file))), { maxBytes: Number.MAX_SAFE_INTEGER });
    if (isNew) stored.push({ ...file, sha256 });
    if (sha256 !== file.sha256) throw changedMeanwhile(storedFile(file));
  }
}

/** Takes out what a first start put there: the installation's row, the directory, sessions of its set-up page. */
async function emptyTables(client: pg.ClientBase): Promise<void> {
  const names = (await listTables(client)).map(({ name }) => name);
  await withoutTriggers(client, names, () => client.query(`TRUNCATE ${tableList(names)}`));
}

/** Tables as the backup knew them, in place of those of this code. Extensions stay: migrations make them only when they are missing. */
async function rebuildTables(client: pg.ClientBase, { before }: MigrationSteps): Promise<void> {
  await client.query(DROP_ALL);
  await createLedger(client);
  for (const migration of before) await runMigration(client, migration);
}

/** Named first and dropped then: a name asked for after its owner is gone would not be one. */
const DROP_ALL = `DO $$
DECLARE
  statement text;
  statements text[];
BEGIN
  SELECT array_agg(format('DROP %s IF EXISTS %s CASCADE', kind, name) ORDER BY place) INTO statements FROM (
    SELECT 1 AS place, CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind, format('public.%I', c.relname) AS name, c.oid
      FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
    UNION ALL
    SELECT 2, 'ROUTINE', p.oid::regprocedure::text, p.oid FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT 3, 'TYPE', format('public.%I', t.typname), t.oid FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('e', 'd')
  ) ours WHERE NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = ours.oid AND d.deptype = 'e');
  FOREACH statement IN ARRAY coalesce(statements, '{}') LOOP EXECUTE statement; END LOOP;
END $$`;

async function load(client: pg.ClientBase, manifest: Manifest, folder: string): Promise<void> {
  const actual = await listTables(client);
  for (const table of manifest.tables) requireFits(table, actual);
  const names = manifest.tables.map(({ name }) => name);
  await withoutTriggers(client, names, async () => {
    for (const name of await inKeyOrder(client, names)) {
      const table = manifest.tables.find((one) => one.name === name);
      if (!table) continue;
      const read = await copyTableIn(client, table, path.join(folder, tableFile(name)));
      if (read.sha256 !== table.sha256 || read.rows !== table.rows) throw changedMeanwhile(tableFile(name));
    }
  });
  for (const sequence of manifest.sequences) await setSequence(client, sequence);
}

function requireFits(table: Table, actual: readonly Table[]): void {
  const found = actual.find(({ name }) => name === table.name);
  if (!found) throw strangeTables(`there is no table ${table.name}`);
  const extra = table.columns.find((column) => !found.columns.includes(column));
  const missing = found.columns.find((column) => !table.columns.includes(column));
  if (extra ?? missing) throw strangeTables(`${table.name}.${extra ?? missing}`);
}

/** Triggers guard what people change; a row that comes back as it was is no change. Their tables stay locked until the transaction ends. */
async function withoutTriggers(client: pg.ClientBase, names: readonly string[], work: () => Promise<unknown>): Promise<void> {
  const each = (action: string) => names.map((name) => `ALTER TABLE ${tableList([name])} ${action} TRIGGER USER`).join('; ');
  await client.query(each('DISABLE'));
  await work();
  await client.query(each('ENABLE'));
}
