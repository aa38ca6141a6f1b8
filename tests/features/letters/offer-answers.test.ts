import { describe, expect, test } from '@jest/globals';
import { CITATIONS, citationsIn, verdictOf } from '../../../server/features/letters/citations.js';
import { followUpLetter } from '../../../server/features/letters/follow-ups/follow-up-letter.js';
import type { FollowUpSlug } from '../../../server/features/letters/follow-ups/follow-up.js';
import { offerLetters } from '../../../server/features/letters/follow-ups/offer-letters.js';
import { type Given, type Told, received, settingOf, situation } from './situations.js';
import { ANSWERS, answered, asked, fee } from './variants-answers.js';
import { made } from './variants.js';

const REPLY = 'cpra-clarification-reply';
const FEE = 'cpra-fee-question';
const LINK = 'cpra-posted-record';
const STORED = 'cpra-existing-data';
const ELSEWHERE = 'cpra-held-elsewhere';
const CONFIDENCE = 'cpra-confidentiality-agreement';
const FORMAT = 'cpra-native-format';
const PROMISE = 'cpra-promise-missed';
const UNDATED = 'cpra-production-date';
const OVERDUE = 'cpra-overdue-ten-days';
const MINE: readonly FollowUpSlug[] = [REPLY, FEE, LINK, STORED, ELSEWHERE, CONFIDENCE, FORMAT, PROMISE, UNDATED, OVERDUE];

const wrote = (slug: FollowUpSlug, on: string | null, ...about: string[]) => ({ slug, on, about });
const said = (...items: { n: number; outcome: string; promisedFor?: string }[]): Told => ({ type: 'determination', date: '2026-10-07', details: { items } });
const came = (date: string, n: number, complete: boolean): Told => ({ type: 'produced', date, details: { items: [{ n, complete }] } });
const promise = (date: string, by: string, items: readonly number[] = []): Told => ({ type: 'promise', date, details: { of: 'records', items, by } });
const withdrawn: Told = { type: 'withdrawn', date: '2026-10-09' };
const closed = (by: 'agency' | 'us'): Told => ({ type: 'closed', date: '2026-10-09', details: { by } });
const at = (today: string, ...facts: Told[]): Given => ({ today, facts: [received('2026-10-01'), ...facts] });

const created = answered('2026-10-08', 'no_duty_to_create', { items: [1] });
const elsewhere = (date = '2026-10-08', items = [1]) => answered(date, 'held_elsewhere', { items, holder: 'Example Vendor, Inc.', isVendor: true });
const link = (problem: string | null, date = '2026-10-08') => answered(date, 'link_given', { items: [2], url: 'https://example.org/a', problem });
const confidence = answered('2026-10-08', 'shared_in_confidence', { items: [2], recipient: 'ICE' });
const format = answered('2026-10-08', 'wrong_format', { items: [1], files: 'Log', got: 'paper', asked: 'CSV' });
const hours = (date = '2026-10-08') => fee(date, [{ what: 'Staff time, 6 hours', amount: 48_000 }]);

/** What happened; which of these letters are offered, first the fitting one, with the reason of the first; and which are not, with why. */
const SITUATIONS: readonly [string, Given, readonly FollowUpSlug[], RegExp | null, readonly [FollowUpSlug, RegExp][]][] = [
  ['nothing was answered', at('2026-10-09'), [], null, [[REPLY, /asked nothing/], [FEE, /No cost/], [LINK, /no link/], [STORED, /did not say/], [ELSEWHERE, /did not say/], [CONFIDENCE, /did not say/], [FORMAT, /No files/]]],
  ['a federal request', { ...at('2026-10-09', asked('2026-10-08', 'meaning')), law: 'FOIA' }, [], null, [[REPLY, /California/], [FEE, /California/]]],
  ['a draft', { today: '2026-10-09', draft: true }, [], null, [[REPLY, /not gone out/]]],

  ['asked today what an item means', at('2026-10-08', asked('2026-10-08', 'meaning', [2])), [REPLY], /They asked on .*Oct.8/, []],
  ['asked to narrow, two weeks ago', at('2026-10-22', asked('2026-10-08', 'narrow')), [REPLY, OVERDUE], /They asked/, []],
  ['asked what it means, and late since', at('2026-10-22', asked('2026-10-08', 'meaning')), [REPLY], /They asked/, [[OVERDUE, /Answer that first/]]],
  ['late, and their question was answered by a letter', { ...at('2026-10-22', asked('2026-10-08', 'meaning')), written: [wrote(REPLY, '2026-10-09', 'clarification_asked:2026-10-08:')] }, [OVERDUE], /Every reading/, [[REPLY, /not repeated/]]],
  ['our answer waits in the outbox', { ...at('2026-10-12', asked('2026-10-08', 'meaning')), written: [wrote(REPLY, null, 'clarification_asked:2026-10-08:')] }, [], null, [[REPLY, /not repeated/]]],
  ['answered outside', at('2026-10-12', asked('2026-10-08', 'meaning', [2]), answered('2026-10-09', 'clarification_answered', { items: [2] })), [], null, [[REPLY, /asked nothing/]]],
  ['one of two items answered outside', at('2026-10-12', asked('2026-10-08', 'meaning', [1, 2]), answered('2026-10-09', 'clarification_answered', { items: [2] })), [REPLY], /They asked/, []],
  ['answered as a whole outside', at('2026-10-12', asked('2026-10-08', 'meaning', [1, 2]), answered('2026-10-09', 'clarification_answered')), [], null, [[REPLY, /asked nothing/]]],
  ['asked again after our answer', at('2026-10-20', asked('2026-10-05', 'meaning'), answered('2026-10-06', 'clarification_answered'), asked('2026-10-19', 'meaning')), [REPLY], /Oct.19/, []],
  ['the item they asked about was refused', at('2026-10-12', asked('2026-10-06', 'meaning', [2]), said({ n: 2, outcome: 'withhold' })), [], null, [[REPLY, /settled/]]],
  ['one of the items they asked about was refused', at('2026-10-12', asked('2026-10-06', 'meaning', [1, 2]), said({ n: 2, outcome: 'withhold' })), [REPLY], /They asked/, []],
  ['asked, and the records are promised for a day ahead', at('2026-10-12', asked('2026-10-08', 'meaning', [1]), promise('2026-10-09', '2026-12-01')), [REPLY], /They asked/, []],
  ['asked, and withdrawn', at('2026-10-12', asked('2026-10-08', 'meaning'), withdrawn), [], null, [[REPLY, /withdrawn/]]],
  ['asked, and closed by the agency', at('2026-10-12', asked('2026-10-08', 'meaning'), closed('agency')), [REPLY], /They asked/, []],
  ['asked, and closed by us', at('2026-10-12', asked('2026-10-08', 'meaning'), closed('us')), [], null, [[REPLY, /closed/]]],
  ['a purpose asked', at('2026-10-09', asked('2026-10-08', 'purpose')), [REPLY], /They asked/, []],

  ['a cost named four working days ago', at('2026-10-15', hours()), [OVERDUE], null, [[FEE, /fits from/]]],
  ['a cost named five working days ago', at('2026-10-16', hours()), [FEE, OVERDUE], /more than copies/, []],
  ['a sum and no parts', at('2026-10-16', fee('2026-10-08', [], 9900)), [FEE, OVERDUE], /not what it is made of/, []],
  ['a cost for copies alone', at('2026-10-16', fee('2026-10-08', [{ what: 'One disc', amount: 50 }, { what: 'Postage', amount: 300 }])), [OVERDUE], null, [[FEE, /copies alone/]]],
  ['copies, and redaction', at('2026-10-16', fee('2026-10-08', [{ what: 'Copying and redacting', amount: 50 }])), [FEE, OVERDUE], /more than copies/, []],
  ['settled', at('2026-10-16', hours(), answered('2026-10-12', 'fee_settled')), [OVERDUE], null, [[FEE, /No cost/]]],
  ['settled, and another named since', at('2026-10-26', hours(), answered('2026-10-12', 'fee_settled'), hours('2026-10-16')), [FEE, OVERDUE], /Oct.16/, []],
  ['asked about the cost already', { ...at('2026-10-30', hours()), written: [wrote(FEE, '2026-10-16', 'fee_estimate:2026-10-08:')] }, [OVERDUE], null, [[FEE, /not repeated/]]],
  ['a cost, and withdrawn', at('2026-10-30', hours(), withdrawn), [], null, [[FEE, /withdrawn/]]],
  ['released without a day, and a cost not settled', at('2026-10-20', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), hours()), [FEE], /more than copies/, [[UNDATED, /cost .*first/]]],
  ['the same, asked about', { ...at('2026-10-20', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), hours()), written: [wrote(FEE, '2026-10-16', 'fee_estimate:2026-10-08:')] }, [UNDATED], /gave no day/, [[FEE, /not repeated/]]],
  ['a promised day passed, and a cost not settled', at('2026-11-06', said({ n: 1, outcome: 'disclose', promisedFor: '2026-10-30' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), hours()), [FEE], /more than copies/, [[PROMISE, /cost .*first/]]],

  ['a link that does not open', at('2026-10-08', link('dead')), [LINK], /does not give the whole record/, []],
  ['a link that shows all', at('2026-10-08', link(null)), [], null, [[LINK, /shows the whole record/]]],
  ['a link, and a copy since', at('2026-10-13', link('partial'), came('2026-10-12', 2, true)), [], null, [[LINK, /have come/]]],
  ['a link, and a copy promised for a day ahead', at('2026-10-13', link('partial'), promise('2026-10-12', '2026-10-30', [2])), [], null, [[LINK, /promised/]]],
  ['that day has passed', at('2026-11-02', link('partial'), promise('2026-10-12', '2026-10-30', [2])), [LINK, OVERDUE], /whole record/, [[PROMISE, /only just/]]],
  ['written of that link', { ...at('2026-10-13', link('partial')), written: [wrote(LINK, '2026-10-09', 'link_given:2026-10-08:2')] }, [], null, [[LINK, /not repeated/]]],
  ['another bad link since', { ...at('2026-10-13', link('partial'), link('dead', '2026-10-12')), written: [wrote(LINK, '2026-10-09', 'link_given:2026-10-08:2')] }, [LINK], /Oct.12/, []],

  ['no duty to create, four working days ago', at('2026-10-15', created), [OVERDUE], null, [[STORED, /fits from/]]],
  ['no duty to create, five working days ago', at('2026-10-16', created), [STORED, OVERDUE], /need not create/, []],
  ['no duty to create, refused for it', at('2026-10-16', created, said({ n: 1, outcome: 'withhold' })), [STORED, OVERDUE], /need not create/, []],
  ['it came after all', at('2026-10-16', created, came('2026-10-12', 1, true)), [OVERDUE], null, [[STORED, /has come/]]],
  ['a day promised before they said it stops nothing', at('2026-10-16', promise('2026-10-02', '2026-12-01', [1]), created), [STORED, OVERDUE], /need not create/, []],
  ['a day promised since', at('2026-10-16', created, promise('2026-10-12', '2026-12-01', [1])), [OVERDUE], null, [[STORED, /promised/]]],

  ['somebody else has it, two working days ago', at('2026-10-13', elsewhere('2026-10-08')), [], null, [[ELSEWHERE, /fits from/]]],
  ['somebody else has it, three working days ago', at('2026-10-14', elsewhere('2026-10-08')), [ELSEWHERE, OVERDUE], /Ask Example Vendor, Inc\. too/, []],
  ['said of another item again', { ...at('2026-10-20', elsewhere('2026-10-08'), elsewhere('2026-10-14', [3])), written: [wrote(ELSEWHERE, '2026-10-14', 'held_elsewhere:2026-10-08:1')] }, [ELSEWHERE, OVERDUE], /Oct.14/, []],
  ['closed with it by the agency', at('2026-10-20', elsewhere('2026-10-08'), closed('agency')), [ELSEWHERE], /has the records/, []],

  ['shared in confidence', at('2026-10-08', confidence), [CONFIDENCE], /ICE has it in confidence/, []],
  ['asked for the agreement', { ...at('2026-10-13', confidence), written: [wrote(CONFIDENCE, '2026-10-09', 'shared_in_confidence:2026-10-08:2')] }, [], null, [[CONFIDENCE, /not repeated/]]],

  ['the wrong format, nine working days ago', at('2026-10-22', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), came('2026-10-08', 1, true), format), [], null, [[FORMAT, /fits from/]]],
  ['the wrong format, ten working days ago', at('2026-10-23', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), came('2026-10-08', 1, true), format), [FORMAT], /not in the format/, []],
  ['it came again since', at('2026-10-23', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), came('2026-10-08', 1, true), format, came('2026-10-20', 1, true)), [], null, [[FORMAT, /come again/]]],

  ['a part came 29 days ago', at('2026-11-10', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), came('2026-10-12', 1, false)), [], null, [[PROMISE, /fits from/]]],
  ['a part came 30 days ago', at('2026-11-11', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), came('2026-10-12', 1, false)), [PROMISE], /last records came/, []],
  ['the rest promised for a day ahead', at('2026-11-11', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), came('2026-10-12', 1, false), promise('2026-10-20', '2026-12-01', [1])), [], null, [[PROMISE, /still ahead/]]],
  ['asked about the rest', { ...at('2026-12-11', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), came('2026-10-12', 1, false)), written: [wrote(PROMISE, '2026-11-11', 'idle:2026-10-12:1')] }, [], null, [[PROMISE, /not repeated/]]],
  ['more came, and then no more', { ...at('2026-12-11', said({ n: 1, outcome: 'disclose' }, { n: 2, outcome: 'withhold' }, { n: 3, outcome: 'withhold' }), came('2026-10-12', 1, false), came('2026-11-11', 1, false)), written: [wrote(PROMISE, '2026-11-11', 'idle:2026-10-12:1')] }, [PROMISE], /last records came/, []],
];

describe('which letters fit what an agency answered', () => {
  test.each(SITUATIONS)('%s', (_, given, offered, reason, withheld) => {
    const offers = offerLetters(situation(given));
    const mine = offers.offered.filter(({ followUp }) => MINE.includes(followUp.slug));
    expect(mine.map(({ followUp }) => followUp.slug)).toEqual(offered);
    if (reason) expect(mine[0]?.reason).toMatch(reason);
    for (const [slug, why] of withheld) expect([slug, offers.withheld.find(({ followUp }) => followUp.slug === slug)?.why]).toEqual([slug, expect.stringMatching(why)]);
    for (const one of offers.offered) expect(one.reason).toMatch(/^\p{Lu}.*\.$/u);
  });

  test.each(ANSWERS)('%s is not repeated once it is written', (_, given) => {
    const { known, offered } = made(given);
    const { slug } = offered.followUp;
    const again = { ...known, written: [...known.written, { id: 'x', slug, sentOn: known.today, about: offered.about }] };
    expect(offerLetters(again).offered.map(({ followUp }) => followUp.slug)).not.toContain(slug);
    expect(offerLetters(again).withheld.find(({ followUp }) => followUp.slug === slug)?.why).toMatch(/not repeated/);
  });

  test.each(ANSWERS)('%s ends with a withdrawal', (_, given) => {
    const known = situation({ ...given, facts: [...(given.facts ?? []), { type: 'withdrawn', date: given.today }] });
    expect(offerLetters(known).offered.filter(({ followUp }) => MINE.includes(followUp.slug))).toEqual([]);
  });
});

/** The most words letters.md 5 gives each, without what is listed from the record. */
const CAPS: Readonly<Record<string, number>> = { [REPLY]: 250, [FEE]: 180, [LINK]: 110, [STORED]: 200, [ELSEWHERE]: 220, [CONFIDENCE]: 150, [FORMAT]: 150, [PROMISE]: 180 };

describe('what such a letter says', () => {
  test.each(ANSWERS)('%s: nothing depends on a sentence that was left out', (_, given) => {
    const { letter } = made(given);
    const text = letter.text.replace(/\s+/g, ' ');
    for (const { sentence } of letter.leftOut) {
      expect(text).not.toContain(sentence.slice(0, 40));
      expect(citationsIn(sentence).some((citation) => verdictOf(citation) !== 'confirmed')).toBe(true);
    }
    expect(text).not.toMatch(/\. \.|\.\.|\( ?\)| ,|What we ask$/);
    expect(text).toContain('What we ask');
  });

  test.each(ANSWERS)('%s: with what a lawyer approved it reads on, asks before it cites, and cites at most five', (_, given) => {
    const { known, offered } = made(given);
    const { fields, setting } = settingOf(known, { inputs: given.inputs ?? {} });
    const approved = new Set([...CITATIONS].flatMap(([citation, verdict]) => (verdict === 'partly' ? [citation] : [])));
    const { text, leftOut } = followUpLetter(offered, fields, { ...setting, approved });
    expect(leftOut).toEqual([]);
    expect(citationsIn(text).length).toBeLessThanOrEqual(5);
    expect(text).not.toMatch(/\n{3}|\S {2}|\. \.|\.\./);
    const body = text.slice(text.indexOf('\n\n', text.indexOf('Our number')), text.indexOf('Please reply to k7m2'));
    const sentences = body.replaceAll(/(Gov|Civ|Cal|App|Inc)\./g, '$1').split(/\n\n|(?<=[.:])\s(?=[A-Z])/).map((one) => one.trim().split(/\s+/));
    for (const words of sentences) expect([words.join(' '), words.length <= 30]).toEqual([words.join(' '), true]);
    const ours = body.split('\n').filter((one) => !one.startsWith('- ')).join(' ');
    expect(ours.trim().split(/\s+/).length).toBeLessThanOrEqual(CAPS[offered.followUp.slug] ?? 0);
  });

  test('an answer that is needed and blank is a gap', () => {
    const { letter } = made({ letter: REPLY, today: '2026-10-09', facts: [received('2026-10-01'), asked('2026-10-08', 'meaning')] });
    expect(letter.gaps.map(({ path }) => path)).toEqual(['inputs.answer']);
    expect(made({ letter: REPLY, today: '2026-10-09', facts: [received('2026-10-01'), asked('2026-10-08', 'purpose')] }).letter.gaps).toEqual([]);
    expect(made({ letter: STORED, today: '2026-10-16', facts: [received('2026-10-01'), created] }).letter.gaps.map(({ path }) => path)).toEqual(['inputs.held']);
  });
});
