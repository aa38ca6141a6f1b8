import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import { createApp } from '../../../server/app.js';
import { createFeed } from '../../../server/features/deadlines/create-feed.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import type { Logger } from '../../../server/platform/logger.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';
import { readCalendar } from './feed-reader.js';
import { eventWords, sentRequest, wordsIn as words } from './world.js';

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
