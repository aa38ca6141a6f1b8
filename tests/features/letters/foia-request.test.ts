import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { citationsIn, verdictOf } from '../../../server/features/letters/citations.js';
import { type ComposedLetter, composeLetter } from '../../../server/features/letters/compose-letter.js';
import { EXPEDITE_GROUNDS, FEE_CATEGORIES, FOIA_WORDS, type FoiaFields } from '../../../server/features/letters/foia-fields.js';
import { letterTemplate, letterTemplates, templateSource } from '../../../server/features/letters/letter-templates.js';
import { itemWords } from '../../../server/features/letters/letter-variables.js';
import { FILLED, PLAIN, byLaw } from './foia-variables.js';

function letterOf(slug: string, fields?: FoiaFields): ComposedLetter {
  const template = letterTemplate(slug);
  return composeLetter(templateSource(template), {
    date: 'November 24, 2026', ...byLaw(template, fields), org: { name: 'Harbor Records Project', lines: [], contact: 'k7m2@replies.example.org' },
    request: { ref: 'TD-2026-0007', title: template.title, items: template.pack('2026-11-24').map((item, index) => itemWords({ n: index + 1, ...item })) },
    fee: { ceiling: '$25' }, signer: { name: 'Ilse Marrowby', title: '' }, rule: { determination: 'within 10 days of receiving this request', policyDue: false }, inspectionWanted: false,
  });
}

const gapsOf = (fields: FoiaFields) => letterOf('foia-ice', fields).gaps.map(({ path }) => path);
const unwrapped = (letter: ComposedLetter) => letter.text.replace(/\s+/g, ' ');
const FEDERAL = letterTemplates().filter((template) => template.statute === 'FOIA').map(({ slug }) => slug);

describe('a request under FOIA', () => {
  test('names its law, asks what FOIA gives, and asks for nobody by name', () => {
    for (const slug of FEDERAL) {
      const text = unwrapped(letterOf(slug));
      for (const words of ['Freedom of Information Act', 'We do not ask for records about named persons', 'release each part as soon as it is ready', 'which harm you foresee', 'how much is withheld', 'send that part of the request there', 'ask us first if the fees will be more than $25']) expect(text).toContain(words);
      expect(text).not.toMatch(/waive|without charge|expedited|certify/i);
    }
  });

  test('without a fee category there is a gap; media and schools say why they are that', () => {
    expect(gapsOf({ ...PLAIN, feeCategory: '' })).toEqual(['feeCategory']);
    expect(gapsOf({ ...PLAIN, feeCategory: 'media' })).toEqual(['feeBasis']);
    expect(gapsOf({ ...PLAIN, feeCategory: 'educational', feeBasis: ' ' })).toEqual(['feeBasis']);
    expect(gapsOf(PLAIN)).toEqual([]);
  });

  test('a waiver without its facts can’t go', () => {
    expect(gapsOf({ ...PLAIN, waiver: true }).sort()).toEqual(['waiverAudience', 'waiverExpertise', 'waiverRecord', 'waiverShows']);
    expect(gapsOf({ ...FILLED, expedite: '', waiverRecord: '\n ' })).toEqual(['waiverRecord']);
    expect(unwrapped(letterOf('foia-ice', FILLED))).toContain('“Who reads the plates”, May 2026; “A year of requests”, January 2026.');
  });

  test('nor a wish for speed without a dated event and somebody who certifies it', () => {
    expect(gapsOf({ ...PLAIN, expedite: 'urgency' }).sort()).toEqual(['certifier', 'expediteDate', 'expediteEvent', 'expediteWho', 'expediteWhy']);
    expect(gapsOf({ ...FILLED, certifier: '' })).toEqual(['certifier']);
    expect(gapsOf({ ...FILLED, expediteDate: '' })).toEqual(['expediteDate']);
    expect(gapsOf({ ...FILLED, expediteDate: '2026-02-30' })).toEqual(['expediteDate']);
    expect(gapsOf({ ...FILLED, expedite: 'threat', expediteWho: '' })).toEqual([]);
    expect(unwrapped(letterOf('foia-ice', FILLED))).toContain('I, Ilse Marrowby, certify');
  });

  test('words typed for a section that is not asked for are not printed', () => {
    const text = unwrapped(letterOf('foia-ice', { ...FILLED, waiver: false, expedite: '', feeCategory: 'other' }));
    for (const name of FOIA_WORDS) if (name !== 'component' && name !== 'expediteDate') expect([name, text.includes(FILLED[name].split('\n')[0]?.slice(0, 30) ?? '')]).toEqual([name, name === 'certifier']);
  });

  test('whatever is typed: no section of California’s Act, only sections that were read, and no word that opens markup', () => {
    const line = fc.string({ maxLength: 60 });
    const fields: fc.Arbitrary<FoiaFields> = fc.record({
      component: line, feeCategory: fc.constantFrom('' as const, ...FEE_CATEGORIES), feeBasis: line, waiver: fc.boolean(), waiverShows: line, waiverRecord: line, waiverAudience: line, waiverExpertise: line,
      expedite: fc.constantFrom('' as const, ...EXPEDITE_GROUNDS), expediteWho: line, expediteEvent: line, expediteDate: fc.constantFrom('', '2026-11-10'), expediteWhy: line, certifier: line,
    });
    fc.assert(fc.property(fields, fc.constantFrom(...FEDERAL), (typed, slug) => {
      const { text, html, gaps } = letterOf(slug, typed);
      expect(text).not.toMatch(/Gov\. Code|California Public Records Act|7922/);
      const ours = citationsIn(text).filter((citation) => citation.startsWith('5 U.S.C.'));
      expect(ours.length).toBeGreaterThan(5);
      for (const citation of ours) expect([citation, verdictOf(citation)]).toEqual([citation, 'confirmed']);
      expect(html.match(/<(?!\/?(?:p|br|hr|strong|mark|ol|ul|li)\b)/)).toBeNull();
      expect(html.match(/<mark/g)?.length ?? 0).toBe(gaps.length);
    }), { numRuns: 150 });
  });

  test('and no letter under California’s Act names FOIA', () => {
    for (const template of letterTemplates().filter(({ statute }) => statute === 'CPRA')) {
      expect(unwrapped(letterOf(template.slug))).not.toMatch(/Freedom of Information|U\.S\.C\.|fee category|expedited|foresee/);
    }
  });
});
