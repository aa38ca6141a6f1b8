import { saysLinkEnds } from './link-ends.js';
import type { SaidSentence } from './reading-types.js';
import type { Sentence } from './sentences.js';
import { isVague } from './values-days.js';
import { saying } from './wording.js';

/** Words that bear on a request even where no sign is understood. */
const WEIGHTY = saying('den(?:y|ied|ial)', 'exempt', 'withh[eo]ld', 'determin', 'deadline', 'disclos', 'litigation', 'subpoena', 'destroy', 'purge', 'retention', 'lawsuit', 'refus', 'confidential', 'denegad', 'plazo', 'exent');

/**
 * Sentences that bear on the request (a day, an amount, a section of law, weighty words) and gave no sign, and those that promise a time
 * which is no day (“the week of April 6”): somebody must read them.
 */
export function unreadOf(said: readonly SaidSentence[]): Sentence[] {
  return said.filter((sentence, index) => weighty(sentence) && !saysLinkEnds(sentence, said[index - 1]));
}

function weighty({ signs, days, amounts, sections, text }: SaidSentence): boolean {
  return (signs.length === 0 && (days.length + amounts.length + sections.length > 0 || WEIGHTY.test(text))) || isVague(text);
}
