import { describe, expect, test } from '@jest/globals';
import { nextStep } from '../../../server/features/requests/next-step.js';
import { type StandingFacts, isLate, whereItStands } from '../../../server/features/requests/where-it-stands.js';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

const base: StandingFacts = {
  agency: 'LAPD', state: 'awaiting', today: '2026-11-24', sentOn: '2026-11-16', closedOn: null, letter: 'sent',
  receipt: { date: '2026-11-16', presumed: false }, owed: { due: '2026-11-30', assertAfter: '2026-11-30', presumed: false }, items: [],
};
const item = (n: number, state: StandingFacts['items'][number]['state'], promisedFor: string | null = null) => ({ n, state, promisedFor });

const table: readonly (readonly [string, Partial<StandingFacts>, string, string])[] = [
  ['a draft', { state: 'draft' }, 'quiet', 'Being written. Nothing has been sent, and no clock runs.'],
  ['not sent', { state: 'not_sent', letter: 'not_sent' }, 'unsent', 'Not sent. The letter is written and waits in the outbox; no clock runs.'],
  ['queued', { state: 'not_sent', letter: 'queued' }, 'waiting', 'The letter is approved and has not left yet. No clock runs until it has.'],
  ['refused by the mail server', { state: 'not_sent', letter: 'refused' }, 'problem', 'Not sent: the mail server refused the letter. Nothing went out, and no clock runs.'],
  ['uncertain', { state: 'not_sent', letter: 'uncertain' }, 'problem', 'It is not certain that the letter went. It is not sent again until somebody has looked. No clock runs.'],
  ['sent, receipt known to nobody', { receipt: null, owed: null }, 'presumed', 'Sent on Mon, Nov 16, 2026. Nothing says that LAPD has it, so no clock runs. Record its receipt.'],
  [
    'a presumed receipt, not due', { receipt: { date: '2026-11-16', presumed: true }, owed: { due: '2026-11-30', assertAfter: '2026-11-30', presumed: true } }, 'presumed',
    'LAPD’s determination would be due by Mon, Nov 30, 2026. That is counted from a receipt nobody has confirmed: it warns us, and calls nobody late. Confirm when LAPD received it.',
  ],
  [
    'a presumed receipt, long past due: nobody is late', { today: '2027-02-01', owed: { due: '2026-11-30', assertAfter: '2026-11-30', presumed: true } }, 'presumed',
    'LAPD’s determination would have been due by Mon, Nov 30, 2026. That is counted from a receipt nobody has confirmed: it warns us, and calls nobody late. Confirm when LAPD received it.',
  ],
  ['due in six days', {}, 'soon', 'LAPD owes its determination by Mon, Nov 30, 2026. It becomes safe to call late after that day.'],
  ['due in ten days', { today: '2026-11-20' }, 'waiting', 'LAPD owes its determination by Mon, Nov 30, 2026. It becomes safe to call late after that day.'],
  ['due today', { today: '2026-11-30' }, 'soon', 'LAPD owes its determination today, Mon, Nov 30, 2026. It becomes safe to call late after that day.'],
  [
    'readings differ', { owed: { due: '2026-11-30', assertAfter: '2026-12-01', presumed: false } }, 'soon',
    'LAPD owes its determination by Mon, Nov 30, 2026. It becomes safe to call late after Tue, Dec 1, 2026.',
  ],
  [
    'past due, but one reading still allows it', { today: '2026-12-01', owed: { due: '2026-11-30', assertAfter: '2026-12-01', presumed: false } }, 'soon',
    'LAPD’s determination was due by Mon, Nov 30, 2026. It is safe to call late only after Tue, Dec 1, 2026: until then one reading of the law still allows it.',
  ],
  [
    'the time extended', { extendedOn: '2026-11-24', owed: { due: '2026-12-10', assertAfter: '2026-12-14', presumed: false } }, 'waiting',
    'LAPD owes its determination by Thu, Dec 10, 2026. That is with the time extended by its notice of Tue, Nov 24, 2026. It becomes safe to call late after Mon, Dec 14, 2026.',
  ],
  ['the day after', { today: '2026-12-01' }, 'late', 'LAPD is late. Its determination was due by Mon, Nov 30, 2026, 1 day ago, on every reading of the law.'],
  [
    'late on two items of four',
    { today: '2026-12-05', items: [item(1, 'promised', '2026-12-20'), item(2, 'withheld'), item(3, 'open'), item(4, 'open')] }, 'late',
    'LAPD is late on items 3 and 4. Its determination was due by Mon, Nov 30, 2026, 5 days ago, on every reading of the law. Item 1 is promised for Sun, Dec 20, 2026. Item 2 was refused.',
  ],
  [
    'determined, with promises', { state: 'determined', owed: null, items: [item(1, 'promised', '2026-12-04'), item(2, 'promised', '2026-12-04'), item(3, 'none_found')] }, 'promise',
    'LAPD has made its determination. Items 1 and 2 are promised for Fri, Dec 4, 2026. For item 3 they found nothing.',
  ],
  [
    'a promise that has passed', { state: 'producing', owed: null, items: [item(1, 'partly_produced', '2026-11-20'), item(2, 'open')] }, 'promise',
    'LAPD has begun to produce records. Item 1 was promised for Fri, Nov 20, 2026, which has passed. Item 2 has no answer.',
  ],
  ['everything answered', { state: 'producing', owed: null, items: [item(1, 'produced'), item(2, 'withheld')] }, 'done', 'LAPD has answered everything. Item 1 was produced. Item 2 was refused.'],
  ['closed with items nobody answered', { state: 'closed', closedOn: '2026-11-23', owed: null, items: [item(1, 'produced'), item(2, 'open'), item(3, 'open')] }, 'closed', 'Closed on Mon, Nov 23, 2026. Items 2 and 3 were never answered.'],
  ['withdrawn', { state: 'withdrawn', closedOn: '2026-11-23', owed: null }, 'closed', 'Withdrawn on Mon, Nov 23, 2026. No clock runs any more.'],
];

describe('where a request stands', () => {
  test.each(table)('%s', (_what, given, tone, sentence) => {
    const standing = whereItStands({ ...base, ...given });
    expect([standing.tone, plain([standing.lead, standing.rest].filter(Boolean).join(' '))]).toEqual([tone, sentence]);
  });
});

test('late begins the day after the date that is safe to call late after, on a confirmed receipt only', () => {
  const owed = { due: '2026-11-30', assertAfter: '2026-12-01', presumed: false };
  expect([isLate(owed, '2026-12-01'), isLate(owed, '2026-12-02'), isLate({ ...owed, presumed: true }, '2027-12-02'), isLate({ ...owed, assertAfter: null }, '2027-12-02'), isLate(null, '2027-12-02')]).toEqual([
    false, true, false, false, false,
  ]);
});

describe('the next step', () => {
  const step = (given: Partial<StandingFacts>) => nextStep({ ...base, ...given, requestId: 'r', letterId: 'l', responsible: 'Ida Example' });

  test.each<[string, Partial<StandingFacts>, string, string | null]>([
    ['a draft is finished', { state: 'draft' }, 'Finish the letter', '/requests/r/compose/items'],
    ['what is not sent goes by hand', { state: 'not_sent', letter: 'not_sent' }, 'Send it by hand', '/letters/l'],
    ['what is on its way is left alone', { state: 'not_sent', letter: 'sending' }, 'Wait a moment', null],
    ['what is uncertain is looked at', { state: 'not_sent', letter: 'uncertain' }, 'Look whether it went', '/letters/l'],
    ['a presumed receipt is confirmed, however late it looks', { today: '2027-02-01', receipt: { date: '2026-11-16', presumed: true }, owed: { due: '2026-11-30', assertAfter: '2026-11-30', presumed: true } }, 'Confirm when LAPD received it', '/requests/r/record/receipt'],
    ['before the date one waits', {}, 'Wait for LAPD', null],
    ['on the day one looks for an answer', { today: '2026-11-30' }, 'Look for an answer', '/requests/r/record/determined'],
    ['after it one records or writes', { today: '2026-12-01' }, 'Record what LAPD did, or write to them', '/requests/r/record/determined'],
    ['promised records are waited for', { state: 'determined', owed: null, items: [item(1, 'promised', '2026-12-04')] }, 'Wait for the records', null],
    ['after the promised day one records what came', { state: 'determined', owed: null, items: [item(1, 'promised', '2026-11-20')] }, 'Record what came', '/requests/r/record/produced'],
    ['when all is answered one closes', { state: 'producing', owed: null, items: [item(1, 'produced')] }, 'Close the request', '/requests/r/record/closed'],
  ])('%s', (_what, given, title, href) => {
    const found = step(given);
    expect([found?.title, found?.action?.href ?? null]).toEqual([title, href]);
  });

  test('a letter that fits comes first, beside what would make it needless; a withdrawn request has none', () => {
    const proposed = { title: 'Object to the extension', why: 'It names no ground.', action: { href: '/requests/r/letters/new', label: 'See the letter' } };
    const beside = (given: Partial<StandingFacts>) => nextStep({ ...base, ...given, requestId: 'r', letterId: 'l', responsible: 'Ida Example', proposed });
    expect(beside({})).toEqual({ ...proposed, other: { href: '/requests/r/record/determined', label: 'Record their answer' } });
    expect(beside({ receipt: { date: '2026-11-16', presumed: true } })?.other?.href).toBe('/requests/r/record/receipt');
    expect(beside({ state: 'determined', owed: null })?.other?.href).toBe('/requests/r/record/produced');
    expect(beside({ state: 'closed' })?.title).toBe('Object to the extension');
    expect([beside({ state: 'withdrawn' }), beside({ state: 'not_sent', letter: 'not_sent' })?.title, beside({ state: 'draft' })?.title]).toEqual([null, 'Send it by hand', 'Finish the letter']);
  });

  test('a closed or withdrawn request has none', () => {
    expect([step({ state: 'closed' }), step({ state: 'withdrawn' })]).toEqual([null, null]);
  });
});
