/**
 * Civil dates: days of a calendar on a wall, never instants. A day is the period from midnight to midnight (Gov. Code § 6806), so
 * counting is done on whole days and daylight saving can't move a date.
 */

/** A day as `YYYY-MM-DD`. The type rules out most mistakes; `parseCivilDate` makes sure that the day exists. */
export type CivilDate = `${number}-${number}-${number}`;

/** Whole days since 1970-01-01. Every count in this slice is done on these numbers. */
export type DayNumber = number;

/** Monday is 1, Saturday 6, Sunday 0. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export const EARLIEST_YEAR = 1990;
export const LATEST_YEAR = 2100;

const MS_PER_DAY = 86_400_000;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
/** Days from 0001-01-01 to 1970-01-01 of the Gregorian calendar. */
const DAYS_BEFORE_1970 = 719_163;
const ZERO = '0'.charCodeAt(0);
const FIRST_DAY = dayNumberOf(EARLIEST_YEAR, 1, 1);
const LAST_DAY = dayNumberOf(LATEST_YEAR, 12, 31);
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** What is wrong with a text as a civil date, as a sentence that says what to do; `null` when it is a date Tenday can count from. */
export function civilDateProblem(text: string): string | null {
  if (isCivilDate(text)) return null;
  const match = SHAPE.exec(text);
  if (!match) return 'Write the date as YYYY-MM-DD, for example 2026-10-01.';
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return `There is no such day: ${text}.`;
  return `Tenday counts dates from ${EARLIEST_YEAR} to ${LATEST_YEAR}; ${year} is outside.`;
}

/** True for an existing day from 1990 to 2100 written as `YYYY-MM-DD`: writing the day it would be gives the same text again. */
export function isCivilDate(text: string): text is CivilDate {
  const day = toDayNumber(text as CivilDate);
  return day >= FIRST_DAY && day <= LAST_DAY && fromDayNumber(day) === text;
}

/** The text as a civil date. Throws a `RangeError` whose message is `civilDateProblem`'s. */
export function parseCivilDate(text: string): CivilDate {
  if (isCivilDate(text)) return text;
  throw new RangeError(civilDateProblem(text) ?? 'This is not a date.');
}

/** Number of days in a month (1–12) of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? Number.NaN);
}

/** Days since 1970-01-01 of year, month (1–12) and day. */
export function dayNumberOf(year: number, month: number, day: number): DayNumber {
  const past = year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) + (month > 2 && isLeapYear(year) ? 1 : 0);
  return past * 365 + leapDays + (DAYS_BEFORE_MONTH[month - 1] ?? Number.NaN) + day - DAYS_BEFORE_1970;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days since 1970-01-01. Expects a valid date: parse first. */
export function toDayNumber(date: CivilDate): DayNumber {
  return dayNumberOf(digits(date, 0, 4), digits(date, 5, 7), digits(date, 8, 10));
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + text.charCodeAt(at) - ZERO;
  return value;
}

/** Dates already written, by day from `FIRST_DAY`: most of a count's time went into writing the same dates again. */
const written = Array.from<CivilDate | undefined>({ length: LAST_DAY - FIRST_DAY + 1 });

/** The civil date of a day number. */
export function fromDayNumber(day: DayNumber): CivilDate {
  if (!(day >= FIRST_DAY && day <= LAST_DAY)) return utcCivilDate(new Date(day * MS_PER_DAY));
  return (written[day - FIRST_DAY] ??= utcCivilDate(new Date(day * MS_PER_DAY)));
}

/** The date an instant has in UTC: what a database `date` column (kept as midnight UTC) means. */
export function utcCivilDate(instant: Date): CivilDate {
  return civil(instant.getUTCFullYear(), instant.getUTCMonth() + 1, instant.getUTCDate());
}

/** Midnight UTC of a date: how a database `date` column is written. */
export function utcMidnight(date: CivilDate): Date {
  return new Date(toDayNumber(date) * MS_PER_DAY);
}

/** The date `days` later (earlier when negative). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return fromDayNumber(toDayNumber(date) + days);
}

/**
 * The same day `months` later, or the month's last day where that day doesn't exist: a month is a calendar month
 * (Gov. Code §§ 6803–6806), so January 31 plus one month is the last of February.
 */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const index = digits(date, 0, 4) * 12 + digits(date, 5, 7) - 1 + months;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  return fromDayNumber(dayNumberOf(year, month, Math.min(digits(date, 8, 10), daysInMonth(year, month))));
}

/** The same day `years` later; February 29 becomes February 28, since a leap day counts with the day before it (Gov. Code §§ 6803–6806). */
export function addYears(date: CivilDate, years: number): CivilDate {
  return addMonths(date, years * 12);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** Negative when `a` is earlier, 0 when equal, positive when later: for sorting. */
export function compareDates(a: CivilDate, b: CivilDate): number {
  // ISO dates of four-digit years sort as text.
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Weekday of a day number: 1970-01-01 was a Thursday. */
export function weekdayOf(day: DayNumber): Weekday {
  return ((((day + 4) % 7) + 7) % 7) as Weekday;
}

/** Weekday of a date; Sunday is 0. */
export function weekday(date: CivilDate): Weekday {
  return weekdayOf(toDayNumber(date));
}

/** “Mon, Nov 30, 2026”, as every sentence of a derivation writes a date. */
export function formatLong(day: DayNumber): string {
  return `${formatShort(day)}, ${new Date(day * MS_PER_DAY).getUTCFullYear()}`;
}

/** “Mon, Nov 30”. */
export function formatShort(day: DayNumber): string {
  return `${WEEKDAYS[weekdayOf(day)]}, ${formatMonthDay(day)}`;
}

/** “Nov 30”. */
export function formatMonthDay(day: DayNumber): string {
  const at = new Date(day * MS_PER_DAY);
  return `${MONTHS[at.getUTCMonth()]} ${at.getUTCDate()}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * The date and wall-clock time (`HH:MM:SS`, 24 hours) an instant has in an IANA time zone. The date is real but may lie outside 1990 to
 * 2100: `civilDateProblem` tells. Throws a `RangeError` for an unknown zone or an invalid instant.
 */
export function civilDateIn(instant: Date, timeZone: string): { date: CivilDate; time: string } {
  const parts = new Map(formatterFor(timeZone).formatToParts(instant).map((part) => [part.type, part.value]));
  const field = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return {
    date: `${field('year').padStart(4, '0')}-${field('month')}-${field('day')}` as CivilDate,
    time: `${field('hour')}:${field('minute')}:${field('second')}`,
  };
}

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const options = { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  const made = new Intl.DateTimeFormat('en-US', options);
  formatters.set(timeZone, made);
  return made;
}

function civil(year: number, month: number, day: number): CivilDate {
  return `${year}-${pad(month)}-${pad(day)}` as CivilDate;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
