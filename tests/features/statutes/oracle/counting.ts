import { isClosedOn, type OracleCalendarId } from './closed-days.js';
import { next, previous, walk, type Day } from './days.js';

/** One calendar with an agency's own closings, and the three ways the law counts on it, each a walk from one day to the next. */
export interface OracleCalendar {
  readonly id: OracleCalendarId;
  readonly closings: ReadonlySet<string>;
}

export const isClosed = ({ id, closings }: OracleCalendar, day: Day): boolean => closings.has(day.iso) || isClosedOn(id, day);

/** CCP § 12a: a closed last day moves to the next open one. */
export const forward = (calendar: OracleCalendar, day: Day): Day => (isClosed(calendar, day) ? forward(calendar, next(day)) : day);

/** Ours: a closed last day is put before. */
export const back = (calendar: OracleCalendar, day: Day): Day => (isClosed(calendar, day) ? back(calendar, previous(day)) : day);

/** CCP § 12: the first day excluded, the last included. */
export const calendarDays = (from: Day, count: number): Day => walk(from, count);

/** Open days on which the clock doesn't stand still, counted one by one. */
export function workingDays(calendar: OracleCalendar, from: Day, count: number, standsStill: (day: Day) => boolean = () => false): Day {
  let day = from;
  let left = count;
  while (left > 0) {
    day = next(day);
    if (isClosed(calendar, day) || standsStill(day)) continue;
    left -= 1;
  }
  return day;
}

/** Day 0: the day itself, or, as some agencies have it, the next open day after a closed day or five in the evening. */
export function dayZero(calendar: OracleCalendar, date: Day, time: string | undefined, nextBusinessDay: boolean): Day {
  if (!nextBusinessDay) return date;
  const seconds = time === undefined ? 0 : Number(time.slice(0, 2)) * 3600 + Number(time.slice(3, 5)) * 60 + Number(time.slice(6, 8) || 0);
  return isClosed(calendar, date) || seconds > 17 * 3600 ? forward(calendar, next(date)) : date;
}
