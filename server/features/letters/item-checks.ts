import { t } from '../../platform/words.js';
import type { DraftItem } from './drafts.queries.js';
import type { Gap } from './letter-variables.js';
import { oneLine } from './plain-words.js';

type ItemWord = 'heading' | 'text' | 'whereToLook' | 'period' | 'format' | 'fields';
const WORDS: readonly ItemWord[] = ['heading', 'text', 'whereToLook', 'period', 'format', 'fields'];

/** What names one person or car. No request needs it: asked with it, a letter tells who is looked for. */
const PERSONAL: readonly { readonly pattern: RegExp; readonly says: () => string }[] = [
  { pattern: /\b\d[A-Z]{3}\d{3}\b|\bplate (?:(?:number|no\.?) ?)?(?=[A-Z0-9]{0,7}\d)[A-Z0-9]{5,8}\b/, says: () => t('it holds what looks like a license plate; ask without it') },
  { pattern: /\bA[- ]?\d{3}[- ]?\d{3}[- ]?\d{2,3}\b/, says: () => t('it holds what looks like an A-number; ask without it') },
  { pattern: /\bbooking ?(?:number|no\.?|#)? ?:? ?#?\d{5,}/i, says: () => t('it holds what looks like a booking number; ask without it') },
  { pattern: /\b(?:born|DOB|date of birth)\b[^.;]{0,12}\d/i, says: () => t('it holds what looks like a birth date; ask without it') },
  {
    pattern: /\b(?:Mr|Mrs|Ms|Mx)\.? \p{Lu}\p{Ll}+|\b(?:[Ii]nmate|[Dd]etainee|[Aa]rrestee|[Ss]uspect|[Dd]efendant|[Pp]risoner|[Nn]amed|[Cc]alled) \p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+/u,
    says: () => t('it holds what looks like a private person’s name; ask without it'),
  },
];

/** Places in the items that name a person or a car, as blanks: the letter does not go until they are mended. Pure. */
export function personalGaps(items: readonly DraftItem[]): Gap[] {
  return items.flatMap((item, index) => WORDS.flatMap((word) => {
    // Single spaces: where a pattern may skip several, a long stretch of them is searched over and over.
    const words = oneLine(item[word]);
    const found = PERSONAL.find(({ pattern }) => pattern.test(words));
    return found ? [{ path: `items.${index}.${word}`, label: found.says(), marked: false }] : [];
  }));
}

/** Units and systems that only one agency has, by slug. LAPD's own oversight bodies keep their files apart. */
const KEPT_BY: readonly { readonly pattern: RegExp; readonly slugs: readonly string[] }[] = [
  { pattern: /\bLACRIS\b|\bCCHRS\b|\bJDIC\b|\bAJIS\b|\bCal-ID board\b/i, slugs: ['lasd'] },
  { pattern: /\bCustody Services Division\b|\bInformation Technology Bureau\b|\bDetective Bureau\b|\bChief of Detectives\b/i, slugs: ['lapd'] },
  { pattern: /\bBoard office\b|\bCommission Investigation\b/i, slugs: ['bopc', 'lapd-oig'] },
  { pattern: /\bCLETS Administration\b|\bCalifornia Justice Information Services\b/i, slugs: ['cal-doj'] },
];

/** Slugs of the agencies that have what an item says where to look; none when nothing points away from `slug`. Pure. */
export function keptElsewhere(item: Pick<DraftItem, 'whereToLook'>, slug: string): readonly string[] {
  const named = KEPT_BY.filter(({ pattern }) => pattern.test(item.whereToLook));
  return named.some(({ slugs }) => slugs.includes(slug)) ? [] : [...new Set(named.flatMap(({ slugs }) => slugs))];
}
