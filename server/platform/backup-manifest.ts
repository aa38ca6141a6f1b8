import { createHash, randomUUID } from 'node:crypto';
import { open, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { badManifest, codeOf, folderUnusable, newerFormat, noManifest } from './backup.errors.js';
import { isGroupId, isSha256 } from './files.js';

/** Raised when an older Tenday could no longer restore what a newer one writes. */
export const FORMAT = 1;
export const MANIFEST = 'manifest.json';

const sha256 = z.string().refine(isSha256, { error: 'not a SHA-256' });
const groupId = z.string().refine(isGroupId, { error: 'not a group’s id' });
const count = z.number().int().nonnegative();
/** Names of tables, columns and sequences as the migrations write them: nothing that could be a path. */
const sqlName = z.string().regex(/^[a-z_][a-z0-9_]*$/);

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  /** By the installation's own clock, a rehearsal's too. */
  madeAt: z.iso.datetime(),
  appVersion: z.string(),
  /** Applied when the backup was made, oldest first; checksums as in Prisma's ledger. */
  migrations: z.array(z.object({ name: z.string(), checksum: sha256 })),
  /** `database/<name>.copy.gz`: PostgreSQL's COPY text form, UTF-8, gzip. Hash and bytes are those of the file. */
  tables: z.array(z.object({ name: sqlName, columns: z.array(sqlName).min(1), rows: count, bytes: count, sha256 })),
  sequences: z.array(z.object({ name: sqlName, lastValue: z.string().regex(/^-?\d+$/) })),
  /** `files/<groupId>/<sha256>`, as they were stored. */
  files: z.array(z.object({ groupId, sha256, bytes: count })),
  /** Files that documents refer to and the store could not give as they were stored. */
  problems: z.array(z.object({ groupId, sha256, problem: z.enum(['missing', 'altered', 'unreadable']), usedBy: z.array(z.string()) })),
  /** The last link of each group's chain. */
  timelines: z.array(z.object({ groupId, seq: count, hash: sha256 })),
});

/** What a backup holds and how each part is proved; written last, so that its presence says the backup is complete. */
export type Manifest = z.infer<typeof manifestSchema>;

export const tableFile = (name: string): string => path.join('database', `${name}.copy.gz`);
export const storedFile = (file: { readonly groupId: string; readonly sha256: string }): string => path.join('files', file.groupId, file.sha256);

/** The manifest proves the rest; this proves the manifest: SHA-256 of its JSON without this field. */
const seal = (body: object): string => createHash('sha256').update(JSON.stringify(body)).digest('hex');

/** Writes `manifest.json` under another name and renames it once it is on the disk. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const temporary = path.join(folder, `.${MANIFEST}.${randomUUID()}`);
  const text = `${JSON.stringify({ ...manifest, sha256: seal(manifest) }, null, 1)}\n`;
  await writeFile(temporary, text, { flag: 'wx', mode: 0o600, flush: true });
  await rename(temporary, path.join(folder, MANIFEST));
  await syncFolder(folder);
}

/** Makes new names in a folder survive a power cut; Windows has no such call and does not need it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Reads and proves the manifest of a backup.
 * @throws AppError `backup.no-manifest`, `backup.bad-manifest`, `backup.newer-format`, `backup.folder-unusable`
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const { sha256: said, ...body } = parsed(await textOf(folder));
  if (typeof body['format'] === 'number' && body['format'] > FORMAT) throw newerFormat(body['format']);
  if (said !== seal(body)) throw badManifest('its own hash does not match');
  const result = manifestSchema.safeParse(body);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw badManifest(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong'}`);
  }
  return result.data;
}

async function textOf(folder: string): Promise<string> {
  try {
    return await readFile(path.join(folder, MANIFEST), 'utf8');
  } catch (error) {
    throw codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR' ? noManifest(folder) : folderUnusable(folder, error);
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw badManifest('it is not JSON');
  }
}
