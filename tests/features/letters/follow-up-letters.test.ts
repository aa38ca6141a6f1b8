import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { citationsIn, verdictOf } from '../../../server/features/letters/citations.js';
import { composeMarked } from '../../../server/features/letters/compose-letter.js';
import { changedSince, followUpSource, seenMark, seenOf } from '../../../server/features/letters/follow-ups/follow-up-letter.js';
import { lintWords } from '../../../server/features/letters/letter-lint.js';
import { followUps } from '../../../server/features/letters/follow-ups/offer-letters.js';
import { projectRoot } from '../../../server/platform/paths.js';
import { extended, letterFrom, received } from './situations.js';
import { VARIANTS, made, numbers } from './variants.js';

const GOLDENS = path.join(projectRoot, 'tests', 'features', 'letters', 'goldens');

/** Words of a body, where a letter may be longer than most. */
const LONGEST: Readonly<Record<string, number>> = { 'cpra-clarification-reply': 250, 'cpra-denial-dispute': 400, 'cpra-redaction-dispute': 300, 'cpra-supervisor-review': 300, 'cpra-preservation': 250, 'cpra-presuit-demand': 700, 'foia-appeal': 500, 'foia-presuit': 300 };

describe('the follow-up letters as they stand', () => {
  test.each(VARIANTS)('%s', (name, given) => {
    const { offered, letter } = made(given);
    expect(name.startsWith(offered.followUp.slug)).toBe(true);
    expect(letter.gaps).toEqual([]);
    const file = path.join(GOLDENS, `${name}.txt`);
    expect(letter.text).toBe(fs.readFileSync(file, 'utf8'));
  });

  test('every letter of the library is among them', () => {
    expect(new Set(VARIANTS.map(([, given]) => made(given).offered.followUp.slug))).toEqual(new Set(followUps().map(({ slug }) => slug)));
  });

  test.each(VARIANTS)('%s: portal text, only sections that were read, nothing the list of never-says forbids', (name, given) => {
    const { text } = made(given).letter;
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(80);
    expect(citationsIn(text).length).toBeLessThanOrEqual(5);
    for (const citation of citationsIn(text)) expect([citation, verdictOf(citation)]).toEqual([citation, 'confirmed']);
    expect(lintWords(text, { mayCallLate: true, isLawyer: false, law: given.law ?? 'CPRA' })).toEqual([]);
    expect(text).not.toMatch(/undefined|\[object|\n{3}|\S {2}/);
    expect(text).toContain('Our number: TD-2026-0007');
    // What it wants comes before the law.
    if (text.includes('Gov. Code')) expect(text.search(/Please (send|tell|complete|release|keep|look|reopen|go on|fetch)/)).toBeLessThan(text.indexOf('Gov. Code'));
    const body = text.slice(text.indexOf('Our number'), text.indexOf('Please reply to k7m2')).replace(/\s+/g, ' ');
    expect(body.split(' ').length).toBeLessThan(LONGEST[name.split('.')[0] ?? ''] ?? 220);
  });

  test('from receipts of 2027 on no number of days is printed, since AB 1821 is not verified', () => {
    const [, given] = VARIANTS.find(([name]) => name.endsWith('2027')) ?? ['', { today: '' }];
    expect(made(given).letter.text).not.toMatch(/\b10 days|14 days/);
  });

  test('a template that names what its letter is not given is refused', () => {
    const { offered } = made({ today: '2026-10-07' });
    const source = { ...followUpSource(offered.followUp), main: '{{facts.nothing}}', partials: {}, hash: 'broken' };
    expect(() => composeMarked(source, 'S', { marked: { facts: offered.facts }, gaps: [] })).toThrow(expect.objectContaining({ code: 'letters.unknown-variable' }));
  });

  test('words people add stand as words, and a blank signature is a gap', () => {
    const { offered, known } = made({ today: '2026-10-07' });
    const { html, text, gaps } = letterFrom(offered, known, { ownWords: '<script>alert(1)</script> **loud**\n\nSecond.', signerName: ' ' });
    expect(text).toContain('<script>alert(1)</script> **loud**');
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<strong>loud');
    expect(gaps.map(({ path: where }) => where)).toEqual(['signerName']);
  });
});

describe('what changed since a draft was kept', () => {
  test('another receipt, another notice and other items are named; nothing when nothing moved', () => {
    const before = made({ today: '2026-10-14', numbers, facts: [received('2026-10-01'), extended('2026-10-08', null)] });
    const later = made({ today: '2026-10-15', numbers, facts: [received('2026-10-01'), extended('2026-10-08', null)] });
    const after = made({ today: '2026-10-15', numbers, facts: [received('2026-10-02'), extended('2026-10-09', null, 'none_stated'), { type: 'produced', date: '2026-10-09', details: { items: [{ n: 1, complete: true }] } }] });
    const [a, b, c] = [before, later, after].map(({ offered, known }) => seenOf(offered, known, { approved: new Set() })) as [ReturnType<typeof seenOf>, ReturnType<typeof seenOf>, ReturnType<typeof seenOf>];
    expect(changedSince(a, b)).toEqual([]);
    expect(seenMark(a)).toBe(seenMark(b));
    expect(changedSince(a, c).sort()).toEqual(['the extension notice', 'the items it is about', 'what the extension notice lacks', 'when and how they received it']);
    expect(seenMark(a)).not.toBe(seenMark(c));
  });
});

describe('words that should not stand in a letter', () => {
  test.each([
    ['This was deemed denied.', 'deemed denied'], ['You violated the Act.', 'violated'], ['any and all records', 'any and all'], ['under 6253(c)', '6253('],
    ['A 12345678 was held', 'A 12345678'], ['plate 7ABC123', '7ABC123'], ['a Vaughn index', 'Vaughn'],
  ])('%s', (text, words) => {
    expect(lintWords(text, { mayCallLate: true, isLawyer: false })).toEqual([expect.objectContaining({ stops: true, words })]);
  });

  test('a section nobody read is a lawyer’s to cite; one that was read is anybody’s', () => {
    expect(lintWords('See Gov. Code § 7922.570.', { mayCallLate: true, isLawyer: false })).toEqual([expect.objectContaining({ stops: true, words: 'Gov. Code § 7922.570' })]);
    expect(lintWords('See Gov. Code § 7922.570.', { mayCallLate: true, isLawyer: true })).toEqual([expect.objectContaining({ stops: false })]);
    expect(lintWords('See Gov. Code § 7922.535(a).', { mayCallLate: true, isLawyer: false })).toEqual([]);
  });

  test('“late” stops only while it can’t be said', () => {
    expect(lintWords('Your answer is late.', { mayCallLate: false, isLawyer: false })).toEqual([expect.objectContaining({ stops: true, words: 'late' })]);
    expect(lintWords('Your answer is late.', { mayCallLate: true, isLawyer: false })).toEqual([]);
    expect(lintWords('We write of later versions and our lateral files.', { mayCallLate: false, isLawyer: false })).toEqual([]);
  });
});
