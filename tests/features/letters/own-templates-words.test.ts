import { describe, expect, test } from '@jest/globals';
import { composeLetter } from '../../../server/features/letters/compose-letter.js';
import { followUpLetter, followUpValues } from '../../../server/features/letters/follow-ups/follow-up-letter.js';
import { templateSource } from '../../../server/features/letters/letter-templates.js';
import { itemWords, withGapMarks } from '../../../server/features/letters/letter-variables.js';
import { checkTemplate } from '../../../server/features/letters/own-templates/check-template.js';
import { exampleOf } from '../../../server/features/letters/own-templates/examples.js';
import { type LibraryLetter, libraryLetter, libraryLetters } from '../../../server/features/letters/own-templates/library.js';
import { renderOwn } from '../../../server/features/letters/own-templates/render-own.js';
import { cpraRuleText } from '../../../server/features/letters/rule-texts.js';
import { FILLED, PLAIN, byLaw } from './foia-variables.js';
import { settingOf } from './situations.js';
import { VARIANTS, made } from './variants.js';

const copied = (library: LibraryLetter, values: Pick<Parameters<typeof renderOwn>[0], 'subject' | 'marked' | 'gaps'>, body = library.body) =>
  renderOwn({ ...values, frame: library.frame, pieces: library.pieces, body, approved: new Set(), highlight: null });

const FIRST = libraryLetters().filter(({ kind }) => kind === 'first');

describe('a copy nobody has changed', () => {
  test.each(VARIANTS)('reads as the library’s own: %s', (_, given) => {
    const { offered, known } = made(given);
    const { fields, setting } = settingOf(known, { inputs: given.inputs ?? {} });
    const own = copied(libraryLetter(offered.followUp.slug), followUpValues(offered, fields, setting));
    expect(own).toEqual(followUpLetter(offered, fields, setting));
  });

  test.each(FIRST.map(({ slug }) => slug))('reads as the library’s own: %s', (slug) => {
    const library = libraryLetter(slug);
    const template = 'template' in library.base ? library.base.template : null;
    if (!template) throw new Error('a first request has a template');
    for (const foia of [PLAIN, FILLED]) {
      for (const inspectionWanted of [false, true]) {
        const variables = {
          date: 'November 24, 2026', ...byLaw(template, foia), org: { name: 'Harbor Records Project', lines: ['P.O. Box 1140'], contact: 'k7m2@replies.example.org' },
          request: { ref: 'TD-2026-0007', title: template.title, items: template.pack('2026-11-24', template.writtenFor[0] ?? '').map((item, index) => itemWords({ n: index + 1, ...item })) },
          fee: { ceiling: '$25' }, signer: { name: '', title: 'Secretary' }, rule: cpraRuleText('2026-11-24'), inspectionWanted,
        };
        expect(copied(library, { subject: variables.subject, ...withGapMarks(variables) })).toEqual(composeLetter(templateSource(template), variables));
      }
    }
  });

  test.each(libraryLetters().map(({ slug }) => slug))('may be saved as it is, and is a letter with examples: %s', (slug) => {
    const library = libraryLetter(slug);
    expect(checkTemplate(library.body, library.allowed)).toEqual({ faults: [], warnings: [] });
    const { text, gaps } = renderOwn(exampleOf(library, library.body));
    expect(gaps).toEqual([]);
    expect(text).not.toMatch(/undefined|\[object/);
  });
});
