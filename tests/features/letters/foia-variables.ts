import { DIRECTORY } from '../../../prisma/seed/agencies.js';
import { BLANK_FOIA, type FoiaFields } from '../../../server/features/letters/foia-fields.js';
import { type FoiaWords, foiaWords } from '../../../server/features/letters/foia-words.js';
import type { LetterTemplate } from '../../../server/features/letters/letter-templates.js';
import { type LetterVariables, requestWords } from '../../../server/features/letters/letter-variables.js';

/** Everything a request under FOIA may ask, filled. */
export const FILLED: FoiaFields = {
  component: 'the FOIA office of the field office in Los Angeles', feeCategory: 'media', feeBasis: 'We publish a monthly newsletter on public records, free to read',
  waiver: true, waiverShows: 'how often data given for one use is used for another', waiverAudience: 'About 4,000 readers in English and Spanish, on our site and on paper',
  waiverRecord: '“Who reads the plates”, May 2026\n“A year of requests”, January 2026', waiverExpertise: 'Two of us have read such logs for five years',
  expedite: 'urgency', expediteWho: 'Publishing what public records show is mainly what we do', expediteEvent: 'The Board heard a report on the sharing of plate data', expediteDate: '2026-11-10',
  expediteWhy: 'The Board votes on the contract in January 2027', certifier: 'Ilse Marrowby',
};

/** The least a request under FOIA may say. */
export const PLAIN: FoiaFields = { ...BLANK_FOIA, feeCategory: 'other' };

/** What a template's letter has by its law: subject, agency, and FOIA's own words. */
export function byLaw(template: LetterTemplate, fields: FoiaFields = PLAIN): Pick<LetterVariables, 'subject' | 'agency'> & { foia?: FoiaWords } {
  const subject = `${requestWords(template.statute)} TD-2026-0007: ${template.title}`;
  const slug = template.writtenFor[0] ?? 'lapd';
  const found = DIRECTORY.find((agency) => agency.slug === slug);
  if (!found) throw new Error(`there is no agency ${slug}`);
  const agency = { name: found.name, shortName: found.shortName, lines: slug === 'lapd' ? ['CPRA Unit'] : [found.unit].filter((unit) => unit !== '') };
  return { subject, agency, ...(template.statute === 'FOIA' ? { foia: foiaWords(fields) } : {}) };
}
