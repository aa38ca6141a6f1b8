import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import { storeDocument } from '../../../server/features/documents/store-document.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Bench, bytes, makeBench } from './bench.js';

let bench: Bench;
let owner: Actor;
let advocate: Actor;
let volunteer: Actor;
let stranger: Actor;
let requestId: string;
let number: string;
const tokens = new Map<string, string>();

beforeAll(async () => {
  bench = await makeBench();
  owner = await bench.addGroup();
  advocate = await bench.addPerson(owner, 'advocate');
  volunteer = await bench.addPerson(owner, 'volunteer');
  stranger = await bench.addGroup('Another Group');
  for (const person of [owner, advocate, volunteer, stranger]) tokens.set(person.personId, await bench.tokenOf(person));
  ({ id: requestId, number } = await bench.addRequest(advocate));
});
afterAll(() => bench.close());

const as = (actor: Actor) => {
  const authorization = `Bearer ${tokens.get(actor.personId)}`;
  return {
    get: (address: string) => request(bench.app).get(address).set('authorization', authorization),
    post: (address: string) => request(bench.app).post(address).set('authorization', authorization),
  };
};
const put = async (actor: Actor, name: string, text = name) => {
  const stream = bytes(text);
  return (await storeDocument(bench.context, actor, { requestId, originalName: name, stream, kind: 'response', source: 'upload' })).documentId;
};

describe('uploading on the page', () => {
  test('several files at once: all are in, the page says how many and which are the same', async () => {
    await put(advocate, 'known.txt');
    const answer = await as(volunteer)
      .post(`/requests/${requestId}/documents`)
      .attach('files', Buffer.from('one'), 'one.txt')
      .attach('files', Buffer.from('known.txt'), 'again.txt')
      .attach('files', Buffer.alloc(0), 'nothing.txt');
    expect([answer.status, answer.headers['location']]).toEqual([303, `/requests/${requestId}#documents`]);
    const page = load((await as(volunteer).get(`/requests/${requestId}`)).text);
    expect(page('table').text()).toContain('one.txt');
  });

  test.each([
    ['an empty file', Buffer.alloc(0), 400, '“nothing.txt” is empty'],
    ['a file over the limit', Buffer.alloc(100_001, 1), 413, 'larger than 97.7 kB'],
  ])('%s alone: the form comes back and says so beside the field; nothing is kept', async (_what, content, status, says) => {
    const before = await bench.kept();
    const answer = await as(volunteer).post(`/requests/${requestId}/documents`).attach('files', content, 'nothing.txt');
    expect(answer.status).toBe(status);
    const page = load(answer.text);
    expect(page('#files-error').text()).toContain(says);
    expect(page('form[enctype="multipart/form-data"] input[type=file][multiple]')).toHaveLength(1);
    expect(await bench.kept()).toEqual(before);
  });

  test('no file chosen: says what to do', async () => {
    const answer = await as(advocate).post(`/requests/${requestId}/documents`).field('x', 'y');
    expect(answer.status).toBe(400);
    expect(load(answer.text)('#files-error').text()).toContain('Choose at least one file.');
  });
});

test('in a browser the form’s own token is needed, in the page and by its script', async () => {
  const visitor = await bench.signIn(volunteer);
  const form = load((await visitor.get(`/requests/${requestId}/documents/new`)).text);
  const token = String(form('form[data-upload] input[name=_csrf]').attr('value'));
  const { action, script } = { action: String(form('form[data-upload]').attr('action')), script: String(form('form[data-upload]').attr('data-upload')) };
  const before = await bench.kept();
  for (const wrong of ['', 'made up', `${token}x`]) {
    const page = await visitor.agent.post(action).field('_csrf', wrong).attach('files', Buffer.from('from elsewhere'), 'x.txt');
    const program = await visitor.agent.post(script).set('x-csrf-token', wrong).attach('files', Buffer.from('from elsewhere'), 'x.txt');
    expect([page.status, program.status, program.body.error.code]).toEqual([403, 403, 'http.csrf']);
  }
  expect(await bench.kept()).toEqual(before);
  await visitor.agent.post(action).field('_csrf', token).attach('files', Buffer.from('by the form'), 'form.txt').expect(303);
  await visitor.agent.post(script).set('x-csrf-token', token).attach('files', Buffer.from('by the script'), 'script.txt').expect(201);
  expect((await visitor.get(`/requests/${requestId}`)).text).toContain('1 document is in.');
});

describe('the API', () => {
  test('takes several files, tells duplicates and refusals apart, and lists them a page at a time', async () => {
    const { id } = await bench.addRequest(advocate, 'By program');
    const answer = await as(advocate)
      .post(`/api/v1/requests/${id}/documents`)
      .attach('file', Buffer.from('%PDF-1.5 a'), 'a.pdf')
      .attach('file', Buffer.from('%PDF-1.5 a'), 'copy of a.pdf')
      .attach('file', Buffer.alloc(0), 'empty.pdf')
      .attach('file', Buffer.from('b'), 'b.txt');
    expect(answer.status).toBe(201);
    expect(answer.body.documents.map((one: { n: number; duplicateOf: number | null }) => [one.n, one.duplicateOf])).toEqual([[1, null], [1, 1], [2, null]]);
    expect(answer.body.refused).toEqual([{ originalName: 'empty.pdf', code: 'documents.empty', message: expect.stringContaining('0 bytes') }]);

    const first = await as(advocate).get(`/api/v1/requests/${id}/documents?limit=1`);
    const second = await as(advocate).get(`/api/v1/requests/${id}/documents?limit=1&after=${first.body.next}`);
    const listed = [...first.body.documents, ...second.body.documents] as { id: string; originalName: string }[];
    expect(listed.map((one) => one.originalName).sort()).toEqual(['a.pdf', 'b.txt']);
    expect(second.body.next).toBeNull();
    const b = listed.find((one) => one.originalName === 'b.txt');
    expect((await as(advocate).get(`/api/v1/documents/${b?.id}`)).body).toMatchObject({ n: 2, mediaType: 'text/plain', size: 1, releasedAt: null });
  });
});

describe('downloading', () => {
  const content = Buffer.from(Array.from({ length: 5000 }, (_, i) => i % 251));
  let id: string;
  beforeAll(async () => {
    const stream = bytes(content);
    id = (await storeDocument(bench.context, advocate, { requestId, originalName: 'Отчёт "2026".bin', stream, kind: 'response', source: 'upload' })).documentId;
  });

  test('gives the original name and bytes, as an attachment no browser would run', async () => {
    const answer = await as(advocate).get(`/documents/${id}/file`).responseType('blob');
    expect(answer.status).toBe(200);
    expect(createHash('sha256').update(answer.body as Buffer).digest('hex')).toBe(createHash('sha256').update(content).digest('hex'));
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff', 'content-length': '5000', 'accept-ranges': 'bytes',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="_____ _2026_.bin"; filename*=UTF-8''${encodeURIComponent('Отчёт "2026".bin')}`);
  });

  test.each([
    ['bytes=0-9', 206, 'bytes 0-9/5000', [0, 10]],
    ['bytes=4990-', 206, 'bytes 4990-4999/5000', [4990, 5000]],
    ['bytes=-5', 206, 'bytes 4995-4999/5000', [4995, 5000]],
    ['bytes=0-999999', 206, 'bytes 0-4999/5000', [0, 5000]],
    ['bytes=5000-', 416, 'bytes */5000', null],
    ['bytes=0-1,5-6', 200, undefined, [0, 5000]],
    ['lines=1-2', 200, undefined, [0, 5000]],
  ])('the range %s answers %d', async (range, status, contentRange, slice) => {
    const answer = await as(advocate).get(`/documents/${id}/file`).set('range', range).responseType('blob');
    expect([answer.status, answer.headers['content-range']]).toEqual([status, contentRange]);
    if (slice) expect(Buffer.compare(answer.body as Buffer, content.subarray(slice[0], slice[1]))).toBe(0);
  });

  test('a broken download goes on only with the same bytes', async () => {
    const { headers } = await as(advocate).get(`/documents/${id}/file`);
    const same = await as(advocate).get(`/documents/${id}/file`).set('range', 'bytes=1-2').set('if-range', String(headers['etag']));
    const other = await as(advocate).get(`/documents/${id}/file`).set('range', 'bytes=1-2').set('if-range', '"another"');
    expect([same.status, other.status]).toEqual([206, 200]);
  });
});

describe('what a volunteer sees', () => {
  test('own uploads and what is released, in lists, on pages, as files and through the API', async () => {
    const [hidden, shown, own] = [await put(advocate, 'hidden.txt'), await put(advocate, 'shown.txt'), await put(volunteer, 'own.txt')];
    await as(advocate).post(`/documents/${shown}/release`).expect(303);

    const list = (await as(volunteer).get('/documents')).text;
    expect([list.includes('hidden.txt'), list.includes('shown.txt'), list.includes('own.txt')]).toEqual([false, true, true]);
    expect(list).not.toContain('The advocate');
    for (const way of ['/documents/ID', '/documents/ID/file', '/api/v1/documents/ID', '/api/v1/documents/ID/file']) {
      const statuses = [];
      for (const id of [hidden, shown, own]) statuses.push((await as(volunteer).get(way.replace('ID', id))).status);
      expect([way, ...statuses]).toEqual([way, 404, 200, 200]);
    }
    const names = (await as(volunteer).get(`/api/v1/requests/${requestId}/documents`)).body.documents.map((one: { originalName: string }) => one.originalName);
    expect(names).toEqual(expect.arrayContaining(['shown.txt', 'own.txt']));
    expect(names).not.toContain('hidden.txt');

    await as(volunteer).post(`/documents/${own}/release`).expect(403);
    await as(advocate).post(`/documents/${shown}/withhold`).expect(303);
    await as(volunteer).get(`/documents/${shown}`).expect(404);
  });

  test('nothing of a hidden document by uploading its bytes: neither number nor id, on the page or through the API', async () => {
    const hidden = await put(advocate, 'the same bytes.txt');
    const page = await bench.signIn(volunteer);
    await page.get(`/requests/${requestId}/documents/new`);
    const form = page.agent.post(`/requests/${requestId}/documents`).field('_csrf', await page.csrfToken());
    await form.attach('files', Buffer.from('the same bytes.txt'), 'mine.txt').expect(303);
    expect((await page.get('/documents')).text).toContain('0 of 1 are in. 1 was here already.');
    const send = (who: Actor) => as(who).post(`/api/v1/requests/${requestId}/documents`).attach('file', Buffer.from('the same bytes.txt'), 'mine.txt').expect(201);
    const told = (await send(volunteer)).body;
    expect(told.documents).toEqual([{ id: null, n: null, originalName: 'mine.txt', size: 18, sha256: expect.any(String), alreadyThere: true, duplicateOf: null }]);
    expect((await send(advocate)).body.documents).toEqual([expect.objectContaining({ id: hidden, n: expect.any(Number), alreadyThere: true, duplicateOf: expect.any(Number) })]);
    await as(advocate).post(`/documents/${hidden}/release`).expect(303);
    expect((await send(volunteer)).body.documents).toEqual([expect.objectContaining({ id: hidden, alreadyThere: true })]);
  });

  test('not who put a document in', async () => {
    const shown = await put(advocate, 'whose.txt');
    await as(advocate).post(`/documents/${shown}/release`).expect(303);
    expect((await as(volunteer).get(`/api/v1/documents/${shown}`)).body).not.toHaveProperty('uploadedById');
    expect(JSON.stringify((await as(volunteer).get(`/api/v1/requests/${requestId}/documents`)).body)).not.toContain(advocate.personId);
    expect((await as(advocate).get(`/api/v1/documents/${shown}`)).body).toMatchObject({ uploadedById: advocate.personId });
  });

  test('no filter opens what is hidden', async () => {
    await put(advocate, 'secret.txt');
    for (const show of ['all', 'mine', 'to-release', 'released']) {
      expect((await as(volunteer).get(`/documents?show=${show}`)).text).not.toContain('secret.txt');
    }
  });
});

describe('another group', () => {
  test('finds nothing under any address, and changes nothing', async () => {
    const id = await put(advocate, 'walled.txt');
    const addresses = [`/documents/${id}`, `/documents/${id}/file`, `/requests/${requestId}/documents/new`, `/documents?request=${requestId}`, `/api/v1/documents/${id}`, `/api/v1/documents/${id}/file`, `/api/v1/requests/${requestId}/documents`];
    for (const address of addresses) expect([address, (await as(stranger).get(address)).status]).toEqual([address, 404]);
    const before = await bench.kept();
    for (const address of [`/requests/${requestId}/documents`, `/api/v1/requests/${requestId}/documents`]) {
      await as(stranger).post(address).attach('files', Buffer.from('planted'), 'planted.txt').expect(404);
    }
    for (const way of ['release', 'withhold']) await as(stranger).post(`/documents/${id}/${way}`).expect(404);
    expect(await bench.kept()).toEqual(before);
    expect((await as(stranger).get('/documents')).text).not.toContain('walled.txt');
  });
});

test('the document’s page says what it is, its hash, and who put it in when and how', async () => {
  bench.clock.set('2026-11-25T01:12:00Z');
  const page = load((await as(advocate).get(`/documents/${await put(volunteer, 'facts.txt')}`)).text);
  expect(page('h1').text()).toBe('facts.txt');
  const text = page('main').text().replace(/\s+/g, ' ');
  expect(text).toContain(number);
  expect(text).toContain(createHash('sha256').update('facts.txt').digest('hex'));
  expect(text).toContain('Tue, Nov 24, 2026, 5:12 pm Pacific Put in by The volunteer, by upload in the browser.');
  expect(text).toContain('9 bytes');
});
