import { t } from '../../../platform/words.js';
import { citationsIn, verdictOf } from '../citations.js';

/** Something in a letter's words that should not be there (letters.md 3 and 9a). `stops`: it may not go like that. */
export interface Finding {
  readonly stops: boolean;
  /** The words found. */
  readonly words: string;
  readonly says: string;
}

interface Check {
  readonly pattern: RegExp;
  readonly stops: boolean;
  readonly says: () => string;
}

const overclaims = () => t('Claims more than the Act gives. Say what came and what did not.');
const accuses = () => t('Says that they broke the law. Say the event and the date.');
const personal = () => t('Looks like a number of one person or car. Ask without it.');
const foreign = () => t('Belongs to another law than this request’s.');

const CHECKS: readonly Check[] = [
  { pattern: /\bdeemed (denied|denial)\b|\bconstructive(ly)? den\w+|\bautomatic(ally)? waive\w*/gi, stops: true, says: overclaims },
  { pattern: /\billegal\w*|\bunlawful\w*|\bviolat\w+|\brefus(ed|al) to comply\b/gi, stops: true, says: accuses },
  { pattern: /\bany and all\b|\bimmediately\b/gi, stops: true, says: () => t('Say it plainly: which records, by which day.') },
  { pattern: /\b62[5-7]\d(\.\d+)?\(/g, stops: true, says: () => t('A section number of the old Act.') },
  { pattern: /\b60[- ]day\w*|\b20 (working|business) days\b|\bvaughn\b|\bOGIS\b|\bfee waiver\b|\badministrative appeal\b/gi, stops: true, says: foreign },
  { pattern: /\bA[- ]?\d{8,9}\b|\b\d[A-Z]{3}\d{3}\b/g, stops: true, says: personal },
  { pattern: /\bcampaign\b|\blawsuit\b|\bour client\b|\binvestigat\w+|\bso that we\b/gi, stops: false, says: () => t('May tell why you ask. The Act does not ask for a reason.') },
  { pattern: /\bdemand\w*|\bASAP\b|\bhereby\b|\bpursuant\b|!/gi, stops: false, says: () => t('Reads as a threat or as lawyer’s prose. Ask plainly.') },
];

const LATENESS: Check = { pattern: /\b(late|overdue|past due|missed (the|your) deadline|in default)\b/gi, stops: true, says: () => t('Calls them late, which can’t be said yet.') };

/** What the checks hang on beside the words. */
export interface LintAround {
  /** Every reading of the law has ended, on a confirmed receipt. */
  readonly mayCallLate: boolean;
  /** A lawyer of the group sends it, who answers for the sections they cite. */
  readonly isLawyer: boolean;
}

/** Checks what a person added to a letter. Pure. */
export function lintWords(text: string, { mayCallLate, isLawyer }: LintAround): Finding[] {
  const checks = mayCallLate ? CHECKS : [...CHECKS, LATENESS];
  const found = checks.flatMap(({ pattern, stops, says }) => [...text.matchAll(pattern)].map(([words]) => ({ stops, words, says: says() })));
  const unread = citationsIn(text).filter((citation) => verdictOf(citation) !== 'confirmed');
  return [...found, ...unread.map((words) => ({ stops: !isLawyer, words, says: t('Nobody has read this section at its source for Tenday: only a lawyer of your group may cite it.') }))];
}
