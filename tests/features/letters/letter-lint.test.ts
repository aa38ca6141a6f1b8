import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { composeLetter } from '../../../server/features/letters/compose-letter.js';
import { lintFollowUp } from '../../../server/features/letters/follow-ups/lint-follow-up.js';
import { type LetterAround, lintLetter, lintWords } from '../../../server/features/letters/letter-lint.js';
import { letterTemplates, templateSource } from '../../../server/features/letters/letter-templates.js';
import { itemWords } from '../../../server/features/letters/letter-variables.js';
import { letterParagraphs } from '../../../server/features/letters/letter-paragraphs.js';
import { measure, sentencesOf } from '../../../server/features/letters/lint-measures.js';
import { escapeMarkdown } from '../../../server/features/letters/plain-words.js';
import { datesIn } from '../../../server/features/letters/printed-dates.js';
import { cpraRuleText } from '../../../server/features/letters/rule-texts.js';
import { FILLED, byLaw } from './foia-variables.js';
import { VARIANTS, made } from './variants.js';

const SUBJECT = 'Public records request TD-2026-0007: Lists';
const NOWHERE: Parameters<typeof lintFollowUp>[3]['agency'] = { channels: [] };
const around: LetterAround = {
  followUp: true, mayCallLate: false, isLawyer: false, items: [1, 2, 3], dates: new Set(['2026-10-01', '2026-10-20']), told: [], reach: ['k7m2@replies.example.org', '(310) 555-0100'], replyBy: '2026-10-20', most: null,
};

/** A letter that says these words and nothing else of its own. */
const letter = (words: string, asked = '') => ({
  subject: SUBJECT, gaps: [],
  markdown: `**Harbor Records Project**\\\nk7m2@replies\\.example\\.org\n\n---\n\nNovember 24, 2026\n\n**${SUBJECT}**\n\nOur number: TD\\-2026\\-0007\n\n${escapeMarkdown(words)}\n\n${asked}\n\nPlease reply to k7m2@replies\\.example\\.org\\.\n\nIlse Marrowby`,
});
const lint = (words: string, change: Partial<LetterAround> = {}) => lintLetter(letter(words), { ...around, ...change });
const said = (words: string, change: Partial<LetterAround> = {}) => lint(words, change).map(({ words: found, stops }) => [found, stops]);

describe('what stops a letter', () => {
  test.each<[string, string, string, Partial<LetterAround>?]>([
    ['deemed denied', 'The request was deemed denied.', 'No determination has reached us.'],
    ['constructively denied', 'It was constructively denied.', 'The Constitution of the State.'],
    ['Automatic waiver', 'Automatic waiver follows.', 'An automatic reply came.'],
    ['6253(', 'See section 6253(c).', 'See 6,253 pages (all).'],
    ['60-day', 'You have a 60-day term.', 'It has 60 pages.'],
    ['immediately', 'Please answer immediately.', 'Please send the next page.'],
    ['illegal', 'It is illegal.', 'It is legible.'],
    ['unlawful', 'This is unlawful.', 'The lawful owner.'],
    ['violated', 'You violated the Act.', 'The item on violence.'],
    ['refusal to comply', 'Your refusal to comply.', 'Your refusal of item 1.'],
    ['any and all', 'Send any and all lists.', 'Send any list, and all its columns.'],
    ['20 working days', 'You had 20 working days.', 'It took 20 days.'],
    ['Vaughn', 'A Vaughn index.', 'Mr. Vaughan’s index.'],
    ['appeal', 'We will appeal.', 'A repeal of the rule.'],
    ['OGIS', 'Ask OGIS.', 'Ask about logistics.'],
    ['fee waiver', 'We ask for a fee waiver.', 'We ask about the fee.'],
    ['7922.535', 'As 7922.535 says.', 'As record 79225 says.', { law: 'FOIA' }],
    ['10 days', 'The Act gives 10 days.', 'Please tell us within 10 days of the date of this request.', { law: 'FOIA' }],
    ['7ABC123', 'The plate 7ABC123.', 'Form 7AB123.'],
    ['A 123-456-789', 'File A 123-456-789.', 'Page A 123.'],
    ['booking no. 5512345', 'See booking no. 5512345.', 'The booking rules of 2025.'],
    ['born March 3', 'She was born March 3.', 'Newborn screening.'],
    ['ilse@example.net', 'Write to ilse@example.net.', 'Write to k7m2@replies.example.org.'],
    ['213-555-0199', 'Call 213-555-0199.', 'Call (310) 555-0100.'],
    ['October 2, 2026', 'You wrote on October 2, 2026.', 'You wrote on October 1, 2026.'],
    ['2 October 2026', 'You wrote on 2 October 2026.', 'You wrote in October 2026.'],
    ['10/2/2026', 'You wrote on 10/2/2026.', 'You sent 10/22 pages.'],
    ['late', 'Your answer is late.', 'A later version of the template.'],
    ['item 4', 'Please send item 4.', 'Please send item 3.'],
    ['item 7', 'Please send items 1, 2 and 7.', 'Please send items 1, 2 and 3.'],
    ['deadline', 'The deadline for your reply is October 20, 2026.', 'We know of no deadline.'],
    ['Gov. Code § 7922.570', 'As it says (Gov. Code § 7922.570).', 'As it says (Gov. Code § 7922.535(a)).'],
    ['§ …', 'As § 7283.1(c) says.', 'As the Act says.'],
  ])('%s', (words, hit, miss, change = {}) => {
    expect(said(hit, change)).toEqual([[words, true]]);
    expect(lint(miss, change).filter(({ stops }) => stops)).toEqual([]);
  });

  test('“late” may be said once every reading of the law has ended', () => {
    expect(lint('Your answer is late.', { mayCallLate: true })).toEqual([]);
  });

  test('a section is no obstacle once a lawyer approved it, or sends the letter', () => {
    const words = 'As it says (Gov. Code § 7922.570).';
    expect(lint(words, { approved: new Set(['Gov. Code § 7922.570']) })).toEqual([]);
    expect(said(words, { isLawyer: true })).toEqual([['Gov. Code § 7922.570', false]]);
  });

  test('what the agency wrote may be quoted', () => {
    for (const words of ['You wrote: “This is unlawful, and we refuse immediately.”', 'You wrote: "any and all lists".']) expect(lint(words)).toEqual([]);
    expect(said('You wrote “no”, which is illegal.')).toEqual([['illegal', true]]);
  });

  test('what the writer was asked to tell may name other days and reasons, which are to be checked', () => {
    const words = 'The Board adopted it on December 8, 2020.';
    expect(said(words)).toEqual([['December 8, 2020', true]]);
    expect(said(words, { told: [words] })).toEqual([['December 8, 2020', false]]);
    expect(lint('We publish on campaign money.', { law: 'FOIA', told: ['We publish on campaign money.'] })).toEqual([]);
  });

  test('a first request’s item list is its own; what stands around it is searched', () => {
    const markdown = letter('Please send these.').markdown.replace('Please reply', '1. **Orders.** Any and all orders of January 1, 2021, item 9\n\nPlease answer all immediately\\.\n\nPlease reply');
    expect(lintLetter({ markdown, subject: SUBJECT, gaps: [] }, { ...around, followUp: false }).map(({ words }) => words)).toEqual(['immediately']);
    expect(lintLetter({ markdown, subject: SUBJECT, gaps: [] }, around).map(({ words }) => words).sort()).toEqual(['Any and all', 'January 1, 2021', 'immediately', 'item 9']);
  });

  test('the group’s own name and address are not searched', () => {
    const markdown = letter('Please send the list.').markdown.replace('Harbor Records Project', 'Campaign against any and all violence');
    expect(lintLetter({ markdown, subject: SUBJECT, gaps: [] }, around)).toEqual([]);
  });
});

describe('what only warns', () => {
  test.each([
    ['campaign', 'It is for our campaign.', 'The camp has a gate.'], ['investigate', 'We investigate this.', 'Records of investigations.'], ['so that we', 'Send it so that we can see.', 'Send it so that it opens.'],
    ['demand', 'We demand the list.', 'We ask for the list.'], ['ASAP', 'Send it ASAP.', 'Send it soon.'], ['!', 'Send it now!', 'Send it now.'], ['must', 'You must send it.', 'The Act says you must (Gov. Code § 7922.535(a)).'],
  ])('%s', (words, hit, miss) => {
    expect(said(hit)).toEqual([[words, false]]);
    expect(lint(miss)).toEqual([]);
  });

  test('the last letter before a court may say what it demands', () => {
    expect(lint('We demand the list.', { beforeCourt: true })).toEqual([]);
  });

  test('six sections in a follow-up; five are well', () => {
    const cite = (sections: readonly string[]) => sections.map((one) => `It says so (Gov. Code § ${one}).`).join(' ');
    const five = ['7922.535(a)', '7922.535(b)', '7922.525(a)', '7922.525(b)', '7922.530(a)'];
    expect(lint(cite(five))).toEqual([]);
    expect(lint(cite([...five, '7922.600']))).toEqual([expect.objectContaining({ stops: false, says: expect.stringContaining('cites 6 sections') })]);
    expect(lint(cite([...five, '7922.600']), { followUp: false })).toEqual([]);
  });

  test('long letters, long sentences, hard words', () => {
    const plain = 'Please send the list of names. '.repeat(10);
    expect(lint(plain, { most: 100 })).toEqual([]);
    expect(lint(plain, { most: 50 }).map(({ says }) => says)).toEqual([expect.stringMatching(/^It has 6\d words; 50 are enough/)]);
    expect(lint(`${'Please send the list of the names and the day on which each of them came to be put on it by you or by one of your own '.repeat(3)}.`).map(({ says }) => says)).toEqual([expect.stringContaining('sentences are long'), expect.stringContaining('reads like school grade')]);
    expect(lint('Organizational accountability necessitates communication. '.repeat(12)).map(({ says }) => says)).toEqual([expect.stringContaining('reads like school grade')]);
  });
});

describe('the measures', () => {
  test('sentences end at stops, not at short forms; brackets of law are no reading', () => {
    expect(sentencesOf('We ask under Gov. Code § 7922.535(a). Please reply to Mr. Reyes. U.S. mail is fine.')).toHaveLength(3);
    expect(measure(['Please send it (Gov. Code § 7922.535(a)).']).words).toBe(3);
    expect(measure(['The cat sat on the mat.']).grade).toBeLessThan(2);
  });

  test('dates as they are written, and nothing that is none', () => {
    expect(datesIn('October 1, 2026; Oct. 2, 2026; 3 October 2026; 2026-10-04; 10/5/2026').map(({ date }) => date)).toEqual(['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05']);
    expect(datesIn('October 2026, October 45, 2026, TD-2026-0007, 26-1234, 552(a)(6)')).toEqual([]);
  });
});

describe('whatever is typed', () => {
  const word = fc.constantFrom('list', 'of', 'late', 'illegal', '“', '”', '"', 'item', '2', '9', '.', '§', 'October', '1,', '2026', '(Gov.', 'Code', '7922.535(a))', 'must', 'a@b.org', '!', '\n', '310', '555-0199', 'any', 'and', 'all');

  test('the checks end, find words that are there, and find no less when more is added', () => {
    fc.assert(fc.property(fc.array(word, { maxLength: 60 }), (typed) => {
      const text = typed.join(' ');
      const found = lint(text);
      for (const { words, says } of found) {
        expect(says).not.toBe('');
        if (!/^(?:item \d+|§ …|must|deadline)$/.test(words)) expect(text.replace(/\s+/g, ' ')).toContain(words);
      }
      const more = lint(`${text.replace(/[“”"]/g, '')} . This is illegal.`);
      expect(more.some(({ words }) => words === 'illegal')).toBe(true);
    }), { numRuns: 200 });
  });

  test('a stretch without end is searched in no time', () => {
    for (const text of ['item 1, '.repeat(4000), '(('.repeat(4000), '“'.repeat(8000), 'a.'.repeat(8000), '1-'.repeat(8000), '§ '.repeat(4000)]) {
      const start = performance.now();
      lint(text);
      lintWords(text, around);
      expect(performance.now() - start).toBeLessThan(1500);
    }
  });
});

describe('the library’s own letters pass', () => {
  test.each(VARIANTS)('%s', (_, given) => {
    const { known, offered, letter: sent } = made(given);
    const fields = { signerName: 'Ilse Marrowby', signerTitle: 'Secretary', replyBy: '', ownWords: '', inputs: given.inputs ?? {}, channel: '', toAddress: '', templateVersionId: '' } as const;
    const found = lintFollowUp(sent, offered, fields, { situation: known, agency: NOWHERE, group: { postalAddress: '', contactPhone: '' }, replyAddress: 'k7m2@replies.example.org', isLawyer: false });
    // Typed by the variant itself, to be checked by whoever types it.
    expect(found.filter(({ stops, says }) => stops || !/Check it against its source|telephone number/.test(says))).toEqual([]);
  });

  test.each(letterTemplates().map((template) => [template.slug, template] as const))('%s', (_, template) => {
    const items = template.pack('2026-11-24').map((item, index) => itemWords({ n: index + 1, ...item }));
    const sent = composeLetter(templateSource(template), {
      date: 'November 24, 2026', org: { name: 'Harbor', lines: [], contact: 'k7m2@replies.example.org' },
      request: { ref: 'TD-2026-0007', title: template.title, items }, fee: { ceiling: '$25' }, signer: { name: 'Ilse Marrowby', title: '' }, rule: cpraRuleText('2026-11-24'), inspectionWanted: true, ...byLaw(template, FILLED),
    });
    expect(lintLetter(sent, { ...around, followUp: false, law: template.statute, items: items.map(({ n }) => n), dates: new Set(['2026-11-24', '2026-11-10']), most: template.statute === 'FOIA' ? 800 : 400 })).toEqual([]);
    expect(letterParagraphs(sent, { withoutItems: true }).join(' ')).not.toContain(items[0]?.text);
  });
});
