import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { addFact } from '../../../server/features/deadlines/add-fact.js';
import { changeRole } from '../../../server/features/accounts/change-role.js';
import { deactivatePerson } from '../../../server/features/accounts/deactivate-person.js';
import { confirmReceipt } from '../../../server/features/deadlines/confirm-receipt.js';
import { correctFact } from '../../../server/features/deadlines/correct-fact.js';
import { createFeed } from '../../../server/features/deadlines/create-feed.js';
import type { NewFeed } from '../../../server/features/deadlines/feeds.schemas.js';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { revokeFeed } from '../../../server/features/deadlines/revoke-feed.js';
import { withdrawRequest } from '../../../server/features/deadlines/withdraw-request.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type World, makeWorld } from '../../support/world.js';
import { type Entry, readCalendar } from './feed-reader.js';
import { sentRequest } from './world.js';

let world: World;
let owner: Actor;
let lawyer: Actor;

beforeAll(async () => {
  world = await makeWorld({ now: '2026-11-24T17:00:00Z', settings: { PUBLIC_URL: 'http://tenday.example.org' } });
  owner = await world.addGroup();
  lawyer = await world.addPerson(owner, 'lawyer', 'Lena Lawyer');
}, 60_000);
afterAll(() => world.close());

const sent = (actor: Actor, sentOn = '2026-11-16') => sentRequest(world.database.db, actor, { sentOn, at: world.clock.now() });
const pathOf = (url: string) => new URL(url).pathname;

async function subscribe(actor: Actor, input: Partial<NewFeed> = {}) {
  const made = await createFeed(world.context, actor, { scope: 'group', titles: 'opaque', label: '', ...input });
  return { ...made, path: pathOf(made.url) };
}

async function read(path: string): Promise<Entry[]> {
  const answer = await request(world.app).get(path).expect(200);
  return readCalendar(answer.text).entries;
}

const dayOf = (entries: readonly Entry[]) => entries.find((entry) => !entry.uid.includes('-safe@'));

describe('a feed of one request', () => {
  test('shows the presumed date as tentative, then firm with the day it is safe to call late after', async () => {
    const made = await sent(lawyer);
    const feed = await subscribe(lawyer, { scope: 'request', requestId: made.id });
    const [presumed, ...none] = await read(feed.path);
    expect(none).toEqual([]);
    expect(presumed).toMatchObject({ summary: `${made.number}: due, presumed`, status: 'TENTATIVE', start: '2026-11-30', end: '2026-12-01', allDay: true, category: 'Statutory', sequence: 0 });

    await confirmReceipt(world.context, lawyer, { requestId: made.id, date: '2026-11-20', basis: 'portal' });
    const entries = await read(feed.path);
    expect(dayOf(entries)).toMatchObject({ uid: presumed?.uid, status: 'CONFIRMED', start: '2026-11-30', summary: `${made.number}: due` });
    expect(dayOf(entries)?.sequence).toBeGreaterThan(0);
  });

  test('keeps an entry’s id and counts it up when its date moves', async () => {
    const made = await sent(lawyer, '2026-11-17');
    const feed = await subscribe(lawyer, { scope: 'request', requestId: made.id });
    const { factId } = await confirmReceipt(world.context, lawyer, { requestId: made.id, date: '2026-11-17', basis: 'portal' });
    const before = dayOf(await read(feed.path));
    world.clock.pass(1);
    await correctFact(world.context, lawyer, { requestId: made.id, factId, date: '2026-11-23', basis: 'portal', why: 'The stamp says so.' });
    const after = dayOf(await read(feed.path));
    expect(after?.uid).toBe(before?.uid);
    expect(after?.uid).toMatch(/@replies\.example\.org$/);
    expect(after?.start).toBe('2026-12-03');
    expect(after?.sequence).toBe((before?.sequence ?? 0) + 1);
    expect(after?.modified.getTime()).toBeGreaterThan(before?.modified.getTime() ?? 0);
  });

  test('sends what no longer applies as cancelled, silent, and drops it after 90 days', async () => {
    const made = await sent(lawyer);
    const feed = await subscribe(lawyer, { scope: 'request', requestId: made.id });
    await withdrawRequest(world.context, lawyer, { requestId: made.id, date: '2026-11-24', note: 'No longer needed.' });
    expect(await read(feed.path)).toMatchObject([{ status: 'CANCELLED', alarms: [], summary: `${made.number}: no longer applies` }]);
    world.clock.pass(24 * 91);
    expect(await read(feed.path)).toEqual([]);
    world.clock.pass(-24 * 91);
  });
});

test('reminds a week and a day before our own dates, a day before an agency’s, and the morning after it may be called late', async () => {
  const made = await sent(lawyer, '2026-11-14');
  const feed = await subscribe(lawyer, { scope: 'request', requestId: made.id });
  await confirmReceipt(world.context, lawyer, { requestId: made.id, date: '2026-11-14', basis: 'portal' });
  const entries = await read(feed.path);
  const safe = entries.find((entry) => entry.uid.includes('-safe@'));
  expect(dayOf(entries)?.alarms).toEqual(['-PT15H from its start']);
  expect(safe).toMatchObject({ summary: `${made.number}: safe to call late after`, alarms: ['PT9H from its end'], status: 'CONFIRMED' });
  expect((safe?.start ?? '') > (dayOf(entries)?.start ?? '')).toBe(true);

  const federal = await sentRequest(world.database.db, lawyer, { agency: 'ice', sentOn: '2026-10-01', at: world.clock.now() });
  await confirmReceipt(world.context, lawyer, { requestId: federal.id, date: '2026-10-01', basis: 'portal' });
  await recordFact(world.context, lawyer, { requestId: federal.id, fact: { type: 'denial', date: '2026-11-20', basis: 'letter', details: {} } });
  const ours = (await read((await subscribe(lawyer, { scope: 'request', requestId: federal.id })).path)).filter((entry) => entry.category === 'Ours');
  expect(ours.length).toBeGreaterThan(0);
  for (const entry of ours) expect(entry).toMatchObject({ summary: `${federal.number}: our date`, alarms: ['-P6DT15H from its start', '-PT15H from its start'] });
  const rows = await world.database.db.deadline.findMany({ where: { requestId: federal.id, owner: 'requester', lastLawful: { not: null } } });
  expect(rows.length).toBeGreaterThan(0);
  const said = JSON.stringify(ours);
  for (const row of rows) expect(said).not.toContain(row.lastLawful?.toISOString().slice(0, 10));
});

describe('whose dates a feed holds', () => {
  test('mine, the group’s, and never another group’s', async () => {
    const other = await world.addGroup('Another Group');
    const theirs = await sent(other);
    const mine = await sent(lawyer);
    const owners = await sent(owner);
    const numbers = async (path: string) => new Set((await read(path)).map((entry) => entry.url.split('/')[4]));
    const own = await numbers((await subscribe(lawyer, { scope: 'person' })).path);
    expect([own.has(mine.id), own.has(owners.id), own.has(theirs.id)]).toEqual([true, false, false]);
    const all = await numbers((await subscribe(lawyer)).path);
    expect([all.has(mine.id), all.has(owners.id), all.has(theirs.id)]).toEqual([true, true, false]);
    expect(await numbers((await subscribe(other)).path)).toEqual(new Set([theirs.id]));
    await expect(subscribe(lawyer, { scope: 'request', requestId: theirs.id })).rejects.toMatchObject({ code: 'requests.not-found' });
  });
});

describe('a feed that must not be read', () => {
  const refusal = async (path: string) => {
    const { status, headers, text } = await request(world.app).get(path);
    return { status, text, type: headers['content-type'], cache: headers['cache-control'], cookie: headers['set-cookie'], tag: headers['etag'] };
  };

  test('answers the same nothing whatever the reason is', async () => {
    const unknown = await refusal(`/calendar/${'x'.repeat(43)}.ics`);
    expect(unknown).toMatchObject({ status: 404, cookie: undefined });
    expect(await refusal('/calendar/no-secret-at-all.ics')).toEqual(unknown);

    const revoked = await subscribe(lawyer);
    await request(world.app).get(revoked.path).expect(200);
    await revokeFeed(world.context, lawyer, revoked.feedId);
    expect(await refusal(revoked.path)).toEqual(unknown);

    const leaving = await world.addPerson(owner, 'advocate', 'Lee Leaving');
    const left = await subscribe(leaving);
    await request(world.app).get(left.path).expect(200);
    await deactivatePerson(world.context, owner, leaving.personId);
    expect(await refusal(left.path)).toEqual(unknown);

    const demoted = await world.addPerson(owner, 'lawyer', 'Dee Demoted');
    const lost = await subscribe(demoted);
    await changeRole(world.context, owner, { personId: demoted.personId, role: 'volunteer' });
    expect(await refusal(lost.path)).toEqual(unknown);
  });

  test('is revoked by its person or an owner, nobody else, and once', async () => {
    const feed = await subscribe(lawyer);
    const colleague = await world.addPerson(owner, 'advocate', 'Cole League');
    const stranger = await world.addGroup('Strangers');
    for (const actor of [colleague, stranger]) await expect(revokeFeed(world.context, actor, feed.feedId)).rejects.toMatchObject({ code: 'deadlines.feed-not-found' });
    await request(world.app).get(feed.path).expect(200);
    await revokeFeed(world.context, owner, feed.feedId);
    await expect(revokeFeed(world.context, lawyer, feed.feedId)).rejects.toMatchObject({ code: 'deadlines.feed-not-found' });
    await request(world.app).get(feed.path).expect(404);
  });

  test('a person has twenty at most, also when two are made at once', async () => {
    const person = await world.addPerson(owner, 'advocate', 'Many Feeds');
    for (let n = 0; n < 19; n += 1) await subscribe(person);
    const two = await Promise.allSettled([subscribe(person), subscribe(person)]);
    expect(two.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(subscribe(person)).rejects.toMatchObject({ code: 'deadlines.too-many-feeds', status: 409 });
  });
});

describe('how a program reads it', () => {
  test('only when it changed; nothing is stored under way, no cookie is set, no search engine keeps it', async () => {
    const made = await sent(lawyer);
    const feed = await subscribe(lawyer, { scope: 'request', requestId: made.id });
    const browser = await world.signIn(lawyer);
    const first = await browser.agent.get(feed.path).expect(200);
    expect(first.headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'private, no-cache', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow', 'last-modified': world.clock.now().toUTCString(),
    });
    expect(first.headers['set-cookie']).toBeUndefined();
    expect((await browser.get('/account')).status).toBe(200);
    const tag = String(first.headers['etag']);
    const head = await request(world.app).head(feed.path).expect(200);
    expect([head.headers['etag'], head.headers['content-type'], head.text]).toEqual([tag, 'text/calendar; charset=utf-8', undefined]);
    const same = await request(world.app).get(feed.path).set('If-None-Match', `"other", ${tag}`).expect(304);
    expect([same.text, same.headers['etag']]).toEqual(['', tag]);

    const where = { groupId: owner.groupId, requestId: made.id };
    await world.database.db.$transaction((tx) => addFact(tx, { ...where, type: 'acknowledged', date: '2026-11-20', basis: 'letter', presumed: false, letterId: null, recordedById: lawyer.personId, at: world.clock.now() }));
    await request(world.app).get(feed.path).set('If-None-Match', tag).expect(304);
    await confirmReceipt(world.context, lawyer, { requestId: made.id, date: '2026-11-16', basis: 'portal' });
    await request(world.app).get(feed.path).set('If-None-Match', tag).expect(200);
  });

  test('the last read is kept to the hour', async () => {
    const feed = await subscribe(lawyer);
    const lastRead = async () => (await world.database.db.calendarFeed.findUniqueOrThrow({ where: { id: feed.feedId } })).lastReadAt?.toISOString();
    expect(await lastRead()).toBeUndefined();
    await read(feed.path);
    const noted = await lastRead();
    world.clock.pass(0.5);
    await read(feed.path);
    expect(await lastRead()).toBe(noted);
    world.clock.pass(0.5);
    await read(feed.path);
    expect(await lastRead()).toBe(world.clock.now().toISOString());
  });
});
