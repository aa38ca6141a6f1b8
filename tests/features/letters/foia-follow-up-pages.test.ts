import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';
import { type MadeRequest, sentRequest } from '../deadlines/world.js';

let world: World;
let owner: Actor;
let browser: Browser;
let made: MadeRequest;
beforeAll(async () => {
  world = await makeWorld({ now: '2026-11-24T17:45:00Z' });
  owner = await world.addGroup();
  browser = await world.signIn(owner);
  made = await sentRequest(world.database.db, owner, { agency: 'ice', sentOn: '2026-10-01', at: world.clock.now() });
  await record('received', '2026-10-05', {});
  await record('denial', '2026-11-19', { items: [1], exemptions: ['(b)(7)(E)'] });
}, 60_000);
afterAll(() => world.close());

const record = (type: 'received' | 'denial' | 'federal', date: string, details: object) => recordFact(world.context, owner, { requestId: made.id, fact: { type, date, basis: 'portal', details: details as never } });
const text = (html: string, where = 'main') => load(html)(where).text().replaceAll('\u00a0', ' ').replace(/\s+/g, ' ');

/** Begins a letter from the page that offers it. */
async function begin(slug: string): Promise<string> {
  const begun = await browser.post(`/requests/${made.id}/letters`, { template: slug });
  return begun.get('Location') ?? '';
}

/** The form of a letter's page as it stands, with what is typed. */
async function send(at: string, typed: Record<string, string>) {
  const $ = load((await browser.get(at)).text);
  const hidden = Object.fromEntries($('form.compose input[type=hidden]').get().map(({ attribs }) => [attribs['name'] ?? '', attribs['value'] ?? '']));
  return browser.post(at, { ...hidden, act: 'save', signerName: 'Olive Owner', ...typed }).then(async (saved) => {
    if (saved.status !== 303) return saved;
    const again = load((await browser.get(at)).text);
    const fresh = Object.fromEntries(again('form.compose input[type=hidden]').get().map(({ attribs }) => [attribs['name'] ?? '', attribs['value'] ?? '']));
    return browser.post(at, { ...fresh, act: 'send', signerName: 'Olive Owner', ...typed });
  });
}

describe('letters about a request under FOIA, by their pages', () => {
  test('only those under FOIA are listed; the appeal says our date', async () => {
    const page = text((await browser.get(`/requests/${made.id}/letters/new`)).text);
    expect(page).toContain('Our date is Wed, Feb 17, 2027: the earliest reading, never moved later.');
    expect(page).not.toMatch(/Public Records Act|extension notice that/);
    expect(page).toContain('The letter before a suit');
  });

  test('the appeal goes to another office, by a way the agency itself refuses, and says what was left out', async () => {
    const at = await begin('foia-appeal');
    const page = await browser.get(at);
    expect(load(page.text)('input[name=channel]').get().map(({ attribs }) => attribs['value'])).toContain('email');
    expect(load(page.text)('#toAddress').attr('value')).toBe('');
    expect(text(page.text)).toContain('1 sentence is left out');
    const sent = await send(at, { 'inputs[office]': 'FOIA Appeals Officer', channel: 'post', toAddress: '' });
    expect(sent.status).toBe(303);
    const letter = await browser.get(sent.get('Location') ?? '');
    expect(text(letter.text, '.sheet')).toContain('Exemption 7(E).');
    expect(load(letter.text)('.sheet').text()).not.toContain('C.F.R.');
    expect((await browser.post(`${sent.get('Location') ?? ''}/deliver`, { channel: 'post', date: '2026-11-24' })).status).toBe(303);
  });

  test('an answer to their question goes at once, though a letter went this week', async () => {
    await record('federal', '2026-11-20', { what: 'information_asked', asks: 'meaning', items: [2], question: 'Which logs?' });
    const sent = await send(await begin('foia-clarification-reply'), { 'inputs[answer]': 'The log of searches.', channel: 'portal' });
    expect(sent.status).toBe(303);
    expect(text((await browser.get(`/requests/${made.id}/letters/new`)).text)).toContain('It is answered in a letter. Record the day they had it.');
  });

  test('a status letter waits its week', async () => {
    const advocate = await world.addPerson(owner, 'advocate');
    browser = await world.signIn(advocate);
    const refused = await send(await begin('foia-overdue'), { channel: 'portal' });
    expect([refused.status, text(refused.text)]).toEqual([409, expect.stringContaining('Another letter about this request went within the last week')]);
  });
});
