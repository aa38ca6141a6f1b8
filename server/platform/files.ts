import { createHash } from 'node:crypto';
import { Transform, type Readable } from 'node:stream';
import { invalidName, tooLarge } from './files.errors.js';

/** A file as the store took it. `isNew` is false when the group had these very bytes before. */
export interface StoredFile {
  /** 64 lower-case hex digits. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly isNew: boolean;
}

export interface FileStat {
  /** Bytes. */
  readonly size: number;
  /** When these bytes were last put; putting them again renews it, so that a sweep of orphans spares them. */
  readonly storedAt: Date;
}

export interface ListedFile extends FileStat {
  readonly groupId: string;
  readonly sha256: string;
}

/** Bytes `start` to `end`, both included, as in HTTP (RFC 9110 § 14.1.2). Without `end`: to the last byte. */
export interface ByteRange {
  readonly start: number;
  readonly end?: number;
}

export type Verification = 'intact' | 'altered' | 'missing';

/**
 * Files by the hash of their bytes, kept per group: two groups never share one, because a hit would tell one what the
 * other holds. Nothing here reads what a file means. A group id is a UUID in lower case and a hash is 64 hex digits; anything
 * else is refused (`files.invalid-name`), so that no name can reach outside its group.
 */
export interface FileStore {
  /**
   * Takes the stream to its end, hashing and counting while it is written, and makes the file permanent only then. The stream is
   * destroyed when the file is refused.
   * @param limits `maxBytes`: the largest size taken, in bytes
   * @throws AppError `files.too-large` (413); `files.interrupted` (400) when the stream ended early. Nothing is left behind.
   */
  put(groupId: string, source: Readable, limits: { maxBytes: number }): Promise<StoredFile>;
  /**
   * @throws AppError `files.not-found` (404), `files.range` (416)
   */
  open(groupId: string, sha256: string, range?: ByteRange): Promise<Readable>;
  /** @returns null when the group has no such file */
  stat(groupId: string, sha256: string): Promise<FileStat | null>;
  exists(groupId: string, sha256: string): Promise<boolean>;
  /** Reads the whole file again and compares its hash with its name. */
  verify(groupId: string, sha256: string): Promise<Verification>;
  /** Every file of one group, or of all; in no particular order. */
  list(groupId?: string): AsyncIterable<ListedFile>;
  /** @returns false when there was nothing to remove */
  remove(groupId: string, sha256: string): Promise<boolean>;
  /**
   * Removes what uploads that were cut off by a crash left under temporary names.
   * @param olderThan younger ones may belong to an upload under way and are spared
   * @returns how many were removed
   */
  sweepTemporary(olderThan: Date): Promise<number>;
  /** Proves that the store can be written to. @throws when it cannot */
  ready(): Promise<void>;
}

const GROUP_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SHA256 = /^[0-9a-f]{64}$/;

export function isGroupId(value: string): boolean {
  return GROUP_ID.test(value);
}

export function isSha256(value: string): boolean {
  return SHA256.test(value);
}

/** @throws AppError `files.invalid-name` */
export function requireGroupId(groupId: string): void {
  if (!isGroupId(groupId)) throw invalidName('group');
}

/** @throws AppError `files.invalid-name` */
export function requireFileName(groupId: string, sha256: string): void {
  requireGroupId(groupId);
  if (!isSha256(sha256)) throw invalidName('hash');
}

/** A pass-through that hashes and counts; over `maxBytes` it fails with `files.too-large` before the extra bytes go on. */
export class Meter extends Transform {
  private readonly hash = createHash('sha256');
  private counted = 0;

  constructor(private readonly maxBytes: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: Error | null, data?: Buffer) => void): void {
    this.counted += chunk.length;
    if (this.counted > this.maxBytes) {
      done(tooLarge(this.maxBytes));
      return;
    }
    this.hash.update(chunk);
    done(null, chunk);
  }

  /** Bytes so far. */
  get size(): number {
    return this.counted;
  }

  /** Call once, at the end. */
  digest(): string {
    return this.hash.digest('hex');
  }
}

/** Hex SHA-256 of everything the stream gives. */
export async function hashStream(source: Readable): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of source) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
