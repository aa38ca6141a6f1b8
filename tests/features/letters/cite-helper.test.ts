import { describe, expect, test } from '@jest/globals';
import { CITATIONS, citationsIn, mayCite, verdictOf } from '../../../server/features/letters/citations.js';
import { CITATION_SOURCES } from '../../../server/features/letters/citation-table.js';
import { composeMarked } from '../../../server/features/letters/compose-letter.js';
import { sourceOf } from '../../../server/features/letters/letter-templates.js';

const compose = (words: string, approved: readonly string[] = [], marked: object = {}) => composeMarked(sourceOf('gate', words, {}), 'S', { marked, gaps: [{ path: 'x', label: 'the day is missing' }] }, { approved: new Set(approved) });

/** One that was read, one read in part, one nobody read. */
const [READ, PARTLY, UNREAD] = ['Gov. Code § 7922.535(a)', 'Gov. Code § 7922.580', 'Gov. Code § 7923.005'] as const;

describe('the gate of citations', () => {
  test.each([
    [READ, [], true], [READ, [READ], true], [PARTLY, [], false], [PARTLY, [PARTLY], true], [PARTLY, [UNREAD], false], [UNREAD, [], false], [UNREAD, [UNREAD], false],
  ])('%s with %j approved', (citation, approved, printed) => {
    const letter = compose(`Before. {{#cite "${citation}"}}Held (${citation}).{{/cite}} After.`, approved);
    expect(letter.text.replaceAll('\n', ' ')).toBe(printed ? `Before. Held (${citation}). After. ` : 'Before. After. ');
    expect(letter.leftOut.map((one) => one.citation)).toEqual(printed ? [] : [citation]);
  });

  test('tells the sentence it did without as plain words, gaps and typed words with it, and what rests on an approval', () => {
    const letter = compose(`{{#cite "${PARTLY}"}}Please send **item 2** by \uE0000\uE001\\\n from {{who}}.{{/cite}} {{#cite "${READ}"}}This stays.{{/cite}}`, [], { who: 'O\\\'Neil \\& Co\\.' });
    expect(letter.leftOut).toEqual([{ citation: PARTLY, verdict: 'partly', sentence: "Please send item 2 by [the day is missing] from O'Neil & Co.." }]);
    expect(compose(`{{#cite "${PARTLY}"}}One.{{/cite}} {{#cite "${READ}"}}Two.{{/cite}}`, [PARTLY]).onApproval).toEqual([PARTLY]);
  });

  test('a block that names two sections needs both', () => {
    expect(compose(`{{#cite "${READ}" "${PARTLY}"}}Both.{{/cite}} End.`).text).toBe('End.\n');
    expect(compose(`{{#cite "${READ}" "${PARTLY}"}}Both.{{/cite}} End.`, [PARTLY]).text).toBe('Both. End.\n');
  });

  test.each([
    ['in the middle', 'One. {{#cite "X"}}Held.{{/cite}} Two.', 'One. Two.\n'],
    ['at the start', '{{#cite "X"}}Held.{{/cite}} Two.', 'Two.\n'],
    ['at the end of a line', 'One. {{#cite "X"}}Held.{{/cite}}\nTwo.', 'One. Two.\n'],
    ['two in a row', 'One. {{#cite "X"}}Held.{{/cite}} {{#cite "X"}}Held.{{/cite}} Two.', 'One. Two.\n'],
    ['a paragraph of its own', 'One.\n\n{{#cite "X"}}\nHeld.\n\n{{/cite}}\nTwo.', 'One.\n\nTwo.\n'],
    ['a paragraph in one line', 'One.\n\n{{#cite "X"}}Held.{{/cite}}\n\nTwo.', 'One.\n\nTwo.\n'],
    ['an item', '1. One.\n{{#cite "X"}}\n1. Held.\n{{/cite}}\n1. Two.', '1. One.\n\n2. Two.\n'],
    ['all of an item', '1. One.\n1. {{#cite "X"}}Held.{{/cite}}\n1. Two.', '1. One.\n\n2. Two.\n'],
    ['the last item', '1. One.\n1. {{#cite "X"}}Held.{{/cite}}\n\nEnd.', '1. One.\n\nEnd.\n'],
    ['after a line end', 'One.\\\n{{#cite "X"}}Held.{{/cite}}\n\nTwo.', 'One.\n\nTwo.\n'],
    ['inside a condition', '{{#if true}}One. {{#cite "X"}}Held.{{/cite}}{{/if}} Two.', 'One. Two.\n'],
    ['everything', '{{#cite "X"}}Held.{{/cite}}', '\n'],
  ])('closes up around what it leaves out: %s', (_, words, text) => {
    expect(compose(words.replaceAll('X', UNREAD)).text).toBe(text);
  });

  test('a citation the table does not know is a fault of the template', () => {
    for (const words of ['{{#cite "Gov. Code § 1"}}x{{/cite}}', '{{#cite}}x{{/cite}}', '{{#cite ""}}x{{/cite}}']) {
      expect(() => compose(words)).toThrow(expect.objectContaining({ code: 'letters.unknown-variable' }));
    }
  });

  test('one group’s approval is not another’s, though the words are compiled once', () => {
    const words = `Once. {{#cite "${PARTLY}"}}Lent.{{/cite}}`;
    expect(compose(words, [PARTLY]).text).toBe('Once. Lent.\n');
    expect(compose(words).text).toBe('Once.\n');
  });
});

describe('what a text cites', () => {
  test.each([
    ['as it must (Gov. Code § 7922.535(a)).', ['Gov. Code § 7922.535(a)']],
    ['(Gov. Code\u00a0§\u00a07922.000)', ['Gov. Code § 7922.000']],
    ['gov. code §§ 7922.570, 7922.575(a) and 7923.005.', ['Gov. Code § 7922.570', 'Gov. Code § 7922.575(a)', 'Gov. Code § 7923.005']],
    ['Code Civ. Proc. §§ 12a and 12b', ['Code Civ. Proc. § 12a', 'Code Civ. Proc. § 12b']],
    ['Cal. Const., art. I, § 3(b); L.A. Admin. Code § 12.3', ['Cal. Const., art. I, § 3(b)', 'L.A. Admin. Code § 12.3']],
    ['5 U.S.C. § 552(a)(8)(A) and 6 C.F.R. § 5.8(a)(1)', ['5 U.S.C. § 552(a)(8)(A)', '6 C.F.R. § 5.8(a)(1)']],
    ['(ACLU Foundation v. Superior Court (2017) 3 Cal.5th 1032)', ['ACLU Foundation v. Superior Court (2017) 3 Cal.5th 1032']],
    ['the ACLU case, 3 Cal.5th 1032, and 705 F.2d 1344', ['ACLU Foundation v. Superior Court (2017) 3 Cal.5th 1032', 'Weisberg v. DOJ, 705 F.2d 1344 (D.C. Cir. 1983)']],
    ['(2001) 26 Cal.4th 1061', ['26 Cal.4th 1061']],
    ['under § 7283.1(c)', ['§ …']], ['nothing, not even 7922.535', []],
  ])('%s', (text, cited) => {
    expect(citationsIn(text)).toEqual(cited);
  });

  test('the table finds each of its own citations again, each once and with a place where it was read', () => {
    for (const citation of CITATIONS.keys()) expect(citationsIn(`As we read it (${citation}).`)).toEqual([citation]);
    expect(CITATION_SOURCES.flatMap(({ citations }) => citations)).toHaveLength(CITATIONS.size);
    expect(CITATION_SOURCES.filter(({ read }) => read() === '')).toEqual([]);
  });

  test('what the table does not know may not be said, whoever approved it; an approval of one is none of another', () => {
    expect(verdictOf('Gov. Code § 1')).toBe('unverified');
    expect(mayCite('Gov. Code § 1', new Set(['Gov. Code § 1']))).toBe(false);
    expect(mayCite(PARTLY, new Set([READ]))).toBe(false);
  });
});
