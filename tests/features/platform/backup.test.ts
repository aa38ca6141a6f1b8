import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import request from 'supertest';
import { storeDocument } from '../../../server/features/documents/store-document.js';
import { verifyTimeline } from '../../../server/features/timeline/verify-timeline.js';
import type { Restored } from '../../../server/platform/backup-restore.js';
import { type World, makeWorld } from '../../support/world.js';
import { s3Bench } from '../../support/file-stores.js';
import { type FilledWorld, allRows, backUp, filledWorld, flipBit, newFolder, restore } from './backup-bench.js';

let source: FilledWorld;
let target: World;
let folder: string;
let removeFolder: () => Promise<void>;

beforeAll(async () => {
  source = await filledWorld();
});
afterAll(() => source.close());

beforeEach(async () => {
  ({ folder, remove: removeFolder } = await newFolder());
});
afterEach(() => removeFolder());

async function storedIn({ context }: World): Promise<string[]> {
  const names: string[] = [];
  for await (const { groupId, sha256 } of context.files.list()) names.push(`${groupId}/${sha256}`);
  return names.sort();
}

const sessionsOf = async ({ database }: World): Promise<number> => database.db.session.count();

/** Letters apart: the one that was queued is held, which has a test of its own. */
const withoutLetters = ({ letters: _letters, ...rest }: Record<string, string[]>): Record<string, string[]> => rest;

describe('a backup restored into a fresh installation', () => {
  let restored: Restored;
  let token = '';
  beforeAll(async () => {
    token = await source.tokenOf(source.owner);
    const backup = await newFolder();
    await backUp(source, backup.folder);
    target = await makeWorld();
    restored = await restore(target, backup.folder);
    await backup.remove();
  });
  afterAll(() => target.close());

  test('has every row of every table, and the installation of the backup in place of its own', async () => {
    const { manifest, migrated } = restored;
    const [before, after] = [await allRows(source.database.pool), await allRows(target.database.pool)];
    expect(withoutLetters(after)).toEqual(withoutLetters(before));
    expect(migrated).toEqual([]);
    for (const table of ['groups', 'records_requests', 'letters', 'documents', 'facts', 'deadlines', 'notices', 'events', 'event_words']) {
      expect([table, before[table]?.length]).not.toEqual([table, 0]);
      expect([table, manifest.tables.find(({ name }) => name === table)?.rows]).toEqual([table, before[table]?.length]);
    }
    expect(before['event_words']?.filter((row) => /,,,"?2026/.test(row)).length).toBeGreaterThan(0);
    expect([await sessionsOf(source), await sessionsOf(target)]).toEqual([expect.any(Number), 0]);
    expect(await sessionsOf(source)).toBeGreaterThan(0);
  });

  test('has each group’s files, whole, in that group only, and serves them', async () => {
    expect(await storedIn(target)).toEqual(await storedIn(source));
    expect(await storedIn(target)).toEqual(expect.arrayContaining([expect.stringContaining('00000000-0000-0000-0000-000000000000/'), expect.stringContaining(source.owner.groupId)]));
    for (const name of await storedIn(target)) expect(await target.context.files.verify(name.slice(0, 36), name.slice(37))).toBe('intact');
    const asOwner = (address: string) => request(target.app).get(address).set('Authorization', `Bearer ${token}`);
    expect((await asOwner('/api/v1/me')).body).toMatchObject({ personId: source.owner.personId, groupName: 'Harbor Records Project' });
    const file = await asOwner(`/api/v1/documents/${source.filled.ids['documentId']}/file`).buffer(true);
    expect([file.status, file.text]).toEqual([200, 'a reply']);
  });

  test('has timelines that hold to the very head, erased words and all, and guards them again', async () => {
    const { timelines } = restored.manifest;
    const verdict = await verifyTimeline({ db: target.database.db }, source.owner.groupId);
    expect(verdict).toMatchObject({ broken: null, headHash: timelines.find(({ groupId }) => groupId === source.owner.groupId)?.hash });
    expect(verdict.erased).toBeGreaterThan(0);
    await expect(target.database.pool.query(`UPDATE events SET type = 'x'`)).rejects.toThrow('append-only');
    await expect(target.database.pool.query(`UPDATE letters SET subject = 'x'`)).rejects.toThrow('frozen');
    const unrelated = { id: '01900000-0000-7000-8000-000000000009', number: '1', groupId: source.owner.groupId, requestId: '01900000-0000-7000-8000-000000000001', notedById: source.owner.personId, notedAt: new Date(0) };
    await expect(target.database.db.agencyNumber.create({ data: unrelated })).rejects.toThrow('Foreign key');
  });

});

describe('through an S3 server', () => {
  test('files are read and written the same', async () => {
    const bench = await s3Bench();
    const fresh = await makeWorld();
    try {
      const copied = { ...source, context: { ...source.context, files: bench.store } };
      for await (const { groupId, sha256 } of source.context.files.list()) await bench.store.put(groupId, await source.context.files.open(groupId, sha256), { maxBytes: 100_000 });
      const { files, problems } = await backUp(copied, folder);
      expect([files.length, problems]).toEqual([(await storedIn(source)).length, []]);
      for (const { groupId, sha256 } of files) await bench.store.remove(groupId, sha256);
      await restore({ ...fresh, context: { ...fresh.context, files: bench.store } }, folder);
      for (const { groupId, sha256 } of files) expect(await bench.store.verify(groupId, sha256)).toBe('intact');
    } finally {
      await fresh.close();
      await bench.close();
    }
  });
});

describe('a backup', () => {
  test('is one instant though the group goes on writing: every timeline ends at its head, every document has its entry and file', async () => {
    const { owner } = source;
    const requestId = source.filled.ids['requestId'] ?? '';
    let stop = false;
    let written = 0;
    const writer = async (): Promise<void> => {
      while (!stop) {
        const stream = Readable.from([Buffer.from(`page ${written}`)]);
        await storeDocument(source.context, owner, { requestId, originalName: `${written}.txt`, stream, kind: 'response', source: 'upload' });
        written += 1;
      }
    };
    const done = writer();
    const atStart = written;
    const { timelines } = await backUp(source, folder);
    stop = true;
    await done;
    expect(written).toBeGreaterThan(atStart + 1);
    target = await makeWorld();
    await restore(target, folder);
    const head = timelines.find(({ groupId }) => groupId === owner.groupId);
    expect(await verifyTimeline({ db: target.database.db }, owner.groupId)).toMatchObject({ broken: null, events: head?.seq, headHash: head?.hash });
    const documents = await target.database.db.document.findMany({ where: { groupId: owner.groupId } });
    expect(await target.database.db.event.count({ where: { groupId: owner.groupId, type: 'document.added' } })).toBe(documents.length);
    for (const { sha256 } of documents) expect(await target.context.files.verify(owner.groupId, sha256)).toBe('intact');
    await target.close();
  });

  test('is for its owner’s eyes only', async () => {
    await backUp(source, folder);
    for (const name of ['.', 'database', 'files']) expect([name, (await stat(path.join(folder, name))).mode & 0o077]).toEqual([name, 0]);
    for (const name of ['manifest.json', 'database/people.copy.gz']) expect([name, (await stat(path.join(folder, name))).mode & 0o077]).toEqual([name, 0]);
  });

  test('never goes into a folder that holds something', async () => {
    await backUp(source, folder);
    const manifest = await readFile(path.join(folder, 'manifest.json'), 'utf8');
    await expect(backUp(source, folder)).rejects.toThrow('already holds a complete backup');
    expect(await readFile(path.join(folder, 'manifest.json'), 'utf8')).toBe(manifest);
    await rm(path.join(folder, 'manifest.json'));
    await expect(backUp(source, folder)).rejects.toThrow('an interrupted backup left');
    const elsewhere = `${folder}-letters`;
    await mkdir(elsewhere);
    await writeFile(path.join(elsewhere, 'notes.txt'), 'mine');
    await expect(backUp(source, elsewhere)).rejects.toThrow('is not empty');
    expect(await readdir(elsewhere)).toEqual(['notes.txt']);
    await expect(backUp(source, path.join(elsewhere, 'notes.txt'))).rejects.toThrow('cannot be used');
  });

  test('names a missing and an altered file by its request and saves the rest', async () => {
    const [own, others] = [source.owner.groupId, source.other.groupId];
    const { sha256 } = await source.database.db.document.findFirstOrThrow({ where: { groupId: others } });
    await source.context.files.remove(own, sha256);
    await writeFile(path.join(source.context.config.dataDir, 'files', others, sha256), 'a rexly');
    const { files, problems } = await backUp(source, folder);
    expect(files.filter((file) => file.sha256 === sha256)).toEqual([]);
    expect(problems).toEqual(expect.arrayContaining([
      { groupId: own, sha256, problem: 'missing', usedBy: ['TD-2026-0001, document 1'] },
      { groupId: others, sha256, problem: 'altered', usedBy: ['TD-2026-0001, document 1'] },
    ]));
    expect(await readFile(path.join(folder, 'files', others, `${sha256}.altered`), 'utf8')).toBe('a rexly');
    target = await makeWorld();
    await restore(target, folder);
    expect(await target.database.db.document.count()).toBe(await source.database.db.document.count());
    expect(await storedIn(target)).toEqual(files.map((file) => `${file.groupId}/${file.sha256}`).sort());
    await target.close();
    for (const groupId of [own, others]) {
      await source.context.files.remove(groupId, sha256);
      await source.context.files.put(groupId, Readable.from([Buffer.from('a reply')]), { maxBytes: 100 });
    }
  });
});

describe('a restore refuses, with a sentence, and changes nothing', () => {
  let good: Awaited<ReturnType<typeof newFolder>>;
  beforeAll(async () => {
    good = await newFolder();
    await backUp(source, good.folder);
    target = await makeWorld();
  });
  afterAll(async () => {
    await target.close();
    await good.remove();
  });
  beforeEach(() => cp(good.folder, folder, { recursive: true }));

  const spoil: readonly [string, RegExp, (folder: string) => Promise<void>][] = [
    ['a flipped bit in a table', /damaged: database\/people\.copy\.gz was altered\. Nothing was restored/, (at) => flipBit(path.join(at, 'database/people.copy.gz'))],
    ['a table cut short', /damaged: database\/people\.copy\.gz has another length/, async (at) => writeFile(path.join(at, 'database/people.copy.gz'), (await readFile(path.join(at, 'database/people.copy.gz'))).subarray(0, -1))],
    ['a flipped bit in a file', /damaged: files\/[0-9a-f-]{36}\/[0-9a-f]{64} was altered/, async (at) => flipBit(path.join(at, (await filesBelow(at))[0] ?? ''))],
    ['a missing file', /damaged: files\/.* is missing/, async (at) => rm(path.join(at, (await filesBelow(at))[0] ?? ''))],
    ['a flipped bit in the manifest', /manifest\.json of this backup is damaged/, (at) => flipBit(path.join(at, 'manifest.json'))],
    ['a missing manifest', /holds no complete backup: manifest\.json is missing/, (at) => rm(path.join(at, 'manifest.json'))],
    ['a backup that is no folder', /holds no complete backup/, async (at) => rm(at, { recursive: true }).then(() => writeFile(at, ''))],
  ];

  test.each(spoil)('%s', async (_what, sentence, harm) => {
    await harm(folder);
    const before = await allRows(target.database.pool);
    await expect(restore(target, folder)).rejects.toThrow(sentence);
    expect(await allRows(target.database.pool)).toEqual(before);
    expect(await storedIn(target)).toEqual([]);
  });

  test('rows that the tables do not take, with the files it had stored taken out again', async () => {
    await target.database.pool.query(`ALTER TABLE event_words ADD CONSTRAINT never CHECK (false)`);
    const before = await allRows(target.database.pool);
    await expect(restore(target, folder)).rejects.toThrow('never');
    expect(await allRows(target.database.pool)).toEqual(before);
    expect(await storedIn(target)).toEqual([]);
    await target.database.pool.query('ALTER TABLE event_words DROP CONSTRAINT never');
  });

  test('a database that something else is connected to, as a running server is', async () => {
    const other = new pg.Client({ connectionString: target.database.url });
    await other.connect();
    await expect(restore(target, folder)).rejects.toThrow('Something else is connected to this database (1 connection). Nothing was restored. Stop Tenday');
    await other.end();
  });

  test('an installation that has a group', async () => {
    await target.addGroup('Somebody else');
    const before = await allRows(target.database.pool);
    await expect(restore(target, folder)).rejects.toThrow('already has a group');
    expect(await allRows(target.database.pool)).toEqual(before);
  });
});

test('when the answer to the commit is lost, the files stay: the rows that came in need them', async () => {
  await backUp(source, folder);
  const fresh = await makeWorld();
  const spy = losingCommit(fresh.database.pool);
  try {
    await expect(restore(fresh, folder)).rejects.toThrow('the answer to COMMIT was lost');
  } finally {
    spy.mockRestore();
  }
  expect(await fresh.database.db.group.count()).toBe(2);
  expect(await storedIn(fresh)).toEqual(await storedIn(source));
  await fresh.close();
});

/** The next COMMIT of the pool's connections is done, and its answer never arrives. */
function losingCommit(pool: pg.Pool) {
  const connect = pool.connect.bind(pool) as (...given: unknown[]) => Promise<pg.PoolClient>;
  let lost = false;
  const wrapped = async (): Promise<pg.PoolClient> => {
    const client = await connect();
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    const lossy = (...given: unknown[]): unknown => {
      const answer = query(...given);
      if (given[0] !== 'COMMIT' || lost) return answer;
      lost = true;
      return Promise.resolve(answer).then(() => {
        throw new Error('the answer to COMMIT was lost');
      });
    };
    return Object.assign(client, { query: lossy });
  };
  // The pool's own queries ask with a callback.
  return jest.spyOn(pool, 'connect').mockImplementation((...given: unknown[]) => (given.length > 0 ? connect(...given) : wrapped()));
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(folder, 'files'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}
