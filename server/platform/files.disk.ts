import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, open, opendir, rename, rm, stat, unlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { badRange, interrupted, notFound } from './files.errors.js';
import { AppError } from './errors.js';
import { hashStream, isGroupId, isSha256, Meter, requireFileName, requireGroupId } from './files.js';
import type { ByteRange, FileStat, FileStore, ListedFile, StoredFile, Verification } from './files.js';

const INCOMING = '.incoming';

/**
 * Files in a folder: `<root>/<group>/<sha256>`; uploads under way in `<root>/.incoming`, on the same file system, so that
 * making one permanent is a link and never a copy. Folders 0700, files 0600.
 * @param root absolute path; made when missing
 */
export function createDiskFileStore(root: string): FileStore {
  return new DiskFileStore(root);
}

class DiskFileStore implements FileStore {
  private readonly incoming: string;

  constructor(private readonly root: string) {
    this.incoming = path.join(root, INCOMING);
  }

  async put(groupId: string, source: Readable, limits: { maxBytes: number }): Promise<StoredFile> {
    requireGroupId(groupId);
    await mkdir(this.incoming, { recursive: true, mode: 0o700 });
    const temporary = path.join(this.incoming, randomUUID());
    try {
      const { sha256, size } = await writeDurably(temporary, source, limits.maxBytes);
      const isNew = await this.makePermanent(temporary, groupId, sha256, size);
      return { sha256, size, isNew };
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** A link fails when the name is taken, which makes `isNew` exact even when two uploads of the same bytes race. */
  private async makePermanent(temporary: string, groupId: string, sha256: string, size: number): Promise<boolean> {
    const folder = path.join(this.root, groupId);
    const final = path.join(folder, sha256);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      await link(temporary, final);
    } catch (error) {
      if (errorCode(error) === 'EEXIST' && (await holds(final, sha256, size))) {
        const now = new Date();
        await utimes(final, now, now);
        return false;
      }
      // No links on this file system, or a file of that name cut short or altered by a dying disk: these bytes take its place.
      await rename(temporary, final);
    }
    await syncFolder(folder);
    await syncFolder(this.root);
    return true;
  }

  async open(groupId: string, sha256: string, range?: ByteRange): Promise<Readable> {
    const found = await this.stat(groupId, sha256);
    if (!found) throw notFound();
    const file = this.pathOf(groupId, sha256);
    if (!range) return createReadStream(file);
    if (range.start < 0 || range.start >= found.size || (range.end ?? range.start) < range.start) throw badRange();
    return createReadStream(file, { start: range.start, end: range.end ?? found.size - 1 });
  }

  async stat(groupId: string, sha256: string): Promise<FileStat | null> {
    requireFileName(groupId, sha256);
    try {
      const found = await stat(this.pathOf(groupId, sha256));
      return { size: found.size, storedAt: found.mtime };
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    }
  }

  async exists(groupId: string, sha256: string): Promise<boolean> {
    return (await this.stat(groupId, sha256)) !== null;
  }

  async verify(groupId: string, sha256: string): Promise<Verification> {
    if (!(await this.exists(groupId, sha256))) return 'missing';
    return (await hashStream(createReadStream(this.pathOf(groupId, sha256)))) === sha256 ? 'intact' : 'altered';
  }

  async *list(groupId?: string): AsyncGenerator<ListedFile> {
    if (groupId !== undefined) requireGroupId(groupId);
    const groups = groupId === undefined ? namesIn(this.root) : [groupId];
    for await (const group of groups) {
      if (!isGroupId(group)) continue;
      for await (const sha256 of namesIn(path.join(this.root, group))) {
        const found = isSha256(sha256) ? await this.stat(group, sha256) : null;
        if (found) yield { groupId: group, sha256, ...found };
      }
    }
  }

  async remove(groupId: string, sha256: string): Promise<boolean> {
    requireFileName(groupId, sha256);
    return removeIfThere(this.pathOf(groupId, sha256));
  }

  async sweepTemporary(olderThan: Date): Promise<number> {
    let removed = 0;
    for await (const name of namesIn(this.incoming)) {
      const file = path.join(this.incoming, name);
      const found = await stat(file).catch(() => null);
      if (found && found.mtime < olderThan && (await removeIfThere(file))) removed += 1;
    }
    return removed;
  }

  async ready(): Promise<void> {
    await mkdir(this.incoming, { recursive: true, mode: 0o700 });
    const probe = path.join(this.incoming, `ready-${randomUUID()}`);
    const handle = await open(probe, 'wx', 0o600);
    await handle.close();
    await unlink(probe);
  }

  private pathOf(groupId: string, sha256: string): string {
    return path.join(this.root, groupId, sha256);
  }
}

/** Whether a file still has the bytes its name says; one that can't be read has not. */
async function holds(file: string, sha256: string, size: number): Promise<boolean> {
  if ((await stat(file)).size !== size) return false;
  return (await hashStream(createReadStream(file)).catch(() => null)) === sha256;
}

/** Writes the stream to a new file and forces it to the disk. On any failure the caller removes the file. */
async function writeDurably(file: string, source: Readable, maxBytes: number): Promise<{ sha256: string; size: number }> {
  const meter = new Meter(maxBytes);
  // Opened before anything can fail: a stream that opens its file itself may make it after the caller has removed it.
  const handle = await open(file, 'wx', 0o600);
  try {
    await pipeline(source, meter, handle.createWriteStream({ flush: true }));
  } catch (error) {
    if (error instanceof AppError || isDiskFault(error)) throw error;
    throw interrupted(error);
  }
  return { sha256: meter.digest(), size: meter.size };
}

/** A full or broken disk names the system call that failed; a stream that ended early does not, or names a socket's. */
function isDiskFault(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error && ['open', 'write', 'fsync', 'close'].includes(String(error.syscall));
}

/** Makes a new name in a folder survive a power cut; Windows has no such call and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function* namesIn(folder: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(folder)) yield entry.name;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

async function removeIfThere(file: string): Promise<boolean> {
  try {
    await unlink(file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

function errorCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
