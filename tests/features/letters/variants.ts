import { type OfferedLetter, offerLetters } from '../../../server/features/letters/follow-ups/offer-letters.js';
import type { Situation } from '../../../server/features/letters/follow-ups/situation.js';
import type { ComposedLetter } from '../../../server/features/letters/compose-letter.js';
import { type Given, extended, letterFrom, numbers, received, situation } from './situations.js';
import { ANSWERS } from './variants-answers.js';
import { DENIALS } from './variants-denials.js';
import { FOIA } from './variants-foia.js';

export { numbers };

/** One for each way a letter can read. Names are those of the golden files. */
export const VARIANTS: readonly [string, Given][] = [
  ['cpra-confirm-receipt', { today: '2026-10-07' }],
  ['cpra-confirm-receipt.acknowledged', { today: '2026-10-08', facts: [received('2026-10-01', 'automatic_reply'), { type: 'acknowledged', date: '2026-10-02' }] }],
  ['cpra-confirm-receipt.number', { today: '2026-10-08', numbers, facts: [received('2026-10-01', 'presumed')] }],
  ['cpra-extension-objection.no-ground', { today: '2026-10-14', numbers, facts: [received('2026-10-01'), extended('2026-10-08', '2026-10-23', 'none_stated')] }],
  ['cpra-extension-objection.no-date', { today: '2026-10-14', numbers, facts: [received('2026-10-01'), extended('2026-10-08', null)] }],
  ['cpra-extension-objection.too-long', { today: '2026-10-14', numbers, facts: [received('2026-10-01'), extended('2026-10-08', '2026-11-20')] }],
  ['cpra-extension-objection.late', { today: '2026-10-22', numbers, facts: [received('2026-10-01'), extended('2026-10-21', '2026-10-27')] }],
  ['cpra-extension-objection.second', { today: '2026-10-20', numbers, facts: [received('2026-10-01'), extended('2026-10-08', '2026-10-19'), extended('2026-10-18', '2026-11-20')] }],
  ['cpra-extension-objection.several', { today: '2026-10-14', numbers, facts: [received('2026-10-01'), extended('2026-10-08', '2026-11-20', 'none_stated')] }],
  ['cpra-overdue-ten-days', { today: '2026-10-14', facts: [received('2026-10-01')] }],
  ['cpra-overdue-ten-days.acknowledged', { today: '2026-10-14', sentBy: 'email', numbers, facts: [received('2026-10-01', 'automatic_reply'), { type: 'acknowledged', date: '2026-10-02' }] }],
  ['cpra-overdue-ten-days.partial', { today: '2026-10-20', numbers, facts: [received('2026-10-01', 'delivery_proof'), { type: 'produced', date: '2026-10-08', details: { items: [{ n: 1, complete: true }] } }] }],
  ['cpra-overdue-ten-days.second', { today: '2026-10-27', numbers, facts: [received('2026-10-01', 'person')], written: [{ slug: 'cpra-overdue-ten-days', on: '2026-10-15' }] }],
  ['cpra-overdue-extension', { today: '2026-10-28', numbers, facts: [received('2026-10-01', 'message'), extended('2026-10-08', '2026-10-26')] }],
  ['cpra-promise-missed', { today: '2026-11-06', numbers, facts: [received('2026-10-01'), { type: 'determination', date: '2026-10-08', details: { items: [1, 2, 3].map((n) => ({ n, outcome: 'disclose', promisedFor: n === 3 ? '2026-12-20' : '2026-10-30' })) } }, { type: 'promise', date: '2026-10-12', details: { of: 'records', items: [1], by: '2026-11-02' } }] }],
  ['cpra-production-date', { today: '2026-10-16', numbers, facts: [received('2026-10-01'), { type: 'determination', date: '2026-10-08', details: { items: [1, 2, 3].map((n) => ({ n, outcome: n === 3 ? 'withhold' : 'disclose' })) } }] }],
  ['cpra-closed-without-answer', { today: '2026-10-30', numbers, facts: [received('2026-10-01'), { type: 'produced', date: '2026-10-08', details: { items: [{ n: 1, complete: true }] } }, { type: 'closed', date: '2026-10-20' }] }],
  ['cpra-overdue-ten-days.2027', { today: '2027-03-20', sentOn: '2027-02-01', numbers, facts: [received('2027-02-01')] }],
  ...DENIALS,
  ...ANSWERS,
  ...FOIA,
];

/** The letter named, or the first offered there. */
export function made(given: Given): { known: Situation; offered: OfferedLetter; letter: ComposedLetter } {
  const known = situation(given);
  const offered = offerLetters(known).offered.find(({ followUp }) => given.letter === undefined || followUp.slug === given.letter);
  if (!offered) throw new Error('nothing is offered here');
  return { known, offered, letter: letterFrom(offered, known, { inputs: given.inputs ?? {} }) };
}
