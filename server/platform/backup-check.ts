import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { codeOf, damaged, newerThanCode, otherMigration, wordsOf } from './backup.errors.js';
import { type Manifest, storedFile, tableFile } from './backup-manifest.js';
import { hashStream } from './files.js';
import { type Migration, isChecksumOf } from './migrate.js';

/**
 * Reads every file of a backup and compares it with the manifest. Writes nothing.
 * @throws AppError `backup.damaged`, naming what is missing or altered
 */
export async function checkParts(folder: string, manifest: Manifest): Promise<void> {
  const parts = [
    ...manifest.tables.map((table) => ({ file: tableFile(table.name), bytes: table.bytes, sha256: table.sha256 })),
    ...manifest.files.map((file) => ({ file: storedFile(file), bytes: file.bytes, sha256: file.sha256 })),
  ];
  const wrong: string[] = [];
  for (const part of parts) {
    const problem = await problemOf(path.join(folder, part.file), part);
    if (problem) wrong.push(`${part.file} ${problem}`);
  }
  if (wrong.length > 0) throw damaged(wrong);
}

async function problemOf(file: string, { bytes, sha256 }: { bytes: number; sha256: string }): Promise<string | null> {
  try {
    if ((await stat(file)).size !== bytes) return 'has another length than when it was written';
    return (await hashStream(createReadStream(file))) === sha256 ? null : 'was altered';
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'is missing' : `cannot be read (${wordsOf(error)})`;
  }
}

export interface MigrationSteps {
  /** What the backup was made with, in order: the tables its rows fit. */
  readonly before: readonly Migration[];
  /** What this code has beyond that, run over the loaded rows. */
  readonly after: readonly Migration[];
}

/**
 * How this code's migrations divide around the backup's rows.
 * @throws AppError `backup.newer-than-code`, `backup.other-migration`
 */
export function divideMigrations(manifest: Manifest, migrations: readonly Migration[]): MigrationSteps {
  for (const { name, checksum } of manifest.migrations) {
    const known = migrations.find((migration) => migration.name === name);
    if (!known) throw newerThanCode(name);
    if (!isChecksumOf(known, checksum)) throw otherMigration(name);
  }
  const done = new Set(manifest.migrations.map(({ name }) => name));
  return { before: migrations.filter(({ name }) => done.has(name)), after: migrations.filter(({ name }) => !done.has(name)) };
}
