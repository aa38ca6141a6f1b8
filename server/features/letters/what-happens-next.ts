import { t } from '../../platform/words.js';
import type { AgencyProfile } from '../agencies/agencies.queries.js';
import type { CountingTerms } from '../deadlines/counting-terms.js';
import { calendarOf } from '../deadlines/load-cases.js';
import { parseCivilDate } from '../statutes/civil-date.js';
import { deriveDeadlines } from '../statutes/derive.js';

/** The dates that would follow if the agency received the request on a day. */
export interface DatesAhead {
  /** YYYY-MM-DD. */
  readonly due: string;
  readonly assertAfter: string;
  readonly confidence: 'settled' | 'unsettled' | 'unverified';
  /** What to know about the calendar; may be empty. */
  readonly says: string;
}

/**
 * What follows from a receipt on `receivedOn` (`YYYY-MM-DD` at the agency), before anything is sent, counted as it will be counted then: for
 * the person to see, nothing is recorded. Pure.
 */
export function datesAhead(agency: AgencyProfile, terms: CountingTerms, receivedOn: string): DatesAhead | null {
  const rule = agency.statute === 'CPRA' ? 'cpra.determination' : 'foia.determination';
  const all = deriveDeadlines({ law: agency.statute, agency: calendarOf(agency), ...terms, received: parseCivilDate(receivedOn), facts: [] });
  const found = all.find((deadline) => deadline.rule === rule);
  if (!found) return null;
  return {
    due: found.due, assertAfter: found.assertAfter, confidence: found.confidence,
    says: agency.calendarSet === 'CA' ? t('Counted on the courts’ calendar; this agency’s own closed days are not verified.') : '',
  };
}
