import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import { confirmReceipt } from '../../../server/features/deadlines/confirm-receipt.js';
import { deadlinesOf } from '../../../server/features/deadlines/deadlines.queries.js';
import { toCivil } from '../../../server/platform/clock.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';
import { draftRequest, eventWords, sentRequest, wordsIn as words } from './world.js';

let world: World;
let owner: Actor;
let advocate: Actor;
let browser: Browser;

beforeAll(async () => {
  world = await makeWorld({ now: '2026-11-24T17:00:00Z' });
  owner = await world.addGroup();
  advocate = await world.addPerson(owner, 'advocate', 'Ada Advocate');
  browser = await world.signIn(advocate);
}, 60_000);
afterAll(() => world.close());

const sent = (sentOn = '2026-11-16') => sentRequest(world.database.db, advocate, { sentOn, at: world.clock.now() });
const clocks = (requestId: string) => deadlinesOf(world.database.db, { groupId: owner.groupId, requestId }, world.clock.now());

describe('recording what an agency did', () => {
  test.each(['receipt', 'acknowledged', 'extended', 'determined', 'produced', 'denied', 'closed', 'withdrawn'])('has a form for %s in which nothing that moves a date is chosen', async (act) => {
    const made = await sent();
    const page = await browser.get(`/requests/${made.id}/record/${act}`);
    expect(page.status).toBe(200);
    const $ = load(page.text);
    expect($('h1')).toHaveLength(1);
    expect($('main form.form')).toHaveLength(1);
    expect($('main form.form').attr('action')).toBe(`/requests/${made.id}/record/${act}`);
    expect($('main [checked], main option[selected]').filter((_, element) => $(element).attr('value') !== '')).toHaveLength(0);
    expect($('#date').attr('value')).toBe('');
  });

  test('a receipt confirmed by the form starts the clock in earnest', async () => {
    const made = await sent('2026-11-12');
    const answer = await browser.post(`/requests/${made.id}/record/receipt`, { date: '2026-11-13', time: '16:12', basis: 'portal', agencyNumber: '26-12345', note: '' });
    expect([answer.status, answer.headers['location']]).toEqual([303, `/requests/${made.id}`]);
    expect((await clocks(made.id))[0]).toMatchObject({ due: '2026-11-23', presumed: false });
    expect(await world.database.db.agencyNumber.count({ where: { requestId: made.id, number: '26-12345' } })).toBe(1);
  });

  test('once confirmed, the form corrects, asks why, and the timeline tells', async () => {
    const made = await sent('2026-11-12');
    const { factId } = await confirmReceipt(world.context, advocate, { requestId: made.id, date: '2026-11-13', basis: 'person' });
    expect((await browser.get(`/requests/${made.id}/record/receipt`)).headers['location']).toBe(`/requests/${made.id}/facts/${factId}/correct`);
    const address = `/requests/${made.id}/facts/${factId}/correct`;
    expect(load((await browser.get(address)).text)('#date').attr('value')).toBe('2026-11-13');
    const refused = await browser.post(address, { date: '2026-11-17', basis: 'portal', why: '' });
    expect(refused.status).toBe(400);
    expect(load(refused.text)('#why-error').text()).toContain('Say why');
    expect(load(refused.text)('#date').attr('value')).toBe('2026-11-17');
    expect((await browser.post(address, { date: '2026-11-17', basis: 'portal', why: 'The portal says so.' })).status).toBe(303);
    expect((await eventWords(world.database.db, made.id, 'deadline.moved')).at(-1)).toMatchObject({ from: '2026-11-23', to: '2026-11-30' });
  });

  test('a determination per item, one row left open, refused by row and kept', async () => {
    const made = await sent();
    const fields = (promisedFor: string) => ({
      date: '2026-11-20', basis: 'letter',
      'items[0][n]': '1', 'items[0][outcome]': '', 'items[0][promisedFor]': '', 'items[0][ground]': '',
      'items[1][n]': '2', 'items[1][outcome]': 'disclose', 'items[1][promisedFor]': promisedFor, 'items[1][ground]': '',
      'items[2][n]': '3', 'items[2][outcome]': 'withhold', 'items[2][promisedFor]': '', 'items[2][ground]': 'Section 7923.600',
    });
    const refused = await browser.post(`/requests/${made.id}/record/determined`, fields('2026-11-01'));
    expect(refused.status).toBe(400);
    const $ = load(refused.text);
    expect($('#items-1-promisedFor-error').text()).toContain('before the determination');
    expect($('#items-2-ground').attr('value')).toBe('Section 7923.600');
    expect($('#items-2-outcome option[selected]').attr('value')).toBe('withhold');
    expect((await browser.post(`/requests/${made.id}/record/determined`, fields('2026-12-11'))).status).toBe(303);
    const items = await world.database.db.requestItem.findMany({ where: { requestId: made.id }, orderBy: { n: 'asc' } });
    expect(items.map((item) => [item.state, item.promisedFor && toCivil(item.promisedFor)])).toEqual([['open', null], ['promised', '2026-12-11'], ['withheld', null]]);
  });

  test('a file comes along and is kept with the fact; refused fields leave no file behind', async () => {
    const made = await sent();
    const token = await browser.csrfToken();
    const post = (date: string) => browser.agent.post(`/requests/${made.id}/record/acknowledged`).field('_csrf', token).field('date', date).field('basis', 'letter').attach('document', Buffer.from('%PDF-1.4 they have it'), 'letter.pdf');
    expect((await post('2026-11-02')).status).toBe(400);
    expect(await world.database.db.document.count({ where: { requestId: made.id } })).toBe(0);
    expect((await post('2026-11-18')).status).toBe(303);
    const [document] = await world.database.db.document.findMany({ where: { requestId: made.id } });
    const [fact] = await world.database.db.fact.findMany({ where: { requestId: made.id, type: 'acknowledged' } });
    expect([document?.originalName, fact?.documentId]).toEqual(['letter.pdf', document?.id]);
  });

  test('without the form’s token nothing is recorded', async () => {
    const made = await sent();
    const answer = await browser.agent.post(`/requests/${made.id}/record/acknowledged`).type('form').send({ date: '2026-11-18', basis: 'letter' });
    expect(answer.status).toBe(403);
    expect(await world.database.db.fact.count({ where: { requestId: made.id, type: 'acknowledged' } })).toBe(0);
  });

  test('on a draft it says that nothing was sent', async () => {
    const draft = await draftRequest(world.database.db, advocate, { at: world.clock.now() });
    const refused = await browser.post(`/requests/${draft.id}/record/acknowledged`, { date: '2026-11-18', basis: 'letter' });
    expect(words(refused.text, '#date-error')).toContain('Nothing has been sent');
  });

  test('a fact is taken back from the list of facts', async () => {
    const made = await sent();
    const { factId } = await confirmReceipt(world.context, advocate, { requestId: made.id, date: '2026-11-16', basis: 'person' });
    expect(words((await browser.get(`/requests/${made.id}/facts`)).text)).toContain('A person said so');
    expect((await browser.post(`/requests/${made.id}/facts/${factId}/take-back`, { why: 'Wrong request.' })).status).toBe(303);
    expect(words((await browser.get(`/requests/${made.id}/facts`)).text)).toContain('Wrong request.');
    expect((await clocks(made.id))[0]).toMatchObject({ state: 'void' });
  });
});

describe('a worksheet', () => {
  test('says the date, each closed day, the readings, what would move it and what it was before', async () => {
    const made = await sent();
    await confirmReceipt(world.context, advocate, { requestId: made.id, date: '2026-11-16', time: '16:12', basis: 'portal' });
    const [deadline] = await clocks(made.id);
    const page = await browser.get(`/requests/${made.id}/deadlines/${deadline?.id}`);
    const said = words(page.text);
    for (const part of ['LAPD’s determination is due by Mon, Nov 30, 2026', 'Thanksgiving Day', 'Due, and safe to call late after', 'Courts and City together', 'at most to Thu, Dec 10, 2026', 'Mon, Dec 14, 2026', 'presumed', 'confirmed', 'LA_CPRA', made.number]) {
      expect(said).toContain(part);
    }
    expect(load(page.text)('h1')).toHaveLength(1);
    expect(load(page.text)('svg.sq rect.sq__box').length).toBeGreaterThan(20);
  });

  test('of another group, or under another request, is not there', async () => {
    const made = await sent();
    const other = await sent();
    const [deadline] = await clocks(made.id);
    expect((await browser.get(`/requests/${other.id}/deadlines/${deadline?.id}`)).status).toBe(404);
    const stranger = await world.signIn(await world.addGroup('Somebody else'));
    expect((await stranger.get(`/requests/${made.id}/deadlines/${deadline?.id}`)).status).toBe(404);
    expect((await stranger.get(`/requests/${made.id}/record/receipt`)).status).toBe(404);
    expect((await stranger.post(`/requests/${made.id}/record/acknowledged`, { date: '2026-11-18', basis: 'letter' })).status).toBe(404);
    expect((await stranger.get(`/requests/${made.id}/facts`)).status).toBe(404);
  });
});

test('a program records, reads and corrects facts with a token, and a volunteer may not', async () => {
  const made = await sent('2026-11-12');
  const token = await world.tokenOf(advocate);
  const api = (method: 'get' | 'post', path: string) => request(world.app)[method](`/api/v1/requests/${made.id}${path}`).set('authorization', `Bearer ${token}`);
  const recorded = await api('post', '/facts').send({ type: 'received', date: '2026-11-13', basis: 'portal' }).expect(201);
  expect((await api('get', '/deadlines').expect(200)).body.deadlines[0]).toMatchObject({ due: '2026-11-23', late: true, presumed: false });
  await api('post', `/facts/${recorded.body.factId}/correction`).send({ date: '2026-11-17', basis: 'portal', why: 'Portal.' }).expect(201);
  expect((await api('get', '/deadlines').expect(200)).body.deadlines[0]).toMatchObject({ due: '2026-11-30', late: false });
  expect((await api('get', '/facts').expect(200)).body.facts.map((fact: { superseded: object | null }) => fact.superseded !== null)).toContain(true);
  const refused = await api('post', '/facts').send({ type: 'determination', date: '2026-11-20', basis: 'letter', details: { items: [{ n: 1, outcome: 'maybe' }] } }).expect(400);
  expect(Object.keys(refused.body.error.fields)).toEqual(['details.items.0.outcome']);
  await api('post', '/facts').send({ type: 'received', date: '2026-11-17', basis: 'presumed' }).expect(400);
  const volunteer = await world.tokenOf(await world.addPerson(owner, 'volunteer'));
  await request(world.app).get(`/api/v1/requests/${made.id}/deadlines`).set('authorization', `Bearer ${volunteer}`).expect(403);
});
