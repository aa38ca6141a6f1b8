import { t } from '../../platform/words.js';
import type { AgencyProfile } from '../agencies/agency-profile.js';
import type { LetterDetail } from './letters.queries.js';
import { boxOf, portalParts } from './portal-parts.js';

/** A letter as plain text to copy, in as many parts as a portal's box needs. */
export interface PortalTextView {
  readonly parts: readonly { readonly id: string; readonly label: string; readonly copy: string; readonly text: string }[];
  /** What the box takes, as typed or known; '' when neither. */
  readonly limit: string;
  readonly says: string;
  /** Where the form that divides it leads. */
  readonly action: string;
}

/** @param typed characters the box takes, by the person; what the directory knows otherwise */
export function portalText(letter: Pick<LetterDetail, 'bodyText' | 'request'>, around: { agency: AgencyProfile | null; typed: number | undefined; action: string }): PortalTextView {
  const known = around.agency ? boxOf(around.agency) : undefined;
  const limit = around.typed ?? known;
  const parts = limit === undefined ? [letter.bodyText] : portalParts(letter.bodyText, { limit, number: letter.request.number });
  return {
    action: around.action, limit: limit === undefined ? '' : String(limit), says: saysOf(parts.length, letter.bodyText.length, limit),
    parts: parts.map((text, index) => ({
      id: `words-${index + 1}`, text,
      label: parts.length === 1 ? t('The letter as plain text') : t('Part {n} of {most}', { n: index + 1, most: parts.length }),
      copy: parts.length === 1 ? t('Copy text') : t('Copy part {n}', { n: index + 1 }),
    })),
  };
}

function saysOf(parts: number, length: number, limit: number | undefined): string {
  if (limit === undefined) return t('{n} characters. If the portal’s box takes fewer, say how many: the letter is divided between its items.', { n: length });
  if (parts === 1) return t('It fits into a box of {limit} characters.', { limit });
  return t('A box of {limit} characters takes it in {parts} parts. Paste them as messages one after the other, or attach the PDF.', { limit, parts });
}
