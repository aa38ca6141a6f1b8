import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import fc from 'fast-check';
import request from 'supertest';
import { confirmReceipt } from '../../../server/features/deadlines/confirm-receipt.js';
import { deadlinesOf, isLate } from '../../../server/features/deadlines/deadlines.queries.js';
import { deadlinesFor } from '../../../server/features/deadlines/derive-for-request.js';
import { type TypedFact, typedFact } from '../../../server/features/deadlines/fact-types.js';
import { parallelClocks } from '../../../server/features/deadlines/parallel-clocks.js';
import { slipsOf } from '../../../server/features/deadlines/parallel.queries.js';
import { clockOf, type ExistingDeadline, nextOf, planDeadlines } from '../../../server/features/deadlines/plan-deadlines.js';
import { recalculateDeadlines } from '../../../server/features/deadlines/recalculate-deadlines.js';
import { slipsIn } from '../../../server/features/deadlines/slips.js';
import { withdrawRequest } from '../../../server/features/deadlines/withdraw-request.js';
import { parallelIn, slipOf } from '../../../server/features/requests/parallel-dates.js';
import { AGENCY_CALENDARS } from '../../../server/features/statutes/agency-calendars.js';
import { verifyTimeline } from '../../../server/features/timeline/verify-timeline.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, makeWorld, type World } from '../../support/world.js';
import { eventWords, sentRequest, wordsIn as words } from './world.js';

describe('parallel clocks', () => {
  const ITEMS = [1, 2, 3];
  let made = 0;
  function fact(type: string, date: string, details: object = {}, basis = 'letter'): TypedFact {
    made += 1;
    const typed = typedFact({ id: String(made).padStart(4, '0'), type, date, time: null, basis, presumed: false, details });
    if (!typed) throw new Error(`no such fact: ${type}`);
    return typed;
  }
  const promise = (date: string, by: string, more: object = {}) => fact('promise', date, { of: 'records', by, ...more });
  const clocks = (facts: readonly TypedFact[], items = ITEMS) => parallelClocks({ facts, items, timeZone: 'America/Los_Angeles' });
  const brief = (facts: readonly TypedFact[], items = ITEMS) => clocks(facts, items).map(({ rule, key, due, state, closedOn }) => [rule, key, due, state, closedOn]);
  const saidOf = (facts: readonly TypedFact[], at = 0) => parallelIn(clocks(facts)[at]?.derivation)?.said ?? [];
  const determined = (date: string, ...items: [number, string, string?][]) => fact('determination', date, { items: items.map(([n, outcome, promisedFor]) => ({ n, outcome, promisedFor })) });
  const produced = (date: string, ...items: [number, boolean][]) => fact('produced', date, { items: items.map(([n, complete]) => ({ n, complete })) });

  describe('what an agency promised', () => {
    test('is one clock for the items promised together, in a determination or apart, and its latest word holds', () => {
      const facts = [determined('2026-11-02', [1, 'disclose', '2026-11-11'], [2, 'disclose', '2026-11-11'], [3, 'withhold']), promise('2026-11-10', '2026-11-22', { items: [1, 2] }), promise('2026-11-20', '2026-12-06', { items: [2, 1] })];
      expect(brief(facts)).toEqual([['promise.records', '1', '2026-12-06', 'open', null]]);
      expect(slipOf(saidOf(facts))).toEqual({ earlier: ['2026-11-11', '2026-11-22'], latest: '2026-12-06', says: 'moved 2 times' });
      expect(slipsIn(saidOf(facts)).map(({ from, to, days, on }) => [from, to, days, on])).toEqual([['2026-11-11', '2026-11-22', 11, '2026-11-10'], ['2026-11-22', '2026-12-06', 14, '2026-11-20']]);
    });

    test('parts when one item gets a day of its own, and each part keeps every day named for it', () => {
      const facts = [promise('2026-11-02', '2026-11-11', { items: [1, 2] }), promise('2026-11-10', '2026-12-01', { items: [2] })];
      expect(brief(facts).map(([, key, due]) => [key, due])).toEqual([['1', '2026-11-11'], ['2', '2026-12-01']]);
      expect(slipOf(saidOf(facts, 1)).earlier).toEqual(['2026-11-11']);
    });

    test('is the same whatever the order in which the facts were written down', () => {
      const facts = [promise('2026-11-02', '2026-11-11'), promise('2026-11-10', '2026-11-22'), produced('2026-11-15', [1, true])];
      expect(clocks([...facts].reverse())).toEqual(clocks(facts));
    });

    test('said again for the same day, or corrected by us, is no slip', () => {
      expect(slipsIn(saidOf([promise('2026-11-02', '2026-11-11'), promise('2026-11-05', '2026-11-11')]))).toEqual([]);
    });

    test('for the whole request leaves out what was settled by then', () => {
      const facts = [determined('2026-11-02', [1, 'none_found']), promise('2026-11-10', '2026-12-01')];
      expect(parallelIn(clocks(facts)[0]?.derivation)?.items).toEqual([2, 3]);
    });

    test.each([
      ['kept when everything came', [produced('2026-11-15', [1, true]), produced('2026-11-18', [2, true])], 'met', '2026-11-18'],
      ['open while a part is missing', [produced('2026-11-15', [1, true]), produced('2026-11-18', [2, false])], 'open', null],
      ['open when records came before they promised more', [produced('2026-11-05', [1, true], [2, true])], 'open', null],
      ['void when they refuse after all', [fact('denial', '2026-11-19', { items: [] })], 'void', '2026-11-19'],
      ['open when only the agency closes', [fact('closed', '2026-11-19', { by: 'agency' })], 'open', null],
      ['void when we close', [fact('closed', '2026-11-19', { by: 'us' })], 'void', '2026-11-19'],
      ['void when we withdraw', [fact('withdrawn', '2026-11-19')], 'void', '2026-11-19'],
      ['open when it is acknowledged', [fact('acknowledged', '2026-11-19')], 'open', null],
    ] as const)('is %s', (_, then, state, closedOn) => {
      expect(brief([promise('2026-11-10', '2026-12-01', { items: [1, 2] }), ...then])).toEqual([['promise.records', '1', '2026-12-01', state, closedOn]]);
    });

    test('of an answer ends with the answer, of an instalment when somebody says it came, of something else likewise', () => {
      const answer = promise('2026-11-10', '2026-12-01', { of: 'determination' });
      expect(brief([answer, determined('2026-11-20', [1, 'disclose'], [2, 'withhold'])])[0]?.slice(3)).toEqual(['open', null]);
      expect(brief([answer, fact('determination', '2026-11-20')])[0]).toEqual(['promise.determination', '1', '2026-12-01', 'met', '2026-11-20']);
      const second = promise('2026-11-10', '2026-12-01', { of: 'instalment', instalment: 2, items: [1] });
      expect(brief([second, produced('2026-11-20', [1, false])])[0]).toEqual(['promise.instalment', '2', '2026-12-01', 'open', null]);
      expect(brief([second, fact('promise_kept', '2026-11-21', { rule: 'promise.instalment', key: '2' })])[0]?.slice(3)).toEqual(['met', '2026-11-21']);
      const estimate = [promise('2026-11-10', '2026-11-14', { of: 'other', about: 'The fee estimate' }), promise('2026-11-14', '2026-11-18', { of: 'other', about: 'the fee estimate.' })];
      expect(brief(estimate)).toEqual([['promise.other', 'the-fee-estimate', '2026-11-18', 'open', null]]);
      expect(brief([...estimate, produced('2026-11-16', [1, true], [2, true], [3, true])])[0]?.[3]).toBe('open');
    });

    test('is nobody’s lateness, and no list’s next date', () => {
      const [clock] = clocks([promise('2026-01-10', '2026-02-01')]);
      if (!clock) throw new Error('no clock');
      expect([isLate(clock, '2026-11-24'), nextOf([clock]), clock.assertAfter, clock.confidence]).toEqual([false, null, null, 'their_word']);
    });

    test('works for a request without items', () => {
      const said = promise('2026-11-10', '2026-12-01');
      expect(brief([said], [])).toEqual([['promise.records', '0', '2026-12-01', 'open', null]]);
      expect(brief([said, fact('denial', '2026-11-20')], [])[0]?.[3]).toBe('void');
    });
  });

  describe('what we set ourselves', () => {
    const reminder = (more: object = {}) => fact('reminder', '2026-11-10', { n: 1, on: '2026-12-01', says: 'Call the unit', ...more }, 'person');
    const everything = produced('2026-11-20', [1, true], [2, true], [3, true]);

    test.each([
      ['stays while an item is owed', {}, [produced('2026-11-20', [1, true], [2, true])], 'open', null],
      ['stays when everything is only determined', {}, [fact('determination', '2026-11-20')], 'open', null],
      ['falls away when nothing is owed any more', {}, [everything], 'void', '2026-11-20'],
      ['falls away when we withdraw', {}, [fact('withdrawn', '2026-11-20')], 'void', '2026-11-20'],
      ['stays whatever happens', { whateverHappens: true }, [everything, fact('closed', '2026-11-21', { by: 'us' })], 'open', null],
      ['is done when ticked off', { whateverHappens: true }, [fact('reminder_done', '2026-11-22', { reminderFactId: '6f1c2c1e-53a6-4f0e-9a0e-0d1f3c3b1a2b', n: 1 })], 'met', '2026-11-22'],
      ['is not done when another is', {}, [fact('reminder_done', '2026-11-22', { reminderFactId: '6f1c2c1e-53a6-4f0e-9a0e-0d1f3c3b1a2b', n: 2 })], 'open', null],
    ] as const)('a reminder %s', (_, more, then, state, closedOn) => {
      expect(brief([reminder(more), ...then])).toEqual([['reminder', '1', '2026-12-01', state, closedOn]]);
    });

    test('records that may be destroyed wait until they came whole, and are ours to act before', () => {
      const retention = fact('retention', '2026-11-10', { n: 1, what: 'Plate reads', destroyedFrom: '2026-12-20', source: 'Their schedule', items: [2] });
      expect(brief([retention, fact('closed', '2026-11-21', { by: 'us' }), produced('2026-11-20', [2, false])])).toEqual([['records.retention', '1', '2026-12-20', 'open', null]]);
      expect(brief([retention, produced('2026-11-20', [2, true])])[0]?.slice(3)).toEqual(['met', '2026-11-20']);
      expect(clocks([retention])[0]).toMatchObject({ owner: 'requester', kind: 'set_by_us', confidence: 'our_own' });
    });
  });

  describe('beside the dates of the law', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-11-${String(n).padStart(2, '0')}`);
    const later = fc.integer({ min: 1, max: 31 }).map((n) => `2026-12-${String(n).padStart(2, '0')}`);
    const items = fc.uniqueArray(fc.constantFrom(...ITEMS), { maxLength: 3 });
    const parallel = fc.oneof(
      fc.record({ type: fc.constant('promise'), date: day, details: fc.record({ of: fc.constantFrom('determination', 'records', 'instalment', 'other'), items, by: later, instalment: fc.constantFrom(1, 2), about: fc.constantFrom('a', 'b') }) }),
      fc.record({ type: fc.constant('reminder'), date: day, details: fc.record({ n: fc.constantFrom(1, 2, 3, 4), on: later, says: fc.constant('Call'), whateverHappens: fc.boolean() }) }),
      fc.record({ type: fc.constant('retention'), date: day, details: fc.record({ n: fc.constantFrom(1, 2), what: fc.constant('Reads'), destroyedFrom: later, source: fc.constant('Schedule'), items }) }),
      fc.record({ type: fc.constant('promise_kept'), date: day, details: fc.record({ rule: fc.constantFrom('promise.records', 'promise.instalment'), key: fc.constantFrom('1', '2') }) }),
    );
    const statutory = fc.oneof(
      fc.record({ type: fc.constant('received'), date: day, details: fc.constant({}) }),
      fc.record({ type: fc.constant('extension_notice'), date: day, details: fc.record({ specifiedDate: fc.option(later), ground: fc.constantFrom('voluminous', 'none_stated') }) }),
      fc.record({ type: fc.constant('produced'), date: day, details: fc.record({ items: items.map((list) => list.map((n) => ({ n, complete: n !== 2 }))) }) }),
      fc.record({ type: fc.constant('denial'), date: day, details: fc.record({ items }) }),
    );
    const typed = (list: readonly { type: string; date: string; details: object }[], from: number) =>
      list.map((one, index) => ({ ...fact(one.type, one.date, one.details), id: String(from + index).padStart(4, '0') }) as TypedFact);
    const wanted = (facts: readonly TypedFact[]) => deadlinesFor({ law: 'CPRA', agency: AGENCY_CALENDARS.lapd, facts, items: ITEMS, closures: [], switchedOn: [] });

    test('a promise, a reminder and a date of destruction change no statutory row, whatever they say and in whatever order', () => {
      fc.assert(fc.property(fc.array(statutory, { maxLength: 4 }), fc.array(parallel, { maxLength: 6 }), fc.integer({ min: 0, max: 6 }), (law, beside, kept) => {
        const facts = typed(law, 1);
        const all = [...typed(beside, 100).slice(0, kept), ...facts];
        const statutoryOf = (list: readonly TypedFact[]) => wanted(list).filter((row) => row.kind === 'statutory');
        expect(statutoryOf(all)).toEqual(statutoryOf(facts));
        expect(nextOf(wanted(all))).toEqual(nextOf(statutoryOf(facts)));
      }), { numRuns: 500 });
    });

    test('each clock has one row, and counting again writes nothing, through any change of facts', () => {
      const numbered = (list: readonly { type: string; details: object }[]) => list.map((one, index) => ('n' in one.details ? { ...one, details: { ...one.details, n: index + 1 } } : one)) as never;
      fc.assert(fc.property(fc.array(statutory, { maxLength: 3 }), fc.array(parallel, { maxLength: 6 }), fc.array(parallel, { maxLength: 6 }), (law, first, second) => {
        let rows: ExistingDeadline[] = [];
        for (const beside of [first, second]) {
          const goal = wanted([...typed(law, 1), ...typed(numbered(beside), 100)]);
          expect(new Set(goal.map(clockOf)).size).toBe(goal.length);
          const planned = planDeadlines(rows, goal, '2026-12-31');
          const table = new Map(rows.map((row) => [clockOf(row), row]));
          for (const plan of planned) table.set(clockOf(plan.values), { ...plan.values, id: clockOf(plan.values), revision: 1 });
          rows = [...table.values()];
          expect(planDeadlines(rows, goal, '2026-12-31')).toEqual([]);
          for (const row of rows.filter((one) => one.kind !== 'statutory')) expect([row.assertAfter, row.due]).toEqual([null, row.nominal]);
        }
      }), { numRuns: 300 });
    });
  });
});

describe('the pages of parallel clocks', () => {
  let world: World;
  let owner: Actor;
  let advocate: Actor;
  let volunteer: Actor;
  let browser: Browser;
  let token: string;

  beforeAll(async () => {
    world = await makeWorld({ now: '2026-11-24T17:00:00Z' });
    owner = await world.addGroup();
    advocate = await world.addPerson(owner, 'advocate', 'Ada Advocate');
    volunteer = await world.addPerson(owner, 'volunteer', 'Vera Volunteer');
    browser = await world.signIn(advocate);
    token = await world.tokenOf(advocate);
  }, 60_000);
  afterAll(() => world.close());

  const clocks = (requestId: string) => deadlinesOf(world.database.db, { groupId: owner.groupId, requestId }, world.clock.now());
  const beside = async (requestId: string) => (await clocks(requestId)).filter((row) => row.kind !== 'statutory');
  const statutory = async (requestId: string) => (await clocks(requestId)).filter((row) => row.kind === 'statutory');
  const api = (method: 'get' | 'post', path: string, body: object = {}) => {
    const call = request(world.app)[method](`/api/v1${path}`).set('authorization', `Bearer ${token}`);
    return method === 'post' ? call.send(body) : call;
  };

  async function received(on = '2026-11-16') {
    const made = await sentRequest(world.database.db, advocate, { sentOn: on, at: world.clock.now() });
    await confirmReceipt(world.context, advocate, { requestId: made.id, date: on, basis: 'portal' });
    return made;
  }

  const itemRows = (chosen: readonly number[]) => Object.fromEntries([1, 2, 3].flatMap((n) => [[`items[${n - 1}][n]`, String(n)], ...(chosen.includes(n) ? [[`items[${n - 1}][chosen]`, 'yes']] : [])]));

  describe('a promise of the agency', () => {
    test('is recorded by its form, moved by the next one, and shows every day they named', async () => {
      const made = await received();
      const before = await statutory(made.id);
      const promise = (date: string, by: string, says = '') => browser.post(`/requests/${made.id}/record/promised`, { date, basis: 'message', of: 'records', promisedBy: by, says, ...itemRows([1, 2]) });
      expect((await promise('2026-11-17', '2026-11-20', 'We anticipate Friday.')).headers['location']).toBe(`/requests/${made.id}`);
      expect((await promise('2026-11-20', '2026-12-04')).status).toBe(303);
      const [clock, ...more] = await beside(made.id);
      expect(more).toEqual([]);
      expect(clock).toMatchObject({ rule: 'promise.records', owner: 'agency', kind: 'promised', due: '2026-12-04', assertAfter: null, late: false, confidence: 'their_word' });
      expect(clock?.slips).toEqual([expect.objectContaining({ from: '2026-11-20', to: '2026-12-04', days: 14, on: '2026-11-20' })]);
      expect(clock?.history.map((one) => one.due)).toEqual(['2026-11-20', '2026-12-04']);
      expect(await slipsOf(world.database.db, { groupId: owner.groupId, requestId: made.id })).toEqual([expect.objectContaining({ deadlineId: clock?.id, from: '2026-11-20', to: '2026-12-04' })]);
      expect(await statutory(made.id)).toEqual(before);

      const page = load((await browser.get(`/requests/${made.id}`)).text);
      const row = page('.t--clocks tbody tr').filter((_, one) => page(one).text().includes('Records, items'));
      expect(row.text().replaceAll('\u00a0', ' ').replace(/\s+/g, ' ')).toMatch(/Records, items 1 and 2 ?promised, not statutory.*Nov 20.*→.*Fri, Dec 4, 2026.*in 10 days/);
      expect(words(page.html(), '.t--items')).toContain('Not answered, promised for Dec 4');
      const sheet = words((await browser.get(`/requests/${made.id}/deadlines/${clock?.id}`)).text);
      for (const part of ['LAPD promised by Fri, Dec 4, 2026', '“We anticipate Friday.”', '14 days later', 'recorded by Ada Advocate', 'Their word, not law', 'moves no date of the law']) expect(sheet).toContain(part);
      expect(words((await browser.get('/?scope=mine')).text, 'section[aria-labelledby=promised]')).toContain('moved once');
      expect(words((await browser.get('/')).text, 'section[aria-labelledby=late]')).not.toContain(made.number);
      expect(words((await browser.get(`/requests/${made.id}/facts`)).text)).toContain('The records by Fri, Nov 20, 2026. “We anticipate Friday.”');
    });

    test('that was missed makes nobody late, and ends when everything came', async () => {
      const made = await received('2026-11-02');
      await api('post', `/requests/${made.id}/facts`, { type: 'promise', date: '2026-11-03', basis: 'letter', details: { of: 'records', items: [1], by: '2026-11-10' } }).expect(201);
      const [clock] = await beside(made.id);
      expect(clock).toMatchObject({ due: '2026-11-10', state: 'open', late: false });
      expect(words((await browser.get(`/requests/${made.id}`)).text, '.t--clocks')).toContain('promised day passed 14 days ago');
      await api('post', `/requests/${made.id}/facts`, { type: 'produced', date: '2026-11-23', basis: 'portal', details: { items: [{ n: 1, complete: true }] } }).expect(201);
      expect((await beside(made.id))[0]).toMatchObject({ state: 'met', closedOn: '2026-11-23' });
      expect(words((await browser.get(`/requests/${made.id}`)).text, '.t--clocks')).toContain('Kept, Nov 23');
    });

    test('corrected is no slip, taken back is gone, and both are told', async () => {
      const made = await received();
      const { body } = await api('post', `/requests/${made.id}/facts`, { type: 'promise', date: '2026-11-18', basis: 'letter', details: { of: 'determination', items: [], by: '2026-12-10' } });
      const fixed = await api('post', `/requests/${made.id}/facts/${body.factId}/correction`, { date: '2026-11-18', basis: 'letter', details: { of: 'determination', items: [], by: '2026-12-01' }, why: 'Misread.' }).expect(201);
      const [clock] = await beside(made.id);
      expect([clock?.due, clock?.slips, clock?.history.length]).toEqual(['2026-12-01', [], 2]);
      await api('post', `/requests/${made.id}/facts/${fixed.body.factId}/take-back`, { why: 'Another request.' }).expect(200);
      expect((await beside(made.id))[0]).toMatchObject({ state: 'void' });
      expect((await eventWords(world.database.db, made.id, 'deadline.moved')).at(-1)).toMatchObject({ from: '2026-12-10', to: '2026-12-01' });
    });

    test('of an instalment is ticked off on the request’s page, once', async () => {
      const made = await received();
      await api('post', `/requests/${made.id}/facts`, { type: 'promise', date: '2026-11-18', basis: 'letter', details: { of: 'instalment', instalment: 1, items: [2], by: '2026-11-24' } }).expect(201);
      const page = load((await browser.get(`/requests/${made.id}`)).text);
      const action = page('.t--clocks form').attr('action') ?? '';
      expect(action).toMatch(/\/deadlines\/[0-9a-f-]{36}\/done$/);
      expect((await browser.post(action, {})).status).toBe(303);
      expect((await beside(made.id))[0]).toMatchObject({ rule: 'promise.instalment', key: '1', state: 'met', closedOn: '2026-11-24' });
      expect((await browser.post(action, {})).status).toBe(400);
      expect(await world.database.db.fact.count({ where: { requestId: made.id, type: 'promise_kept' } })).toBe(1);
    });

    test('is refused beside the field when it names a day before it was said, no instalment, or an item there is not', async () => {
      const made = await received();
      const refused = async (details: object) => (await api('post', `/requests/${made.id}/facts`, { type: 'promise', date: '2026-11-18', basis: 'letter', details })).body.error.fields;
      expect(await refused({ of: 'records', by: '2026-11-17' })).toEqual({ 'details.by': expect.stringContaining('before the day they said it') });
      expect(await refused({ of: 'instalment', by: '2026-12-01' })).toEqual({ 'details.instalment': expect.any(String) });
      expect(await refused({ of: 'other', by: '2026-12-01' })).toEqual({ 'details.about': expect.any(String) });
      expect(await refused({ of: 'records', by: '2026-12-01', items: [9] })).toEqual({ 'details.items.0': 'This request has no item 9.' });
      expect(await refused({ of: 'records', by: '2150-01-01' })).toEqual({ 'details.by': expect.stringContaining('1990 to 2100') });
      const form = await browser.post(`/requests/${made.id}/record/promised`, { date: '2026-11-18', basis: 'letter', of: 'records', promisedBy: '2026-11-17', says: 'Soon.', ...itemRows([]) });
      expect([form.status, load(form.text)('#promisedBy-error').text(), load(form.text)('#says').val()]).toEqual([400, expect.stringContaining('before the day they said it'), 'Soon.']);
    });
  });

  describe('a reminder', () => {
    const set = (requestId: string, fields: object) => browser.post(`/requests/${requestId}/record/reminder`, { says: 'Call the unit', weeks: '', on: '', ...fields });

    test('is set three weeks ahead, moved with its history, ticked off, and moves no other date', async () => {
      const made = await received();
      const before = await statutory(made.id);
      expect((await set(made.id, { weeks: '3', forPersonId: owner.personId })).status).toBe(303);
      const [clock] = await beside(made.id);
      expect(clock).toMatchObject({ rule: 'reminder', owner: 'requester', kind: 'set_by_us', due: '2026-12-15', assertAfter: null });
      const page = await browser.get(`/requests/${made.id}`);
      expect(words(page.text, '.t--clocks')).toMatch(/Call the unit ?set by us ?Us, /);
      expect(words(page.text, '.t--clocks')).toContain(`Us, ${owner.name}`);
      expect(words((await browser.get('/')).text, 'section[aria-labelledby=ours]')).toContain('Call the unit');
      const sheet = load((await browser.get(`/requests/${made.id}/deadlines/${clock?.id}`)).text);
      const change = sheet('main .acts a').attr('href') ?? '';
      expect(load((await browser.get(change)).text)('#on').attr('value')).toBe('2026-12-15');
      expect((await browser.post(change, { says: 'Call the unit', on: '2026-12-18', why: 'They asked for time.' })).status).toBe(303);
      const [moved, ...more] = await beside(made.id);
      expect([moved?.id, moved?.due, moved?.history.map((one) => one.due), more]).toEqual([clock?.id, '2026-12-18', ['2026-12-15', '2026-12-18'], []]);
      expect((await browser.post(`/requests/${made.id}/deadlines/${clock?.id}/done`, {})).status).toBe(303);
      expect((await beside(made.id))[0]).toMatchObject({ state: 'met', closedOn: '2026-11-24' });
      expect(await statutory(made.id)).toEqual(before);
    });

    test('falls away when we withdraw, stays when it was to stay whatever happens, and stays when set afterwards', async () => {
      const made = await received();
      await set(made.id, { says: 'Ask again', weeks: '1' });
      await set(made.id, { says: 'Tell the board', weeks: '2', whateverHappens: 'yes' });
      await withdrawRequest(world.context, advocate, { requestId: made.id, date: '2026-11-23' });
      await set(made.id, { says: 'File it', on: '2026-12-01' });
      expect((await beside(made.id)).map((row) => [row.parallel?.about, row.state])).toEqual([['Ask again', 'void'], ['File it', 'open'], ['Tell the board', 'open']]);
    });

    test('says beside the field what is missing, and takes nobody who sees no dates', async () => {
      const made = await received();
      const empty = load((await set(made.id, { says: '' })).text);
      expect([empty('#says-error').text(), empty('#on-error').text()]).toEqual([expect.stringContaining('Say what to do'), expect.stringContaining('Give the date')]);
      expect(load((await set(made.id, { on: '2026-11-01' })).text)('#on-error').text()).toContain('before the day you set it');
      for (const forPersonId of [volunteer.personId, '00000000-0000-4000-8000-000000000000']) expect(load((await set(made.id, { weeks: '1', forPersonId })).text)('#forPersonId-error').text()).toContain('sees dates');
      expect(await beside(made.id)).toEqual([]);
    });
  });

  test('records that will be destroyed: dated before the request, ours to act before, and answered by a preservation letter', async () => {
    const made = await received();
    const before = await statutory(made.id);
    const fields = { date: '2026-10-01', basis: 'person', what: 'Plate reads of 2024', destroyedFrom: '2026-12-20', source: 'Their retention schedule', ...itemRows([3]) };
    expect((await browser.post(`/requests/${made.id}/record/retention`, fields)).status).toBe(303);
    const [clock] = await beside(made.id);
    expect(clock).toMatchObject({ rule: 'records.retention', owner: 'requester', due: '2026-12-20', state: 'open' });
    const sheet = words((await browser.get(`/requests/${made.id}/deadlines/${clock?.id}`)).text);
    for (const part of ['Plate reads of 2024', 'Their retention schedule', 'litigation hold', 'Act before then']) expect(sheet).toContain(part);
    expect((await browser.post(`/requests/${made.id}/deadlines/${clock?.id}/done`, {})).status).toBe(409);
    expect(await statutory(made.id)).toEqual(before);
  });

  test('facts in any order, corrected and taken back leave the law’s dates as they were, and counting again writes nothing', async () => {
    const made = await received();
    const before = await statutory(made.id);
    const post = async (type: string, details: object, date = '2026-11-20') => (await api('post', `/requests/${made.id}/facts`, { type, date, basis: 'person', details }).expect(201)).body.factId as string;
    const reminder = await post('reminder', { on: '2026-12-01', says: 'Call' });
    const promise = await post('promise', { of: 'records', items: [1, 2], by: '2026-12-03' });
    await post('retention', { what: 'Reads', destroyedFrom: '2027-01-01', source: 'Schedule' }, '2026-01-05');
    await post('promise', { of: 'records', items: [2], by: '2026-12-09' }, '2026-11-19');
    await api('post', `/requests/${made.id}/facts/${promise}/correction`, { date: '2026-11-18', basis: 'person', why: 'The day was wrong.' }).expect(201);
    await api('post', `/requests/${made.id}/facts/${reminder}/take-back`, { why: 'Not needed.' }).expect(200);
    expect(await statutory(made.id)).toEqual(before);
    expect((await beside(made.id)).map((row) => [row.rule, row.key, row.due, row.state])).toEqual([
      ['reminder', '1', '2026-12-01', 'void'], ['promise.records', '1', '2026-12-03', 'open'], ['promise.records', '2', '2026-12-09', 'open'], ['records.retention', '1', '2027-01-01', 'open'],
    ]);
    const again = await world.database.db.$transaction((tx) => recalculateDeadlines(tx, { groupId: owner.groupId, requestId: made.id, at: world.clock.now(), reason: 'Again.' }));
    expect(again.moved).toBe(0);
    const row = await world.database.db.recordsRequest.findUniqueOrThrow({ where: { id: made.id } });
    expect(row.nextDue?.toISOString().slice(0, 10)).toBe('2026-11-30');
    expect((await verifyTimeline({ db: world.database.db }, owner.groupId)).broken).toBeNull();
  });
});
