import type { OpenDays } from './calendars.js';
import type { DayNumber } from './civil-date.js';

/** Counting on day numbers. The first day is excluded and the last included (CCP § 12); callers pass day 0. */

/** Days that don't run: from the day after the agency's question through the day it has the answer. */
export interface Toll {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

/** The day itself when open, else the next open day (CCP § 12a). */
export function rollForward(day: DayNumber, days: OpenDays): DayNumber {
  let last = day;
  while (days.isClosed(last)) last += 1;
  return last;
}

/** The day itself when open, else the last open day before it: for our own deadlines, which never move later. */
export function rollBack(day: DayNumber, days: OpenDays): DayNumber {
  let last = day;
  while (days.isClosed(last)) last -= 1;
  return last;
}

/** The first open day after `day`, never `day` itself. */
export function nextOpenDay(day: DayNumber, days: OpenDays): DayNumber {
  return rollForward(day + 1, days);
}

/** The day on which the `count`th working day after `start` falls, leaving out closed days and tolled days. */
export function addWorkingDays(start: DayNumber, count: number, days: OpenDays, tolls: readonly Toll[] = []): DayNumber {
  let day = start;
  for (let counted = 0; counted < count; ) {
    day += 1;
    if (!days.isClosed(day) && !isTolled(day, tolls)) counted += 1;
  }
  return day;
}

/** True for a day on which the clock stood still. */
export function isTolled(day: DayNumber, tolls: readonly Toll[]): boolean {
  for (const toll of tolls) if (day > toll.from && day <= toll.to) return true;
  return false;
}
