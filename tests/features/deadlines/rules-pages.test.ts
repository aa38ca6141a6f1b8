import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import { CALENDAR_IDS } from '../../../server/features/deadlines/calendar-years.js';
import { calendarAnswer, calendarsAnswer, rulesAnswer } from '../../../server/features/deadlines/rules.schemas.js';
import { RULES } from '../../../server/features/statutes/rules.js';
import { type World, makeWorld } from '../../support/world.js';
import { wordsIn as words } from './world.js';

let world: World;

beforeAll(async () => {
  world = await makeWorld({ now: '2026-11-24T17:00:00Z' });
}, 60_000);
afterAll(() => world.close());

const get = (address: string) => request(world.app).get(address);

describe('rules and calendars, for everybody', () => {
  test('every text of every rule stands there with count, trigger, law, what days it governs and how sure', async () => {
    const page = (await get('/rules').expect(200)).text;
    expect(load(page)('table.rules').first().find('tbody tr').length + load(page)('#federal').closest('section').find('tbody tr').length).toBe(RULES.length);
    const said = words(page);
    for (const part of ['§ 7922.535(a)', '5 U.S.C. § 552(a)(6)(A)(i)', '10 calendar days from receipt of the request', 'a closed last day moves on to the next open one', 'ours is put before a closed day', 'received until Sat, Dec 31, 2022', 'received from Fri, Jan 1, 2027', 'Not verified']) {
      expect(said).toContain(part);
    }
  });

  test('the six reasons to extend stand there with the numbers they had by date', async () => {
    const said = words((await get('/rules')).text, '[aria-labelledby=grounds]');
    expect(said).toContain('(c)(5), received Wed, Jan 1, 2025 to Wed, Dec 31, 2025');
    expect(said).toContain('(c)(6), received from Thu, Jan 1, 2026');
    expect(load((await get('/rules')).text)('[aria-labelledby=grounds] tbody tr')).toHaveLength(6);
  });

  test('only those signed in are shown the way to the group’s switch', async () => {
    expect(load((await get('/rules')).text)('a[href="/law"]')).toHaveLength(0);
    const lawyer = await world.signIn(await world.addPerson(await world.addGroup(), 'lawyer'));
    expect(load((await lawyer.get('/rules')).text)('a[href="/law"]')).toHaveLength(1);
  });

  test.each(CALENDAR_IDS)('%s has a page for a year, with each closed day’s law and how sure', async (id) => {
    const page = (await get(`/rules/calendars/${id}?year=2026`).expect(200)).text;
    expect(load(page)('h1')).toHaveLength(1);
    expect(load(page)('table.calendar tbody').length).toBeGreaterThan(9);
    expect(words(page)).toContain('Thu, Nov 26, 2026');
  });

  test('a day several lists close says each; an estimate says where it comes from; what nobody knows is said', async () => {
    const widest = (await get('/rules/calendars/LA_CPRA_MAX?year=2026')).text;
    expect(words(widest)).toContain('Thanksgiving Day, courts');
    expect(words(widest)).toContain('Thanksgiving Day, City of Los Angeles offices');
    expect(words(widest)).toContain('Estimated:');
    expect(words((await get('/rules/calendars/LA_CPRA_MAX?year=2040')).text, '[aria-labelledby=not-known]')).toContain('the table Tenday has ends with 2035');
    expect(load((await get('/rules/calendars/CA_JUD?year=2040')).text)('[aria-labelledby=not-known]')).toHaveLength(0);
  });

  test('years go from 2017 to 2040 and no further; an unknown calendar is not there', async () => {
    expect(load((await get('/rules/calendars/FED?year=2017')).text)('.pager a').toArray().map((link) => load('')(link).text().trim())).toHaveLength(1);
    expect(words((await get('/rules/calendars/FED?year=1800').expect(200)).text, 'h1')).toContain('2026');
    await get('/rules/calendars/MARS').expect(404);
  });
});

describe('the same for programs', () => {
  test('answers fit what the API document says', async () => {
    expect(rulesAnswer.parse((await get('/api/v1/rules').expect(200)).body).rules).toHaveLength(RULES.length);
    expect(calendarsAnswer.parse((await get('/api/v1/calendars').expect(200)).body).calendars).toHaveLength(CALENDAR_IDS.length);
    const year = calendarAnswer.parse((await get('/api/v1/calendars/FED?year=2026').expect(200)).body);
    expect(year.closedDays.map((day) => day.date)).toContain('2026-07-03');
    expect(year.notKnown).toEqual([]);
  });

  test('a year outside is refused by field, an unknown calendar is not there', async () => {
    expect((await get('/api/v1/calendars/FED?year=2150').expect(400)).body.error.fields).toHaveProperty('year');
    await get('/api/v1/calendars/MARS').expect(404);
  });
});
