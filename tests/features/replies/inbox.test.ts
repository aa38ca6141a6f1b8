import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import { countInbox, inboxKey, pageOfInbox } from '../../../server/features/replies/inbox.queries.js';
import { pasteMessage } from '../../../server/features/replies/paste-message.js';
import { encodeKey } from '../../../server/platform/keyset.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { makeAdvocatesWorld, type World } from '../../support/world.js';
import { wordsIn } from '../deadlines/world.js';
import { holdMail } from './held.js';
import { enteredRequest } from './mail-world.js';

let world: World;
let owner: Actor;
let advocate: Actor;
let requestId: string;

beforeAll(async () => {
  ({ world, owner, advocate } = await makeAdvocatesWorld({ now: '2026-11-24T18:00:00Z', name: 'Ilse Marrowby' }));
  requestId = await enteredRequest(world, advocate);
}, 60_000);
afterAll(() => world.close());

const listed = (html: string): string[] => load(html)('main [data-list-link]').map((_, link) => load(link).text()).get();

test('nothing waits: the pages teach, and the navigation counts nothing', async () => {
  const browser = await world.signIn(advocate);
  const list = await browser.get('/replies');
  expect(wordsIn(list.text)).toContain('Everything is read');
  expect(wordsIn(list.text, '[data-nav="replies"]')).not.toMatch(/\d/);
  expect(wordsIn((await browser.get('/replies?show=held')).text)).toContain('The holding pen is empty');
});

test('to read, held and all; each says where it stands; the navigation counts what waits', async () => {
  await pasteMessage(world.context, advocate, { requestId, channel: 'portal', fromName: 'CPRA Unit', subject: 'We have your request', text: 'We have it.', sentOn: '2026-11-23' });
  await holdMail(world, advocate, {
    subject: 'About 26-4411', text: 'Your files are at https://files.example.org/d?key=Zq81LmT0wXv93hfQ', says: 'It names a number of a request, but its sender is not known to write for the agency.',
    suggestions: [{ requestId, ground: 'agency_number', says: 'It names the agency’s number 26-4411: “request 26-4411”.' }],
  });
  const browser = await world.signIn(advocate);
  const read = await browser.get('/replies');
  expect(listed(read.text)).toEqual(['We have your request']);
  expect(wordsIn(read.text, '[data-nav="replies"]')).toContain('2');
  expect(wordsIn(read.text, '.lede')).toBe('1 message waits to be read. 1 could not be placed and waits in the holding pen.');
  const pen = await browser.get('/replies?show=held');
  expect(listed(pen.text)).toEqual(['About 26-4411']);
  const words = wordsIn(pen.text);
  for (const said of ['records@example.org', 'sender is not known to write', 'TD-2026-0001, LAPD', 'It names the agency’s number', 'File here']) expect(words).toContain(said);
  expect(words).not.toContain('Zq81LmT0wXv93hfQ');
  expect(listed((await browser.get('/replies?show=all')).text)).toEqual(['About 26-4411', 'We have your request']);
});

test('another group sees none of it, and a suggestion of another group’s request shows nothing', async () => {
  const other = await world.addGroup();
  await holdMail(world, other, { subject: 'Elsewhere', suggestions: [{ requestId, ground: 'sender', says: 'Elsewhere too.' }] });
  const page = await (await world.signIn(other)).get('/replies?show=held');
  expect(listed(page.text)).toEqual(['Elsewhere']);
  expect(page.text).not.toContain('Who plate data goes to');
  const volunteer = await world.signIn(await world.addPerson(owner, 'volunteer'));
  expect((await volunteer.get('/replies')).status).toBe(403);
});

test('a long correspondence shows its newest messages, says how many came before, and leads to all of them', async () => {
  const group = await world.addGroup();
  const { id } = await enterRequest(world.context, group, {
    agencyId: await world.agencyId('lapd'), title: 'A long one', sentOn: '2026-09-01', channel: 'portal', letterText: 'We ask for lists.', agencyNumbers: [], items: [{ heading: 'List', text: 'All' }],
    received: { date: '2026-09-01', basis: 'portal' },
  });
  for (let n = 1; n <= 53; n += 1) await holdMail(world, group, { requestId: id, subject: `Mail ${n}`, text: `Words of mail number ${n}.`, createdAt: new Date(Date.UTC(2026, 8, 1 + n)) });
  const browser = await world.signIn(group);
  const page = await browser.get(`/requests/${id}`);
  expect(wordsIn(page.text)).toContain('3 messages came before these.');
  expect([wordsIn(page.text, '.thread').includes('mail number 3.'), wordsIn(page.text, '.thread').includes('mail number 4.')]).toEqual([false, true]);
  const all = await browser.get(`/replies?show=all&request=${id}`);
  expect(listed(all.text)).toHaveLength(50);
  const older = load(all.text)('a[rel="next"]').attr('href') ?? '';
  expect(listed((await browser.get(older)).text)).toEqual(['Mail 3', 'Mail 2', 'Mail 1']);
  const other = await world.signIn(owner);
  expect((await other.get(`/replies?show=all&request=${id}`)).status).toBe(404);
});

test('Today tells of the pen and leads to it', async () => {
  const group = await world.addGroup();
  const browser = await world.signIn(group);
  expect((await browser.get('/')).text).not.toContain('/replies?show=held');
  await holdMail(world, group, {});
  await holdMail(world, group, {});
  const page = await browser.get('/');
  expect(wordsIn(page.text)).toMatch(/Holding pen.*2 messages without a request/);
  expect(page.text).toContain('href="/replies?show&#x3D;held"');
});

test('pages follow each other, forwards and back, each row once', async () => {
  const group = await world.addGroup();
  const made: string[] = [];
  for (let n = 0; n < 7; n += 1) made.unshift(await holdMail(world, group, { subject: `Mail ${n}`, createdAt: new Date(Date.parse('2026-11-20T10:00:00Z') + Math.floor(n / 2) * 1000) }));
  const { db } = world.database;
  const ask = (more: object) => pageOfInbox(db, group.groupId, { show: 'held', ask: { limit: 3, ...more } });
  const first = await ask({});
  const second = await ask({ after: inboxKey(first.rows[2] ?? never()) });
  const third = await ask({ after: inboxKey(second.rows[2] ?? never()) });
  const seen = [...first.rows, ...second.rows, ...third.rows].map((row) => row.id);
  expect(new Set(seen)).toEqual(new Set(made));
  expect(seen).toHaveLength(7);
  expect([first.hasNext, second.hasPrevious, third.hasNext]).toEqual([true, true, false]);
  expect((await ask({ before: inboxKey(second.rows[0] ?? never()) })).rows.map((row) => row.id)).toEqual(first.rows.map((row) => row.id));
  expect(await countInbox(db, group.groupId)).toEqual({ toRead: 0, held: 7 });
  expect((await (await world.signIn(group)).get(`/replies?show=held&after=${encodeKey(inboxKey(first.rows[2] ?? never()))}`)).status).toBe(200);
});

function never(): never {
  throw new Error('the page is shorter than it should be');
}
