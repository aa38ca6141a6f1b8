import { AppError } from './errors.js';

/** Every refusal of a backup or a restore: one sentence for the operator that says what to do. Nothing was changed. */
function refusal(code: string, message: string, cause?: unknown): AppError {
  return new AppError(`backup.${code}`, { status: 409, message, cause });
}

/** The system's code of a failed call, `ENOENT`; undefined when it is no such error. */
export function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

/** What an error says for itself. */
export function wordsOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}

export const folderHoldsBackup = (folder: string): AppError =>
  refusal('folder-holds-backup', `${folder} already holds a complete backup, which is left as it is. Name a new folder.`);

export const folderHoldsRemains = (folder: string): AppError =>
  refusal('folder-holds-remains', `${folder} holds what an interrupted backup left: it has no manifest.json and cannot be restored. Delete it, or name a new folder.`);

export const folderNotEmpty = (folder: string): AppError => refusal('folder-not-empty', `${folder} is not empty. Name a new or an empty folder for the backup.`);

export const folderUnusable = (folder: string, cause: unknown): AppError =>
  refusal('folder-unusable', `${folder} cannot be used: ${wordsOf(cause)}.`, cause);

export const migratedMeanwhile = (): AppError =>
  refusal('migrated-meanwhile', 'The tables changed while the backup began: another Tenday was just updating the database. Delete the folder and try again.');

export const noManifest = (folder: string): AppError =>
  refusal('no-manifest', `${folder} holds no complete backup: manifest.json is missing, which is written last. Nothing was restored. Name the folder of a backup that finished.`);

export const badManifest = (why: string): AppError =>
  refusal('bad-manifest', `manifest.json of this backup is damaged (${why}). Nothing was restored. Take another copy of the backup.`);

export const newerFormat = (format: number): AppError =>
  refusal('newer-format', `This backup has the form ${format}, which this Tenday does not know. Nothing was restored. Restore it with the version that made it, or a newer one.`);

export const newerThanCode = (migration: string): AppError =>
  refusal('newer-than-code', `This backup is newer than this Tenday: it has the migration ${migration}, which this version does not know. Nothing was restored. Restore it with the version that made it, or a newer one.`);

export const otherMigration = (migration: string): AppError =>
  refusal('other-migration', `The migration ${migration} of this backup is not the one this Tenday has under that name. Nothing was restored. Restore it with the version that made it.`);

export const damaged = (files: readonly string[]): AppError =>
  refusal('damaged', `This backup is damaged: ${shorten(files)}. Nothing was restored. Take another copy of the backup.`);

export const changedMeanwhile = (file: string): AppError =>
  refusal('changed-meanwhile', `${file} of the backup changed while it was read. Nothing was restored. Make sure nothing else writes to that folder, and try again.`);

export const strangeTables = (what: string): AppError =>
  refusal('strange-tables', `The backup’s tables are not those its migrations make: ${what}. Nothing was restored.`);

export const targetInUse = (groups: number): AppError =>
  refusal('target-in-use', `This installation already has ${groups === 1 ? 'a group' : `${groups} groups`}, and a restore goes into an empty one only. Nothing was restored. Give it a new DATA_DIR, or a DATABASE_URL of an empty database.`);

export const serverRunning = (connections: number): AppError =>
  refusal('server-running', `Something else is connected to this database (${connections} connection${connections === 1 ? '' : 's'}). Nothing was restored. Stop Tenday, close other programs that use the database, and restore again.`);

const SHOWN = 5;

function shorten(items: readonly string[]): string {
  const rest = items.length - SHOWN;
  return items.slice(0, SHOWN).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}
