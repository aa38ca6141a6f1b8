import { t } from '../../platform/words.js';
import type { AgencyProfile } from '../agencies/agency-profile.js';
import { CALENDAR_SETS } from '../statutes/calendar-sets.js';
import { dayState } from '../statutes/calendars.js';
import type { CivilDate } from '../statutes/civil-date.js';

/**
 * Why a day can't be written down as closed for an agency, by field; empty when it can. CCP § 12b speaks of the offices of California; what is
 * closed anyway moves nothing.
 * @param date YYYY-MM-DD
 */
export function closureProblems(agency: Pick<AgencyProfile, 'calendarSet'>, date: string): Record<string, string> {
  const set = CALENDAR_SETS[agency.calendarSet];
  if (set.closable.length === 0) return { date: t('A closing by order is no legal public holiday (5 U.S.C. § 6103(a)), so a federal agency’s days are counted all the same. There is nothing to record.') };
  const state = dayState(set.standard, date as CivilDate);
  const [reason] = state.open ? [] : state.reasons;
  return reason ? { date: t('That day is closed already: {name}. Recording it would move nothing.', { name: reason.name }) } : {};
}
