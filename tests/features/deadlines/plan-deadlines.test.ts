import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type DeadlineValues, type ExistingDeadline, type PlannedDeadline, nextOf, planDeadlines } from '../../../server/features/deadlines/plan-deadlines.js';

const values = (given: Partial<DeadlineValues> = {}): DeadlineValues => ({
  rule: 'cpra.determination', key: '', owner: 'agency', kind: 'statutory', nominal: '2026-11-26', earliest: '2026-11-30', due: '2026-11-30', assertAfter: '2026-11-30', lastLawful: null,
  byCalendar: { CA_JUD: '2026-11-30' }, citation: 'Gov. Code § 7922.535(a)', confidence: 'settled', derivation: { steps: ['Received.'] }, presumed: false, state: 'open', closedOn: null,
  timeZone: 'America/Los_Angeles', rulesVersion: '2026-11-24', ...given,
});
const row = (given: Partial<ExistingDeadline> = {}): ExistingDeadline => ({ ...values(given), id: 'row', revision: 1, ...given });
const TODAY = '2026-11-24';

/** What the table holds after a plan was carried out. */
function after(existing: readonly ExistingDeadline[], planned: readonly PlannedDeadline[]): ExistingDeadline[] {
  const rows = new Map(existing.map((one) => [one.rule, one]));
  for (const plan of planned) rows.set(plan.values.rule, { ...plan.values, id: plan.values.rule, revision: 1 });
  return [...rows.values()];
}

describe('planning deadlines', () => {
  test('a date that moved is revised once, with what it was before', () => {
    expect(planDeadlines([row()], [values({ due: '2026-12-02', assertAfter: '2026-12-02' })], TODAY)).toEqual([
      expect.objectContaining({ kind: 'revise', change: 'moved', before: expect.objectContaining({ due: '2026-11-30' }) }),
    ]);
  });

  test('the order of keys in a stored explanation is no change', () => {
    expect(planDeadlines([row({ derivation: { b: 1, a: [1] } })], [values({ derivation: { a: [1], b: 1 } })], TODAY)).toEqual([]);
  });

  test('a better explanation of the same dates is written without a revision', () => {
    expect(planDeadlines([row()], [values({ citation: 'other' })], TODAY)).toEqual([expect.objectContaining({ kind: 'explain' })]);
  });

  test('a deadline that ended keeps the date it ended with', () => {
    const met = row({ state: 'met', closedOn: '2026-11-20' });
    expect(planDeadlines([met], [values({ state: 'met', closedOn: '2026-11-20', due: '2026-12-09' })], TODAY)).toEqual([]);
  });

  test('what no fact calls for any more becomes void, once', () => {
    const planned = planDeadlines([row()], [], TODAY);
    expect(planned).toEqual([expect.objectContaining({ change: 'voided', values: expect.objectContaining({ state: 'void', closedOn: TODAY }) })]);
    expect(planDeadlines(after([row()], planned), [], TODAY)).toEqual([]);
  });

  test('planning twice plans nothing the second time, whatever was there', () => {
    const day = fc.constantFrom('2026-11-20', '2026-11-30', '2026-12-02');
    const any = fc.record({
      rule: fc.constantFrom('cpra.determination', 'cpra.extension', 'foia.appeal'), due: day, assertAfter: fc.option(day), presumed: fc.boolean(),
      state: fc.constantFrom('open' as const, 'met' as const, 'void' as const), citation: fc.constantFrom('a', 'b'),
    }).map((given) => values({ ...given, closedOn: given.state === 'open' ? null : '2026-11-21' }));
    const list = fc.uniqueArray(any, { selector: (one) => one.rule });
    fc.assert(fc.property(list, list, (before, wanted) => {
      const existing = before.map((one) => row({ ...one, id: one.rule }));
      const planned = planDeadlines(existing, wanted, TODAY);
      expect(planDeadlines(after(existing, planned), wanted, TODAY)).toEqual([]);
    }), { numRuns: 300 });
  });

  test('lists show the earliest open date the agency owes, and ours only when it owes none', () => {
    const ours = values({ rule: 'foia.appeal', owner: 'requester', due: '2026-11-01', assertAfter: null });
    expect(nextOf([ours, values()])).toMatchObject({ due: '2026-11-30' });
    expect(nextOf([ours, values({ state: 'met' })])).toMatchObject({ due: '2026-11-01', assertAfter: null });
    expect(nextOf([values({ state: 'void' })])).toBeNull();
  });
});
