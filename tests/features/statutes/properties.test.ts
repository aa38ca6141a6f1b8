import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AGENCY_CALENDARS } from '../../../server/features/statutes/agency-calendars.js';
import { dayState, type Closure } from '../../../server/features/statutes/calendars.js';
import { dayNumberOf, fromDayNumber, type CivilDate } from '../../../server/features/statutes/civil-date.js';
import type { DeadlineDates, DeriveInput } from '../../../server/features/statutes/deadline.js';
import { deriveDates, deriveDeadlines } from '../../../server/features/statutes/derive.js';
import type { StatuteFact } from '../../../server/features/statutes/facts.js';
import { oracleCpra, oracleFoia } from './oracle.js';

/** 300 cases in `npm test`; the long run asks for more. */
const numRuns = Number(process.env['TENDAY_PROPERTY_RUNS'] ?? 300);
const run = <T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void): void => fc.assert(fc.property(arbitrary, check), { numRuns });

const dates = fc.integer({ min: dayNumberOf(2017, 1, 1), max: dayNumberOf(2040, 11, 1) }).map(fromDayNumber);
const after = (date: CivilDate, days: number): CivilDate => fromDayNumber(Date.parse(date) / 86_400_000 + days);
const times = fc.option(fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')), { nil: undefined });
const receipts = fc.tuple(dates, times).map(([date, time]) => (time ? { date, time } : { date }));
const closureOffsets = fc.uniqueArray(fc.integer({ min: 1, max: 45 }), { maxLength: 4 });
const notices = fc.option(fc.tuple(fc.integer({ min: 0, max: 22 }), fc.option(fc.integer({ min: 0, max: 30 }), { nil: null })), { nil: undefined });

const cpraCases = fc.record({ receipt: receipts, nextOpenDay: fc.boolean(), closureOffsets, notice: notices }).map(({ receipt, nextOpenDay, closureOffsets: offsets, notice }) => {
  const closures: Closure[] = offsets.map((offset) => ({ date: after(receipt.date, offset), name: 'Closed' }));
  const sent = notice && after(receipt.date, notice[0]);
  const named = sent && notice[1] !== null ? after(sent, notice[1]) : null;
  const facts: StatuteFact[] = sent ? [{ type: 'extension_notice', sent, specifiedDate: named, ground: 'voluminous' }] : [];
  const input: DeriveInput = { law: 'CPRA', agency: AGENCY_CALENDARS.lapd, received: receipt, receiptPolicy: nextOpenDay ? 'next_business_day' : 'actual_calendar_day', closures, facts };
  return { input, receipt, nextOpenDay, closures, notice: sent ? { sent, named } : undefined };
});

const foiaCases = fc.record({ received: dates, proper: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }), toll: fc.option(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 30 })), { nil: undefined }) }).map(({ received, proper, toll }) => {
  const at = { received, proper: proper === undefined ? undefined : after(received, proper), toll: toll && { from: after(received, toll[0]), to: after(received, toll[0] + toll[1]) } };
  const facts: StatuteFact[] = [
    ...(at.proper ? [{ type: 'received_by_proper_component', date: at.proper } as const] : []),
    ...(at.toll ? [{ type: 'toll_information_request', ...at.toll } as const] : []),
  ];
  const input: DeriveInput = { law: 'FOIA', agency: AGENCY_CALENDARS.ice, received, facts };
  return { at, input };
});

/** California's and federal agencies' requests with most kinds of facts, dated after the receipt. */
const anyCases = fc.record({ receipt: receipts, slug: fc.constantFrom('lapd', 'cal-doj', 'ice', 'fbi'), offset: fc.integer({ min: 0, max: 400 }), closureOffsets }).map(({ receipt, slug, offset, closureOffsets: offsets }): DeriveInput => {
  const agency = AGENCY_CALENDARS[slug as 'lapd' | 'cal-doj' | 'ice' | 'fbi'];
  const date = after(receipt.date, offset);
  const california: StatuteFact[] = [{ type: 'extension_notice', sent: date }, { type: 'peace_officer_records', requested: receipt.date }, { type: 'incident_known', date }, { type: 'denial', date }, { type: 'service', method: offset % 2 ? 'mail' : 'personal', date, of: offset % 3 ? 'notice of entry of order' : 'notice of entry of fee order' }];
  const federal: StatuteFact[] = [{ type: 'unusual_circumstances_notice', sent: date }, { type: 'expedited_requested', requested: receipt.date }, { type: 'adverse_determination', date }, { type: 'appeal_received', date }, { type: 'constructive_exhaustion', date }];
  return { law: agency.law, agency, received: receipt, facts: agency.law === 'CPRA' ? california : federal, closures: offsets.map((days) => ({ date: after(receipt.date, days), name: 'Closed' })) };
});

const threeDates = (deadline: DeadlineDates | undefined) => (deadline ? { due: deadline.due, earliest: deadline.earliest, assertAfter: deadline.assertAfter } : null);

describe('The slow way agrees', () => {
  test('on determinations and extensions of City of Los Angeles agencies', () => {
    run(cpraCases, ({ input, receipt, nextOpenDay, closures, notice }) => {
      const deadlines = deriveDates(input);
      const slow = oracleCpra({ received: receipt.date, time: 'time' in receipt ? receipt.time : undefined, nextOpenDay, closures, notice });
      expect(threeDates(deadlines.find(({ rule }) => rule === 'cpra.determination'))).toEqual(slow.determination);
      expect(threeDates(deadlines.find(({ rule }) => rule === 'cpra.extension'))).toEqual(slow.extension);
    });
  });

  test('on determinations of federal agencies, with routing and a pause', () => {
    run(foiaCases, ({ at, input }) => {
      expect(threeDates(deriveDates(input)[0])).toEqual(oracleFoia(at));
    });
  });
});

describe('For any request', () => {
  test('earliest ≤ due ≤ safe to call late after', () => {
    run(anyCases, (input) => {
      for (const { earliest, due, assertAfter } of deriveDates(input)) expect([earliest, due, assertAfter]).toEqual([earliest, due, assertAfter].sort());
    });
  });

  test('what an agency owes is never due, nor safe to call late, on a day closed by its calendar', () => {
    const STAYS = new Set(['foia.expedited']);
    run(anyCases, (input) => {
      const [standard, closures] = ({ LA_CITY: ['LA_CPRA', input.closures], CA: ['CA_JUD', input.closures], FED: ['FED', []] } as const)[input.agency.calendarSet];
      for (const { rule, owner, due } of deriveDates(input)) {
        if (owner === 'agency' && !STAYS.has(rule)) expect([rule, due, dayState(standard, due, closures).open]).toEqual([rule, due, true]);
      }
    });
  });

  test('what we owe is due on an open day, never after the last lawful day or the nominal one', () => {
    run(anyCases, (input) => {
      for (const { rule, owner, due, nominal, lastLawful } of deriveDates(input)) {
        if (owner === 'agency') continue;
        expect([rule, dayState(input.law === 'FOIA' ? 'FED' : 'CA_JUD', due).open]).toEqual([rule, true]);
        expect(due <= nominal && due <= (lastLawful ?? '')).toBe(true);
      }
    });
  });

  test('one more closed day never makes an agency’s date earlier', () => {
    run(fc.tuple(anyCases, fc.integer({ min: 0, max: 60 })), ([input, offset]) => {
      const received = typeof input.received === 'string' ? input.received : input.received.date;
      const closures = [...(input.closures ?? []), { date: after(received, offset), name: 'One more' }];
      const more = deriveDates({ ...input, closures });
      for (const before of deriveDates(input).filter(({ owner }) => owner === 'agency')) {
        const now = more.find(({ rule }) => rule === before.rule);
        expect([before.rule, (now?.due ?? '') >= before.due, (now?.earliest ?? '') >= before.earliest, (now?.assertAfter ?? '') >= before.assertAfter]).toEqual([before.rule, true, true, true]);
      }
    });
  });

  test('the squares run day by day from day 0 to the last date, with one day due', () => {
    run(anyCases, (input) => {
      for (const { due, assertAfter, derivation } of deriveDeadlines(input)) {
        const { days } = derivation;
        if (days.length === 0) continue;
        expect(days.filter(({ role }) => role === 'due').map(({ date }) => date)).toEqual([due]);
        expect(days.at(-1)?.date).toBe(assertAfter);
        expect(days.every(({ date }, index) => index === 0 || date === after(days[index - 1]?.date ?? due, 1))).toBe(true);
      }
    });
  });

  test('the same input gives the same output, and no sentence holds an undefined', () => {
    run(anyCases, (input) => {
      const text = JSON.stringify(deriveDeadlines(input));
      expect(JSON.stringify(deriveDeadlines(input))).toBe(text);
      expect(text).not.toMatch(/undefined|NaN|Invalid/);
    });
  });
});
