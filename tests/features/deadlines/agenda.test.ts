import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import { openDeadlinesAnswer } from '../../../server/features/deadlines/agenda.schemas.js';
import { confirmReceipt } from '../../../server/features/deadlines/confirm-receipt.js';
import { deadlinesOf } from '../../../server/features/deadlines/deadlines.queries.js';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { newId } from '../../../server/platform/ids.js';
import { type Browser, makeAdvocatesWorld, type World } from '../../support/world.js';
import { type MadeRequest, sentRequest, wordsIn as words } from './world.js';

describe('the agenda', () => {
  let world: World;
  let owner: Actor;
  let advocate: Actor;
  let browser: Browser;
  let late: MadeRequest;
  let due: MadeRequest;
  let presumed: MadeRequest;
  let federal: MadeRequest;

  beforeAll(async () => {
    ({ world, owner, advocate, browser } = await makeAdvocatesWorld({ now: '2026-11-24T17:00:00Z' }));
    const made = (actor: Actor, sentOn: string, agency = 'lapd') => sentRequest(world.database.db, actor, { sentOn, agency, at: world.clock.now() });
    late = await made(advocate, '2026-11-02');
    due = await made(advocate, '2026-11-16');
    presumed = await made(owner, '2026-11-03');
    federal = await made(owner, '2026-11-04', 'ice');
    for (const [request, date] of [[late, '2026-11-02'], [due, '2026-11-16'], [federal, '2026-11-04']] as const) await confirmReceipt(world.context, advocate, { requestId: request.id, date, basis: 'portal' });
    await recordFact(world.context, advocate, { requestId: due.id, fact: { type: 'reminder', date: '2026-11-24', basis: 'person', details: { n: 1, on: '2026-12-01', says: 'Telephone the clerk', whateverHappens: false } } });
  }, 60_000);
  afterAll(() => world.close());

  const numbers = (html: string, selector = 'main') => load(html)(`${selector} .num`).toArray().map((element) => load(html)(element).text());
  const get = async (address: string, by = browser) => (await by.get(address)).text;

  describe('the agenda', () => {
    test('begins with what is late on a confirmed receipt, and lists nothing twice', async () => {
      const page = await get('/deadlines');
      expect(words(page, '[aria-labelledby=late]')).toContain('12 days late due Thu, Nov 12, 2026');
      expect(numbers(page, '[aria-labelledby=late]')).toEqual([late.number]);
      expect(numbers(page, '[aria-labelledby=by-day]').sort()).toEqual([due.number, presumed.number, federal.number].sort());
      expect(words(page, '[aria-labelledby=by-day]')).toContain('receipt presumed');
    });

    test('names the columns once, and each day once', async () => {
      const $ = load(await get('/deadlines'));
      expect($('table.t--days thead')).toHaveLength(1);
      const days = $('table.t--days .t__date').toArray().map((day) => $(day).text().replaceAll('\u00a0', ' '));
      expect(days).toEqual(['Fri, Nov 13, 2026', 'Mon, Nov 30, 2026', 'Fri, Dec 4, 2026']);
    });

    test('keeps ours apart, a reminder in its own words', async () => {
      const page = await get('/deadlines?owner=us');
      expect(numbers(page)).toEqual([due.number]);
      expect(words(page)).toContain('Telephone the clerk');
    });

    test('filters by agency, person, kind and day, each in the address and each to be taken off', async () => {
      const ice = await world.agencyId('ice');
      const filtered = await get(`/deadlines?owner=agency&agency=${ice}`);
      expect(numbers(filtered)).toEqual([federal.number]);
      const $ = load(filtered);
      expect(words(filtered, '.chips--set')).toContain('Take off: ICE');
      expect($('.chips--set a').attr('href')).toBe('/deadlines?owner=agency');
      expect($('#agency option[selected]').attr('value')).toBe(ice);
      expect(numbers(await get('/deadlines?scope=mine')).sort()).toEqual([late.number, due.number].sort());
      expect(numbers(await get(`/deadlines?person=${owner.personId}`)).sort()).toEqual([presumed.number, federal.number].sort());
      expect(words(await get('/deadlines?kind=promised'))).toContain('No open date here');
      expect(numbers(await get('/deadlines?owner=us&kind=reminders'))).toEqual([due.number]);
      expect(numbers(await get('/deadlines?day=2026-11-12'))).toEqual([late.number]);
      expect(words(await get('/deadlines?day=2026-11-12'), 'h1')).toBe('Due Thu, Nov 12, 2026');
    });

    test('passes over what an address says wrongly, and finds nothing of another group', async () => {
      expect((await browser.get('/deadlines?day=soon&agency=1&kind=x&owner=me&after=zzz')).status).toBe(200);
      const stranger = await world.signIn(await world.addGroup('Somebody else'));
      expect(words(await get('/deadlines', stranger))).toContain('No open date here');
      expect(numbers(await get('/deadlines/month?month=2026-11', stranger))).toEqual([]);
      expect(numbers(await get(`/deadlines?person=${owner.personId}`, stranger))).toEqual([]);
    });

    test('turns pages of dates in both directions without losing a day', async () => {
      const crowd = await world.addGroup('A crowd');
      const { db } = world.database;
      const made = await sentRequest(db, crowd, { sentOn: '2026-11-16', at: world.clock.now() });
      const row = await db.deadline.findFirstOrThrow({ where: { requestId: made.id } });
      await db.deadline.createMany({
        data: Array.from({ length: 230 }, (_, n) => ({ ...row, derivation: {}, byCalendar: {}, id: newId(), rule: 'foia.appeal', key: String(n), due: new Date(Date.UTC(2026, 11, 1 + (n % 60))) })),
      });
      const theirs = await world.signIn(crowd);
      const seen: number[] = [];
      let address: string | undefined = '/deadlines';
      let back: string | undefined;
      while (address) {
        const $ = load(await get(address, theirs));
        seen.push($('table.t--days .num').length);
        back = $('a[rel=prev]').attr('href') ?? back;
        address = $('a[rel=next]').attr('href');
      }
      expect(seen).toEqual([100, 100, 31]);
      expect(load(await get(back ?? '', theirs))('table.t--days .num')).toHaveLength(100);
    });

    test('offers to subscribe, and is closed to volunteers', async () => {
      expect(load(await get('/deadlines'))('a[href="/deadlines/feeds/new?scope=person"]')).toHaveLength(1);
      const volunteer = await world.signIn(await world.addPerson(owner, 'volunteer'));
      expect([(await volunteer.get('/deadlines')).status, (await volunteer.get('/deadlines/month')).status]).toEqual([403, 403]);
    });
  });

  describe('the month', () => {
    const cell = (html: string, date: string) => words(html, `#m-${date}`);

    test('is a table with a caption and heads, its weeks whole and each day once', async () => {
      const $ = load(await get('/deadlines/month'));
      const table = $('table.month');
      expect(table.find('caption').text()).toBe('November 2026');
      expect(table.find('thead th[scope=col]').toArray().map((head) => $(head).text())).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
      expect(table.find('tbody tr').toArray().map((row) => $(row).find('td').length)).toEqual([7, 7, 7, 7, 7, 7]);
      expect(table.find('td[id]')).toHaveLength(30);
      expect($('td.month__day--today').attr('id')).toBe('m-2026-11-24');
    });

    test('shades closed days and says why, by the calendar chosen', async () => {
      const city = await get('/deadlines/month?month=2026-11');
      expect(load(city)('#m-2026-11-27').attr('class')).toContain('month__day--closed');
      expect(cell(city, '2026-11-27')).toContain('Day after Thanksgiving');
      const federal = await get('/deadlines/month?month=2026-11&calendar=FED');
      expect(load(federal)('#m-2026-11-27').attr('class')).not.toContain('month__day--closed');
      expect(cell(await get('/deadlines/month?month=2026-10'), '2026-10-12')).toContain('Indigenous Peoples Day: City offices');
      expect(cell(await get('/deadlines/month?month=2027-02'), '2027-02-12')).toContain('courts');
      const ice = await world.agencyId('ice');
      expect(load(await get(`/deadlines/month?month=2026-11&agency=${ice}`))('#m-2026-11-27').attr('class')).not.toContain('month__day--closed');
    });

    test('marks each date by who owes it, in words and count, with ways to the day and to each worksheet', async () => {
      const page = await get('/deadlines/month?month=2026-11');
      expect(cell(page, '2026-11-12')).toContain('1 owed by an agency');
      expect(cell(page, '2026-11-12')).toContain('12 days late');
      expect(cell(page, '2026-11-12')).toContain(`LAPD, ${late.number}`);
      const $ = load(page);
      expect($('#m-2026-11-12 .month__count').attr('href')).toContain('day=2026-11-12');
      expect(numbers(await get($('#m-2026-11-12 .month__count').attr('href') ?? ''))).toEqual([late.number]);
      expect($('#m-2026-11-12 li a').attr('href')).toMatch(new RegExp(`^/requests/${late.id}/deadlines/`));
      expect(cell(await get('/deadlines/month?month=2026-12'), '2026-12-01')).toContain('1 of our own');
      expect(words(await get('/deadlines/month?month=2026-12&owner=agency'), '#m-2026-12-01')).not.toContain('of our own');
    });

    test('shows days an agency was closed when it is the one filtered by', async () => {
      const agencyId = await world.agencyId('lapd');
      const { db } = world.database;
      await db.agencyClosure.create({
        data: { id: newId(), groupId: owner.groupId, agencyId, date: new Date('2026-11-18'), name: 'Burst water main', evidence: 'A notice on its door', addedById: owner.personId, addedAt: world.clock.now() },
      });
      expect(cell(await get(`/deadlines/month?month=2026-11&agency=${agencyId}`), '2026-11-18')).toContain('Burst water main: office closed (CCP § 12b)');
      expect(cell(await get('/deadlines/month?month=2026-11'), '2026-11-18')).not.toContain('Burst');
    });

    test('counts a crowded day, names few, and stays small', async () => {
      const crowd = await world.addGroup('Crowded day');
      const { db } = world.database;
      const made = await sentRequest(db, crowd, { sentOn: '2026-11-16', at: world.clock.now() });
      const row = await db.deadline.findFirstOrThrow({ where: { requestId: made.id } });
      await db.deadline.createMany({ data: Array.from({ length: 500 }, (_, n) => ({ ...row, derivation: {}, byCalendar: {}, id: newId(), rule: 'foia.determination', key: String(n), due: new Date('2026-12-18') })) });
      const page = await get('/deadlines/month?month=2026-12', await world.signIn(crowd));
      expect(cell(page, '2026-12-18')).toContain('500 owed by agencies');
      expect(cell(page, '2026-12-18')).toContain('and 498 more');
      expect(words(page, '.month-head')).toContain('500 owed by agencies');
    });

    test('goes on to the months beside it and back to the present, and ends where Tenday’s years end', async () => {
      const $ = load(await get('/deadlines/month?month=2026-12&owner=us'));
      expect([$('a[rel=prev]').text().trim(), $('a[rel=next]').text().trim()]).toEqual(['November 2026', 'January 2027']);
      expect($('a[rel=next]').attr('href')).toBe('/deadlines/month?owner=us&month=2027-01');
      expect(words(await get('/deadlines/month?month=2100-12'), '.month-nav')).not.toContain('2101');
      expect((await browser.get('/deadlines/month?month=2026-13')).status).toBe(200);
    });
  });

  describe('open deadlines for programs', () => {
    test('are those of the page, filtered and in pages', async () => {
      const token = await world.tokenOf(advocate);
      const ask = async (query = '', status = 200) => (await request(world.app).get(`/api/v1/deadlines${query}`).set('authorization', `Bearer ${token}`).expect(status)).body;
      const all = openDeadlinesAnswer.parse(await ask('?owner=agency'));
      expect(all.deadlines.map((row) => [row.number, row.late])).toEqual([[late.number, true], [presumed.number, false], [due.number, false], [federal.number, false]]);
      expect((await ask('?late=true')).deadlines.map((row: { number: string }) => row.number)).toEqual([late.number]);
      expect((await ask('?kind=reminders')).deadlines).toMatchObject([{ name: 'Telephone the clerk', owner: 'requester', due: '2026-12-01' }]);
      expect((await ask('?from=2026-11-30&to=2026-11-30')).deadlines.map((row: { number: string }) => row.number)).toEqual([due.number]);
      const first = await ask('?limit=2');
      const second = await ask(`?limit=10&after=${first.next}`);
      expect([...first.deadlines, ...second.deadlines].map((row: { due: string }) => row.due)).toEqual(['2026-11-12', '2026-11-13', '2026-11-30', '2026-12-01', '2026-12-04']);
      expect(second.next).toBeNull();
      expect(Object.keys((await ask('?from=2026-02-30&owner=me', 400)).error.fields)).toEqual(['owner', 'from']);
      const volunteer = await world.tokenOf(await world.addPerson(owner, 'volunteer'));
      await request(world.app).get('/api/v1/deadlines').set('authorization', `Bearer ${volunteer}`).expect(403);
      const stranger = await world.tokenOf(await world.addGroup('Strangers'));
      expect((await request(world.app).get('/api/v1/deadlines').set('authorization', `Bearer ${stranger}`).expect(200)).body.deadlines).toEqual([]);
    });
  });
});

describe('worksheets', () => {
  let world: World;
  let owner: Actor;
  let advocate: Actor;
  let browser: Browser;

  beforeAll(async () => {
    ({ world, owner, advocate, browser } = await makeAdvocatesWorld({ now: '2026-11-24T17:00:00Z' }));
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
});
