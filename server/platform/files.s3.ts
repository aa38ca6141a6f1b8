import { randomUUID } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { AppError } from './errors.js';
import { badRange, interrupted, notFound } from './files.errors.js';
import { hashStream, isGroupId, isSha256, Meter, requireFileName, requireGroupId } from './files.js';
import type { ByteRange, FileStat, FileStore, ListedFile, StoredFile, Verification } from './files.js';

const INCOMING = 'incoming/';
const FILES = 'files/';
/** CopyObject takes no more (S3 API reference, CopyObject): the largest file this store can make permanent. */
const LARGEST_COPY = 5 * 1024 ** 3;
const PART_BYTES = 8 * 1024 ** 2;
const READY_WITHIN_MS = 5_000;

export interface S3Settings {
  readonly endpoint: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Most servers that aren't Amazon's ignore it. Default us-east-1. */
  readonly region?: string;
}

/**
 * Files in a bucket: `files/<group>/<sha256>`; uploads under way as `incoming/<uuid>`, copied to their name inside S3 once their hash
 * is known. The bucket must exist. Works with any server that speaks S3 with paths for buckets.
 * `close()` lets go of its connections.
 */
export function createS3FileStore(settings: S3Settings): FileStore & { close(): void } {
  return new S3FileStore(settings);
}

class S3FileStore implements FileStore {
  private readonly s3: S3Client;
  private readonly bucket: string;

  constructor(settings: S3Settings) {
    this.bucket = settings.bucket;
    this.s3 = new S3Client({
      endpoint: settings.endpoint,
      region: settings.region ?? 'us-east-1',
      credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
      forcePathStyle: true,
      // Servers that aren't Amazon's often refuse the SDK's own trailing checksums.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: 10_000, requestTimeout: 120_000 },
    });
  }

  async put(groupId: string, source: Readable, limits: { maxBytes: number }): Promise<StoredFile> {
    requireGroupId(groupId);
    const temporary = `${INCOMING}${randomUUID()}`;
    try {
      const { sha256, size } = await this.upload(temporary, source, Math.min(limits.maxBytes, LARGEST_COPY));
      const before = await this.stat(groupId, sha256);
      await this.makePermanent(temporary, groupId, sha256, size);
      return { sha256, size, isNew: before?.size !== size };
    } finally {
      // What cannot be deleted now is found by sweepTemporary.
      await this.delete(temporary).catch(() => undefined);
    }
  }

  private async upload(key: string, source: Readable, maxBytes: number): Promise<{ sha256: string; size: number }> {
    const meter = new Meter(maxBytes);
    const body = new PassThrough();
    let serverFault: unknown;
    const upload = new Upload({ client: this.s3, params: { Bucket: this.bucket, Key: key, Body: body }, partSize: PART_BYTES, queueSize: 2 });
    const taken = upload.done().catch((error: unknown) => {
      if (!body.errored) serverFault = error;
      body.destroy();
    });
    try {
      await pipeline(source, meter, body);
    } catch (error) {
      await taken;
      if (error instanceof AppError) throw error;
      throw serverFault ?? interrupted(error);
    }
    await taken;
    if (serverFault !== undefined) throw serverFault;
    return { sha256: meter.digest(), size: meter.size };
  }

  /** Copies even when the name is taken: that renews its date, as `FileStat.storedAt` promises. */
  private async makePermanent(temporary: string, groupId: string, sha256: string, size: number): Promise<void> {
    const source = `${this.bucket}/${temporary}`;
    await this.s3.send(new CopyObjectCommand({ Bucket: this.bucket, Key: keyOf(groupId, sha256), CopySource: source }));
    const kept = await this.stat(groupId, sha256);
    if (kept?.size !== size) {
      throw new Error(`S3 kept ${kept?.size ?? 0} of ${size} bytes of ${sha256}`);
    }
  }

  async open(groupId: string, sha256: string, range?: ByteRange): Promise<Readable> {
    requireFileName(groupId, sha256);
    if (range && (range.start < 0 || (range.end ?? range.start) < range.start)) throw badRange();
    const bytes = range ? `bytes=${range.start}-${range.end ?? ''}` : undefined;
    try {
      const found = await this.s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: keyOf(groupId, sha256), Range: bytes }));
      if (found.Body instanceof Readable) return found.Body;
      throw new Error('S3 answered without a body');
    } catch (error) {
      // A bucket that is gone is a fault to be seen, not a file that is missing.
      if (statusOf(error) === 404 && !isNamed(error, 'NoSuchBucket')) throw notFound();
      if (statusOf(error) === 416) throw badRange();
      throw error;
    }
  }

  async stat(groupId: string, sha256: string): Promise<FileStat | null> {
    requireFileName(groupId, sha256);
    try {
      const head = await this.s3.send(new HeadObjectCommand({ Bucket: this.bucket, Key: keyOf(groupId, sha256) }));
      return { size: head.ContentLength ?? 0, storedAt: head.LastModified ?? new Date(0) };
    } catch (error) {
      if (statusOf(error) === 404) return null;
      throw error;
    }
  }

  async exists(groupId: string, sha256: string): Promise<boolean> {
    return (await this.stat(groupId, sha256)) !== null;
  }

  async verify(groupId: string, sha256: string): Promise<Verification> {
    if (!(await this.exists(groupId, sha256))) return 'missing';
    return (await hashStream(await this.open(groupId, sha256))) === sha256 ? 'intact' : 'altered';
  }

  async *list(groupId?: string): AsyncGenerator<ListedFile> {
    if (groupId !== undefined) requireGroupId(groupId);
    for await (const { key, size, changed } of this.keysBelow(groupId === undefined ? FILES : `${FILES}${groupId}/`)) {
      const [group = '', sha256 = '', ...rest] = key.slice(FILES.length).split('/');
      if (rest.length === 0 && isGroupId(group) && isSha256(sha256)) yield { groupId: group, sha256, size, storedAt: changed };
    }
  }

  async remove(groupId: string, sha256: string): Promise<boolean> {
    if (!(await this.exists(groupId, sha256))) return false;
    await this.delete(keyOf(groupId, sha256));
    return true;
  }

  async sweepTemporary(olderThan: Date): Promise<number> {
    let removed = 0;
    for await (const { key, changed } of this.keysBelow(INCOMING)) {
      if (changed >= olderThan) continue;
      await this.delete(key);
      removed += 1;
    }
    return removed + (await this.abortOldUploads(olderThan));
  }

  /** Parts of an upload whose process died are invisible and are paid for until aborted. */
  private async abortOldUploads(olderThan: Date): Promise<number> {
    let aborted = 0;
    try {
      const { Uploads = [] } = await this.s3.send(new ListMultipartUploadsCommand({ Bucket: this.bucket, Prefix: INCOMING }));
      for (const { Key, UploadId, Initiated } of Uploads) {
        if (!Key || !UploadId || !Initiated || Initiated >= olderThan) continue;
        await this.s3.send(new AbortMultipartUploadCommand({ Bucket: this.bucket, Key, UploadId }));
        aborted += 1;
      }
    } catch (error) {
      // Servers that do not list them (501) clean them up by a lifecycle rule of their own.
      if (statusOf(error) !== 501) throw error;
    }
    return aborted;
  }

  async ready(): Promise<void> {
    const probe = new PutObjectCommand({ Bucket: this.bucket, Key: `${INCOMING}ready`, Body: Buffer.from('ready') });
    await this.s3.send(probe, { abortSignal: AbortSignal.timeout(READY_WITHIN_MS) });
  }

  close(): void {
    this.s3.destroy();
  }

  private async *keysBelow(prefix: string): AsyncGenerator<{ key: string; size: number; changed: Date }> {
    for await (const page of paginateListObjectsV2({ client: this.s3 }, { Bucket: this.bucket, Prefix: prefix })) {
      for (const { Key, Size, LastModified } of page.Contents ?? []) {
        if (Key) yield { key: Key, size: Size ?? 0, changed: LastModified ?? new Date(0) };
      }
    }
  }

  private async delete(key: string): Promise<void> {
    await this.s3.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }));
  }
}

function keyOf(groupId: string, sha256: string): string {
  return `${FILES}${groupId}/${sha256}`;
}

const isNamed = (error: unknown, name: string): boolean => error instanceof S3ServiceException && error.name === name;

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}
