import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import { confirmReceipt } from '../../../server/features/deadlines/confirm-receipt.js';
import { deadlinesOf } from '../../../server/features/deadlines/deadlines.queries.js';
import { slipsOf } from '../../../server/features/deadlines/parallel.queries.js';
import { recalculateDeadlines } from '../../../server/features/deadlines/recalculate-deadlines.js';
import { withdrawRequest } from '../../../server/features/deadlines/withdraw-request.js';
import { verifyTimeline } from '../../../server/features/timeline/verify-timeline.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';
import { eventWords, sentRequest, wordsIn as words } from './world.js';

let world: World;
let owner: Actor;
let advocate: Actor;
let volunteer: Actor;
let browser: Browser;
let token: string;

beforeAll(async () => {
  world = await makeWorld({ now: '2026-11-24T17:00:00Z' });
  owner = await world.addGroup();
  advocate = await world.addPerson(owner, 'advocate', 'Ada Advocate');
  volunteer = await world.addPerson(owner, 'volunteer', 'Vera Volunteer');
  browser = await world.signIn(advocate);
  token = await world.tokenOf(advocate);
}, 60_000);
afterAll(() => world.close());

const clocks = (requestId: string) => deadlinesOf(world.database.db, { groupId: owner.groupId, requestId }, world.clock.now());
const beside = async (requestId: string) => (await clocks(requestId)).filter((row) => row.kind !== 'statutory');
const statutory = async (requestId: string) => (await clocks(requestId)).filter((row) => row.kind === 'statutory');
const api = (method: 'get' | 'post', path: string, body: object = {}) => {
  const call = request(world.app)[method](`/api/v1${path}`).set('authorization', `Bearer ${token}`);
  return method === 'post' ? call.send(body) : call;
};

async function received(on = '2026-11-16') {
  const made = await sentRequest(world.database.db, advocate, { sentOn: on, at: world.clock.now() });
  await confirmReceipt(world.context, advocate, { requestId: made.id, date: on, basis: 'portal' });
  return made;
}

const itemRows = (chosen: readonly number[]) => Object.fromEntries([1, 2, 3].flatMap((n) => [[`items[${n - 1}][n]`, String(n)], ...(chosen.includes(n) ? [[`items[${n - 1}][chosen]`, 'yes']] : [])]));

describe('a promise of the agency', () => {
  test('is recorded by its form, moved by the next one, and shows every day they named', async () => {
    const made = await received();
    const before = await statutory(made.id);
    const promise = (date: string, by: string, says = '') => browser.post(`/requests/${made.id}/record/promised`, { date, basis: 'message', of: 'records', promisedBy: by, says, ...itemRows([1, 2]) });
    expect((await promise('2026-11-17', '2026-11-20', 'We anticipate Friday.')).headers['location']).toBe(`/requests/${made.id}`);
    expect((await promise('2026-11-20', '2026-12-04')).status).toBe(303);
    const [clock, ...more] = await beside(made.id);
    expect(more).toEqual([]);
    expect(clock).toMatchObject({ rule: 'promise.records', owner: 'agency', kind: 'promised', due: '2026-12-04', assertAfter: null, late: false, confidence: 'their_word' });
    expect(clock?.slips).toEqual([expect.objectContaining({ from: '2026-11-20', to: '2026-12-04', days: 14, on: '2026-11-20' })]);
    expect(clock?.history.map((one) => one.due)).toEqual(['2026-11-20', '2026-12-04']);
    expect(await slipsOf(world.database.db, { groupId: owner.groupId, requestId: made.id })).toEqual([expect.objectContaining({ deadlineId: clock?.id, from: '2026-11-20', to: '2026-12-04' })]);
    expect(await statutory(made.id)).toEqual(before);

    const page = load((await browser.get(`/requests/${made.id}`)).text);
    const row = page('.t--clocks tbody tr').filter((_, one) => page(one).text().includes('Records, items'));
    expect(row.text().replaceAll('\u00a0', ' ').replace(/\s+/g, ' ')).toMatch(/Records, items 1 and 2 ?promised, not statutory.*Nov 20.*→.*Fri, Dec 4, 2026.*in 10 days/);
    expect(words(page.html(), '.t--items')).toContain('Not answered, promised for Dec 4');
    const sheet = words((await browser.get(`/requests/${made.id}/deadlines/${clock?.id}`)).text);
    for (const part of ['LAPD promised by Fri, Dec 4, 2026', '“We anticipate Friday.”', '14 days later', 'recorded by Ada Advocate', 'Their word, not law', 'moves no date of the law']) expect(sheet).toContain(part);
    expect(words((await browser.get('/?scope=mine')).text, 'section[aria-labelledby=promised]')).toContain('moved once');
    expect(words((await browser.get('/')).text, 'section[aria-labelledby=late]')).not.toContain(made.number);
    expect(words((await browser.get(`/requests/${made.id}/facts`)).text)).toContain('The records by Fri, Nov 20, 2026. “We anticipate Friday.”');
  });

  test('that was missed makes nobody late, and ends when everything came', async () => {
    const made = await received('2026-11-02');
    await api('post', `/requests/${made.id}/facts`, { type: 'promise', date: '2026-11-03', basis: 'letter', details: { of: 'records', items: [1], by: '2026-11-10' } }).expect(201);
    const [clock] = await beside(made.id);
    expect(clock).toMatchObject({ due: '2026-11-10', state: 'open', late: false });
    expect(words((await browser.get(`/requests/${made.id}`)).text, '.t--clocks')).toContain('promised day passed 14 days ago');
    await api('post', `/requests/${made.id}/facts`, { type: 'produced', date: '2026-11-23', basis: 'portal', details: { items: [{ n: 1, complete: true }] } }).expect(201);
    expect((await beside(made.id))[0]).toMatchObject({ state: 'met', closedOn: '2026-11-23' });
    expect(words((await browser.get(`/requests/${made.id}`)).text, '.t--clocks')).toContain('Kept, Nov 23');
  });

  test('corrected is no slip, taken back is gone, and both are told', async () => {
    const made = await received();
    const { body } = await api('post', `/requests/${made.id}/facts`, { type: 'promise', date: '2026-11-18', basis: 'letter', details: { of: 'determination', items: [], by: '2026-12-10' } });
    const fixed = await api('post', `/requests/${made.id}/facts/${body.factId}/correction`, { date: '2026-11-18', basis: 'letter', details: { of: 'determination', items: [], by: '2026-12-01' }, why: 'Misread.' }).expect(201);
    const [clock] = await beside(made.id);
    expect([clock?.due, clock?.slips, clock?.history.length]).toEqual(['2026-12-01', [], 2]);
    await api('post', `/requests/${made.id}/facts/${fixed.body.factId}/take-back`, { why: 'Another request.' }).expect(200);
    expect((await beside(made.id))[0]).toMatchObject({ state: 'void' });
    expect((await eventWords(world.database.db, made.id, 'deadline.moved')).at(-1)).toMatchObject({ from: '2026-12-10', to: '2026-12-01' });
  });

  test('of an instalment is ticked off on the request’s page, once', async () => {
    const made = await received();
    await api('post', `/requests/${made.id}/facts`, { type: 'promise', date: '2026-11-18', basis: 'letter', details: { of: 'instalment', instalment: 1, items: [2], by: '2026-11-24' } }).expect(201);
    const page = load((await browser.get(`/requests/${made.id}`)).text);
    const action = page('.t--clocks form').attr('action') ?? '';
    expect(action).toMatch(/\/deadlines\/[0-9a-f-]{36}\/done$/);
    expect((await browser.post(action, {})).status).toBe(303);
    expect((await beside(made.id))[0]).toMatchObject({ rule: 'promise.instalment', key: '1', state: 'met', closedOn: '2026-11-24' });
    expect((await browser.post(action, {})).status).toBe(400);
    expect(await world.database.db.fact.count({ where: { requestId: made.id, type: 'promise_kept' } })).toBe(1);
  });

  test('is refused beside the field when it names a day before it was said, no instalment, or an item there is not', async () => {
    const made = await received();
    const refused = async (details: object) => (await api('post', `/requests/${made.id}/facts`, { type: 'promise', date: '2026-11-18', basis: 'letter', details })).body.error.fields;
    expect(await refused({ of: 'records', by: '2026-11-17' })).toEqual({ 'details.by': expect.stringContaining('before the day they said it') });
    expect(await refused({ of: 'instalment', by: '2026-12-01' })).toEqual({ 'details.instalment': expect.any(String) });
    expect(await refused({ of: 'other', by: '2026-12-01' })).toEqual({ 'details.about': expect.any(String) });
    expect(await refused({ of: 'records', by: '2026-12-01', items: [9] })).toEqual({ 'details.items.0': 'This request has no item 9.' });
    expect(await refused({ of: 'records', by: '2150-01-01' })).toEqual({ 'details.by': expect.stringContaining('1990 to 2100') });
    const form = await browser.post(`/requests/${made.id}/record/promised`, { date: '2026-11-18', basis: 'letter', of: 'records', promisedBy: '2026-11-17', says: 'Soon.', ...itemRows([]) });
    expect([form.status, load(form.text)('#promisedBy-error').text(), load(form.text)('#says').val()]).toEqual([400, expect.stringContaining('before the day they said it'), 'Soon.']);
  });
});

describe('a reminder', () => {
  const set = (requestId: string, fields: object) => browser.post(`/requests/${requestId}/record/reminder`, { says: 'Call the unit', weeks: '', on: '', ...fields });

  test('is set three weeks ahead, moved with its history, ticked off, and moves no other date', async () => {
    const made = await received();
    const before = await statutory(made.id);
    expect((await set(made.id, { weeks: '3', forPersonId: owner.personId })).status).toBe(303);
    const [clock] = await beside(made.id);
    expect(clock).toMatchObject({ rule: 'reminder', owner: 'requester', kind: 'set_by_us', due: '2026-12-15', assertAfter: null });
    const page = await browser.get(`/requests/${made.id}`);
    expect(words(page.text, '.t--clocks')).toMatch(/Call the unit ?set by us ?Us, /);
    expect(words(page.text, '.t--clocks')).toContain(`Us, ${owner.name}`);
    expect(words((await browser.get('/')).text, 'section[aria-labelledby=ours]')).toContain('Call the unit');
    const sheet = load((await browser.get(`/requests/${made.id}/deadlines/${clock?.id}`)).text);
    const change = sheet('main .acts a').attr('href') ?? '';
    expect(load((await browser.get(change)).text)('#on').attr('value')).toBe('2026-12-15');
    expect((await browser.post(change, { says: 'Call the unit', on: '2026-12-18', why: 'They asked for time.' })).status).toBe(303);
    const [moved, ...more] = await beside(made.id);
    expect([moved?.id, moved?.due, moved?.history.map((one) => one.due), more]).toEqual([clock?.id, '2026-12-18', ['2026-12-15', '2026-12-18'], []]);
    expect((await browser.post(`/requests/${made.id}/deadlines/${clock?.id}/done`, {})).status).toBe(303);
    expect((await beside(made.id))[0]).toMatchObject({ state: 'met', closedOn: '2026-11-24' });
    expect(await statutory(made.id)).toEqual(before);
  });

  test('falls away when we withdraw, stays when it was to stay whatever happens, and stays when set afterwards', async () => {
    const made = await received();
    await set(made.id, { says: 'Ask again', weeks: '1' });
    await set(made.id, { says: 'Tell the board', weeks: '2', whateverHappens: 'yes' });
    await withdrawRequest(world.context, advocate, { requestId: made.id, date: '2026-11-23' });
    await set(made.id, { says: 'File it', on: '2026-12-01' });
    expect((await beside(made.id)).map((row) => [row.parallel?.about, row.state])).toEqual([['Ask again', 'void'], ['File it', 'open'], ['Tell the board', 'open']]);
  });

  test('says beside the field what is missing, and takes nobody who sees no dates', async () => {
    const made = await received();
    const empty = load((await set(made.id, { says: '' })).text);
    expect([empty('#says-error').text(), empty('#on-error').text()]).toEqual([expect.stringContaining('Say what to do'), expect.stringContaining('Give the date')]);
    expect(load((await set(made.id, { on: '2026-11-01' })).text)('#on-error').text()).toContain('before the day you set it');
    for (const forPersonId of [volunteer.personId, '00000000-0000-4000-8000-000000000000']) expect(load((await set(made.id, { weeks: '1', forPersonId })).text)('#forPersonId-error').text()).toContain('sees dates');
    expect(await beside(made.id)).toEqual([]);
  });
});

test('records that will be destroyed: dated before the request, ours to act before, and answered by a preservation letter', async () => {
  const made = await received();
  const before = await statutory(made.id);
  const fields = { date: '2026-10-01', basis: 'person', what: 'Plate reads of 2024', destroyedFrom: '2026-12-20', source: 'Their retention schedule', ...itemRows([3]) };
  expect((await browser.post(`/requests/${made.id}/record/retention`, fields)).status).toBe(303);
  const [clock] = await beside(made.id);
  expect(clock).toMatchObject({ rule: 'records.retention', owner: 'requester', due: '2026-12-20', state: 'open' });
  const sheet = words((await browser.get(`/requests/${made.id}/deadlines/${clock?.id}`)).text);
  for (const part of ['Plate reads of 2024', 'Their retention schedule', 'litigation hold', 'Act before then']) expect(sheet).toContain(part);
  expect((await browser.post(`/requests/${made.id}/deadlines/${clock?.id}/done`, {})).status).toBe(409);
  expect(await statutory(made.id)).toEqual(before);
});

test('facts in any order, corrected and taken back leave the law’s dates as they were, and counting again writes nothing', async () => {
  const made = await received();
  const before = await statutory(made.id);
  const post = async (type: string, details: object, date = '2026-11-20') => (await api('post', `/requests/${made.id}/facts`, { type, date, basis: 'person', details }).expect(201)).body.factId as string;
  const reminder = await post('reminder', { on: '2026-12-01', says: 'Call' });
  const promise = await post('promise', { of: 'records', items: [1, 2], by: '2026-12-03' });
  await post('retention', { what: 'Reads', destroyedFrom: '2027-01-01', source: 'Schedule' }, '2026-01-05');
  await post('promise', { of: 'records', items: [2], by: '2026-12-09' }, '2026-11-19');
  await api('post', `/requests/${made.id}/facts/${promise}/correction`, { date: '2026-11-18', basis: 'person', why: 'The day was wrong.' }).expect(201);
  await api('post', `/requests/${made.id}/facts/${reminder}/take-back`, { why: 'Not needed.' }).expect(200);
  expect(await statutory(made.id)).toEqual(before);
  expect((await beside(made.id)).map((row) => [row.rule, row.key, row.due, row.state])).toEqual([
    ['reminder', '1', '2026-12-01', 'void'], ['promise.records', '1', '2026-12-03', 'open'], ['promise.records', '2', '2026-12-09', 'open'], ['records.retention', '1', '2027-01-01', 'open'],
  ]);
  const again = await world.database.db.$transaction((tx) => recalculateDeadlines(tx, { groupId: owner.groupId, requestId: made.id, at: world.clock.now(), reason: 'Again.' }));
  expect(again.moved).toBe(0);
  const row = await world.database.db.recordsRequest.findUniqueOrThrow({ where: { id: made.id } });
  expect(row.nextDue?.toISOString().slice(0, 10)).toBe('2026-11-30');
  expect((await verifyTimeline({ db: world.database.db }, owner.groupId)).broken).toBeNull();
});
