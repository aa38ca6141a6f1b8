import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayState, type CalendarId, type Closure } from '../../../server/features/statutes/calendars.js';
import type { CivilDate } from '../../../server/features/statutes/civil-date.js';
import type { DeadlineDates, DeriveInput } from '../../../server/features/statutes/deadline.js';
import { deriveDates, deriveDeadlines, judgeNotices } from '../../../server/features/statutes/derive.js';
import { factsOf, type ExtensionNotice } from '../../../server/features/statutes/facts.js';
import { validateInput } from '../../../server/features/statutes/validate-facts.js';
import { after, requests } from './oracle/cases.js';
import { seed } from './oracle/compare.js';

/** What holds of any request. More cases with TENDAY_PROPERTY_RUNS; a failure is repeated with TENDAY_SEED. */
const numRuns = Number(process.env['TENDAY_PROPERTY_RUNS'] ?? 300);
const run = <T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void): void => fc.assert(fc.property(arbitrary, check), { numRuns, seed });

const receivedOn = ({ received }: DeriveInput): CivilDate => (typeof received === 'string' ? received : received.date);
const california = requests.filter(({ law }) => law === 'CPRA');
const STANDARD = { LA_CITY: 'LA_CPRA', CA: 'CA_JUD', FED: 'FED' } as const;

/** A City closing closes no court, and no closing is a federal holiday. */
function closuresOn(calendar: CalendarId, { agency, closures = [] }: DeriveInput): readonly Closure[] {
  if (agency.calendarSet === 'FED' || (agency.calendarSet === 'LA_CITY' && calendar === 'CA_JUD')) return [];
  return closures;
}

const find = (deadlines: readonly DeadlineDates[], rule: DeadlineDates['rule']): DeadlineDates | undefined => deadlines.find((deadline) => deadline.rule === rule);

describe('For any request', () => {
  test('earliest ≤ due ≤ safe to call late after', () => {
    run(requests, (input) => {
      for (const { earliest, due, assertAfter } of deriveDates(input)) expect([earliest, due, assertAfter]).toEqual([earliest, due, assertAfter].sort());
    });
  });

  test('what an agency owes is never due, by any calendar, on a day that calendar has closed', () => {
    run(requests, (input) => {
      const standard = STANDARD[input.agency.calendarSet];
      for (const { rule, owner, due, byCalendar } of deriveDates(input)) {
        if (owner === 'requester' || rule === 'foia.expedited') continue;
        for (const [calendar, date] of [[standard, due], ...Object.entries(byCalendar)] as [CalendarId, CivilDate][]) {
          expect([rule, calendar, date, dayState(calendar, date, closuresOn(calendar, input)).open]).toEqual([rule, calendar, date, true]);
        }
      }
    });
  });

  test('every calendar’s date lies between the earliest and the safe one, and the standard calendar’s is due', () => {
    run(requests, (input) => {
      for (const { owner, rule, due, earliest, assertAfter, byCalendar } of deriveDates(input)) {
        if (owner === 'requester' || rule === 'foia.expedited') continue;
        expect(byCalendar[STANDARD[input.agency.calendarSet]]).toBe(due);
        for (const date of Object.values(byCalendar)) expect(date >= earliest && date <= assertAfter).toBe(true);
      }
    });
  });

  test('what we owe is due on an open day, never after the last lawful day or the nominal one, and has no later reading', () => {
    run(requests, (input) => {
      for (const { rule, owner, earliest, due, assertAfter, nominal, lastLawful } of deriveDates(input)) {
        expect(lastLawful === undefined).toBe(owner === 'agency');
        if (owner === 'agency') continue;
        expect([rule, dayState(input.law === 'FOIA' ? 'FED' : 'CA_JUD', due).open]).toEqual([rule, true]);
        expect(due <= nominal && due <= (lastLawful ?? '')).toBe(true);
        expect([earliest, assertAfter]).toEqual([due, due]);
      }
    });
  });

  test('one more closed day never makes an agency’s date earlier, and moves none of ours', () => {
    run(fc.tuple(requests, fc.integer({ min: 0, max: 60 })), ([input, offset]) => {
      const closures = [...(input.closures ?? []), { date: after(receivedOn(input), offset), name: 'One more' }];
      const [before, now] = [deriveDates(input), deriveDates({ ...input, closures })];
      expect(now.filter(({ owner }) => owner === 'requester')).toEqual(before.filter(({ owner }) => owner === 'requester'));
      for (const old of before.filter(({ owner }) => owner === 'agency')) {
        const moved = find(now, old.rule);
        expect([old.rule, (moved?.due ?? '') >= old.due, (moved?.earliest ?? '') >= old.earliest, (moved?.assertAfter ?? '') >= old.assertAfter]).toEqual([old.rule, true, true, true]);
      }
    });
  });

  test('the receipt policy moves “due” only: “safe to call late after” takes the later day of receipt whatever is chosen', () => {
    run(requests, (input) => {
      const facts = input.facts.filter(({ type }) => type !== 'receipt_policy' && type !== 'extension_notice' && type !== 'unusual_circumstances_notice');
      const [actual, next] = (['actual_calendar_day', 'next_business_day'] as const).map((receiptPolicy) => deriveDates({ ...input, facts, receiptPolicy }));
      for (const [index, deadline] of (actual ?? []).entries()) {
        expect([deadline.rule, next?.[index]?.assertAfter]).toEqual([deadline.rule, deadline.assertAfter]);
        expect((next?.[index]?.due ?? '') >= deadline.due).toBe(true);
      }
    });
  });

  test('the same input gives the same output, however often; dates alone equal the explained ones; no sentence holds an undefined', () => {
    run(requests, (input) => {
      const explained = deriveDeadlines(input);
      const text = JSON.stringify(explained);
      expect(JSON.stringify(deriveDeadlines(structuredClone(input)))).toBe(text);
      expect(explained.map(({ steps: _steps, notes: _notes, derivation: _derivation, ...dates }) => dates)).toEqual(deriveDates(input));
      expect(text).not.toMatch(/undefined|NaN|Invalid/);
    });
  });

  test('every step is one sentence', () => {
    run(requests, (input) => {
      for (const { rule, steps } of deriveDeadlines(input)) {
        expect(steps.length).toBeGreaterThan(2);
        for (const step of steps) expect([rule, step, /^[A-Z0-9“].*\.$/.test(step), /[.!?] [A-Z]/.test(withoutAbbreviations(step))]).toEqual([rule, step, true, false]);
      }
    });
  });

  test('the squares run day by day from day 0 to the last date, with one day due', () => {
    run(requests, (input) => {
      for (const { due, assertAfter, derivation } of deriveDeadlines(input)) {
        const { days } = derivation;
        if (days.length === 0) continue;
        expect(days.filter(({ role }) => role === 'due').map(({ date }) => date)).toEqual([due]);
        expect(days.at(-1)?.date).toBe(assertAfter);
        expect(days.every(({ date }, index) => index === 0 || date === after(days[index - 1]?.date ?? due, 1))).toBe(true);
      }
    });
  });

  test('is an input nothing is wrong with', () => {
    run(requests, (input) => expect(validateInput(input)).toEqual([]));
  });
});

/** Citations and month names bring full stops that end no sentence. */
function withoutAbbreviations(step: string): string {
  return step.replaceAll(/\b(U\.S\.C\.|C\.F\.R\.|Gov\.|Cal\.|Jr\.|[A-Z]\.)/g, '');
}

describe('Extension notices', () => {
  const first = (input: DeriveInput): ExtensionNotice | undefined => [...factsOf(input.facts, 'extension_notice')].sort((a, b) => (a.sent < b.sent ? -1 : a.sent > b.sent ? 1 : 0))[0];
  const without = (input: DeriveInput, which: (fact: ExtensionNotice) => boolean): DeriveInput => ({ ...input, facts: input.facts.filter((fact) => fact.type !== 'extension_notice' || !which(fact)) });

  test('only the first moves a date: the rest can be left out', () => {
    run(california, (input) => {
      const kept = first(input);
      expect(deriveDates(without(input, (fact) => fact !== kept))).toEqual(deriveDates(input));
    });
  });

  test('in time never make “due” earlier; late ones leave it; hopeless ones make no extension; the ten days’ own dates never move', () => {
    run(california, (input) => {
      const [plain, all] = [deriveDates(without(input, () => true)), deriveDates(input)];
      const [ten, now, extension] = [find(plain, 'cpra.determination'), find(all, 'cpra.determination'), find(all, 'cpra.extension')];
      const effect = judgeNotices(input)[0]?.effect ?? 'none';
      if (!ten || !now) throw new Error('no determination');
      expect({ ...now, extendedBy: undefined }).toEqual({ ...ten, extendedBy: undefined });
      expect([extension !== undefined, now.extendedBy !== undefined]).toEqual([effect !== 'none', effect !== 'none']);
      if (!extension) return;
      if (effect === 'assert_only') expect([extension.due, extension.earliest]).toEqual([ten.due, ten.earliest]);
      expect(extension.due >= ten.due && extension.assertAfter >= ten.assertAfter).toBe(true);
    });
  });

  test('ask for more than fourteen days in vain, and their reason and missing date change no date', () => {
    run(california, (input) => {
      const change = (more: Partial<ExtensionNotice>): DeriveInput => ({ ...input, facts: input.facts.map((fact) => (fact.type === 'extension_notice' ? { ...fact, ...more } : fact)) });
      const open = deriveDates(change({ specifiedDate: null }));
      expect(deriveDates(change({ specifiedDate: after(receivedOn(input), 300), ground: 'none_stated' }))).toEqual(open);
      expect(deriveDates(change({ specifiedDate: null, ground: 'consultation' }))).toEqual(open);
      expect(find(deriveDates(input), 'cpra.extension')?.assertAfter).toBe(find(open, 'cpra.extension')?.assertAfter);
    });
  });
});
