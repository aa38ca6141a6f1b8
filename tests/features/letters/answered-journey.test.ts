import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { recordDelivery } from '../../../server/features/letters/record-delivery.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';
import { jailLists } from './jail-lists.js';

let world: World;
let advocate: Actor;
let browser: Browser;
let id: string;

beforeAll(async () => {
  world = await makeWorld({ now: '2026-10-09T17:00:00Z' });
  const owner = await world.addGroup();
  advocate = await world.addPerson(owner, 'advocate', 'Ilse Marrowby');
  browser = await world.signIn(advocate);
  id = await jailLists(world, advocate);
}, 60_000);
afterAll(() => world.close());

const main = (html: string) => load(html)('main').text().replaceAll('\u00a0', ' ').replace(/\s+/g, ' ');

test('a question recorded by its form is answered by a letter with the person’s words, and is asked about no more', async () => {
  const dates = await world.database.db.deadline.findMany({ where: { requestId: id }, orderBy: { id: 'asc' } });
  const recorded = await browser.post(`/requests/${id}/record/asked`, { date: '2026-10-08', basis: 'message', 'items[1][n]': '2', 'items[1][chosen]': 'yes', 'answer[asks]': 'meaning', 'answer[question]': 'Which logs?' });
  expect(recorded.headers['location']).toBe(`/requests/${id}`);
  expect(main((await browser.get(`/requests/${id}`)).text)).toContain('Answer their question They asked on Thu, Oct 8, 2026, and nobody has answered.');

  const begun = await browser.post(`/requests/${id}/letters`, { template: 'cpra-clarification-reply' });
  const draft = begun.headers['location'] ?? '';
  const blank = await browser.get(draft);
  expect(main(blank.text)).toContain('fill in: Your answer');
  expect(load(blank.text)('[name="inputs[answer]"]')).toHaveLength(1);

  const hidden = (html: string) => ({ version: load(html)('input[name="version"]').attr('value') ?? '', seen: load(html)('input[name="seen"]').attr('value') ?? '' });
  const typed = { signerName: 'Ilse Marrowby', channel: 'portal', 'inputs[answer]': 'Item 2 means the logs of June 2025.' };
  expect((await browser.post(draft, { ...typed, ...hidden(blank.text), act: 'save' })).status).toBe(303);
  const filled = await browser.get(draft);
  expect(main(filled.text)).toContain('Item 2 means the logs of June 2025.');
  expect(main(filled.text)).toContain('Your message of October 8, 2026 asks what item 2 means.');
  expect(main(filled.text)).not.toContain('fill in: Your answer');

  const sent = await browser.post(draft, { ...typed, ...hidden(filled.text), act: 'send' });
  expect(sent.headers['location']).toMatch(/^\/letters\//);
  await recordDelivery(world.context, advocate, { letterId: (sent.headers['location'] ?? '').replace('/letters/', ''), channel: 'portal', date: '2026-10-09' });
  const after = main((await browser.get(`/requests/${id}`)).text);
  expect(after).not.toContain('Answer their question They asked');
  expect(main((await browser.get(`/requests/${id}/letters/new`)).text)).toContain('a letter is not repeated');
  expect(await world.database.db.deadline.findMany({ where: { requestId: id }, orderBy: { id: 'asc' } })).toEqual(dates);
});
