import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { confirmReceipt } from '../../../server/features/deadlines/confirm-receipt.js';
import { deadlinesOf } from '../../../server/features/deadlines/deadlines.queries.js';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { newId } from '../../../server/platform/ids.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';
import { type MadeRequest, sentRequest, wordsIn as words } from './world.js';

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


async function received(agency = 'lapd', by = advocate): Promise<MadeRequest> {
  const made = await sentRequest(world.database.db, by, { sentOn: '2026-11-16', agency, at: world.clock.now() });
  await confirmReceipt(world.context, by, { requestId: made.id, date: '2026-11-16', time: '16:12', basis: 'portal' });
  return made;
}

async function sheet(made: MadeRequest, rule: string): Promise<string> {
  const row = (await deadlinesOf(world.database.db, { groupId: owner.groupId, requestId: made.id }, world.clock.now())).find((one) => one.rule === rule);
  return (await browser.get(`/requests/${made.id}/deadlines/${row?.id}`)).text;
}

describe('a worksheet', () => {
  test('says the hour as people read a clock, and how the receipt is known', async () => {
    const said = words(await sheet(await received(), 'cpra.determination'));
    expect(said).toContain('Received Mon, Nov 16, 2026 at 4:12 pm');
    expect(said).toContain('Portal receipt. CCP § 12');
    expect(said).not.toContain('16:12');
  });

  test('lists the values it had before, and says beneath since when the present one stands', async () => {
    const page = await sheet(await received(), 'cpra.determination');
    const rows = load(page)('h2:contains("Earlier values") + table tbody tr');
    expect(rows).toHaveLength(1);
    expect(words(page, 'h2:contains("Earlier values") + table')).toContain('presumed');
    expect(words(page)).toContain('The present value stands since Tue, Nov 24, 2026, 9:00 am: Receipt confirmed on Mon, Nov 16, 2026');
  });

  test('of an extended time leads with the extension, and so does the request’s page', async () => {
    const made = await received();
    await recordFact(world.context, advocate, { requestId: made.id, fact: { type: 'extension_notice', date: '2026-11-24', basis: 'letter', details: { specifiedDate: '2026-12-10', ground: 'consultation' } } });
    const extended = await sheet(made, 'cpra.extension');
    expect(words(extended, '.lede')).toBe('LAPD extended the time by its notice of Tue, Nov 24, 2026. That is in 16 days. It is safe to call it late after Mon, Dec 14, 2026.');
    expect(words(await sheet(made, 'cpra.determination'), '.lede')).toContain('the date extended to has a worksheet of its own');
    expect(words((await browser.get(`/requests/${made.id}`)).text)).toContain('That is with the time extended by its notice of Tue, Nov 24, 2026.');
  });

  test('has a banner when what it rests on is not verified, and none when it is', async () => {
    expect(words(await sheet(await received('lasd'), 'cpra.determination'), '.banner--unverified-rule')).toContain('not verified applies to this date');
    expect(load(await sheet(await received(), 'cpra.determination'))('.banner--unverified-rule')).toHaveLength(0);
  });

  test('draws a day the agency’s office was closed, with its evidence', async () => {
    const { db } = world.database;
    await db.agencyClosure.create({
      data: {
        id: newId(), groupId: owner.groupId, agencyId: await world.agencyId('bopc'), date: new Date('2026-11-30'), name: 'Burst water main', evidence: 'a notice on its door', addedById: owner.personId, addedAt: world.clock.now(),
      },
    });
    const page = await sheet(await received('bopc'), 'cpra.determination');
    expect(words(page)).toContain('is due by Tue, Dec 1, 2026');
    expect(words(page)).toContain('Burst water main: the agency’s offices (a notice on its door) are closed');
    const square = load(page)('svg.sq--wide g.sq__day--closed title').toArray().map((title) => load(page)(title).text().replaceAll('\u00a0', ' '));
    expect(square.find((title) => title.startsWith('Mon, Nov 30, 2026'))).toContain('a notice on its door');
  });
});
