import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { composeLetter } from '../../../server/features/letters/compose-letter.js';
import type { FoiaFields } from '../../../server/features/letters/foia-fields.js';
import { letterTemplate, letterTemplates, templateSource } from '../../../server/features/letters/letter-templates.js';
import { itemWords } from '../../../server/features/letters/letter-variables.js';
import { cpraRuleText } from '../../../server/features/letters/rule-texts.js';
import { projectRoot } from '../../../server/platform/paths.js';
import { formatLetterDate } from '../../../server/platform/views-dates.js';
import { FILLED, PLAIN, byLaw } from './foia-variables.js';

/** Whole letters as an agency reads them. A change of words shows here as a difference somebody has to approve. */
const GOLDENS = path.join(projectRoot, 'tests', 'features', 'letters', 'goldens');

const APPROVED = new Set(['Gov. Code § 7283.1(c)', 'Gov. Code § 7922.570', 'Gov. Code § 12532.5(a)(2)']);

interface Asked {
  readonly fields?: FoiaFields;
  readonly today?: string;
  readonly approved?: ReadonlySet<string>;
}

const AS_THEY_STAND: readonly [string, string, Asked][] = [
  ...letterTemplates().map(({ slug }): [string, string, Asked] => [slug, slug, {}]),
  ['foia-ice.filled', 'foia-ice', { fields: FILLED }],
  ['foia-ice.danger', 'foia-ice', { fields: { ...FILLED, feeCategory: 'educational', feeBasis: 'We are a university institute', expedite: 'threat' } }],
  ['cpra-ice-communications.approved', 'cpra-ice-communications', { approved: APPROVED }],
  ['cpra-sb580-implementation.2027', 'cpra-sb580-implementation', { today: '2027-01-01', approved: APPROVED }],
];

describe('the letters as they stand', () => {
  test.each(AS_THEY_STAND)('%s', (name, slug, { fields = PLAIN, today = '2026-11-24', approved = new Set() }) => {
    const template = letterTemplate(slug);
    const { text, gaps } = composeLetter(templateSource(template), {
      date: formatLetterDate(today), ...byLaw(template, fields),
      org: { name: 'Harbor Records Project', lines: ['P.O. Box 1140', 'San Pedro, California 90733'], contact: 'k7m2@replies.example.org' },
      request: { ref: 'TD-2026-0007', title: template.title, items: template.pack(today, template.writtenFor[0] ?? '').map((item, index) => itemWords({ n: index + 1, ...item })) },
      fee: { ceiling: '$25' }, signer: { name: 'Ilse Marrowby', title: 'Secretary' }, rule: cpraRuleText(today), inspectionWanted: false,
    }, { approved });
    expect(gaps).toEqual([]);
    expect(text).toBe(fs.readFileSync(path.join(GOLDENS, `${name}.txt`), 'utf8'));
  });
});
