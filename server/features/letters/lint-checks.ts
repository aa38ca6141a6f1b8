import { t } from '../../platform/words.js';

/** Words that do not belong in a letter. Searched outside item lists and quotations. */
export interface Check {
  readonly pattern: RegExp;
  readonly stops: boolean;
  readonly says: () => string;
  /** May tell why we ask: under FOIA the waiver and the wish for speed do so rightly. */
  readonly purpose?: true;
}

const foreign = () => t('Belongs to another law than this request’s.');
const personal = () => t('Looks like a number of one person or car. Ask without it.');

const ALWAYS: readonly Check[] = [
  { pattern: /\bdeemed (denied|denial)\b|\bconstructive(ly)? den\w+|\bautomatic(ally)? waive\w*/gi, stops: true, says: () => t('Claims more than the Act gives. Say what came and what did not.') },
  { pattern: /\billegal\w*|\bunlawful\w*|\bviolat\w+|\brefus(ed|al) to comply\b/gi, stops: true, says: () => t('Says that they broke the law. Say the event and the date.') },
  { pattern: /\bany and all\b|\bimmediately\b/gi, stops: true, says: () => t('Say it plainly: which records, by which day.') },
  { pattern: /\b62[5-7]\d(\.\d+)?\(/g, stops: true, says: () => t('A section number of the old Act.') },
  { pattern: /\b60[- ]day\w*/gi, stops: true, says: foreign },
  { pattern: /\bA[- ]?\d{3}[- ]?\d{3}[- ]?\d{2,3}\b|\b\d[A-Z]{3}\d{3}\b/g, stops: true, says: personal },
  { pattern: /\bbooking\s*(?:number|no\.?|#)?\s*:?\s*#?\d{5,}/gi, stops: true, says: personal },
  { pattern: /\b(?:born|DOB|date of birth|birth ?date)\b[^.;]{0,12}\d/gi, stops: true, says: () => t('Looks like somebody’s birth date. Ask without it.') },
  { pattern: /\bcampaign\b|\blawsuit\b|\bour client\b|\binvestigate\w*|\bso that we\b/gi, stops: false, purpose: true, says: () => t('May tell why you ask. The Act does not ask for a reason.') },
  { pattern: /\bASAP\b|\bhereby\b|\bpursuant\b|\baforementioned\b|\bforthwith\b|\begregious\w*|\bstonewall\w*|!/gi, stops: false, says: () => t('Reads as a threat or as lawyer’s prose. Ask plainly.') },
];
const DEMANDS: Check = { pattern: /\bdemand\w*/gi, stops: false, says: () => t('Reads as a threat or as lawyer’s prose. Ask plainly.') };

const CPRA: readonly Check[] = [{ pattern: /\b20 (?:working|business) days\b|\bvaughn\b|\bOGIS\b|\bfee waiver\b|\bappeal\w*\b/gi, stops: true, says: foreign }];
/** Ten days are FOIA's for the decision on speed, and for passing a request on to the office it belongs to. */
const FOIA: readonly Check[] = [
  { pattern: /\b79\d\d\.\d{3}\b|\bGov\. Code\b|\bCPRA\b|\bPublic Records Act\b|\bSB 34\b|\byou(?: have)? defaulted\b|\bwe have exhausted\b/gi, stops: true, says: foreign },
  { pattern: /\b10 days\b(?! of the date of (?:this|the) request)(?! (?:after|from) (?:it|the request) (?:is|was) first received)/gi, stops: true, says: foreign },
];

export function checksFor(law: 'CPRA' | 'FOIA', { beforeCourt = false }: { readonly beforeCourt?: boolean }): readonly Check[] {
  return [...ALWAYS, ...(beforeCourt ? [] : [DEMANDS]), ...(law === 'FOIA' ? FOIA : CPRA)];
}

/** Holds while not every reading of the law has ended. */
export const lateness = (): Check => ({ pattern: /\b(?:late|overdue|past due|missed (?:the|your) deadline|in default)\b/gi, stops: true, says: () => t('Calls them late, which can’t be said yet.') });
