import type { FieldProblems } from '../../platform/errors.js';
import { formatDate } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';

/** What a person says about a letter that was carried or sent from elsewhere. All dates are `YYYY-MM-DD` at the agency. */
export interface DeliveryDates {
  /** The day it went. */
  readonly date: string;
  /** The day the portal showed it received. */
  readonly receivedOn?: string | null;
  /** The day a proof says it was delivered. */
  readonly deliveredOn?: string | null;
  readonly hasProof: boolean;
}

/** Which dates can't be, and what to do; empty when all can. Pure. */
export function deliveryProblems(delivery: DeliveryDates, around: { today: string; frozenOn: string; followUp?: boolean }): FieldProblems {
  const problems: Record<string, string> = {};
  const early = dayProblem(delivery.date, around.today);
  if (early) problems['date'] = early;
  else if (delivery.date < around.frozenOn) {
    problems['date'] = t('The letter was finished on {frozen}. It can’t have gone before; give that day or a later one.', { frozen: formatDate(around.frozenOn) });
  }
  for (const field of ['receivedOn', 'deliveredOn'] as const) {
    const day = delivery[field];
    if (!day) continue;
    if (around.followUp) {
      problems[field] = t('A later letter is no receipt of the request: leave this empty. Record the receipt on the request’s page.');
      continue;
    }
    const problem = dayProblem(day, around.today) ?? (day < delivery.date ? t('It can’t have been received before it went, on {date}.', { date: formatDate(delivery.date) }) : null);
    if (problem) problems[field] = problem;
  }
  if (delivery.deliveredOn && !delivery.hasProof && !around.followUp) problems['proof'] = t('Add the proof that shows this day. Without one the receipt stays presumed.');
  return problems;
}

function dayProblem(day: string, today: string): string | null {
  return day > today ? t('{date} is still to come. Record what has happened.', { date: formatDate(day) }) : null;
}
