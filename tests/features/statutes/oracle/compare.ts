import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { DeadlineDates, DeriveInput } from '../../../../server/features/statutes/deadline.js';
import { deriveDates, judgeNotices } from '../../../../server/features/statutes/derive.js';
import { oracleCalifornia } from './california.js';
import { requests } from './cases.js';
import type { OracleDeadline } from './deadline.js';
import { oracleFederal } from './federal.js';

/** The seed of a run: a new one each time, or the one of a failure to be repeated (`TENDAY_SEED=… npm test`). */
export const seed = Number(process.env['TENDAY_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff));

function plain(dates: DeadlineDates): OracleDeadline {
  const { rule, nominal, earliest, due, assertAfter, lastLawful, byCalendar, extendedBy } = dates;
  return { rule, nominal, earliest, due, assertAfter, byCalendar: byCalendar as Record<string, string>, ...(lastLawful && { lastLawful }), ...(extendedBy && { extendedBy }) };
}

/** Throws with both answers when the engine and the oracle differ on any date of any deadline, or on a notice. */
export function expectAgreement(input: DeriveInput): void {
  const found = deriveDates(input).map(plain);
  if (input.law === 'FOIA') return expect(found).toEqual(oracleFederal(input));
  const { deadlines, notices } = oracleCalifornia(input);
  expect(found).toEqual(deadlines);
  expect(judgeNotices(input).map(({ notice, effect, defects }) => ({ sent: notice.sent, effect, defects: defects.map(({ code }) => code) }))).toEqual(notices);
}

/** As many random requests, each counted both ways. A failure names its seed and the smallest request that fails. */
export function expectAgreementOn(numRuns: number): void {
  fc.assert(fc.property(requests, expectAgreement), { numRuns, seed });
}
