import type { OpenDays } from './calendars.js';
import { toDayNumber, type CivilDate, type DayNumber } from './civil-date.js';
import { nextOpenDay } from './counting.js';

/**
 * When a clock takes a request to be received. No statute speaks of evenings and weekends: Gov. Code § 6806 (a day runs from midnight
 * to midnight) supports the actual day; many agencies count from their next open day.
 */
export type ReceiptPolicy = 'actual_calendar_day' | 'next_business_day';

/** A receipt in the agency's zone; `time` is `HH:MM` or `HH:MM:SS`, absent when nobody knows it. */
export interface Receipt {
  readonly date: CivilDate;
  readonly time?: string;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

/** True for a 24-hour `HH:MM` or `HH:MM:SS`. */
export function isClockTime(time: string): boolean {
  return TIME.test(time);
}

/** After 17:00 local; 17:00 itself is still office hours. */
export function isAfterHours(time: string | undefined): boolean {
  // Clock times sort as text, and 17:00 before 17:00:00.
  return time !== undefined && time > '17:00:00';
}

/**
 * Day 0 of a receipt under a policy. `next_business_day` moves a receipt on a closed day, or after 17:00, to the next open day.
 * A receipt without a time is taken to be within office hours.
 */
export function dayZero(receipt: Receipt, policy: ReceiptPolicy, days: OpenDays): DayNumber {
  const day = toDayNumber(receipt.date);
  if (policy === 'actual_calendar_day') return day;
  return days.isClosed(day) || isAfterHours(receipt.time) ? nextOpenDay(day, days) : day;
}
