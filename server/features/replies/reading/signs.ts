import { ASKING_SIGNS } from './signs-of-asking.js';
import { DECISION_SIGNS } from './signs-of-decision.js';
import { RECEIPT_SIGNS } from './signs-of-receipt.js';
import { RECORD_SIGNS } from './signs-of-records.js';
import { TIME_SIGNS } from './signs-of-time.js';
import type { Sign, SignName } from './sign-types.js';
import { saying } from './wording.js';

export const SIGNS: readonly Sign[] = [...RECEIPT_SIGNS, ...TIME_SIGNS, ...DECISION_SIGNS, ...RECORD_SIGNS, ...ASKING_SIGNS];

/** “If we do not hear from you…”: what follows has not happened. */
const BEGINS_CONDITIONAL = /^(?:please note(?: that)? ?[—:-]* ?)?(?:if|should|unless|in the event|once|when|upon (?!(?:\w+ ){0,2}(?:review|search|completion|examination|investigation))|until|in case|where|were you|si)(?:\b|(?<= ))/i;
const HOLDS_CONDITION = saying(String.raw`(?<!\b(?:determine|determining|see|check|decide|ascertain|know|assess|evaluate) )(?:if|unless) (?:we|you|payment|no|the|any|it|this|such|they|there|a response|records?|your)\b`);

/** Said though a condition stands beside it: “if you agree, please pay $200”, “if any are found, we will update you by…”. */
const EVEN_IF: ReadonlySet<SignName> = new Set(['fee', 'asks', 'next_update', 'portal', 'appeal_right', 'numbered', 'withholds_part']);

export function isConditional(sentence: string): boolean {
  return BEGINS_CONDITIONAL.test(sentence) || HOLDS_CONDITION.test(sentence);
}

/** Which signs one sentence gives, in the order of SIGNS. */
export function signsIn(sentence: string): SignName[] {
  const conditional = isConditional(sentence);
  return SIGNS.filter((sign) => gives(sentence, sign) && (!conditional || EVEN_IF.has(sign.name))).map((sign) => sign.name);
}

export function gives(sentence: string, sign: Sign): boolean {
  return sign.pattern.test(sentence) && !(sign.unless?.test(sentence) ?? false);
}
