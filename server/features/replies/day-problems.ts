import type { FieldProblems } from '../../platform/errors.js';
import { t } from '../../platform/words.js';

/** What is wrong with the day and time a message is said to be of, by field; `now` is the date and HH:MM at the agency. Nothing can have come from tomorrow. */
export function dayProblems(kept: { readonly sentOn: string; readonly sentTime: string | null }, now: { date: string; time: string }): Record<string, string> & FieldProblems {
  if (kept.sentOn > now.date) return { sentOn: t('That day is still to come at the agency.') };
  if (kept.sentOn === now.date && kept.sentTime && kept.sentTime > now.time) return { sentTime: t('It is {now} at the agency. Give a time that has passed.', { now: now.time }) };
  return {};
}
