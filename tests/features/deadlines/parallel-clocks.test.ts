import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deadlinesFor } from '../../../server/features/deadlines/derive-for-request.js';
import { type TypedFact, typedFact } from '../../../server/features/deadlines/fact-types.js';
import { parallelClocks } from '../../../server/features/deadlines/parallel-clocks.js';
import { type ExistingDeadline, clockOf, nextOf, planDeadlines } from '../../../server/features/deadlines/plan-deadlines.js';
import { isLate } from '../../../server/features/deadlines/deadlines.queries.js';
import { slipsIn } from '../../../server/features/deadlines/slips.js';
import { parallelIn, slipOf } from '../../../server/features/requests/parallel-dates.js';
import { AGENCY_CALENDARS } from '../../../server/features/statutes/agency-calendars.js';

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
