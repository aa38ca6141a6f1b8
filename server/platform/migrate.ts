import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { StartError } from './errors.js';
import type { Logger } from './logger.js';
import { projectRoot } from './paths.js';

/** One folder of prisma/migrations. */
export interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the script in hex, as Prisma's ledger keeps it. */
  checksum: string;
}

interface LedgerRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  rolled_back_at: Date | null;
}

export interface MigrateOptions {
  /** `postgresql://…` */
  url: string;
  logger: Logger;
  /** Another folder than prisma/migrations: for tests. */
  folder?: string;
}

export const migrationsFolder = path.join(projectRoot, 'prisma/migrations');

/** The key Prisma's own engine locks, so that the command line and a starting server wait for each other. */
const LOCK = 72707369;

/** The table exactly as Prisma's engine makes it. Source: prisma-engines, sql-schema-connector, postgres flavour. */
const LEDGER = `CREATE TABLE _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The migrations on disk, oldest first. An absent folder holds none. */
export async function readMigrations(folder: string = migrationsFolder): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      // A checkout on Windows may have turned the line ends; the ledger's sum is that of the committed file.
      const sql = (await readFile(path.join(folder, name, 'migration.sql'), 'utf8')).replaceAll('\r\n', '\n');
      return { name, sql, checksum: sha256(sql) };
    }),
  );
}

/**
 * Brings the database up to the code: applies what is missing from prisma/migrations in order, each with its ledger row in one
 * transaction, under an advisory lock, so that processes starting together don't race and a failure leaves nothing half done.
 * The ledger is Prisma's own `_prisma_migrations`; `prisma migrate status` agrees with it.
 * @returns the names applied now, oldest first
 * @throws StartError when the database can't be reached, is not Tenday's, is newer than the code, or a script fails
 */
export async function migrate({ url, logger, folder = migrationsFolder }: MigrateOptions): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(folder);
  const client = await connect(url);
  try {
    await lock(client, logger);
    const missing = pending(migrations, await readOrCreateLedger(client, url));
    for (const migration of missing) {
      await apply(client, migration);
      logger.info({ migration: migration.name }, 'migration applied');
    }
    return { applied: missing.map(({ name }) => name) };
  } finally {
    // Ends the session, and with it the lock.
    await client.end();
  }
}

/**
 * What the database still lacks, for the readiness page. Reads only.
 * @returns names on disk that the ledger doesn't have as finished, oldest first
 */
export async function pendingMigrations(pool: pg.Pool, folder: string = migrationsFolder): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const { rows } = await pool.query<{ ledger: string | null }>(`SELECT to_regclass('public._prisma_migrations')::text AS ledger`);
  const done = rows[0]?.ledger ? finishedNames(await readLedger(pool)) : new Set<string>();
  return migrations.map(({ name }) => name).filter((name) => !done.has(name));
}

/** What the ledger has as finished, oldest first. Reads only. */
export async function appliedMigrations(client: pg.ClientBase): Promise<Pick<Migration, 'name' | 'checksum'>[]> {
  const done = (await readLedger(client)).filter((row) => row.finished_at && !row.rolled_back_at);
  return done.map((row) => ({ name: row.migration_name, checksum: row.checksum }));
}

/** Waits until no process migrates this database and keeps others from it until the caller's transaction ends. */
export async function holdMigrations(client: pg.ClientBase): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
}

/** An empty ledger, in the caller's transaction. */
export async function createLedger(client: pg.ClientBase): Promise<void> {
  await client.query(LEDGER);
}

/**
 * One migration and its ledger row, in the caller's transaction.
 * @throws StartError when the script ends that transaction
 */
export async function runMigration(client: pg.ClientBase, { name, sql, checksum }: Migration): Promise<void> {
  const before = await transactionId(client);
  // Without parameters pg speaks the simple protocol: the whole script goes as one, `$$ … $$` bodies and all.
  await client.query(sql);
  if ((await transactionId(client)) !== before) {
    throw new StartError(`The migration ${name} ends the transaction it runs in. Take COMMIT and ROLLBACK out of it, and repair by hand what it has already changed.`);
  }
  // The clock's time, not the transaction's: Prisma orders the ledger by it, and a restore runs several in one transaction.
  await client.query(
    `INSERT INTO public._prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)`,
    [randomUUID(), checksum, name],
  );
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'tenday-migrate' });
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw new StartError(`The database at ${place(url)} does not let Tenday in: ${reason(error)}. Check DATABASE_URL.`, { cause: error });
  }
}

/** Host, port and database of an address: never its password. */
function place(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${pathname}`;
}

/** What a driver's error says; an AggregateError (IPv4 and IPv6 both refused) has no message of its own. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
  return error instanceof Error ? error.message : String(error);
}

async function lock(client: pg.Client, logger: Logger): Promise<void> {
  const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [LOCK]);
  if (rows[0]?.got) return;
  logger.info({}, 'another process is migrating the database; waiting for it');
  await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
}

async function readOrCreateLedger(client: pg.Client, url: string): Promise<LedgerRow[]> {
  const { rows } = await client.query<{ ledger: string | null; strangers: string | null }>(
    `SELECT to_regclass('public._prisma_migrations')::text AS ledger,
            (SELECT string_agg(c.relname, ', ' ORDER BY c.relname) FROM pg_class c
              WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
                AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')) AS strangers`,
  );
  const { ledger, strangers } = rows[0] ?? { ledger: null, strangers: null };
  if (ledger) return readLedger(client);
  if (strangers) {
    throw new StartError(`The database at ${place(url)} holds tables that are not Tenday's (${strangers}). Give Tenday an empty database of its own.`);
  }
  await createLedger(client);
  return [];
}

async function readLedger(client: pg.ClientBase | pg.Pool): Promise<LedgerRow[]> {
  const { rows } = await client.query<LedgerRow>(
    'SELECT migration_name, checksum, finished_at, rolled_back_at FROM public._prisma_migrations ORDER BY started_at',
  );
  return rows;
}

function finishedNames(ledger: LedgerRow[]): Set<string> {
  return new Set(ledger.filter((row) => row.finished_at && !row.rolled_back_at).map((row) => row.migration_name));
}

/** Compares the ledger with the disk; whatever a restart can't cure stops the start with what to do about it. */
function pending(migrations: Migration[], ledger: LedgerRow[]): Migration[] {
  const standing = ledger.filter((row) => !row.rolled_back_at);
  const onDisk = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of standing) {
    const migration = onDisk.get(row.migration_name);
    if (!row.finished_at) {
      throw new StartError(
        `The migration ${row.migration_name} was begun by the Prisma command line and failed. Repair the database, mark it with "prisma migrate resolve", and start again.`,
      );
    }
    if (!migration) {
      throw new StartError(`The database is newer than this Tenday: it has the migration ${row.migration_name}, which this version does not know. Start the newer version.`);
    }
    if (!isChecksumOf(migration, row.checksum)) {
      throw new StartError(`The migration ${row.migration_name} was changed after it was applied. Bring back its file as it was, and put the change in a new migration.`);
    }
  }
  const done = finishedNames(ledger);
  return migrations.filter(({ name }) => !done.has(name));
}

/** Whether a ledger's sum is that of this script; Prisma's command line on Windows sums it with other line ends. */
export function isChecksumOf(migration: Migration, checksum: string): boolean {
  return checksum === migration.checksum || checksum === sha256(migration.sql.replaceAll('\n', '\r\n'));
}

/** The script and its ledger row, or neither. */
async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await runMigration(client, migration);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    if (error instanceof StartError) throw error;
    throw new StartError(`The migration ${migration.name} failed and was undone: ${reason(error)}. The database is as it was before it.`, { cause: error });
  }
}

async function transactionId(client: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id');
  return rows[0]?.id;
}
