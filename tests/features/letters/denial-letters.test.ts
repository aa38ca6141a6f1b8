import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { composeMarked } from '../../../server/features/letters/compose-letter.js';
import { EXEMPTION_MODULES, modulesCited } from '../../../server/features/letters/follow-ups/exemption-modules.js';
import { groundsCited } from '../../../server/features/letters/follow-ups/exemption-answers.js';
import type { FollowUp } from '../../../server/features/letters/follow-ups/follow-up.js';
import { followUpSource, followUpValues } from '../../../server/features/letters/follow-ups/follow-up-letter.js';
import { type OfferedLetter, offerLetters } from '../../../server/features/letters/follow-ups/offer-letters.js';
import type { Situation } from '../../../server/features/letters/follow-ups/situation.js';
import { sourceOf } from '../../../server/features/letters/letter-templates.js';
import { type Given, type Told, letterFrom, numbers, received, settingOf, situation } from './situations.js';
import { DENIALS } from './variants-denials.js';
import { VARIANTS, made } from './variants.js';

const OURS: ReadonlySet<string> = new Set(DENIALS.map(([name]) => name.split('.')[0] ?? ''));
const CITED: Readonly<Record<string, string>> = {
  X1: 'Section 7923.600', X2: 'unduly burdensome', X3: 'privacy of drivers', X4: 'Evidence Code 1040', X5: 'Penal Code 832.7', X6: 'Civil Code 1798.90.55(b)', X7: '8 CFR 236.6', X8: 'Section 7927.200',
  X9: 'Section 7927.500', X10: 'attorney-client privilege', X11: 'Section 7929.210', X12: 'Penal Code 13300', X13: 'trade secret', X14: 'federal record',
};

/** The list of what no letter says (letters.md 3 and 9a), as patterns of printed words. */
const NEVER = /deemed (denied|denial)|constructive(ly)? den|automatic(ally)? waive|\bwaiv|62[5-7]\d(\.\d+)?\(|\b60[- ]day|\bimmediately\b|\billegal|\bunlawful|\bviolat|refus(ed|al) to comply|\bany and all\b|\bappeal|\bVaughn\b|\bOGIS\b|fee waiver|\b20 (working|business) days\b|\bHaynie\b|\bhereby\b|\bpursuant\b|\bASAP\b|!|\bmust\b|\bpress\b|\bcouncil\b(?! district)|\bspoliation|\bcriminal\b(?! history)|\bsue\b|\blawsuit|\bcampaign\b|\bour client\b|\binvestigat|\bso that we\b|\bwe know that\b|\bhid(e|ing)\b/i;

const day = fc.constantFrom('2026-10-08', '2026-10-12', '2026-10-20');
const some = fc.subarray([1, 2, 3], { minLength: 1 });
const holds = fc.option(fc.boolean(), { nil: undefined });
const told: fc.Arbitrary<Told> = fc.oneof(
  fc.record({ date: day, items: some, exemptions: fc.subarray([...Object.values(CITED), 'Section 7928.000']), inWriting: holds, groundsGiven: holds, nameGiven: holds, titleGiven: holds }).map(({ date, ...details }): Told => ({ type: 'denial', date, details })),
  fc.tuple(day, some, fc.constantFrom('', 'security')).map(([date, items, groundStated]): Told => ({ type: 'response', date, details: { what: 'redacted', items, where: 'column Reason', groundStated } })),
  fc.tuple(day, some, fc.boolean()).map(([date, items, shown]): Told => ({ type: 'determination', date, details: { items: items.map((n) => ({ n, outcome: 'none_found', basis: shown ? [{ fact: 'lists it', document: 'Agenda', date: '2020-12-08' }] : [] })) } })),
  fc.tuple(day, fc.constantFrom(1, 2), fc.boolean()).map(([date, n, complete]): Told => ({ type: 'produced', date, details: { items: [{ n, complete }] } })),
  fc.tuple(day, fc.constantFrom('', 'Duplicate', 'no response', 'link sent')).map(([date, reason]): Told => ({ type: 'response', date, details: { what: 'portal_closed', items: [], reason } })),
  day.map((date): Told => ({ type: 'response', date, details: { what: 'return_demanded', files: 'log.csv', published: false } })),
  fc.constantFrom('2026-11-20', '2027-02-01').map((destroyedFrom): Told => ({ type: 'retention', date: '2026-10-02', details: { what: 'Plate data', destroyedFrom, source: 'Special Order 31' } })),
);
const written = fc.subarray([
  { slug: 'cpra-overdue-ten-days', on: '2026-10-15' }, { slug: 'cpra-overdue-ten-days', on: '2026-10-26' }, { slug: 'cpra-clarification-reply', on: '2026-10-12' },
  { slug: 'cpra-denial-incomplete', on: '2026-10-16', about: [1, 2, 3].flatMap((n) => ['writing', 'ground', 'reason', 'link', 'name', 'title'].map((lack) => `incomplete:${n}:${lack}`)) },
  { slug: 'cpra-denial-dispute', on: '2026-10-20', about: ['dispute:1:X1', 'dispute:2:X3'] }, { slug: 'cpra-redaction-dispute', on: '2026-10-26', about: ['cut:x'] },
]);
const given: fc.Arbitrary<Given> = fc.record({ facts: fc.array(told, { maxLength: 6 }), written, today: fc.constantFrom('2026-10-16', '2026-11-12', '2026-12-20') }).map(({ facts, ...rest }) => ({ ...rest, numbers, facts: [received('2026-10-01'), ...facts] }));

/** Nothing typed, everything typed, or what is needed. */
function typedInto(followUp: FollowUp, known: Situation, much: 'nothing' | 'needed' | 'everything', full = false): Record<string, string> {
  const words = { text: full ? 'Plain words of Flock, Inc.' : 'Plain words', lines: `Item 1 asks for the agreement.${full ? '\nOne month as a sample' : ''}`, date: '2027-01-20', money: '25', tick: 'on' };
  const wanted = (followUp.inputs?.(known) ?? []).filter(({ required, name }) => much === 'everything' ? !name.startsWith('without') : much === 'needed' && required === true);
  return Object.fromEntries(wanted.map(({ name, kind, options }) => [name, kind === 'choice' ? (options?.[0]?.value ?? '') : words[kind]]));
}

const offersOf = (known: Situation): OfferedLetter[] => offerLetters(known).offered.filter(({ followUp }) => OURS.has(followUp.slug));
const bodyOf = (text: string) => text.slice(text.indexOf('\n\n', text.indexOf('Our number')), text.indexOf('Please reply to k7m2'));

/** What keeps a letter from reading as one; empty when nothing does. */
function faults(text: string): string[] {
  const body = bodyOf(text).trim();
  const blocks = body.split('\n\n').map((block) => block.replace(/\n\s*/g, ' '));
  const isEntry = (block: string | undefined) => block !== undefined && /^(\d+\.|-) \S/.test(block);
  const isHead = (block: string) => /^(What we ask|What is open|What has passed|What would settle it)/.test(block) && !/[.]$/.test(block);
  return [
    ...(/\S {2}|\n{3}|\( *\)| [.,;:]|\.\.|undefined|\[object/.test(body) ? ['spacing'] : []),
    ...blocks.flatMap((block, index) => {
      if (isHead(block)) return isEntry(blocks[index + 1]) ? [] : [`a heading with nothing below it: ${block}`];
      if (isEntry(block)) return /^(\d+\.|-) [\p{Lu}“\d[]/u.test(block) ? [] : [`an entry that begins small: ${block}`];
      const ends = /[.?”)\]]$/.test(block) || (block.endsWith(':') && isEntry(blocks[index + 1])) || /^State Bar number|We are glad to talk/.test(block);
      return [...(ends ? [] : [`hangs: ${block}`]), ...(/^[\p{Lu}“[]/u.test(block) ? [] : [`begins small: ${block}`])];
    }),
  ];
}

/** A letter's words with every held block closed (`false`) or open. */
function withBlocks(followUp: Pick<FollowUp, 'statute' | 'slug'>, open: boolean) {
  const source = followUpSource(followUp);
  const turned = (words: string) => (open ? words.replace(/\{\{#cite "[^"]+"\}\}|\{\{\/cite\}\}/g, '') : words.replace(/\{\{#cite "[^"]+"\}\}/g, '{{#cite "Gov. Code § 7922.700"}}'));
  return sourceOf(source.slug, turned(source.main), Object.fromEntries(Object.entries(source.partials).map(([name, words]) => [name, turned(words)])));
}

describe('answers to exemptions', () => {
  test('each answers the ground it is for, and only that is printed', () => {
    for (const { id } of EXEMPTION_MODULES) expect(modulesCited([CITED[id] ?? '']).map((one) => one.id)).toEqual([id]);
  });

  test('whatever is cited, no ground is answered that was not, and each item has its own', () => {
    fc.assert(fc.property(fc.array(fc.tuple(some, fc.subarray(Object.keys(CITED))), { maxLength: 4 }), (refusals) => {
      const grounds = groundsCited(refusals.map(([items, ids]) => ({ items, exemptions: ids.map((id) => CITED[id] ?? ''), ground: '' })));
      const wanted = new Set(refusals.flatMap(([, ids]) => ids));
      expect(new Set(grounds.map(({ module }) => module))).toEqual(wanted);
      for (const { module, items } of grounds) expect(items).toEqual([...new Set(refusals.filter(([, ids]) => ids.includes(module ?? '')).flatMap(([numbered]) => numbered))].sort((a, b) => a - b));
    }));
  });

  test('a ground nobody wrote an answer to is asked about in their words', () => {
    const known = situation({ today: '2026-10-20', facts: [received('2026-10-01'), { type: 'denial', date: '2026-10-08', details: { items: [1], exemptions: ['Section 7928.000'] } }] });
    const [offered] = offersOf(known).filter(({ followUp }) => followUp.slug === 'cpra-denial-dispute');
    if (!offered) throw new Error('not offered');
    expect(letterFrom(offered, known).text.replace(/\s+/g, ' ')).toContain('“Section 7928.000” (item 1). Please tell us which records this covers, and which fact brings them under it.');
  });
});

describe('every letter on refusals, cuts and the last steps', () => {
  test('prints what is typed as words, whatever it holds', () => {
    const nasty = '<b>x</b> **loud** {{org.name}} [a](http://x.example) \u202eabc\u0000';
    for (const [, one] of DENIALS) {
      const { offered, known } = made(one);
      const inputs = Object.fromEntries((offered.followUp.inputs?.(known) ?? []).filter(({ kind }) => kind === 'text' || kind === 'lines').map(({ name }) => [name, nasty]));
      const { html, text } = letterFrom(offered, known, { inputs: { ...one.inputs, ...inputs } });
      expect(html).not.toMatch(/<b>|<strong>loud|<a |\u202e/);
      expect(text).not.toMatch(/\\[*<{[]/);
      if (Object.keys(inputs).length > 0 && offered.followUp.slug !== 'cpra-closed-without-answer') expect(text).toContain('**loud** {{org.name}}');
    }
  });

  test('says nothing that no letter says, whatever happened and whatever is left blank', () => {
    fc.assert(fc.property(given, fc.constantFrom('nothing' as const, 'needed' as const, 'everything' as const), fc.boolean(), (told_, much, full) => {
      const known = situation(told_);
      for (const offered of offersOf(known)) {
        const { text, gaps } = letterFrom(offered, known, { inputs: typedInto(offered.followUp, known, much, full) });
        expect([offered.followUp.slug, NEVER.exec(text.replace(/\s+/g, ' '))?.[0] ?? '']).toEqual([offered.followUp.slug, '']);
        expect([offered.followUp.slug, faults(text)]).toEqual([offered.followUp.slug, []]);
        if (much !== 'nothing') expect([offered.followUp.slug, gaps]).toEqual([offered.followUp.slug, []]);
      }
    }), { numRuns: 150 });
  });

  test.each(VARIANTS.filter(([name]) => OURS.has(name.split('.')[0] ?? '')))('%s: reads as a letter with every held sentence left out, and with every one printed', (_, one) => {
    const { offered, known } = made(one);
    const { fields, setting } = settingOf(known, { inputs: one.inputs ?? {} });
    const texts = [false, true].map((open) => composeMarked(withBlocks(offered.followUp, open), 'S', followUpValues(offered, fields, setting)).text);
    for (const text of texts) expect(faults(text)).toEqual([]);
    expect(texts[1]?.replace(/\s+/g, ' ')).not.toMatch(NEVER);
  });
});
