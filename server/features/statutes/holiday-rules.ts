import { dayNumberOf, daysInMonth, weekdayOf, type DayNumber, type Weekday } from './civil-date.js';
import { moonDays, MOON_TABLES, type MoonDay } from './moon-days.js';

/** How sure Tenday is: the words were read and agree; they leave a question open; or they could not be read. */
export type Confidence = 'settled' | 'unsettled' | 'unverified';

/** When in a year a holiday falls. `nth: 'last'` is the month's last such weekday. */
export type HolidayDay =
  | { readonly month: number; readonly day: number }
  | { readonly month: number; readonly weekday: Weekday; readonly nth: 1 | 2 | 3 | 4 | 'last'; readonly plusDays?: number }
  | { readonly moon: MoonDay };

/**
 * What happens when the day falls on a weekend. `nearest_weekday`: Saturday to Friday, Sunday to Monday, only the observed day is kept.
 * The others are Gov. Code § 6701's: the day itself stays a holiday and another is added.
 */
export type WeekendRule = 'stays' | 'nearest_weekday' | 'sunday_adds_monday' | 'sunday_adds_monday_saturday_adds_friday';

/** One holiday of one list, as dated data. `from` and `to` are the first and last year it is in that list. */
export interface HolidayRule {
  readonly name: string;
  readonly from?: number;
  readonly to?: number;
  readonly on: HolidayDay;
  readonly weekend: WeekendRule;
  readonly citation: string;
  readonly confidence: Confidence;
}

/** A holiday in one year: its own date, the day it is observed, and every day that is a holiday because of it. */
export interface Holiday {
  readonly name: string;
  readonly date: DayNumber;
  readonly observed: DayNumber;
  readonly days: readonly DayNumber[];
  readonly citation: string;
  readonly confidence: Confidence;
  /** Where an estimated date comes from; absent for days the statute itself fixes. */
  readonly estimateSource?: string;
}

/** The holidays a list has in a year, by their own date (one observed on Dec 31 belongs to the next year). */
export function holidaysOfYear(rules: readonly HolidayRule[], year: number): Holiday[] {
  return rules.filter((rule) => inForce(rule, year)).flatMap((rule) => daysOf(rule.on, year).map((day) => holiday(rule, day)));
}

function inForce(rule: HolidayRule, year: number): boolean {
  return year >= (rule.from ?? -Infinity) && year <= (rule.to ?? Infinity);
}

function holiday(rule: HolidayRule, date: DayNumber): Holiday {
  const observed = observedDay(rule.weekend, date);
  const days = rule.weekend === 'nearest_weekday' || observed === date ? [observed] : [date, observed];
  const estimateSource = 'moon' in rule.on ? MOON_TABLES[rule.on.moon].source : undefined;
  return { name: rule.name, date, observed, days, citation: rule.citation, confidence: rule.confidence, ...(estimateSource && { estimateSource }) };
}

function observedDay(rule: WeekendRule, date: DayNumber): DayNumber {
  const weekday = weekdayOf(date);
  if (weekday === 0 && rule !== 'stays') return date + 1;
  if (weekday === 6 && (rule === 'nearest_weekday' || rule === 'sunday_adds_monday_saturday_adds_friday')) return date - 1;
  return date;
}

function daysOf(on: HolidayDay, year: number): DayNumber[] {
  if ('moon' in on) return moonDays(on.moon, year);
  if ('day' in on) return [dayNumberOf(year, on.month, on.day)];
  return [nthWeekday(year, on.month, on.weekday, on.nth) + (on.plusDays ?? 0)];
}

function nthWeekday(year: number, month: number, weekday: Weekday, nth: 1 | 2 | 3 | 4 | 'last'): DayNumber {
  if (nth === 'last') {
    const last = dayNumberOf(year, month, daysInMonth(year, month));
    return last - ((weekdayOf(last) - weekday + 7) % 7);
  }
  const first = dayNumberOf(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7;
}
