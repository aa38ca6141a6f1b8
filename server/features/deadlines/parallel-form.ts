import { type CivilDate, addDays, isCivilDate } from '../statutes/civil-date.js';
import type { TypedFact } from './fact-types.js';
import type { RecordForm } from './record-fields.js';

/** “In three weeks”: choices of a reminder's form, in weeks from the day it is set. */
export const WEEKS = ['1', '2', '3', '6'] as const;

/** The form's fields of a promise, a reminder or a date of destruction as details; what was left empty is left out or refused by its schema. */
export function parallelDetails(type: 'promise' | 'reminder' | 'retention', form: RecordForm, items: readonly number[]): Record<string, unknown> {
  if (type === 'promise') {
    const { of, promisedBy, instalment, about, says } = form;
    return { of, items, by: promisedBy, says, ...(of === 'instalment' && instalment !== '' ? { instalment: Number(instalment) } : {}), ...(of === 'other' ? { about } : {}) };
  }
  if (type === 'retention') return { what: form.what, destroyedFrom: form.destroyedFrom, source: form.source, items };
  return { on: reminderDay(form), says: form.says, forPersonId: form.forPersonId || null, whateverHappens: form.whateverHappens !== '' };
}

/** The day chosen: so many weeks from the day it is set, or the date given. A date given goes before a choice of weeks. */
function reminderDay({ date, weeks, on }: RecordForm): string {
  const chosen = WEEKS.find((one) => one === weeks);
  return on === '' && chosen && isCivilDate(date) ? addDays(date as CivilDate, 7 * Number(chosen)) : on;
}

/** The form's fields filled with a fact, for correcting it; nothing for other facts. */
export function parallelFields(fact: TypedFact): Partial<RecordForm> {
  if (fact.type === 'promise') {
    const { of, by, instalment, about, says } = fact.details;
    return { of, promisedBy: by, instalment: instalment ? String(instalment) : '', about, says };
  }
  if (fact.type === 'retention') return { what: fact.details.what, destroyedFrom: fact.details.destroyedFrom, source: fact.details.source };
  if (fact.type !== 'reminder') return {};
  const { on, says, forPersonId, whateverHappens } = fact.details;
  return { on, says, forPersonId: forPersonId ?? '', whateverHappens: whateverHappens ? 'yes' : '' };
}
