import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FEDERAL } from '../../../server/features/deadlines/fact-types-federal.js';
import { groundsIn } from '../../../server/features/letters/follow-ups/foia-appeal.js';
import { FOIA_FOLLOW_UPS } from '../../../server/features/letters/follow-ups/foia-follow-ups.js';
import { inputsOf } from '../../../server/features/letters/follow-ups/follow-up-letter.js';
import type { FollowUpSlug } from '../../../server/features/letters/follow-ups/follow-up.js';
import { lintWords } from '../../../server/features/letters/letter-lint.js';
import { offerLetters } from '../../../server/features/letters/follow-ups/offer-letters.js';
import { isLate } from '../../../server/features/letters/follow-ups/situation.js';
import { type Given, type Told, letterFrom, received, situation } from './situations.js';
import { VARIANTS, made } from './variants.js';
import { federal } from './variants-foia.js';

const [REPLY, OVERDUE, APPEAL, OGIS, SUIT] = ['foia-clarification-reply', 'foia-overdue', 'foia-appeal', 'foia-ogis', 'foia-presuit'] as const;
const had = received('2026-10-05');
const answered = (date: string, ...items: { n: number; outcome: string; ground?: string }[]): Told => ({ type: 'determination', date, details: { items } });
const asked = (date: string, asks = 'meaning') => federal('information_asked', date, { asks });
const notice = (date: string, specifiedDate: string): Told => ({ type: 'extension_notice', date, details: { ground: 'voluminous', specifiedDate } });
const reminded = (on: string | null, what = 'first') => ({ slug: OVERDUE, on, about: [`overdue:foia:${what}`] });
const refused = answered('2026-10-28', { n: 1, outcome: 'withhold', ground: '7(E)' });
const appealed = [refused, federal('appeal_sent', '2026-11-10'), federal('appeal_received', '2026-11-10')];

/** Received October 5, 2026: due November 3, and safe to call late after it; with ten more working days, November 18. */
const SITUATIONS: readonly [string, Given, readonly FollowUpSlug[], readonly [FollowUpSlug, RegExp][]][] = [
  ['a draft', { today: '2026-12-20', draft: true }, [], [[OVERDUE, /not gone out/], [APPEAL, /not gone out/]]],
  ['under California’s Act', { today: '2026-12-20', law: 'CPRA', facts: [received('2026-10-05')] }, ['cpra-overdue-ten-days'], [[OVERDUE, /Freedom of Information/], [REPLY, /Freedom of Information/]]],
  ['withdrawn', { today: '2026-12-20', facts: [had, { type: 'withdrawn', date: '2026-10-20' }] }, [], [[OVERDUE, /withdrawn/], [OGIS, /withdrawn/]]],
  ['on the last day by every reading', { today: '2026-11-03', facts: [had] }, [], [[OVERDUE, /still allows/]]],
  ['the day after', { today: '2026-11-04', facts: [had] }, [OVERDUE], [[OGIS, /two months/], [SUIT, /two months/]]],
  ['on a receipt nobody confirmed, however long ago', { today: '2027-03-01', facts: [received('2026-10-05', 'presumed')] }, [], [[OVERDUE, /only presumed/]]],
  ['extended, within the ten working days', { today: '2026-11-10', facts: [had, notice('2026-10-20', '2026-11-18')] }, [], [[OVERDUE, /still allows/], [REPLY, /No question/]]],
  ['extended, and those are over', { today: '2026-11-20', facts: [had, notice('2026-10-20', '2026-11-18')] }, [OVERDUE], []],
  ['a notice that names a day months off', { today: '2026-10-24', facts: [had, notice('2026-10-20', '2027-03-01')] }, [REPLY], [[OVERDUE, /still allows/]]],
  ['the same, answered', { today: '2026-10-30', facts: [had, notice('2026-10-20', '2027-03-01')], written: [{ slug: REPLY, on: '2026-10-24', about: ['beyond:2026-10-20'] }] }, [], [[REPLY, /not repeated/]]],
  ['a question of theirs is open', { today: '2026-12-20', facts: [had, asked('2026-10-09')] }, [REPLY], [[OVERDUE, /clock stands still/], [SUIT, /our answer/], [OGIS, /our answer/]]],
  ['our answer is written', { today: '2026-12-20', facts: [had, asked('2026-10-09')], written: [{ slug: REPLY, on: '2026-10-12', about: ['question:meaning:2026-10-09'] }] }, [], [[REPLY, /Record the day they had it/]]],
  ['they had our answer', { today: '2026-10-20', facts: [had, asked('2026-10-09'), federal('information_answered', '2026-10-12')] }, [], [[REPLY, /No question/]]],
  ['a second question, the first one answered: the clock runs on', { today: '2026-11-20', facts: [had, asked('2026-10-09'), federal('information_answered', '2026-10-12'), asked('2026-10-14', 'narrow')] }, [REPLY, OVERDUE], []],
  ['a question about fees', { today: '2026-10-24', facts: [had, federal('fee_asked', '2026-10-23')] }, [REPLY], []],
  ['speed asked, within the ten days', { today: '2026-10-11', facts: [had, federal('expedition_asked', '2026-10-01')] }, [], [[OVERDUE, /still allows/]]],
  ['speed asked, no decision', { today: '2026-10-14', facts: [had, federal('expedition_asked', '2026-10-01')] }, [OVERDUE], []],
  ['speed granted late', { today: '2026-10-20', facts: [had, federal('expedition_asked', '2026-10-01'), federal('expedition_decided', '2026-10-15', { granted: true })] }, [], [[APPEAL, /refuses anything/]]],
  ['speed refused', { today: '2026-10-20', facts: [had, federal('expedition_asked', '2026-10-05'), federal('expedition_decided', '2026-10-15', { granted: false })] }, [APPEAL], []],
  ['the waiver refused', { today: '2026-10-20', facts: [had, federal('waiver_decided', '2026-10-15', { granted: false })] }, [APPEAL], []],
  ['something withheld, the same day', { today: '2026-10-28', facts: [had, refused] }, [APPEAL], []],
  ['nothing found', { today: '2026-10-28', facts: [had, answered('2026-10-28', { n: 2, outcome: 'none_found' })] }, [APPEAL], []],
  ['everything released', { today: '2026-12-20', facts: [had, answered('2026-10-28', ...[1, 2, 3].map((n) => ({ n, outcome: 'disclose' })))] }, [], [[APPEAL, /refuses anything/], [OVERDUE, /owed any more/]]],
  ['refused and closed', { today: '2026-11-20', facts: [had, refused, { type: 'closed', date: '2026-11-02' }] }, [APPEAL], [[OVERDUE, /closed/]]],
  ['past our date for the appeal, within the working days', { today: '2027-02-10', facts: [had, answered('2026-10-28', ...[1, 2, 3].map((n) => ({ n, outcome: 'withhold' })))] }, [APPEAL], []],
  ['past every date for the appeal', { today: '2027-06-01', facts: [had, answered('2026-10-28', ...[1, 2, 3].map((n) => ({ n, outcome: 'withhold' })))] }, [], [[APPEAL, /last day the law may allow/], [SUIT, /appeal first/]]],
  ['the appeal is sent', { today: '2026-11-20', facts: [had, ...appealed] }, [OVERDUE], [[APPEAL, /covers every answer/], [OGIS, /two months/]]],
  ['another refusal after the appeal', { today: '2026-11-20', facts: [had, ...appealed, answered('2026-11-18', { n: 2, outcome: 'withhold' })] }, [APPEAL, OVERDUE], [[SUIT, /appeal first/], [OGIS, /appeal first/]]],
  ['the appeal has no decision in time', { today: '2027-01-10', facts: [had, answered('2026-10-28', ...[1, 2, 3].map((n) => ({ n, outcome: 'withhold' }))), ...appealed.slice(1)] }, [OGIS, SUIT], []],
  ['the appeal was refused', { today: '2026-12-10', facts: [had, answered('2026-10-28', ...[1, 2, 3].map((n) => ({ n, outcome: 'withhold' }))), ...appealed.slice(1), federal('appeal_decided', '2026-12-08', { outcome: 'upheld' })] }, [OGIS, SUIT], [[APPEAL, /covers every answer/]]],
  ['the appeal was granted', { today: '2026-12-10', facts: [had, answered('2026-10-28', ...[1, 2, 3].map((n) => ({ n, outcome: 'withhold' }))), ...appealed.slice(1), federal('appeal_decided', '2026-12-08', { outcome: 'granted' })] }, [], [[OGIS, /no appeal is decided against us/]]],
  ['reminded three days ago', { today: '2026-11-08', facts: [had], written: [reminded('2026-11-05')] }, [], [[OVERDUE, /next fits from/]]],
  ['reminded two weeks ago', { today: '2026-11-20', facts: [had], written: [reminded('2026-11-05')] }, [OVERDUE], []],
  ['reminded twice', { today: '2026-12-20', facts: [had], written: [reminded('2026-11-05'), reminded('2026-11-20', 'second')] }, [], [[OVERDUE, /Two reminders/]]],
  ['two months of silence after the reminder', { today: '2027-01-10', facts: [had], written: [reminded('2026-11-05'), reminded('2026-11-10', 'second')] }, [OGIS, SUIT], []],
  ['a day of destruction is near', { today: '2026-10-20', facts: [had, { type: 'retention', date: '2026-10-12', details: { what: 'mail', destroyedFrom: '2027-01-15', source: 'their schedule' } }] }, ['foia-preservation'], []],
  ['the mediator was asked', { today: '2027-01-20', facts: [had], written: [reminded('2026-11-05'), reminded('2026-11-10', 'second'), { slug: OGIS, on: '2027-01-11', about: ['ogis:silence:2026-11-10'] }] }, [SUIT], [[OGIS, /not repeated/]]],
];

describe('which letters fit a request under FOIA, and why not', () => {
  test.each(SITUATIONS)('%s', (_, given, slugs, reasons) => {
    const { offered, withheld } = offerLetters(situation({ law: 'FOIA', ...given }));
    expect(offered.filter(({ followUp, aside }) => !followUp.atWill && !aside).map(({ followUp }) => followUp.slug)).toEqual(slugs);
    for (const [slug, why] of reasons) expect([slug, withheld.find(({ followUp }) => followUp.slug === slug)?.why]).toEqual([slug, expect.stringMatching(why)]);
  });

  test('the appeal says our date, the earliest, and when it has passed what the law may still allow', () => {
    const all = answered('2026-10-28', ...[1, 2, 3].map((n) => ({ n, outcome: 'withhold' })));
    const reason = (today: string) => offerLetters(situation({ law: 'FOIA', today, facts: [had, all] })).offered[0]?.reason ?? '';
    expect(reason('2026-11-20').replaceAll('\u00a0', ' ')).toContain('Our date is Tue, Jan 26, 2027: the earliest reading');
    expect(reason('2027-02-10').replaceAll('\u00a0', ' ')).toContain('was Tue, Jan 26, 2027. The law may allow until');
    const letter = made({ law: 'FOIA', today: '2027-02-10', facts: [had, all], letter: APPEAL, inputs: { office: 'Appeals' } }).letter;
    expect(letter.text).not.toContain('within 90 days');
  });

  test('whatever happened: a question stops the wait, an answer not appealed stops suit and mediator, and nobody is called late who is not', () => {
    const day = fc.integer({ min: 0, max: 200 }).map((n) => new Date(Date.UTC(2026, 9, 5 + n)).toISOString().slice(0, 10));
    const details: Record<string, object> = { information_asked: { asks: 'meaning' }, expedition_decided: { granted: false }, waiver_decided: { granted: false }, appeal_decided: { outcome: 'upheld' } };
    const step = fc.tuple(fc.constantFrom(...FEDERAL), day).map(([what, date]) => federal(what, date, details[what] ?? {}));
    const other = fc.oneof(day.map((date) => answered(date, { n: 1, outcome: 'withhold', ground: '7(E)' })), day.map((date) => answered(date, { n: 2, outcome: 'none_found' })), day.map((date) => notice(date, '2027-05-01')));
    const written = fc.array(fc.record({ slug: fc.constant(OVERDUE), on: day, about: fc.constant(['overdue:foia:first']) }), { maxLength: 2 });
    fc.assert(fc.property(fc.array(fc.oneof(step, other), { maxLength: 10 }), written, day, (facts, before, today) => {
      const known = situation({ law: 'FOIA', today, facts: [had, ...facts.filter(({ date }) => date <= today)], written: before });
      const { offered } = offerLetters(known);
      const has = (slug: FollowUpSlug) => offered.find(({ followUp }) => followUp.slug === slug);
      expect(offered.every(({ followUp }) => followUp.statute === 'FOIA')).toBe(true);
      if (known.foia.adverse.length > 0 || known.foia.question) expect([has(OGIS), has(SUIT)]).toEqual([undefined, undefined]);
      const late = has(OVERDUE);
      if (late && late.facts['speedAsked'] === '') expect(isLate(known)).toBe(true);
      for (const one of offered) {
        const inputs = Object.fromEntries(inputsOf(one.followUp, known).map(({ name, kind, options }) => [name, kind === 'choice' ? (options?.[0]?.value ?? '') : kind === 'tick' ? 'on' : kind === 'money' ? '50' : kind === 'date' ? '2027-09-01' : 'Words of ours']));
        const { text, gaps } = letterFrom(one, known, { inputs });
        expect(gaps).toEqual([]);
        expect(lintWords(text, { mayCallLate: true, isLawyer: true, law: 'FOIA' })).toEqual([]);
      }
    }), { numRuns: 300 });
  });
});

describe('what an agency cites is read as it is written', () => {
  test.each<[string, readonly string[]]>([
    ['(b)(7)(E)', ['techniques']], ['Exemption 7(E)', ['techniques']], ['b7E', ['techniques']], ['Exemptions 6 and 7(C)', ['privacy']], ['(b)(6)', ['privacy']], ['(b)(5)', ['deliberation']],
    ['Exemption 4', ['commercial']], ['(b)(3)', ['statute']], ['The records were referred to the FBI', ['referral']], ['We can neither confirm nor deny', ['glomar']], ['(b)(7)(A)', []], ['It is a burden', []], ['item 5 of page 63', []],
  ])('%s', (words, grounds) => {
    expect([...groundsIn([words])].sort()).toEqual([...grounds].sort());
  });

  test('a section is printed for what was cited and for nothing else', () => {
    const { text } = made({ law: 'FOIA', today: '2026-11-24', facts: [had, answered('2026-10-28', { n: 1, outcome: 'withhold', ground: '(b)(5)' })], letter: APPEAL, inputs: { office: 'Appeals' } }).letter;
    expect(text).toContain('Exemption 5.');
    expect(text).not.toMatch(/Exemptions? (3|4|6|7)|waiver|Expedited|The search/);
  });
});

describe('the two laws keep apart', () => {
  test('no letter under one names the other', () => {
    for (const [name, given] of VARIANTS) {
      const text = made(given).letter.text.replace(/\s+/g, ' ');
      const foreign = given.law === 'FOIA' ? /Gov\. Code|Public Records Act|CPRA|SB 34/ : /U\.S\.C\.|Freedom of Information|OGIS|Exemption \d|C\.F\.R\./;
      expect([name, foreign.exec(text)?.[0]]).toEqual([name, undefined]);
    }
  });

  test('the letter before a suit is a lawyer’s, the appeal better read by one', () => {
    expect(FOIA_FOLLOW_UPS.map(({ slug, lawyer }) => [slug, lawyer])).toEqual([[REPLY, undefined], [OVERDUE, undefined], [APPEAL, 'advised'], ['foia-preservation', 'advised'], [OGIS, undefined], [SUIT, 'required']]);
  });
});
