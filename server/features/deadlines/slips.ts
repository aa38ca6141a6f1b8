import type { ParallelDates } from '../requests/parallel-dates.js';
import { type CivilDate, daysBetween } from '../statutes/civil-date.js';

/** A promised date that gave way to another. Dates are YYYY-MM-DD. */
export interface Slip {
  readonly from: string;
  readonly to: string;
  /** Negative when they promised an earlier day. */
  readonly days: number;
  /** The day they said so, and the fact that has it with its message or document. */
  readonly on: string;
  readonly factId: string;
}

/** Every move of a promised date, in the order the agency named its days. A correction of what we wrote down is none. */
export function slipsIn(said: ParallelDates['said']): Slip[] {
  return said.flatMap((one, index) => {
    const before = said[index - 1];
    return before && before.by !== one.by ? [{ from: before.by, to: one.by, days: daysBetween(before.by as CivilDate, one.by as CivilDate), on: one.on, factId: one.factId }] : [];
  });
}
