import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { codeOf, folderHoldsBackup, folderHoldsRemains, folderNotEmpty, folderUnusable, migratedMeanwhile } from './backup.errors.js';
import { FORMAT, MANIFEST, type Manifest, storedFile, syncFolder, tableFile, writeManifest } from './backup-manifest.js';
import { type Table, copyTableOut, listSequences, listTables, tableList, useExactText } from './backup-tables.js';
import type { Clock } from './clock.js';
import { AppError } from './errors.js';
import { type FileStore, Meter } from './files.js';
import { appliedMigrations } from './migrate.js';
import { projectRoot } from './paths.js';

/** A file some row refers to, and by what words an operator finds that row. */
export interface FileReference {
  readonly groupId: string;
  readonly sha256: string;
  readonly usedBy: readonly string[];
}

/** What the platform cannot know about the tables: asked inside the snapshot. */
export interface BackupPlan {
  /** Tables whose rows end with the process or the browser. */
  readonly leftOut: readonly string[];
  readonly files: (client: pg.ClientBase) => Promise<readonly FileReference[]>;
  readonly timelines: (client: pg.ClientBase) => Promise<Manifest['timelines']>;
}

export interface BackupDeps {
  readonly pool: pg.Pool;
  readonly files: FileStore;
  readonly clock: Clock;
}

/**
 * Writes a backup into a new or empty folder: tables as one transaction sees them, then every file they refer to, each hashed while
 * it is written, and `manifest.json` last. The server may run meanwhile. A file the store cannot give whole is a problem in the manifest and
 * stops nothing else; altered bytes are kept beside as `<sha256>.altered`.
 * @param folder absolute; made with mode 0700, because it holds password hashes and keys
 * @throws AppError `backup.folder-holds-backup`, `backup.folder-holds-remains`, `backup.folder-not-empty`, `backup.folder-unusable`,
 *   `backup.migrated-meanwhile`; without a manifest the folder is no backup
 */
export async function writeBackup(deps: BackupDeps, plan: BackupPlan, folder: string): Promise<Manifest> {
  await claimFolder(folder);
  try {
    const madeAt = deps.clock.now().toISOString();
    const { files: references, ...database } = await saveDatabase(deps.pool, plan, folder);
    const { files, problems } = await saveFiles(deps.files, references, folder);
    const manifest: Manifest = { format: FORMAT, madeAt, appVersion: await appVersion(), ...database, files, problems };
    await writeManifest(folder, manifest);
    return manifest;
  } catch (error) {
    throw isDiskFault(error) ? folderUnusable(folder, error) : error;
  }
}

/** A full or broken disk is the operator's to mend: a sentence, not a stack. */
function isDiskFault(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EFBIG'].includes(String(codeOf(error)));
}

async function claimFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 }).then(() => readdir(folder)).catch((error: unknown) => {
    throw folderUnusable(folder, error);
  });
  if (made.includes(MANIFEST)) throw folderHoldsBackup(folder);
  if (made.includes('database')) throw folderHoldsRemains(folder);
  if (made.length > 0) throw folderNotEmpty(folder);
  // Fails when another backup claimed the folder in this very moment.
  await mkdir(path.join(folder, 'database'), { mode: 0o700 }).catch((error: unknown) => {
    throw folderUnusable(folder, error);
  });
}

type SavedDatabase = Pick<Manifest, 'migrations' | 'tables' | 'sequences' | 'timelines'> & { readonly files: readonly FileReference[] };

async function saveDatabase(pool: pg.Pool, plan: BackupPlan, folder: string): Promise<SavedDatabase> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    const expected = await listTables(client);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // LOCK takes no snapshot: from here on nobody changes a table, and the first query after it fixes what all the others see.
    await client.query(`LOCK TABLE ${tableList(expected.map(({ name }) => name))} IN ACCESS SHARE MODE`);
    await useExactText(client);
    if (JSON.stringify(await listTables(client)) !== JSON.stringify(expected)) throw migratedMeanwhile();
    const migrations = await appliedMigrations(client);
    const tables = await saveTables(client, expected.filter(({ name }) => !plan.leftOut.includes(name)), folder);
    const saved = { migrations, tables, sequences: await listSequences(client), timelines: await plan.timelines(client), files: await plan.files(client) };
    await client.query('COMMIT');
    return saved;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // A connection that failed in the middle of a copy is of no more use.
    client.release(failure);
  }
}

async function saveTables(client: pg.ClientBase, tables: readonly Table[], folder: string): Promise<Manifest['tables']> {
  const saved: Manifest['tables'] = [];
  for (const table of tables) {
    saved.push({ name: table.name, columns: [...table.columns], ...(await copyTableOut(client, table, path.join(folder, tableFile(table.name)))) });
  }
  await syncFolder(path.join(folder, 'database'));
  return saved;
}

async function saveFiles(store: FileStore, references: readonly FileReference[], folder: string): Promise<Pick<Manifest, 'files' | 'problems'>> {
  const files: Manifest['files'] = [];
  const problems: Manifest['problems'] = [];
  const groupFolders = new Set<string>();
  for (const { groupId, sha256, usedBy } of references) {
    const target = path.join(folder, storedFile({ groupId, sha256 }));
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    groupFolders.add(path.dirname(target));
    const saved = await saveFile(store, { groupId, sha256 }, target);
    if (typeof saved === 'number') files.push({ groupId, sha256, bytes: saved });
    else problems.push({ groupId, sha256, problem: saved, usedBy: [...usedBy] });
  }
  for (const groupFolder of groupFolders) await syncFolder(groupFolder);
  return { files, problems };
}

/** @returns bytes written, or why the file is not in the backup */
async function saveFile(store: FileStore, { groupId, sha256 }: { groupId: string; sha256: string }, target: string): Promise<number | 'missing' | 'altered' | 'unreadable'> {
  let source: Readable;
  try {
    source = await store.open(groupId, sha256);
  } catch (error) {
    return error instanceof AppError && error.code === 'files.not-found' ? 'missing' : 'unreadable';
  }
  const meter = new Meter(Number.MAX_SAFE_INTEGER);
  const writer = createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true });
  // The stream that failed tells first; the pipeline then ends the others with the same error.
  let failed: 'store' | 'backup' | null = null;
  source.once('error', () => (failed ??= 'store'));
  writer.once('error', () => (failed ??= 'backup'));
  try {
    await pipeline(source, meter, writer);
  } catch (error) {
    if (failed !== 'store') throw error;
    await rm(target, { force: true });
    return 'unreadable';
  }
  if (meter.digest() === sha256) return meter.size;
  await rename(target, `${target}.altered`);
  return 'altered';
}

async function appVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8')) as { version: string };
  return version;
}
