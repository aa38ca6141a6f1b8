import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createDiskFileStore } from '../../../server/platform/files.disk.js';
import { createS3FileStore } from '../../../server/platform/files.s3.js';
import type { FileStore } from '../../../server/platform/files.js';
import { newId } from '../../../server/platform/ids.js';
import { diskBench, s3Bench, type FileBench } from '../../support/file-stores.js';

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function listed(store: FileStore, groupId?: string): Promise<string[]> {
  const found: string[] = [];
  for await (const file of store.list(groupId)) found.push(`${file.groupId}/${file.sha256} ${file.size}`);
  return found.sort();
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const NO_LIMIT = { maxBytes: 1024 ** 3 };
const LETTER = Buffer.from('The Department has determined that it holds responsive records.');

const oneGroup = newId();
const otherGroup = newId();

describe.each([
  ['a folder', diskBench],
  ['an S3 bucket', s3Bench],
])('files in %s', (_name, openBench) => {
  let bench: FileBench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  test('a file comes back byte for byte, under the hash of its bytes', async () => {
    const stored = await bench.store.put(oneGroup, Readable.from([LETTER]), NO_LIMIT);
    expect(stored).toEqual({ sha256: sha256(LETTER), size: LETTER.length, isNew: true });
    expect(await bytesOf(await bench.store.open(oneGroup, stored.sha256))).toEqual(LETTER);
    expect((await bench.store.stat(oneGroup, stored.sha256))?.size).toBe(LETTER.length);
  });

  test('a file of many parts comes back byte for byte', async () => {
    const big = randomBytes(19 * 1024 ** 2 + 7);
    const chunks = Array.from({ length: Math.ceil(big.length / 65_536) }, (_, i) => big.subarray(i * 65_536, (i + 1) * 65_536));
    const stored = await bench.store.put(oneGroup, Readable.from(chunks), NO_LIMIT);
    expect(stored).toEqual({ sha256: sha256(big), size: big.length, isNew: true });
    expect(sha256(await bytesOf(await bench.store.open(oneGroup, stored.sha256)))).toBe(stored.sha256);
  });

  test('an empty file is a file', async () => {
    const stored = await bench.store.put(oneGroup, Readable.from([]), NO_LIMIT);
    expect(stored.size).toBe(0);
    expect(await bytesOf(await bench.store.open(oneGroup, stored.sha256))).toHaveLength(0);
  });

  test('the same bytes twice in one group are kept once, and the second time are not new', async () => {
    await bench.store.put(oneGroup, Readable.from([LETTER]), NO_LIMIT);
    const again = await bench.store.put(oneGroup, Readable.from([LETTER]), NO_LIMIT);
    expect(again.isNew).toBe(false);
    expect(await listed(bench.store)).toEqual([`${oneGroup}/${again.sha256} ${LETTER.length}`]);
  });

  test('putting the same bytes again makes the file young again, so that a sweep of orphans spares it', async () => {
    const { sha256: hash } = await bench.store.put(oneGroup, Readable.from([LETTER]), NO_LIMIT);
    const before = await bench.store.stat(oneGroup, hash);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await bench.store.put(oneGroup, Readable.from([LETTER]), NO_LIMIT);
    const after = await bench.store.stat(oneGroup, hash);
    expect(after?.storedAt.getTime()).toBeGreaterThan(before?.storedAt.getTime() ?? Infinity);
  });

  test('one group never sees, shares or removes what another holds', async () => {
    const { sha256: hash } = await bench.store.put(oneGroup, Readable.from([LETTER]), NO_LIMIT);
    expect(await bench.store.exists(otherGroup, hash)).toBe(false);
    await expect(bench.store.open(otherGroup, hash)).rejects.toMatchObject({ code: 'files.not-found' });
    expect(await bench.store.remove(otherGroup, hash)).toBe(false);
    expect((await bench.store.put(otherGroup, Readable.from([LETTER]), NO_LIMIT)).isNew).toBe(true);
    expect(await bench.store.remove(otherGroup, hash)).toBe(true);
    expect(await listed(bench.store, otherGroup)).toEqual([]);
    expect(await bytesOf(await bench.store.open(oneGroup, hash))).toEqual(LETTER);
  });

  test('a file over the limit is refused and leaves nothing behind', async () => {
    const parts = Array.from({ length: 40 }, () => randomBytes(300_000));
    await expect(bench.store.put(oneGroup, Readable.from(parts), { maxBytes: 11_000_000 })).rejects.toMatchObject({
      code: 'files.too-large',
      status: 413,
    });
    expect(await bench.kept()).toEqual([]);
  });

  test('a file of exactly the limit is taken', async () => {
    expect((await bench.store.put(oneGroup, Readable.from([LETTER]), { maxBytes: LETTER.length })).isNew).toBe(true);
  });

  test('an upload cut off half-way leaves nothing behind', async () => {
    const source = new PassThrough();
    const putting = bench.store.put(oneGroup, source, NO_LIMIT);
    source.write(randomBytes(9 * 1024 ** 2));
    setTimeout(() => source.destroy(), 50);
    await expect(putting).rejects.toMatchObject({ code: 'files.interrupted', status: 400 });
    expect(await bench.kept()).toEqual([]);
  });

  test('a browser that closes its connection half-way leaves nothing behind', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const putting = once(server, 'request').then(([request]: unknown[]) => bench.store.put(oneGroup, request as Readable, NO_LIMIT));
    const browser = connect(portOf(server), '127.0.0.1');
    browser.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\n');
    browser.write(randomBytes(400_000));
    setTimeout(() => browser.destroy(), 50);
    await expect(putting).rejects.toMatchObject({ code: 'files.interrupted' });
    expect(await bench.kept()).toEqual([]);
    server.close();
  });

  test('a part of a file can be read', async () => {
    const { sha256: hash } = await bench.store.put(oneGroup, Readable.from([LETTER]), NO_LIMIT);
    const text = LETTER.toString();
    expect((await bytesOf(await bench.store.open(oneGroup, hash, { start: 4, end: 13 }))).toString()).toBe('Department');
    expect((await bytesOf(await bench.store.open(oneGroup, hash, { start: 45 }))).toString()).toBe(text.slice(45));
    await expect(bench.store.open(oneGroup, hash, { start: LETTER.length })).rejects.toMatchObject({ code: 'files.range' });
    await expect(bench.store.open(oneGroup, hash, { start: 9, end: 3 })).rejects.toMatchObject({ code: 'files.range' });
  });

  test('verification tells an intact file from an altered and a missing one', async () => {
    const { sha256: hash } = await bench.store.put(oneGroup, Readable.from([LETTER]), NO_LIMIT);
    expect(await bench.store.verify(oneGroup, hash)).toBe('intact');
    await bench.damage(oneGroup, hash);
    expect(await bench.store.verify(oneGroup, hash)).toBe('altered');
    await bench.store.remove(oneGroup, hash);
    expect(await bench.store.verify(oneGroup, hash)).toBe('missing');
  });

  test('files are listed for one group or for all', async () => {
    const mine = await bench.store.put(oneGroup, Readable.from([LETTER]), NO_LIMIT);
    const theirs = await bench.store.put(otherGroup, Readable.from(['other']), NO_LIMIT);
    expect(await listed(bench.store, oneGroup)).toEqual([`${oneGroup}/${mine.sha256} ${LETTER.length}`]);
    expect(await listed(bench.store)).toEqual([`${oneGroup}/${mine.sha256} ${LETTER.length}`, `${otherGroup}/${theirs.sha256} 5`].sort());
  });

  test('what a crash left of an upload is swept once it is old, and no kept file with it', async () => {
    const { sha256: hash } = await bench.store.put(oneGroup, Readable.from([LETTER]), NO_LIMIT);
    await bench.abandon(LETTER);
    expect(await bench.store.sweepTemporary(new Date(Date.now() - 3_600_000))).toBe(0);
    expect(await bench.store.sweepTemporary(new Date(Date.now() + 3_600_000))).toBe(1);
    expect(await bench.kept()).toHaveLength(1);
    expect(await bench.store.exists(oneGroup, hash)).toBe(true);
  });

  test.each([
    ['../other', 'a'.repeat(64)],
    ['', 'a'.repeat(64)],
    [`${newId()}/..`, 'a'.repeat(64)],
    [newId().toUpperCase(), 'a'.repeat(64)],
    [newId(), '../../etc/passwd'],
    [newId(), 'A'.repeat(64)],
    [newId(), `${'a'.repeat(64)}\n`],
  ])('a name that is no name (%j, %j) is refused', async (groupId, hash) => {
    await expect(bench.store.open(groupId, hash)).rejects.toMatchObject({ code: 'files.invalid-name' });
    await expect(bench.store.stat(groupId, hash)).rejects.toMatchObject({ code: 'files.invalid-name' });
    await expect(bench.store.remove(groupId, hash)).rejects.toMatchObject({ code: 'files.invalid-name' });
    await expect(bench.store.verify(groupId, hash)).rejects.toMatchObject({ code: 'files.invalid-name' });
  });

  test('a group that is no group can put nothing', async () => {
    await expect(bench.store.put('../..', Readable.from([LETTER]), NO_LIMIT)).rejects.toMatchObject({ code: 'files.invalid-name' });
    expect(await bench.kept()).toEqual([]);
  });

  test('a store that can be written to is ready', async () => {
    await expect(bench.store.ready()).resolves.toBeUndefined();
  });
});

describe('files in a folder', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'tenday-files-'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  test('two uploads of the same bytes at once: exactly one of them is new', async () => {
    const store = createDiskFileStore(root);
    const both = await Promise.all([1, 2, 3, 4].map(() => store.put(oneGroup, Readable.from([LETTER]), NO_LIMIT)));
    expect(both.filter((stored) => stored.isNew)).toHaveLength(1);
  });

  test('nobody else on the machine can read them', async () => {
    const store = createDiskFileStore(root);
    const { sha256: hash } = await store.put(oneGroup, Readable.from(['private']), NO_LIMIT);
    expect((await stat(path.join(root, oneGroup, hash))).mode & 0o777).toBe(0o600);
    expect((await stat(path.join(root, oneGroup))).mode & 0o777).toBe(0o700);
  });

  test.each([
    ['cut short', 'whole'],
    ['altered', 'w#ole file'],
  ])('a file %s by a dying disk is made whole by the next upload of its bytes', async (_what, left) => {
    const store = createDiskFileStore(root);
    const { sha256: hash } = await store.put(oneGroup, Readable.from(['whole file']), NO_LIMIT);
    await writeFile(path.join(root, oneGroup, hash), left);
    expect(await store.put(oneGroup, Readable.from(['whole file']), NO_LIMIT)).toMatchObject({ isNew: true });
    expect(await readFile(path.join(root, oneGroup, hash), 'utf8')).toBe('whole file');
  });

  test('a folder that cannot be made is not ready', async () => {
    const blocked = path.join(root, 'blocked');
    await writeFile(blocked, 'a file where the folder should be');
    await expect(createDiskFileStore(blocked).ready()).rejects.toThrow();
  });

  test('a full disk is the server’s fault, not the uploader’s', async () => {
    const store = createDiskFileStore('/dev/full/files');
    await expect(store.put(oneGroup, Readable.from([LETTER]), NO_LIMIT)).rejects.not.toMatchObject({ code: 'files.interrupted' });
  });
});

describe('files in an S3 bucket', () => {
  test('a server that does not answer is not ready, and an upload to it fails as the server’s fault', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const port = portOf(closed);
    closed.close();
    const store = createS3FileStore({ endpoint: `http://127.0.0.1:${port}`, bucket: 'files', accessKeyId: 'a', secretAccessKey: 'b' });
    await expect(store.ready()).rejects.toThrow();
    await expect(store.put(oneGroup, Readable.from([LETTER]), NO_LIMIT)).rejects.toThrow('ECONNREFUSED');
    store.close();
  });

  test('a bucket that is gone is a fault; a file that is gone is not there', async () => {
    let code = 'NoSuchBucket';
    const server = createServer((_req, res) => res.writeHead(404, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const store = createS3FileStore({ endpoint: `http://127.0.0.1:${portOf(server)}`, bucket: 'files', accessKeyId: 'a', secretAccessKey: 'b' });
    const openFails = () => store.open(oneGroup, sha256(LETTER)).catch((error: unknown) => error);
    const noBucket = await openFails();
    code = 'NoSuchKey';
    const noFile = await openFails();
    store.close();
    server.closeAllConnections();
    server.close();
    expect([noBucket, noFile]).toMatchObject([{ name: 'NoSuchBucket' }, { code: 'files.not-found' }]);
  });
});
