import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { recordDelivery } from '../../../server/features/letters/record-delivery.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';
import { jailLists } from './jail-lists.js';

let world: World;
let advocate: Actor;
let browser: Browser;
let lawyers: Browser;
let id: string;

beforeAll(async () => {
  world = await makeWorld({ now: '2026-10-09T17:00:00Z' });
  const owner = await world.addGroup();
  advocate = await world.addPerson(owner, 'advocate', 'Ilse Marrowby');
  browser = await world.signIn(advocate);
  lawyers = await world.signIn(await world.addPerson(owner, 'lawyer', 'Tom Reyes'));
  id = await jailLists(world, advocate);
}, 60_000);
afterAll(() => world.close());

const main = (html: string) => load(html)('main').text().replaceAll('\u00a0', ' ').replace(/\s+/g, ' ');
const hidden = (html: string) => ({ version: load(html)('input[name="version"]').attr('value') ?? '', seen: load(html)('input[name="seen"]').attr('value') ?? '' });
const proposed = async () => load((await browser.get(`/requests/${id}`)).text)('.next').text().replaceAll('\u00a0', ' ').replace(/\s+/g, ' ').trim();

async function write(template: string, inputs: Record<string, string>, by = browser): Promise<{ address: string; text: string; sent: string; status: number; answer: string }> {
  const address = (await by.post(`/requests/${id}/letters`, { template })).get('Location') ?? '';
  const fields = { signerName: 'Ilse Marrowby', channel: 'portal', ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`inputs[${name}]`, value])) };
  await by.post(address, { ...fields, ...hidden((await by.get(address)).text), act: 'save' });
  const page = await by.get(address);
  const done = await by.post(address, { ...fields, ...hidden(page.text), act: 'send' });
  return { address, text: main(page.text), sent: done.get('Location') ?? '', status: done.status, answer: done.text };
}

async function went(sent: string, date: string): Promise<void> {
  await recordDelivery(world.context, advocate, { letterId: sent.replace('/letters/', ''), channel: 'portal', date });
}

test('from a refusal recorded by its form to the last letter before a petition, which a lawyer sends', async () => {
  const refusal = { date: '2026-10-08', basis: 'message', ground: 'These are police records.', 'answer[exemptions]': 'Section 7923.600\nSection 7928.000', 'answer[nameGiven]': 'no' };
  const items = { 'items[0][n]': '1', 'items[0][chosen]': 'yes', 'items[1][n]': '2', 'items[1][chosen]': 'yes' };
  expect((await browser.post(`/requests/${id}/record/denied`, { ...refusal, ...items })).get('Location')).toBe(`/requests/${id}`);
  expect(main((await browser.get(`/requests/${id}/letters/new`)).text)).toContain('the letter fits from Wed, Oct 14, 2026');

  world.clock.set('2026-10-14T17:00:00Z');
  expect(await proposed()).toContain('Ask them to complete the refusal The refusal of Thu, Oct 8, 2026 does not say which exemption is for which item and does not name who decided.');
  const complete = await write('cpra-denial-incomplete', {});
  expect(complete.text).toContain('The answer lists “Section 7923.600” and “Section 7928.000”. Please tell us which of them is for which item.');
  await went(complete.sent, '2026-10-14');

  world.clock.set('2026-10-28T17:00:00Z');
  expect(await proposed()).toContain('Answer the refusal, ground by ground');
  const dispute = await write('cpra-denial-dispute', { factsX1: 'Item 1 asks for the agreement', offer: 'One month as a sample' });
  expect(dispute.text).toContain('Item 1 asks for the agreement. Please tell us which pages');
  expect(dispute.text).toContain('“Section 7928.000” (items 1 and 2)');
  expect(dispute.text).not.toContain('Criminal history');
  await went(dispute.sent, '2026-10-28');

  world.clock.set('2026-11-11T18:00:00Z');
  expect(await proposed()).toContain('Ask their supervisor for a second look');
  const early = await write('cpra-presuit-demand', { settle: 'Item 1, masked', until: '2026-12-01' });
  expect([early.status, main(early.answer)]).toEqual([expect.any(Number), expect.stringMatching(/lawyer/)]);
  expect(early.sent).not.toMatch(/^\/letters\//);
  const last = await write('cpra-presuit-demand', { settle: 'Item 1, masked', until: '2026-12-01' }, lawyers);
  expect(last.address).toBe(early.address);
  expect(last.text).toContain('Please tell us by December 1, 2026 whether you agree');
  expect(last.sent).toMatch(/^\/letters\//);
});

test('the page of a day of destruction leads to the letter that asks to keep the records', async () => {
  world.clock.set('2026-11-12T18:00:00Z');
  await browser.post(`/requests/${id}/record/retention`, { date: '2026-11-12', basis: 'person', what: 'Plate reads of 2024', destroyedFrom: '2026-12-20', source: 'Their retention schedule', 'items[0][n]': '1', 'items[0][chosen]': 'yes' });
  const clock = await world.database.db.deadline.findFirstOrThrow({ where: { requestId: id, rule: 'records.retention' } });
  const href = load((await browser.get(`/requests/${id}/deadlines/${clock.id}`)).text)('.acts a.btn--primary').attr('href') ?? '';
  expect(href).toBe(`/requests/${id}/letters/new#cpra-preservation`);
  const choose = load((await browser.get(href.split('#')[0] ?? '')).text);
  expect(choose('#cpra-preservation').text().replaceAll('\u00a0', ' ')).toContain('Records you wait for may be destroyed from Sun, Dec 20, 2026 on: Plate reads of 2024.');
});
