import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deadlinesFor } from '../../../server/features/deadlines/derive-for-request.js';
import type { FactType, TypedFact } from '../../../server/features/deadlines/fact-types.js';
import { factDetails, typedFact } from '../../../server/features/deadlines/fact-types.js';
import { FEDERAL } from '../../../server/features/deadlines/fact-types-federal.js';
import { factProblems } from '../../../server/features/deadlines/fact-problems.js';
import { pausedSince } from '../../../server/features/deadlines/federal-facts.js';

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
