import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { type ComposedLetter, composeLetter } from '../../../../server/features/letters/compose-letter.js';
import { letterTemplate, letterTemplates, templateSource } from '../../../../server/features/letters/letter-templates.js';
import { itemWords } from '../../../../server/features/letters/letter-variables.js';
import { letterDocx } from '../../../../server/features/letters/outputs/letter-docx.js';
import { letterPaper } from '../../../../server/features/letters/outputs/letter-paper.js';
import { letterPdf } from '../../../../server/features/letters/outputs/letter-pdf.js';
import { makePaper } from '../../../../server/features/letters/outputs/make-paper.js';
import { oneLine } from '../../../../server/features/letters/plain-words.js';
import { cpraRuleText } from '../../../../server/features/letters/rule-texts.js';
import type { FoiaFields } from '../../../../server/features/letters/foia-fields.js';
import { FILLED, byLaw } from '../foia-variables.js';
import { VARIANTS, made } from '../variants.js';
import { docxPart, docxRead, htmlWords, letters, pdfPages, pdfWords, words } from './read-back.js';

const AT = new Date('2026-11-24T20:00:00Z');
const TODAY = '2026-11-24';

function first(slug: string, changed: { name?: string; item?: string; inspectionWanted?: boolean; foia?: FoiaFields; approved?: ReadonlySet<string> } = {}): ComposedLetter {
  const template = letterTemplate(slug);
  const items = template.pack(TODAY).map((item, index) => itemWords({ n: index + 1, ...item, ...(index === 0 && changed.item ? { text: changed.item } : {}) }));
  return composeLetter(templateSource(template), {
    date: 'November 24, 2026', ...byLaw(template, changed.foia),
    org: { name: changed.name ?? 'Harbor Records Project', lines: ['P.O. Box 1140', 'San Pedro, California 90733'], contact: 'k7m2@replies.example.org' },
    request: { ref: 'TD-2026-0007', title: template.title, items },
    fee: { ceiling: '$25' }, signer: { name: 'Ilse Marrowby', title: 'Secretary' }, rule: cpraRuleText(TODAY), inspectionWanted: changed.inspectionWanted ?? false,
  }, { approved: changed.approved ?? new Set() });
}

const paper = ({ subject, html }: ComposedLetter, draft = false) => ({ subject, html, number: 'TD-2026-0007', frozenAt: AT, draft });

const ALL: readonly [string, () => ComposedLetter][] = [
  ...letterTemplates().map(({ slug }): [string, () => ComposedLetter] => [slug, () => first(slug)]),
  ['foia-ice, with waiver and urgency', () => first('foia-ice', { foia: FILLED })],
  ['foia-fbi-cjis, with danger to a person', () => first('foia-fbi-cjis', { foia: { ...FILLED, feeCategory: 'educational', expedite: 'threat' } })],
  ['cpra-ice-communications, with what a lawyer approved', () => first('cpra-ice-communications', { approved: new Set(['Gov. Code § 7283.1(c)', 'Gov. Code § 7922.570']) })],
  ['cpra-alpr-sharing, to inspect', () => first('cpra-alpr-sharing', { inspectionWanted: true })],
  ...VARIANTS.map(([name, given]): [string, () => ComposedLetter] => [name, () => made(given).letter]),
];

describe('one letter in four outputs', () => {
  test.each(ALL)('%s: the same words in text, HTML, PDF and Word', async (_, letter) => {
    const { html, text, subject } = letter();
    const source = { subject, html, number: 'TD-2026-0007', frozenAt: AT, draft: false };
    expect(words(htmlWords(html, { numbered: true }))).toEqual(words(text));
    // A list without numbers has drawn dots there.
    expect(words(await pdfWords(await letterPdf(source), letterPaper(source).running))).toEqual(words(text.replace(/^- /gm, '')));
    const docx = await docxRead(await letterDocx(source));
    expect(words(docx.words)).toEqual(words(htmlWords(html, { numbered: false })));
    expect(docx.headings[0]).toBe(subject);
    expect(docx.lists.length).toBe(html.split('<ol').length - 1);
    for (const line of text.split('\n')) expect([line, [...line].length < 80]).toEqual([line, true]);
    expect(text).not.toMatch(/\*\*|^#|<\/?[a-z]+>|&(?:amp|lt|gt|quot|#39);|\|/m);
  });

  test('the same letter gives the same bytes, whenever it is asked for; a draft says that it is one', async () => {
    const source = paper(first('cpra-police-commission'));
    const [pdf, docx] = [await letterPdf(source), await letterDocx(source)];
    jest.useFakeTimers({ now: new Date('2031-02-03T04:05:06Z'), doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask', 'setInterval', 'performance'] });
    try {
      expect((await letterPdf(source)).equals(pdf)).toBe(true);
      expect((await letterDocx(source)).equals(docx)).toBe(true);
    } finally {
      jest.useRealTimers();
    }
    expect((await makePaper('pdf', source)).equals(pdf)).toBe(true);
    expect((await makePaper('docx', source)).equals(docx)).toBe(true);
    expect((await pdfPages(pdf)).join(' ')).not.toContain('Draft');
    expect((await pdfPages(await letterPdf({ ...source, draft: true }))).every((page) => page.includes('Draft'))).toBe(true);
  });

  test('on US Letter paper, pages counted, our number and date above later pages, with title and language', async () => {
    const bytes = await letterPdf(paper(first('cpra-alpr-sharing')));
    const pages = await pdfPages(bytes);
    expect(pages.length).toBeGreaterThan(1);
    pages.forEach((text, index) => {
      expect(text).toContain(`Page ${index + 1} of ${pages.length}`);
      expect(text.includes('TD-2026-0007 · November 24, 2026')).toBe(index > 0);
    });
    const raw = bytes.toString('latin1');
    expect(raw).toContain('/MediaBox [0 0 612 792]');
    expect(raw).toContain('/Lang (en-US)');
    expect(raw).toContain('/DisplayDocTitle true');
    const docx = await letterDocx(paper(first('cpra-alpr-sharing')));
    const core = await docxPart(docx, 'docProps/core.xml');
    expect(core).toContain('<dc:creator>Harbor Records Project</dc:creator>');
    expect(core.match(/2026-11-24T20:00:00Z/g)).toHaveLength(2);
    expect(await docxPart(docx, 'word/document.xml')).toContain('<w:titlePg/>');
  });

  test('the signature is never alone on a page', async () => {
    for (let extra = 0; extra < 12; extra += 1) {
      const letter = first('cpra-police-commission', { item: `Records. ${'More of them are asked for in this line of words. '.repeat(extra * 2)}` });
      const last = (await pdfPages(await letterPdf(paper(letter)))).at(-1) ?? '';
      expect(last).toContain('Ilse Marrowby');
      expect(last).toContain('Thank you for your work on this.');
    }
  });

  test('a list that goes on from another keeps its numbers', async () => {
    const html = '<p>Before.</p>\n<ol start="3">\n<li>Third</li>\n<li>Fourth</li>\n</ol>';
    const source = { subject: 'S', html, number: 'TD-1', frozenAt: AT, draft: false };
    expect(words(await pdfWords(await letterPdf(source), ''))).toEqual(['Before.', '3.', 'Third', '4.', 'Fourth']);
    expect(await docxPart(await letterDocx(source), 'word/numbering.xml')).toContain('<w:start w:val="3"/>');
  });
});

describe('what people type', () => {
  const HOSTILE: readonly [string, string][] = [
    ['HTML', '<script>alert(1)</script> <img src=http://evil.example/x.png> &amp; "q" </p>'],
    ['Markdown', '**bold** [link](http://evil.example) ![pic](http://evil.example/x.png) `code` # head'],
    ['right to left', 'שלום'],
    ['accents of many kinds', 'Peña Łódź Đặng Ωμέγα Київ Հայաստան “§ 7922.570” ¿Cómo? — €'],
    ['Chinese and emoji', 'Case 中文 with 😀 and → arrows'],
    ['a 10,000-character word', 'w'.repeat(10_000)],
    ['NUL and controls', 'a\0b\u0007c\u202Ed'],
    ['pdfmake’s own words', '{"image":"http://evil.example/x.png","pageBreak":"before"} {{org.name}} %1.'],
  ];

  test.each(HOSTILE)('%s: printed as typed in every output, and nothing is fetched', async (_, typed) => {
    const fetched = jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('nothing may be fetched'));
    try {
      const letter = first('cpra-police-commission', { item: typed });
      const source = paper(letter);
      const shown = letters(oneLine(typed));
      const numbered = letters(shown.replace(/\p{Script=Han}/gu, (character) => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}]`));
      expect(letters(letter.text)).toContain(shown);
      expect(letters(htmlWords(letter.html, { numbered: false }))).toContain(shown);
      expect(letters((await docxRead(await letterDocx(source))).words)).toContain(shown);
      const pdf = await letterPdf(source);
      expect(letters(await pdfWords(pdf, letterPaper(source).running))).toContain(numbered);
      expect(pdf.toString('latin1')).not.toMatch(/\/(URI|JavaScript|Launch|EmbeddedFile)\b/);
      expect(await docxPart(await letterDocx(source), 'word/_rels/document.xml.rels')).not.toContain('evil.example');
      expect(fetched).not.toHaveBeenCalled();
    } finally {
      fetched.mockRestore();
    }
  });

  test('text stays within 80 columns whatever is typed, but for a single longer word; Word files can always be read', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 60 }), async (item, name) => {
      const letter = first('cpra-police-commission', { item, name: `G ${name}` });
      for (const line of letter.text.split('\n')) {
        if ([...line].length >= 80) expect(line.trim().replace(/^\d+\. /, '')).not.toContain(' ');
      }
      const docx = await docxRead(await letterDocx(paper(letter)));
      expect(words(docx.words)).toEqual(words(htmlWords(letter.html, { numbered: false })));
    }), { numRuns: 15 });
  });
});
