import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import fc from 'fast-check';
import request from 'supertest';
import { CALENDAR_IDS } from '../../../server/features/deadlines/calendar-years.js';
import { recordFactBody } from '../../../server/features/deadlines/deadlines.schemas.js';
import { deadlinesFor } from '../../../server/features/deadlines/derive-for-request.js';
import { factProblems } from '../../../server/features/deadlines/fact-problems.js';
import { FEDERAL } from '../../../server/features/deadlines/fact-types-federal.js';
import { factDetails, type FactType, type TypedFact, typedFact } from '../../../server/features/deadlines/fact-types.js';
import { pausedSince } from '../../../server/features/deadlines/federal-facts.js';
import { ACT_NAMES, actOf, isFederalAct } from '../../../server/features/deadlines/record-acts.js';
import { recordForm } from '../../../server/features/deadlines/record-fields.js';
import { factFromForm, formOfFact } from '../../../server/features/deadlines/record-form.js';
import { calendarAnswer, calendarsAnswer, rulesAnswer } from '../../../server/features/deadlines/rules.schemas.js';
import { RULES } from '../../../server/features/statutes/rules.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, makeOwnersWorld, makeWorld, type World } from '../../support/world.js';
import { type MadeRequest, sentRequest, wordsIn, wordsIn as words } from './world.js';

describe('federal clocks', () => {
  type Told = [type: FactType | (typeof FEDERAL)[number], date: string, details?: object];

  const ICE = { slug: 'ice', calendarSet: 'FED', timeZone: 'America/New_York', component: 'DHS' } as const;

  function facts(...told: Told[]): TypedFact[] {
    return told.flatMap(([name, date, details = {}], index) => {
      const federal = (FEDERAL as readonly string[]).includes(name);
      return typedFact({ id: `f${index}`, type: federal ? 'federal' : name, date, time: null, basis: 'portal', presumed: false, details: federal ? { what: name, ...details } : details }) ?? [];
    });
  }

  const clocks = (...told: Told[]) => deadlinesFor({ law: 'FOIA', agency: ICE, facts: facts(...told), items: [1, 2], closures: [], switchedOn: [] });
  const clock = (rule: string, ...told: Told[]) => clocks(...told).find((one) => one.rule === rule);
  const received: Told = ['received', '2026-10-05'];

  describe('FOIA’s clocks run from what people record', () => {
    test('the right component starts the clock, and ten days after the first receipt it starts anyway (golden FOIA-011, FOIA-012)', () => {
      const first: Told[] = [['received', '2026-06-04'], ['wrong_component', '2026-06-04']];
      expect(clock('foia.determination', ...first, ['right_component', '2026-06-20'])?.due).toBe('2026-07-14');
      expect(clock('foia.determination', ...first, ['right_component', '2026-06-08'])?.due).toBe('2026-07-08');
      expect(clock('foia.determination', ...first)?.due).toBe('2026-07-14');
    });

    test('one question stops it, from the day after through the answer (golden FOIA-013); the second stops nothing, a question about fees does', () => {
      const asked: Told[] = [received, ['information_asked', '2026-10-09', { asks: 'meaning' }], ['information_answered', '2026-10-21']];
      expect(clock('foia.determination', ...asked)?.due).toBe('2026-11-13');
      expect(clock('foia.determination', ...asked, ['information_asked', '2026-10-26', { asks: 'narrow' }], ['information_answered', '2026-10-30'])?.due).toBe('2026-11-13');
      expect(clock('foia.determination', ...asked, ['fee_asked', '2026-10-26'], ['fee_answered', '2026-10-30'])?.due).toBe('2026-11-19');
    });

    test('while we owe an answer it stands still and nobody is late; our answer sets it going again', () => {
      const open = clock('foia.determination', received, ['information_asked', '2026-10-09', { asks: 'meaning' }]);
      expect(open).toMatchObject({ state: 'void', closedOn: '2026-10-09' });
      expect(clock('foia.determination', received, ['information_asked', '2026-10-09', { asks: 'meaning' }], ['information_answered', '2026-10-21'])).toMatchObject({ state: 'open', due: '2026-11-13' });
      expect(clock('foia.determination', received, ['information_asked', '2026-12-09', { asks: 'meaning' }])?.state).toBe('open');
      expect(clock('foia.determination', received, ['determination', '2026-10-20', { items: [{ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'disclose' }] }], ['information_asked', '2026-10-09', { asks: 'meaning' }])?.state).toBe('met');
    });

    test('a notice of unusual circumstances adds ten working days', () => {
      const told: Told[] = [received, ['extension_notice', '2026-10-20', { ground: 'voluminous', specifiedDate: '2026-11-19' }]];
      expect(clock('foia.extension', ...told)?.state).toBe('open');
      expect(clock('foia.determination', ...told)?.state).toBe('void');
      expect(clock('foia.extension', ...told, ['fee_asked', '2026-10-26'])?.state).toBe('void');
    });

    test('ten days for speed, ended by the decision; a refusal, and a waiver refused, start our appeal', () => {
      expect(clock('foia.expedited', received, ['expedition_asked', '2026-10-01'])).toMatchObject({ due: '2026-10-11', state: 'open', presumed: false });
      expect(clock('foia.expedited', received, ['expedition_asked', '2026-10-01'], ['expedition_decided', '2026-10-08', { granted: true }])).toMatchObject({ state: 'met', closedOn: '2026-10-08' });
      expect(clock('foia.appeal', received, ['expedition_asked', '2026-10-01'], ['expedition_decided', '2026-10-08', { granted: true }])).toBeUndefined();
      expect(clock('foia.appeal', received, ['expedition_asked', '2026-10-01'], ['expedition_decided', '2026-10-08', { granted: false }])?.due).toBe('2027-01-06');
      expect(clock('foia.appeal', received, ['waiver_decided', '2026-10-08', { granted: false }])?.due).toBe('2027-01-06');
    });

    test('nothing found is an answer to appeal; everything released is none', () => {
      expect(clock('foia.appeal', received, ['determination', '2026-10-20', { items: [{ n: 1, outcome: 'none_found' }] }])?.due).toBe('2027-01-15');
      expect(clock('foia.appeal', received, ['determination', '2026-10-20', { items: [{ n: 1, outcome: 'disclose' }] }])).toBeUndefined();
    });

    test('an appeal ends our days for every answer before it and none after it; theirs run from its receipt to the decision', () => {
      const told: Told[] = [received, ['denial', '2026-10-20', { items: [1] }], ['appeal_sent', '2026-11-02'], ['denial', '2026-11-10', { items: [2] }]];
      expect(clocks(...told).filter((one) => one.rule === 'foia.appeal').map(({ state, closedOn }) => [state, closedOn])).toEqual([['met', '2026-11-02'], ['open', null]]);
      expect(clock('foia.appeal_decision', ...told)).toBeUndefined();
      expect(clock('foia.appeal_decision', ...told, ['appeal_received', '2026-11-03'])).toMatchObject({ due: '2026-12-03', state: 'open' });
      expect(clock('foia.appeal_decision', ...told, ['appeal_received', '2026-11-03'], ['appeal_decided', '2026-11-30', { outcome: 'upheld' }])).toMatchObject({ state: 'met', closedOn: '2026-11-30' });
    });

    test('six years from the day the right to sue arose', () => {
      expect(clock('foia.suit', received, ['exhausted', '2026-11-03'])).toMatchObject({ owner: 'requester', due: '2032-11-03' });
    });

    test('whatever is recorded in whatever order, it can be counted', () => {
      const day = fc.integer({ min: 0, max: 60 }).map((n) => new Date(Date.UTC(2026, 9, 5 + n)).toISOString().slice(0, 10));
      const more = { information_asked: { asks: 'meaning' }, expedition_decided: { granted: false }, waiver_decided: { granted: false }, appeal_decided: { outcome: 'upheld' } } as Record<string, object>;
      const one = fc.tuple(fc.constantFrom(...FEDERAL), day).map(([what, date]): Told => [what, date, more[what] ?? {}]);
      fc.assert(fc.property(fc.array(one, { maxLength: 14 }), (told) => {
        const found = clocks(received, ...told);
        expect(found.some(({ rule }) => rule === 'foia.determination')).toBe(true);
        const since = pausedSince(facts(...told));
        if (since === null) expect(found.filter(({ rule, state }) => rule === 'foia.determination' && state === 'void')).toEqual([]);
      }), { numRuns: 300 });
    });
  });

  describe('what can’t be recorded', () => {
    const around = (law: 'CPRA' | 'FOIA', ...told: Told[]) => ({ law, facts: facts(...told), items: [1, 2], today: '2026-12-01', now: '12:00', sentOn: '2026-10-01' });
    const problem = (law: 'CPRA' | 'FOIA', details: object, date: string, ...told: Told[]) =>
      factProblems({ type: 'federal', date, basis: 'portal', details: factDetails.federal.parse(details) }, around(law, ...told));

    test.each([
      ['under California’s Act', problem('CPRA', { what: 'appeal_sent' }, '2026-11-01', received), 'details.what', /under FOIA/],
      ['an answer without a question', problem('FOIA', { what: 'information_answered' }, '2026-11-01', received), 'date', /No question/],
      ['an answer before its question', problem('FOIA', { what: 'fee_answered' }, '2026-10-20', received, ['fee_asked', '2026-10-26']), 'date', /before/],
      ['a decision on speed nobody asked for', problem('FOIA', { what: 'expedition_decided', granted: true }, '2026-11-01', received), 'date', /asked for expedited/],
      ['a second first receipt', problem('FOIA', { what: 'wrong_component' }, '2026-11-01', received, ['wrong_component', '2026-10-05']), 'date', /recorded already/],
      ['a decision on an appeal never sent', problem('FOIA', { what: 'appeal_decided', outcome: 'upheld' }, '2026-11-01', received), 'date', /appeal was sent/],
      ['a question before they had the request', problem('FOIA', { what: 'fee_asked' }, '2026-10-02', received), 'date', /received the request/],
    ])('%s', (_, found, field, says) => {
      expect(found[field]).toMatch(says);
    });

    test('the wish for speed and the first receipt may be before the receipt that counts', () => {
      expect(problem('FOIA', { what: 'expedition_asked' }, '2026-10-01', received)).toEqual({});
      expect(problem('FOIA', { what: 'wrong_component' }, '2026-10-02', received)).toEqual({});
    });
  });
});

describe('federal pages', () => {
  let world: World;
  let owner: Actor;
  let browser: Browser;
  let made: MadeRequest;
  beforeAll(async () => {
    ({ world, owner, browser } = await makeOwnersWorld({ now: '2026-11-24T17:45:00Z' }));
    made = await sentRequest(world.database.db, owner, { agency: 'ice', sentOn: '2026-10-01', at: world.clock.now() });
  }, 60_000);
  afterAll(() => world.close());

  const record = (act: string, fields: Record<string, string>) => browser.post(`/requests/${made.id}/record/${act}`, { basis: 'portal', ...fields });
  const page = async () => wordsIn((await browser.get(`/requests/${made.id}`)).text);

  describe('a request under FOIA, by its forms', () => {
    test('has a form for each step, and a request under California’s Act links to none', async () => {
      const acts = ACT_NAMES.filter(isFederalAct);
      const $ = load((await browser.get(`/requests/${made.id}`)).text);
      for (const act of acts) expect([act, $(`a[href="/requests/${made.id}/record/${act}"]`).length]).toEqual([act, 1]);
      for (const act of acts) expect([act, (await browser.get(`/requests/${made.id}/record/${act}`)).status]).toEqual([act, 200]);
      const asks = async (act: string) => load((await browser.get(`/requests/${made.id}/record/${act}`)).text)('#items input[type=checkbox]').length;
      expect([await asks('information-asked'), await asks('appeal-sent')]).toEqual([3, 0]);
      const other = await sentRequest(world.database.db, owner, { sentOn: '2026-10-01', at: world.clock.now() });
      expect((await browser.get(`/requests/${other.id}`)).text).not.toContain('record/appeal-sent');
      const refused = await browser.post(`/requests/${other.id}/record/appeal-sent`, { date: '2026-11-02' });
      expect([refused.status, wordsIn(refused.text)]).toEqual([400, expect.stringContaining('Only a request under FOIA has this.')]);
    });

    test('receipt, question and answer move the date on its page; while the question is open it says who waits for whom', async () => {
      expect((await record('receipt', { date: '2026-10-05' })).status).toBe(303);
      expect(await page()).toContain('ICE is late.');
      expect((await record('information-asked', { date: '2026-10-09', 'answer[asks]': 'meaning', 'answer[question]': 'Which logs?', 'items[0][n]': '1', 'items[0][chosen]': 'yes' })).status).toBe(303);
      expect(await page()).toContain('ICE waits for our answer. Its question of Fri, Oct 9, 2026 makes the clock stand still');
      expect(await page()).toContain('Stands still since Oct 9');
      expect((await record('information-answered', { date: '2026-10-08' })).status).toBe(400);
      expect((await record('information-answered', { date: '2026-11-18' })).status).toBe(303);
      expect(await page()).toContain('ICE owes its determination by');
      const facts = wordsIn((await browser.get(`/requests/${made.id}/facts`)).text);
      expect(facts).toContain('Question that stops the clock');
      expect(facts).toContain('“Which logs?”');
    });

    test('a form left empty tells beside its field', async () => {
      const refused = load((await record('expedition-decided', { date: '2026-11-20' })).text);
      expect(refused('#answer-granted-error').text()).toContain('Say what they decided');
    });

    test('an appeal: sent, received, decided', async () => {
      await record('denied', { date: '2026-11-19', ground: '7(E)' });
      expect(await page()).toContain('FOIA appeal');
      expect((await record('appeal-received', { date: '2026-11-20' })).status).toBe(400);
      expect((await record('appeal-sent', { date: '2026-11-20' })).status).toBe(303);
      expect((await record('appeal-received', { date: '2026-11-20' })).status).toBe(303);
      expect(await page()).toContain('ICE owes its decision on the appeal by Mon, Dec 21');
      expect((await record('appeal-decided', { date: '2026-11-24', 'answer[outcome]': 'upheld' })).status).toBe(303);
      expect(await page()).not.toContain('owes its decision');
    });

    test('the API takes the same facts and names the field that is wrong', async () => {
      const post = async (details: object) => request(world.app).post(`/api/v1/requests/${made.id}/facts`).set('authorization', `Bearer ${await world.tokenOf(owner)}`).send({ type: 'federal', date: '2026-11-20', basis: 'portal', details });
      expect((await post({ what: 'expedition_asked' })).status).toBe(201);
      const bad = await post({ what: 'appeal_decided', outcome: 'maybe' });
      expect([bad.status, Object.keys((bad.body as { error: { fields: object } }).error.fields)]).toEqual([400, ['details.outcome']]);
    });
  });

  test('each form fills itself from the fact it recorded', () => {
    const typed = { component: 'HSI', asks: 'narrow', question: 'Which?', granted: 'no', outcome: 'partly' };
    for (const act of ACT_NAMES.filter(isFederalAct)) {
      const form = recordForm.parse({ date: '2026-11-02', basis: 'portal', answer: typed, items: [{ n: '1', chosen: act === 'information-asked' ? 'yes' : '' }] });
      const fact = typedFact({ id: 'f', presumed: false, ...recordFactBody.parse(factFromForm(act, form)), time: null });
      if (fact?.type !== 'federal') throw new Error(act);
      expect(actOf(fact)).toBe(act);
      const again = formOfFact(fact, '', [1]);
      expect(recordFactBody.parse(factFromForm(act, again))).toEqual(recordFactBody.parse(factFromForm(act, form)));
    }
  });
});

describe('the pages of rules', () => {
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
});
