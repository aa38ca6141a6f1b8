/**
 * Days of the wall calendar for the oracle, made by walking from one known day with the month lengths everybody learns: nothing of the
 * engine's arithmetic and no Date is used.
 */

export interface Day {
  /** Place in the walk. */
  readonly at: number;
  readonly iso: string;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

const FIRST_YEAR = 2015;
const LAST_YEAR = 2050;
/** January 1, 2015 was a Thursday. */
const FIRST_WEEKDAY = 4;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lengthOf = (year: number, month: number): number => (month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

const DAYS: Day[] = [];
for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
  for (let month = 1; month <= 12; month += 1) {
    for (let day = 1; day <= lengthOf(year, month); day += 1) {
      const at = DAYS.length;
      DAYS.push({ at, iso: `${year}-${two(month)}-${two(day)}`, year, month, day, weekday: (FIRST_WEEKDAY + at) % 7 });
    }
  }
}
const BY_ISO = new Map(DAYS.map((day) => [day.iso, day]));

/** The day so written. Throws for what is no day of 2015 to 2050. */
export function dayOf(iso: string): Day {
  const day = BY_ISO.get(iso);
  if (!day) throw new RangeError(`The oracle has no day ${iso}.`);
  return day;
}

/** The day `steps` later; earlier when negative. */
export function walk(day: Day, steps: number): Day {
  const there = DAYS[day.at + steps];
  if (!there) throw new RangeError(`The oracle ends before ${steps} days from ${day.iso}.`);
  return there;
}

export const next = (day: Day): Day => walk(day, 1);
export const previous = (day: Day): Day => walk(day, -1);

/** The same month and day years later; a leap day counts with the day before it (Gov. Code § 6803). */
export function yearsLater(day: Day, years: number): Day {
  const year = day.year + years;
  return day.month === 2 && day.day === 29 && !isLeap(year) ? dayOf(`${year}-02-28`) : dayOf(`${year}-${two(day.month)}-${two(day.day)}`);
}

export const later = (...days: readonly Day[]): Day => days.reduce((a, b) => (b.at > a.at ? b : a));
export const sooner = (...days: readonly Day[]): Day => days.reduce((a, b) => (b.at < a.at ? b : a));
