import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FollowUpSlug } from '../../../server/features/letters/follow-ups/follow-up.js';
import { followUps, offerLetters } from '../../../server/features/letters/follow-ups/offer-letters.js';
import { isLate } from '../../../server/features/letters/follow-ups/situation.js';
import { type Given, type Told, extended, letterFrom, received, situation } from './situations.js';

const answer = (date: string, ...items: { n: number; outcome: string; promisedFor?: string }[]): Told => ({ type: 'determination', date, details: { items } });
const objected = (on: string | null, ...about: string[]) => ({ slug: 'cpra-extension-objection', on, about });
const reminded = (on: string | null) => ({ slug: 'cpra-overdue-ten-days', on, about: ['overdue:cpra.determination:first'] });

const RECEIPT = 'cpra-confirm-receipt';
const OBJECTION = 'cpra-extension-objection';
const TEN_DAYS = 'cpra-overdue-ten-days';
const EXTENSION = 'cpra-overdue-extension';
const PROMISE = 'cpra-promise-missed';
const UNDATED = 'cpra-production-date';
const CLOSED = 'cpra-closed-without-answer';

/** Received October 1, 2026: due October 13, and safe to call late after it; extended: due October 26, safe after October 27. */
const SITUATIONS: readonly [string, Given, readonly FollowUpSlug[], readonly [FollowUpSlug, RegExp][]][] = [
  ['a draft', { today: '2026-10-20', draft: true }, [], [[RECEIPT, /not gone out/], [TEN_DAYS, /not gone out/]]],
  ['a federal request', { today: '2026-12-20', law: 'FOIA', facts: [received('2026-10-01')] }, ['foia-overdue'], [[TEN_DAYS, /California/]]],
  ['withdrawn', { today: '2026-12-20', facts: [received('2026-10-01'), { type: 'withdrawn', date: '2026-10-20' }] }, [], [[TEN_DAYS, /withdrawn/], [RECEIPT, /withdrawn/]]],
  ['closed by the agency without an answer', { today: '2026-10-22', facts: [received('2026-10-01'), { type: 'closed', date: '2026-10-20' }] }, [CLOSED], [[TEN_DAYS, /closed/]]],
  ['closed yesterday', { today: '2026-10-21', facts: [received('2026-10-01'), { type: 'closed', date: '2026-10-20' }] }, [], [[CLOSED, /on its way/]]],
  ['closed by us', { today: '2026-12-20', facts: [received('2026-10-01'), { type: 'closed', date: '2026-10-20', details: { by: 'us' } }] }, [], [[CLOSED, /ourselves/]]],
  ['closed after an answer to all', { today: '2026-12-20', facts: [received('2026-10-01'), answer('2026-10-08', { n: 1, outcome: 'withhold' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'none_found' }), { type: 'closed', date: '2026-10-20' }] }, ['cpra-no-records-search'], [[CLOSED, /Every item/]]],
  ['closed after an answer to the whole', { today: '2026-12-20', facts: [received('2026-10-01'), answer('2026-10-08'), { type: 'closed', date: '2026-10-20' }] }, [], [[CLOSED, /Every item/]]],
  ['closed, and asked about it already', { today: '2026-12-20', facts: [received('2026-10-01'), { type: 'closed', date: '2026-10-20' }], written: [{ slug: CLOSED, on: '2026-10-25', about: ['closed:2026-10-20'] }] }, [], [[CLOSED, /not repeated/]]],
  ['open', { today: '2026-10-08', facts: [received('2026-10-01')] }, [], [[CLOSED, /not closed/]]],

  ['two working days after it went', { today: '2026-10-05' }, [], [[RECEIPT, /three working days/]]],
  ['three working days, nothing back', { today: '2026-10-06' }, [RECEIPT], []],
  ['presumed receipt, long past every date', { today: '2027-01-20', facts: [received('2026-10-01', 'presumed')] }, [RECEIPT], [[TEN_DAYS, /only presumed/]]],
  ['presumed receipt, a number but no day', { today: '2026-10-12', facts: [received('2026-10-01', 'presumed')], numbers: ['26-1'] }, [RECEIPT], []],
  ['acknowledged without a number', { today: '2026-10-08', facts: [received('2026-10-01', 'automatic_reply'), { type: 'acknowledged', date: '2026-10-02' }] }, [RECEIPT], []],
  ['the portal shows it received', { today: '2026-10-08', facts: [received('2026-10-01')] }, [], [[RECEIPT, /portal/]]],
  ['confirmed, with a number', { today: '2026-10-08', facts: [received('2026-10-01', 'person')], numbers: ['26-1'] }, [], [[RECEIPT, /number/]]],
  ['asked once already', { today: '2026-10-20', facts: [received('2026-10-01', 'presumed')], written: [{ slug: RECEIPT, on: '2026-10-07' }] }, [], [[RECEIPT, /not repeated/]]],
  ['sent by mail, proof of delivery, no number', { today: '2026-10-09', sentBy: 'post', facts: [received('2026-10-03', 'delivery_proof')] }, [RECEIPT], []],

  ['the day it is due', { today: '2026-10-13', facts: [received('2026-10-01')] }, [], [[TEN_DAYS, /still allows/]]],
  ['the day after every reading ended', { today: '2026-10-14', facts: [received('2026-10-01')] }, [TEN_DAYS], [[RECEIPT, /portal/]]],
  ['late, an acknowledgement only', { today: '2026-10-14', facts: [received('2026-10-01'), { type: 'acknowledged', date: '2026-10-02' }] }, [TEN_DAYS], []],
  ['late on two of three items', { today: '2026-10-20', facts: [received('2026-10-01'), answer('2026-10-08', { n: 1, outcome: 'withhold' })] }, [TEN_DAYS], []],
  ['every item answered', { today: '2026-10-20', facts: [received('2026-10-01'), answer('2026-10-08')] }, [], [[TEN_DAYS, /owed any more/]]],
  ['late, but they promised the answer for a day to come', { today: '2026-10-20', facts: [received('2026-10-01'), { type: 'promise', date: '2026-10-12', details: { of: 'determination', by: '2026-10-22' } }] }, [], [[TEN_DAYS, /promised it for/]]],
  ['that day has passed too', { today: '2026-10-23', facts: [received('2026-10-01'), { type: 'promise', date: '2026-10-12', details: { of: 'determination', by: '2026-10-22' } }] }, [TEN_DAYS], []],
  ['late, and the records are promised for a day to come', { today: '2026-10-20', facts: [received('2026-10-01'), { type: 'promise', date: '2026-10-12', details: { of: 'records', by: '2026-11-22' } }] }, [], [[TEN_DAYS, /promised a day/]]],
  ['reminded three days ago', { today: '2026-10-20', facts: [received('2026-10-01')], written: [reminded('2026-10-17')] }, [], [[TEN_DAYS, /next fits from/]]],
  ['reminded ten days ago', { today: '2026-10-27', facts: [received('2026-10-01')], written: [reminded('2026-10-17')] }, [TEN_DAYS], []],
  ['a reminder waits in the outbox', { today: '2026-10-27', facts: [received('2026-10-01')], written: [reminded(null)] }, [], [[TEN_DAYS, /not gone out/]]],
  ['reminded twice', { today: '2026-12-27', facts: [received('2026-10-01')], written: [reminded('2026-10-17'), reminded('2026-10-28')] }, ['cpra-supervisor-review', 'cpra-presuit-demand'], [[TEN_DAYS, /Two reminders/]]],

  ['a notice in order', { today: '2026-10-14', facts: [received('2026-10-01'), extended('2026-10-08', '2026-10-23')] }, [], [[OBJECTION, /has a ground/], [TEN_DAYS, /extended/]]],
  ['a notice without a ground', { today: '2026-10-14', facts: [received('2026-10-01'), extended('2026-10-08', '2026-10-23', 'none_stated')] }, [OBJECTION], []],
  ['a notice without a day', { today: '2026-10-14', facts: [received('2026-10-01'), extended('2026-10-08', null)] }, [OBJECTION], []],
  ['a notice nobody has looked into', { today: '2026-10-14', facts: [received('2026-10-01'), { type: 'extension_notice', date: '2026-10-08', details: {} }] }, [], [[OBJECTION, /can’t be said yet/]]],
  ['the same notice entered twice', { today: '2026-10-14', facts: [received('2026-10-01'), extended('2026-10-08', '2026-10-23'), extended('2026-10-08', '2026-10-23')] }, [], [[OBJECTION, /has a ground/]]],
  ['a notice that reaches too far', { today: '2026-10-14', facts: [received('2026-10-01'), extended('2026-10-08', '2026-11-20')] }, [OBJECTION], []],
  ['the same on a presumed receipt', { today: '2026-10-05', facts: [received('2026-10-01', 'presumed'), extended('2026-10-02', '2026-11-20')] }, [], [[OBJECTION, /can’t be said yet/]]],
  ['no ground, on a presumed receipt', { today: '2026-10-05', facts: [received('2026-10-01', 'presumed'), extended('2026-10-02', '2026-10-20', 'none_stated')] }, [OBJECTION], []],
  ['a ground that was not law then', { today: '2025-10-14', sentOn: '2025-10-01', facts: [received('2025-10-01'), extended('2025-10-08', '2025-10-20', 'cyberattack')] }, [OBJECTION], []],
  ['a notice after every reading ended', { today: '2026-10-22', facts: [received('2026-10-01'), extended('2026-10-21', '2026-10-27')] }, [OBJECTION], [[TEN_DAYS, /too late/]]],
  ['that late notice, on a presumed receipt', { today: '2026-10-22', facts: [received('2026-10-01', 'presumed'), extended('2026-10-21', '2026-10-27')], written: [{ slug: RECEIPT, on: '2026-10-07' }] }, [], [[OBJECTION, /can’t be said yet/]]],
  ['the late notice was objected to', { today: '2026-10-30', facts: [received('2026-10-01'), extended('2026-10-21', '2026-10-27')], written: [objected('2026-10-22', 'notice:2026-10-21:late')] }, [TEN_DAYS], [[OBJECTION, /not repeated/]]],
  ['a second notice', { today: '2026-10-20', facts: [received('2026-10-01'), extended('2026-10-08', '2026-10-19'), extended('2026-10-18', '2026-11-20')] }, [OBJECTION], []],
  ['a second notice that mends what we objected to', { today: '2026-10-20', facts: [received('2026-10-01'), extended('2026-10-08', '2026-10-22', 'none_stated'), extended('2026-10-15', '2026-10-22')], written: [objected('2026-10-10', 'notice:2026-10-08:no_ground')] }, [], [[OBJECTION, /has a ground/]]],
  ['objected to already', { today: '2026-10-20', facts: [received('2026-10-01'), extended('2026-10-08', null)], written: [objected('2026-10-10', 'notice:2026-10-08:no_date')] }, [], [[OBJECTION, /not repeated/]]],
  ['answered after a faulty notice', { today: '2026-10-20', facts: [received('2026-10-01'), extended('2026-10-08', null), answer('2026-10-16')] }, [], [[OBJECTION, /nothing is extended/]]],
  ['the extended day itself', { today: '2026-10-27', facts: [received('2026-10-01'), extended('2026-10-08', '2026-10-26')] }, [], [[EXTENSION, /still allows/]]],
  ['the extended time is over', { today: '2026-10-28', facts: [received('2026-10-01'), extended('2026-10-08', '2026-10-26')] }, [EXTENSION], [[TEN_DAYS, /extended/]]],
  ['over, and the notice had no ground', { today: '2026-10-28', facts: [received('2026-10-01'), extended('2026-10-08', '2026-10-26', 'none_stated')] }, [EXTENSION], [[OBJECTION, /extended time is over/]]],
  ['over, on a presumed receipt', { today: '2026-11-28', facts: [received('2026-10-01', 'presumed'), extended('2026-10-08', '2026-10-23')], numbers: ['1'], written: [{ slug: RECEIPT, on: '2026-10-07' }] }, [], [[EXTENSION, /only presumed/]]],

  ['released without a day, four working days ago', { today: '2026-10-15', facts: [received('2026-10-01'), answer('2026-10-08', { n: 1, outcome: 'disclose' }, { n: 2, outcome: 'partly' }, { n: 3, outcome: 'withhold' })] }, [], [[UNDATED, /fits from/]]],
  ['released without a day, five working days ago', { today: '2026-10-16', facts: [received('2026-10-01'), answer('2026-10-08', { n: 1, outcome: 'disclose' }, { n: 2, outcome: 'partly' }, { n: 3, outcome: 'withhold' })] }, [UNDATED], []],
  ['a day was given since', { today: '2026-10-20', facts: [received('2026-10-01'), answer('2026-10-08', { n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), { type: 'promise', date: '2026-10-12', details: { of: 'records', items: [1], by: '2026-11-30' } }] }, [], [[UNDATED, /without a day/], [PROMISE, /still ahead/]]],
  ['asked for a day already', { today: '2026-10-30', facts: [received('2026-10-01'), answer('2026-10-08', { n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' })], written: [{ slug: UNDATED, on: '2026-10-16', about: ['undated:2026-10-08:1'] }] }, [], [[UNDATED, /not repeated/]]],
  ['a promised day ahead', { today: '2026-10-20', facts: [received('2026-10-01'), answer('2026-10-08', { n: 1, outcome: 'disclose', promisedFor: '2026-10-30' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' })] }, [], [[PROMISE, /still ahead/]]],
  ['passed two working days ago', { today: '2026-11-03', facts: [received('2026-10-01'), answer('2026-10-08', { n: 1, outcome: 'disclose', promisedFor: '2026-10-30' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' })] }, [], [[PROMISE, /only just passed/]]],
  ['passed three working days ago', { today: '2026-11-04', facts: [received('2026-10-01'), answer('2026-10-08', { n: 1, outcome: 'disclose', promisedFor: '2026-10-30' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' })] }, [PROMISE], []],
  ['moved twice and passed yesterday', { today: '2026-10-31', facts: [received('2026-10-01'), answer('2026-10-08', { n: 1, outcome: 'disclose', promisedFor: '2026-10-20' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), answer('2026-10-19', { n: 1, outcome: 'disclose', promisedFor: '2026-10-25' }), { type: 'promise', date: '2026-10-24', details: { of: 'records', items: [1], by: '2026-10-30' } }] }, [PROMISE], []],
  ['asked about that day already', { today: '2026-11-14', facts: [received('2026-10-01'), answer('2026-10-08', { n: 1, outcome: 'disclose', promisedFor: '2026-10-30' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' })], written: [{ slug: PROMISE, on: '2026-11-04', about: ['promise:2026-10-30:1'] }] }, [], [[PROMISE, /not repeated/]]],
  ['the records came', { today: '2026-11-14', facts: [received('2026-10-01'), answer('2026-10-08', { n: 1, outcome: 'disclose', promisedFor: '2026-10-30' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), { type: 'produced', date: '2026-11-01', details: { items: [{ n: 1, complete: true }] } }] }, [], [[PROMISE, /No day/]]],
];

describe('which letters fit a request', () => {
  test.each(SITUATIONS)('%s', (_, given, offered, withheld) => {
    const offers = offerLetters(situation(given));
    expect(offers.offered.filter(({ followUp }) => followUp.atWill !== true).map(({ followUp }) => followUp.slug)).toEqual(offered);
    for (const [slug, why] of withheld) expect(offers.withheld.find(({ followUp }) => followUp.slug === slug)?.why).toMatch(why);
    for (const { reason } of offers.offered) expect(reason).toMatch(/^\p{Lu}.*\.$/u);
    expect(offers.offered.length + offers.withheld.length).toBe(followUps().length);
  });

  test('another letter within a week is held back for all but lawyers', () => {
    const facts = [received('2026-10-01'), extended('2026-10-08', null)];
    expect(offerLetters(situation({ today: '2026-10-12', facts, written: [{ slug: RECEIPT, on: '2026-10-06' }] })).heldUntil).toBe('2026-10-13');
    expect(offerLetters(situation({ today: '2026-10-13', facts, written: [{ slug: RECEIPT, on: '2026-10-06' }] })).heldUntil).toBeNull();
  });

  test('the reason names what the notice lacks', () => {
    const [offer] = offerLetters(situation({ today: '2026-10-14', facts: [received('2026-10-01'), extended('2026-10-08', null, 'none_stated')] })).offered;
    expect(offer?.reason).toBe('The extension notice of Thu, Oct 8, 2026 names no ground the law lists and names no day for the determination.'.replaceAll(/(?<=Thu,|Oct|8,) /g, '\u00a0'));
  });
});

const day = fc.integer({ min: 0, max: 90 }).map((n) => new Date(Date.UTC(2026, 9, 1 + n)).toISOString().slice(0, 10));
const told: fc.Arbitrary<Told> = fc.oneof(
  fc.tuple(day, fc.constantFrom('portal', 'presumed', 'person', 'automatic_reply')).map(([date, basis]) => received(date, basis)),
  fc.tuple(day, fc.option(day), fc.constantFrom('none_stated', 'consultation', 'voluminous')).map(([date, by, ground]) => extended(date, by !== null && by >= date ? by : null, ground)),
  day.map((date): Told => ({ type: 'acknowledged', date })),
  fc.tuple(day, fc.integer({ min: 1, max: 3 }), fc.option(day)).map(([date, n, by]) => answer(date, { n, outcome: 'disclose', ...(by ? { promisedFor: by } : {}) })),
  fc.tuple(day, fc.constantFrom('determination', 'records'), day).map(([date, of, by]): Told => ({ type: 'promise', date, details: { of, by } })),
  day.map((date): Told => ({ type: 'withdrawn', date })),
);
const ACCUSES = new Set<string>([TEN_DAYS, EXTENSION]);

test('no letter calls an agency late before every reading of the law has ended on a confirmed receipt', () => {
  let accused = 0;
  fc.assert(
    fc.property(fc.array(told, { maxLength: 6 }), day, (facts, today) => {
      const given = { today, facts };
      const known = situation(given);
      for (const offer of offerLetters(known).offered) {
        const saysLate = ACCUSES.has(offer.followUp.slug) || offer.facts['late'] === true;
        if (!saysLate) {
          expect(letterFrom(offer, known).text).not.toMatch(/\b(ended|overdue|late)\b|not received a determination/);
          continue;
        }
        accused += 1;
        expect(isLate(known)).toBe(true);
        expect(known.receipt?.presumed).toBe(false);
        expect(known.owed?.presumed).toBe(false);
        expect((known.owed?.assertAfter ?? '9999') < today).toBe(true);
        expect(facts.some((fact) => fact.type === 'withdrawn')).toBe(false);
      }
    }),
    { numRuns: 3000, seed: 20261124 },
  );
  // Without any accusation the property would hold of nothing.
  expect(accused).toBeGreaterThan(50);
});
