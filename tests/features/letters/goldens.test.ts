import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { composeLetter } from '../../../server/features/letters/compose-letter.js';
import { letterTemplate, letterTemplates, templateSource } from '../../../server/features/letters/letter-templates.js';
import { itemWords } from '../../../server/features/letters/letter-variables.js';
import { cpraRuleText } from '../../../server/features/letters/rule-texts.js';
import { projectRoot } from '../../../server/platform/paths.js';

/** Whole letters as an agency reads them. A change of words shows here as a difference somebody has to approve. */
const GOLDENS = path.join(projectRoot, 'tests', 'features', 'letters', 'goldens');

describe('the letters as they stand', () => {
  test.each(letterTemplates().map((template) => template.slug))('%s', (slug) => {
    const template = letterTemplate(slug);
    const today = '2026-11-24';
    const { text, gaps } = composeLetter(templateSource(template), {
      date: 'November 24, 2026', subject: `Public records request TD-2026-0007: ${template.title}`,
      org: { name: 'Harbor Records Project', lines: ['P.O. Box 1140', 'San Pedro, California 90733'], contact: 'k7m2@replies.example.org' },
      agency: { name: 'Los Angeles Police Department', shortName: 'LAPD', lines: ['CPRA Unit'] },
      request: { ref: 'TD-2026-0007', title: template.title, items: template.pack(today).map((item, index) => itemWords({ n: index + 1, ...item })) },
      fee: { ceiling: '$25' }, signer: { name: 'Ilse Marrowby', title: 'Secretary' }, rule: cpraRuleText(today), inspectionWanted: false,
    });
    expect(gaps).toEqual([]);
    expect(text).toBe(fs.readFileSync(path.join(GOLDENS, `${slug}.txt`), 'utf8'));
  });
});
