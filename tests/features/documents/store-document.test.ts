import { createHash } from 'node:crypto';
import { readdir, utimes } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { releaseDocument } from '../../../server/features/documents/release-document.js';
import { storeDocument } from '../../../server/features/documents/store-document.js';
import { sweepFiles } from '../../../server/features/documents/sweep-files.js';
import { withholdDocument } from '../../../server/features/documents/withhold-document.js';
import { verifyTimeline } from '../../../server/features/timeline/verify-timeline.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Bench, bytes, makeBench } from './bench.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const PDF = '%PDF-1.7\nresponsive records\n%%EOF\n';

let world: Bench;
let groupId: string;
let advocate: Actor;
let volunteer: Actor;
let requestId: string;

beforeAll(async () => {
  world = await makeBench();
});
afterAll(() => world.close());
beforeEach(async () => {
  const owner = await world.addGroup();
  groupId = owner.groupId;
  advocate = await world.addPerson(owner, 'advocate');
  volunteer = await world.addPerson(owner, 'volunteer');
  requestId = (await world.addRequest(advocate)).id;
});

const store = (actor: Actor, text: string | Readable, name = 'searches.pdf', request = requestId) =>
  storeDocument(world.context, actor, {
    requestId: request, originalName: name, stream: typeof text === 'string' ? bytes(text) : text, kind: 'response', source: 'upload',
  });
const documents = () => world.context.db.document.findMany({ where: { groupId }, orderBy: { n: 'asc' } });

describe('storing a document', () => {
  test('keeps the bytes under their hash, numbers the document and enters it in the timeline', async () => {
    world.clock.set('2026-11-25T18:30:00Z');
    const stored = await store(volunteer, PDF);
    expect(stored).toEqual({ documentId: stored.documentId, n: 1, sha256: sha256(PDF), size: PDF.length, duplicateOf: null, mayKnow: true });
    const [row] = await documents();
    expect(row).toMatchObject({ n: 1, sha256: sha256(PDF), size: BigInt(PDF.length), originalName: 'searches.pdf', mediaType: 'application/pdf', uploadedById: volunteer.personId });
    const request = await world.context.db.recordsRequest.findUniqueOrThrow({ where: { groupId_id: { groupId, id: requestId } } });
    expect(request.movedAt.toISOString()).toBe('2026-11-25T18:30:00.000Z');
    const event = await world.context.db.event.findFirstOrThrow({ where: { groupId, type: 'document.added' }, include: { words: true } });
    expect(event).toMatchObject({ requestId, personId: volunteer.personId, subjectType: 'document', subjectId: stored.documentId });
    expect(event.words?.words).toMatchObject({ n: 1, name: 'searches.pdf', sha256: sha256(PDF) });
    expect((await verifyTimeline(world.context, groupId)).broken).toBeNull();
  });

  test('reads the type from the bytes and does not believe the name', async () => {
    await store(advocate, PDF, 'holiday.jpg');
    await store(advocate, '<script>alert(1)</script>', 'page.pdf');
    expect((await documents()).map((row) => row.mediaType)).toEqual(['application/pdf', 'text/plain']);
  });

  test('the same file twice in a request is one document, and says which', async () => {
    const first = await store(advocate, PDF);
    const second = await store(volunteer, PDF, 'again.pdf');
    expect(second).toEqual({ ...first, duplicateOf: 1, mayKnow: false });
    expect(await store(advocate, PDF)).toEqual({ ...first, duplicateOf: 1 });
    expect(await documents()).toHaveLength(1);
    expect(await world.context.db.event.count({ where: { groupId, type: 'document.added' } })).toBe(1);
  });

  test('the same file in two requests of a group is two documents', async () => {
    const other = await world.addRequest(advocate, 'Fingerprint checks');
    await store(advocate, PDF);
    expect((await store(advocate, PDF, 'searches.pdf', other.id)).duplicateOf).toBeNull();
    expect(await documents()).toHaveLength(2);
  });

  test('twelve files arriving at once get the numbers 1 to 12, and the same file six times at once is one', async () => {
    const texts = Array.from({ length: 12 }, (_, i) => `page ${i}`);
    const stored = await Promise.all([...texts, ...Array.from({ length: 5 }, () => 'page 0')].map((text) => store(advocate, text)));
    expect((await documents()).map((row) => row.n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(stored.filter((one) => one.duplicateOf !== null)).toHaveLength(5);
    expect((await verifyTimeline(world.context, groupId)).broken).toBeNull();
  });

  test('odd names stay as given, without folders', async () => {
    await store(advocate, 'a', '../../etc/Приказ № 40 “final”.pdf');
    await store(advocate, 'b', 'C:\\scans\\löschung\0.pdf');
    expect((await documents()).map((row) => row.originalName)).toEqual(['Приказ № 40 “final”.pdf', 'löschung.pdf']);
  });
});

describe('a file that can’t be taken leaves nothing behind', () => {
  test.each([
    ['an empty file', () => bytes(''), 'documents.empty', 400],
    ['a file over the limit', () => Readable.from([Buffer.alloc(60_000, 1), Buffer.alloc(60_000, 2)]), 'files.too-large', 413],
    ['a file whose sender went away', () => Readable.from(failing()), 'files.interrupted', 400],
  ])('%s', async (_what, stream, code, status) => {
    const before = await world.kept();
    await expect(store(advocate, stream())).rejects.toMatchObject({ code, status });
    expect(await world.kept()).toEqual(before);
    expect(await documents()).toEqual([]);
    expect(await world.context.db.event.count({ where: { groupId, type: 'document.added' } })).toBe(0);
  });

  async function* failing(): AsyncGenerator<Buffer> {
    yield Buffer.from('half of a ');
    throw new Error('connection lost');
  }

  test('when entering it fails, unless another document has the same bytes', async () => {
    await store(advocate, 'shared bytes');
    const other = await world.addRequest(advocate);
    const before = await world.kept();
    const unknownPerson = { ...advocate, personId: '00000000-0000-7000-8000-00000000000g' };
    await expect(store(unknownPerson, 'shared bytes', 'x', other.id)).rejects.toThrow();
    await expect(store(unknownPerson, 'new bytes', 'x', other.id)).rejects.toThrow();
    expect(await world.kept()).toEqual(before);
    expect(await documents()).toHaveLength(1);
  });
});

describe('walls', () => {
  test('another group’s request is not there, and nothing is kept', async () => {
    const stranger = await world.addGroup('Another');
    const before = await world.kept();
    await expect(store(stranger, PDF)).rejects.toMatchObject({ code: 'requests.not-found', status: 404 });
    expect(await world.kept()).toEqual(before);
  });

  test('a volunteer can’t upload to a draft, an advocate can', async () => {
    const draft = await world.addRequest(advocate, 'Draft', 'draft');
    await expect(store(volunteer, PDF, 'a.pdf', draft.id)).rejects.toMatchObject({ code: 'requests.not-found' });
    expect((await store(advocate, PDF, 'a.pdf', draft.id)).n).toBe(1);
  });

  test('another group’s document can’t be released', async () => {
    const { documentId } = await store(advocate, PDF);
    const stranger = await world.addGroup('Another');
    await expect(releaseDocument(world.context, stranger, documentId)).rejects.toMatchObject({ status: 404 });
    await expect(withholdDocument(world.context, stranger, documentId)).rejects.toMatchObject({ status: 404 });
  });
});

test('releasing and withholding are noted once each, however often they are asked', async () => {
  const { documentId } = await store(volunteer, PDF);
  expect(await releaseDocument(world.context, advocate, documentId)).toEqual({ requestId, changed: true });
  expect(await releaseDocument(world.context, advocate, documentId)).toEqual({ requestId, changed: false });
  expect((await documents())[0]).toMatchObject({ releasedById: advocate.personId });
  await withholdDocument(world.context, advocate, documentId);
  expect((await documents())[0]).toMatchObject({ releasedAt: null, releasedById: null });
  const types = await world.context.db.event.findMany({ where: { groupId }, orderBy: { seq: 'asc' }, select: { type: true } });
  expect(types.map((event) => event.type).slice(-3)).toEqual(['document.added', 'document.released', 'document.withheld']);
});

describe('sweeping', () => {
  test('removes bytes nobody refers to once they are a day old, and never others', async () => {
    const { sha256: referred } = await store(advocate, 'referred to');
    const orphan = await world.context.files.put(groupId, bytes('orphan'), { maxBytes: 1000 });
    const young = await world.context.files.put(groupId, bytes('young orphan'), { maxBytes: 1000 });
    const folder = world.folderOf(groupId);
    const longAgo = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000);
    for (const name of [referred, orphan.sha256]) await utimes(`${folder}/${name}`, longAgo, longAgo);
    expect(await sweepFiles(world.context)).toEqual({ temporary: 0, orphans: 1 });
    expect((await readdir(folder)).sort()).toEqual([referred, young.sha256].sort());
  });
});
