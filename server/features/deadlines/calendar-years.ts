import { CALENDARS, type CalendarId, type ClosedReason, openDays } from '../statutes/calendars.js';
import { type CivilDate, dayNumberOf, fromDayNumber, weekdayOf } from '../statutes/civil-date.js';
import { MOON_TABLES } from '../statutes/moon-days.js';

/** The years whose closed days were checked against published lists; a count goes beyond them by the same rules. */
export const FIRST_YEAR = 2017;
export const LAST_YEAR = 2040;

export const CALENDAR_IDS = ['LA_CPRA', 'LA_CPRA_MAX', 'LA_CITY', 'CA_JUD', 'CA_MAX', 'GOV_6700', 'FED', 'FED_STRICT'] as const satisfies readonly CalendarId[];

export interface ClosedDay {
  readonly date: CivilDate;
  readonly weekend: boolean;
  /** Every reason but the weekend. */
  readonly reasons: readonly ClosedReason[];
}

/** Days of a year closed for a reason beside the weekend, in order. */
export function closedDaysOf(id: CalendarId, year: number): ClosedDay[] {
  const days = openDays(id);
  const first = dayNumberOf(year, 1, 1);
  const length = dayNumberOf(year + 1, 1, 1) - first;
  return Array.from({ length }, (_, index) => first + index).flatMap((day) => {
    const reasons = days.reasons(day).filter((reason) => reason.list !== 'weekend');
    return reasons.length === 0 ? [] : [{ date: fromDayNumber(day), weekend: [0, 6].includes(weekdayOf(day)), reasons }];
  });
}

export interface UnknownDay {
  readonly name: string;
  /** The last year its table reaches. */
  readonly knownUntil: number;
  readonly source: string;
}

/** Holidays that follow the moon and lie beyond what Tenday knows in a year; none on calendars that hold no state holidays. */
export function unknownDaysOf(id: CalendarId, year: number): UnknownDay[] {
  if (!CALENDARS[id].lists.includes('state')) return [];
  return Object.values(MOON_TABLES).filter(({ lastYear }) => year > lastYear).map(({ name, lastYear, source }) => ({ name, knownUntil: lastYear, source }));
}
