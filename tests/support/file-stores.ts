import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createDiskFileStore } from '../../server/platform/files.disk.js';
import type { FileStore } from '../../server/platform/files.js';
import { createS3FileStore } from '../../server/platform/files.s3.js';

/** What the suite needs to know of a store beside its interface. */
export interface FileBench {
  readonly store: FileStore;
  /** Every byte sequence the store keeps anywhere, temporary or permanent, by a name. */
  kept(): Promise<string[]>;
  /** Puts an upload's remains there, as a process killed half-way leaves them. */
  abandon(bytes: Buffer): Promise<void>;
  /** Changes the kept bytes behind the store's back. */
  damage(groupId: string, sha256: string): Promise<void>;
  close(): Promise<void>;
}

/** A store in a new temporary folder. */
export async function diskBench(): Promise<FileBench> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'tenday-files-'));
  return {
    store: createDiskFileStore(root),
    kept: () => filesBelow(root),
    async abandon(bytes) {
      await mkdir(path.join(root, '.incoming'), { recursive: true });
      await writeFile(path.join(root, '.incoming', 'left-by-a-crash'), bytes);
    },
    damage: (groupId, sha256) => writeFile(path.join(root, groupId, sha256), 'altered'),
    close: () => rm(root, { recursive: true, force: true }),
  };
}

/** s3rver has no types of its own. */
interface S3rverServer {
  run(): Promise<{ port: number }>;
  close(): Promise<void>;
}
type S3rverClass = new (options: Record<string, unknown>) => S3rverServer;

/** A store on a real S3 server (s3rver) in this process, on a free port. */
export async function s3Bench(): Promise<FileBench> {
  const S3rver = createRequire(import.meta.url)('s3rver') as S3rverClass;
  const directory = await mkdtemp(path.join(os.tmpdir(), 'tenday-s3-'));
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name: 'files' }] });
  const { port } = await server.run();
  const store = createS3FileStore({ endpoint: `http://127.0.0.1:${port}`, bucket: 'files', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' });
  const objects = async () => (await filesBelow(directory)).filter((name) => name.endsWith('_object'));
  return {
    store,
    kept: objects,
    async abandon(bytes) {
      const s3 = new S3Client({
        endpoint: `http://127.0.0.1:${port}`,
        region: 'us-east-1',
        forcePathStyle: true,
        credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
      });
      await s3.send(new PutObjectCommand({ Bucket: 'files', Key: 'incoming/left-by-a-crash', Body: bytes }));
      s3.destroy();
    },
    async damage(groupId, sha256) {
      const file = (await objects()).find((name) => name.includes(groupId) && name.includes(sha256));
      await writeFile(path.join(directory, file ?? ''), 'altered');
    },
    async close() {
      store.close();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}
