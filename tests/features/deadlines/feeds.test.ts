import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inspect } from 'node:util';
import { load } from 'cheerio';
import request from 'supertest';
import { createApp } from '../../../server/app.js';
import { changeRole } from '../../../server/features/accounts/change-role.js';
import { deactivatePerson } from '../../../server/features/accounts/deactivate-person.js';
import { addFact } from '../../../server/features/deadlines/add-fact.js';
import { confirmReceipt } from '../../../server/features/deadlines/confirm-receipt.js';
import { correctFact } from '../../../server/features/deadlines/correct-fact.js';
import { createFeed } from '../../../server/features/deadlines/create-feed.js';
import type { NewFeed } from '../../../server/features/deadlines/feeds.schemas.js';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { revokeFeed } from '../../../server/features/deadlines/revoke-feed.js';
import { withdrawRequest } from '../../../server/features/deadlines/withdraw-request.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import type { Logger } from '../../../server/platform/logger.js';
import { type Browser, makeWorld, type World } from '../../support/world.js';
import { type Entry, readCalendar } from './feed-reader.js';
import { eventWords, sentRequest, wordsIn as words } from './world.js';

describe('feeds', () => {
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
});

describe('the pages of feeds', () => {
  let world: World;
  let owner: Actor;
  let advocate: Actor;
  let browser: Browser;

  beforeAll(async () => {
    world = await makeWorld({ now: '2026-11-24T17:00:00Z', settings: { PUBLIC_URL: 'http://tenday.example.org' } });
    owner = await world.addGroup();
    advocate = await world.addPerson(owner, 'advocate', 'Ada Advocate');
    browser = await world.signIn(advocate);
  }, 60_000);
  afterAll(() => world.close());

  const addressIn = (html: string) => String(load(html)('#secret').val());
  const sent = () => sentRequest(world.database.db, advocate, { sentOn: '2026-11-16', at: world.clock.now() });

  describe('subscribing on a page', () => {
    test('from a request: the address is shown once, works, and is nowhere to be read again', async () => {
      const made = await sent();
      const link = load((await browser.get(`/requests/${made.id}`)).text)('a[href^="/deadlines/feeds/new"]').attr('href');
      const form = load((await browser.get(String(link))).text);
      expect(form('input[name=scope]:checked').val()).toBe('request');
      expect(form('input[name=titles]:checked').val()).toBe('opaque');
      expect(form('main').text()).toContain('TD-2026-0007: due');

      const shown = await browser.post('/deadlines/feeds', { scope: 'request', requestId: form('input[name=requestId]').val(), titles: 'opaque', label: 'Old phone' });
      expect(shown.status).toBe(201);
      const address = new URL(addressIn(shown.text));
      expect(address.pathname).toMatch(/^\/calendar\/[\w-]{43}\.ics$/);
      expect(load(shown.text)('a[href^="webcal:"]').attr('href')).toBe(`webcal://${address.host}${address.pathname}`);
      const calendar = readCalendar((await request(world.app).get(address.pathname).expect(200)).text);
      expect(calendar).toMatchObject({ name: `Tenday ${made.number}`, entries: [{ summary: `${made.number}: due, presumed` }] });

      const list = await browser.get('/deadlines/feeds');
      expect(words(list.text)).toMatch(new RegExp(`Dates of ${made.number}\\s*Old phone\\s*Number and date only\\s*for instance “${made.number}: due”.*Tue, Nov 24, 2026`));
      const secret = address.pathname.slice('/calendar/'.length, -'.ics'.length);
      for (const page of ['/deadlines/feeds', '/deadlines/feeds/new', `/requests/${made.id}`, `/requests/${made.id}/timeline`]) expect((await browser.get(page)).text).not.toContain(secret);
      expect(await eventWords(world.database.db, made.id, 'feed.created')).toEqual([{ scope: 'request', titles: 'opaque', label: 'Old phone' }]);
      expect(words((await browser.get(`/requests/${made.id}`)).text)).toContain('Calendar feed made');

      const action = load(list.text)('form[action$="/revoke"]').attr('action');
      expect((await browser.post(String(action))).headers['location']).toBe('/deadlines/feeds');
      await request(world.app).get(address.pathname).expect(404);
      expect(words((await browser.get('/deadlines/feeds')).text)).toContain('You have no feed yet');
    });

    test('what is missing is said beside the field, and what was chosen stays', async () => {
      const again = await browser.post('/deadlines/feeds', { titles: 'full', label: 'Laptop', scope: '' });
      expect(again.status).toBe(400);
      const page = load(again.text);
      expect(page('#scope-error').text()).toContain('Choose whose dates.');
      expect([page('input[name=titles]:checked').val(), page('#label').val()]).toEqual(['full', 'Laptop']);
      expect((await browser.post('/deadlines/feeds', { scope: 'request', titles: 'opaque' })).status).toBe(400);
      expect((await browser.get('/deadlines/feeds/new?scope=nonsense')).status).toBe(200);
    });

    test('an owner sees everybody’s and may revoke them; others see their own', async () => {
      await createFeed(world.context, advocate, { scope: 'person', titles: 'full', label: 'Ada’s laptop' });
      await createFeed(world.context, owner, { scope: 'group', titles: 'opaque', label: 'Office wall' });
      const owners = await world.signIn(owner);
      const seen = await owners.get('/deadlines/feeds');
      expect(words(seen.text)).toMatch(/Dates Ada Advocate is responsible for.*Ada’s laptop.*LAPD: Determination, due/);
      expect(words((await browser.get('/deadlines/feeds')).text)).not.toContain('Office wall');
      const row = load(seen.text)('tr:contains("Ada’s laptop") form').attr('action');
      await owners.post(String(row));
      expect(words((await browser.get('/deadlines/feeds')).text)).not.toContain('Ada’s laptop');
      const volunteer = await world.signIn(await world.addPerson(owner, 'volunteer'));
      expect((await volunteer.get('/deadlines/feeds')).status).toBe(403);
    });
  });

  test('a program makes, lists and revokes feeds with a token', async () => {
    const token = await world.tokenOf(advocate);
    const api = (method: 'get' | 'post', path: string) => request(world.app)[method](`/api/v1/feeds${path}`).set('authorization', `Bearer ${token}`);
    const made = (await api('post', '').send({ scope: 'person' }).expect(201)).body as { feedId: string; url: string };
    const path = new URL(made.url).pathname;
    expect(readCalendar((await request(world.app).get(path).expect(200)).text).name).toBe('Tenday: my dates');
    const { body } = await api('get', '').expect(200);
    expect(body.feeds).toMatchObject([{ id: made.feedId, scope: 'person', titles: 'opaque', label: '', requestNumber: null, lastReadAt: world.clock.now().toISOString() }]);
    expect(JSON.stringify(body)).not.toContain(path.slice(10, -4));
    const refused = await api('post', '').send({ scope: 'request', titles: 'everything' }).expect(400);
    expect(Object.keys(refused.body.error.fields)).toEqual(['titles']);
    await api('post', `/${made.feedId}/revoke`).send({}).expect(200);
    await request(world.app).get(path).expect(404);
    await api('post', `/${made.feedId}/revoke`).send({}).expect(404);
  });

  describe('the secret', () => {
    test('is in no log, whatever goes wrong while a feed is read', async () => {
      const lines: string[] = [];
      const keep = (details: object, message: string) => void lines.push(inspect({ message, details }, { depth: 20, showHidden: true }));
      const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep };
      const app = createApp({ ...world.context, logger }, { sessionSecret: 'x'.repeat(40) });
      const { url } = await createFeed(world.context, owner, { scope: 'group', titles: 'opaque', label: '' });
      const path = new URL(url).pathname;
      await request(app).get(path).expect(200);
      await request(app).get(`${path.slice(0, -5)}X.ics`).expect(404);
      await world.database.db.$executeRaw`ALTER TABLE calendar_feeds RENAME TO calendar_feeds_away`;
      try {
        await request(app).get(path).expect(500);
      } finally {
        await world.database.db.$executeRaw`ALTER TABLE calendar_feeds_away RENAME TO calendar_feeds`;
      }
      await world.database.db.$executeRaw`ALTER TABLE deadlines RENAME COLUMN citation TO citation_away`;
      try {
        await request(app).get(path).catch(() => undefined);
      } finally {
        await world.database.db.$executeRaw`ALTER TABLE deadlines RENAME COLUMN citation_away TO citation`;
      }
      expect(lines.length).toBeGreaterThanOrEqual(2);
      expect(lines.join('\n')).toContain('/calendar/:secret.ics');
      expect(lines.join('\n')).not.toContain(path.slice('/calendar/'.length, '/calendar/'.length + 20));
    });

    test('is not to be guessed without end', async () => {
      const statuses: number[] = [];
      for (let n = 0; n < 130 && !statuses.includes(429); n += 1) statuses.push((await request(world.app).get(`/calendar/${String(n).padStart(43, 'x')}.ics`)).status);
      expect(statuses.slice(0, 50).every((status) => status === 404)).toBe(true);
      expect(statuses.at(-1)).toBe(429);
    });
  });
});
