import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import { recalculateMany } from '../../../server/features/deadlines/recalculate-many.js';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';

let world: World;
let owner: Actor;
let lawyer: Actor;
let lapd: string;
let browser: Browser;
let counsel: Browser;

beforeAll(async () => {
  world = await makeWorld();
  owner = await world.addGroup();
  lawyer = await world.addPerson(owner, 'lawyer', 'Lena Counsel');
  lapd = await world.agencyId('lapd');
  browser = await world.signIn(owner);
  counsel = await world.signIn(lawyer);
});
afterAll(() => world.close());

const words = (html: string, selector = 'main'): string => load(html)(selector).text().replace(/[\s\u00a0]+/g, ' ').trim();
const call = async (actor: Actor, method: 'get' | 'post', path: string, body?: object) => request(world.app)[method](`/api/v1${path}`).set('Authorization', `Bearer ${await world.tokenOf(actor)}`).send(body);
const count = () => recalculateMany(world.context, owner);
async function received(date: string, agencyId = lapd) {
  return enterRequest(world.context, owner, {
    agencyId, title: 'Plate reader searches', sentOn: date, channel: 'portal', letterText: 'We ask for copies.', agencyNumbers: [], items: [{ heading: 'Searches', text: 'Every search.' }],
    received: { date, basis: 'portal' },
  });
}
const dueOf = async (requestId: string) => (await world.database.db.deadline.findFirstOrThrow({ where: { requestId, rule: 'cpra.determination' } }));
const day = (value: Date | null) => value?.toISOString().slice(0, 10);

describe('a day an agency’s office was closed', () => {
  test('is shown with what it moves, recorded, listed with its evidence, and taken back with why', async () => {
    const { id } = await received('2026-11-16');
    const form = await browser.get(`/agencies/${lapd}/closures/new`);
    expect(load(form.text)('#evidence')).toHaveLength(1);
    const fields = { date: '2026-11-30', name: 'Offices closed by the fire', evidence: 'The notice at the door' };
    const look = await browser.get(`/agencies/${lapd}/closures/new?${new URLSearchParams(fields)}`);
    expect(words(look.text)).toContain('It moves 1 open date.');
    expect(words(look.text)).toContain('Mon, Nov 30, 2026 → Tue, Dec 1, 2026');
    expect(day((await dueOf(id)).due)).toBe('2026-11-30');

    const saved = await browser.post(`/agencies/${lapd}/closures`, fields);
    expect(saved.headers['location']).toBe(`/agencies/${lapd}#closures`);
    const page = await browser.get(`/agencies/${lapd}`);
    expect(words(page.text, '#closures')).toContain('1 request to this agency is still being counted again');
    expect(await count()).toMatchObject({ counted: 1, moved: 1 });
    expect(day((await dueOf(id)).due)).toBe('2026-12-01');
    const after = await browser.get(`/agencies/${lapd}`);
    expect(words(after.text, '#closures')).toMatch(/Mon, Nov 30, 2026 Offices closed by the fire ?The notice at the door.*Olive Owner/);
    expect(words(after.text, '#closures')).not.toContain('still being counted');

    const takeBack = load(after.text)('#closures a.btn').attr('href') ?? '';
    expect(words((await browser.get(takeBack)).text)).toContain('Tue, Dec 1, 2026 → Mon, Nov 30, 2026');
    expect((await browser.post(takeBack, { why: '' })).status).toBe(400);
    await browser.post(takeBack, { why: 'Only a branch was closed.' });
    await count();
    expect(day((await dueOf(id)).due)).toBe('2026-11-30');
    const gone = await browser.get(`/agencies/${lapd}`);
    expect(words(gone.text, '#closures')).toMatch(/Taken back by Olive Owner, .*: Only a branch was closed\./);
    const timeline = words((await browser.get(`/requests/${id}/timeline`)).text);
    expect(timeline).toContain('LAPD was closed on Mon, Nov 30, 2026 (CCP § 12b): Offices closed by the fire.');
    expect(timeline).toContain('was taken back: Only a branch was closed.');
  });

  test.each([
    ['a weekend', { date: '2026-11-28' }, /closed already/],
    ['a holiday of the courts', { date: '2026-11-26' }, /closed already: Thanksgiving Day/],
    ['a day that does not exist', { date: '2026-02-30' }, /./],
  ])('is refused: %s', async (_what, { date }, says) => {
    const fields = { date, name: 'A fire', evidence: 'A notice' };
    const look = await browser.get(`/agencies/${lapd}/closures/new?${new URLSearchParams(fields)}`);
    expect(look.status).toBe(400);
    expect(load(look.text)('#date').attr('value')).toBe(date);
    const answer = await call(owner, 'post', `/agencies/${lapd}/closures`, fields);
    expect(answer.status).toBe(400);
    expect(answer.body.error.fields.date).toMatch(says);
  });

  test('is refused twice, without evidence, with another group’s document, and for a federal agency', async () => {
    const closure = { date: '2026-12-21', name: 'Curfew', evidence: 'An order' };
    expect((await call(owner, 'post', `/agencies/${lapd}/closures`, closure)).status).toBe(201);
    expect((await call(owner, 'post', `/agencies/${lapd}/closures`, closure)).body.error.fields.date).toMatch(/recorded already/);
    expect((await call(owner, 'post', `/agencies/${lapd}/closures`, { ...closure, evidence: ' ' })).body.error.fields.evidence).toMatch(/how you know/);
    const document = { ...closure, date: '2026-12-22', documentId: '01a20ccf-a84f-737d-8d97-44712eaf640d' };
    expect((await call(owner, 'post', `/agencies/${lapd}/closures`, document)).body.error.fields.documentId).toMatch(/no such document/);
    const ice = await world.agencyId('ice');
    expect((await call(owner, 'post', `/agencies/${ice}/closures`, closure)).body.error.fields.date).toMatch(/6103/);
    expect(words((await browser.get(`/agencies/${ice}`)).text)).not.toContain('Days the office was closed');
  });

  test('is one group’s alone', async () => {
    const other = await world.addGroup('Another');
    expect((await call(other, 'get', `/agencies/${lapd}/closures`)).body).toEqual({ closures: [], waiting: 0 });
    const [mine] = (await call(owner, 'get', `/agencies/${lapd}/closures`)).body.closures;
    expect((await call(other, 'post', `/agencies/${lapd}/closures/${mine.id}/take-back`, { why: 'Not ours.' })).status).toBe(404);
  });
});

describe('AB 1821', () => {
  test('is switched on and off by a lawyer with a note, moves what it governs, and says that it is not verified', async () => {
    world.clock.set('2027-01-12T18:00:00Z');
    const before = await received('2026-12-29');
    const after = await received('2027-01-05');
    const dates = await dueOf(after.id);
    expect([day((await dueOf(before.id)).due), day(dates.due)]).toEqual(['2027-01-08', '2027-01-15']);

    expect((await (await world.signIn(await world.addPerson(owner, 'advocate'))).post('/law/ab-1821/on', { note: 'Because.' })).status).toBe(403);
    const look = await counsel.get('/law');
    expect(words(look.text)).toContain('It moves 1 open date.');
    expect((await counsel.post('/law/ab-1821/on', { note: ' ' })).status).toBe(400);
    expect((await counsel.post('/law/ab-1821/on', { note: 'Chapter number read on the legislature’s site.' })).headers['location']).toBe('/law');
    expect((await call(lawyer, 'post', '/law/ab-1821/on', { note: 'Again.' })).status).toBe(409);
    expect(await count()).toEqual({ counted: 1, moved: 1, failed: 0 });
    expect([day((await dueOf(before.id)).due), day((await dueOf(after.id)).due)]).toEqual(['2027-01-08', '2027-01-20']);
    expect(await dueOf(after.id)).toMatchObject({ confidence: 'unverified' });

    const sheet = await counsel.get(`/requests/${after.id}/deadlines/${dates.id}`);
    expect(words(sheet.text, '.banner--unverified-rule')).not.toBe('');
    expect(words(sheet.text)).toContain('AB 1821 is switched on for this count');
    expect(words((await counsel.get(`/requests/${after.id}`)).text, '.banner--unverified-rule')).not.toBe('');
    expect(load((await counsel.get(`/requests/${before.id}`)).text)('.banner--unverified-rule')).toHaveLength(0);

    await counsel.post('/law/ab-1821/off', { note: 'It was vetoed.' });
    await count();
    expect(day((await dueOf(after.id)).due)).toBe('2027-01-15');
    const history = words((await counsel.get('/law')).text, 'table');
    expect(history).toContain('Chapter number read on the legislature’s site.');
    expect(history).toContain('Lena Counsel: It was vetoed.');
    const { laws } = (await call(owner, 'get', '/law')).body;
    expect(laws).toMatchObject([{ law: 'ab_1821', on: false, history: [{ onBy: 'Lena Counsel', off: { by: 'Lena Counsel' } }] }]);
    const events = await world.database.db.event.findMany({ where: { groupId: owner.groupId, type: { startsWith: 'law.' } }, orderBy: { seq: 'asc' } });
    expect(events.map((event) => event.type)).toEqual(['law.switched-on', 'law.switched-off']);
  });
});
