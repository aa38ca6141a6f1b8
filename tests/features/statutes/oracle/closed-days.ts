import { next, previous, type Day } from './days.js';

/** Which days are closed, asked of one day at a time in the words of the law: nothing is generated, and no list of the engine is read. */

type Test = (day: Day) => boolean;

const isDate = ({ month, day }: Day, inMonth: number, onDay: number): boolean => month === inMonth && day === onDay;
/** The nth such weekday of a month falls in one fixed week of day numbers. */
const isWeekdayOf = ({ month, weekday, day }: Day, inMonth: number, on: number, from: number, to: number): boolean => month === inMonth && weekday === on && day >= from && day <= to;
const since = (year: number, test: Test): Test => (day) => day.year >= year && test(day);

const fixed = (month: number, day: number): Test => (at) => isDate(at, month, day);
/** Kept on a working day: Saturday's on the Friday before, Sunday's on the Monday after. */
const kept = (month: number, day: number): Test => (at) => {
  if (at.weekday === 5 && isDate(next(at), month, day)) return true;
  if (at.weekday === 1 && isDate(previous(at), month, day)) return true;
  return at.weekday >= 1 && at.weekday <= 5 && isDate(at, month, day);
};
/** Gov. Code § 6701(a): the day itself, and the Monday after when it is a Sunday. */
const orMonday = (month: number, day: number): Test => (at) => isDate(at, month, day) || (at.weekday === 1 && isDate(previous(at), month, day));

const kingDay: Test = (at) => isWeekdayOf(at, 1, 1, 15, 21);
const presidentsDay: Test = (at) => isWeekdayOf(at, 2, 1, 15, 21);
const lastMondayOfMarch: Test = (at) => isWeekdayOf(at, 3, 1, 25, 31);
const memorialDay: Test = (at) => isWeekdayOf(at, 5, 1, 25, 31);
const laborDay: Test = (at) => isWeekdayOf(at, 9, 1, 1, 7);
const fourthFridayOfSeptember: Test = (at) => isWeekdayOf(at, 9, 5, 22, 28);
const secondMondayOfOctober: Test = (at) => isWeekdayOf(at, 10, 1, 8, 14);
const thanksgiving: Test = (at) => isWeekdayOf(at, 11, 4, 22, 28);
const dayAfterThanksgiving: Test = (at) => isWeekdayOf(at, 11, 5, 23, 29);

/** CCP § 135 with rule 1.11: Juneteenth since 2023, Native American Day in Columbus Day's place since 2022. */
const COURTS: readonly Test[] = [
  kept(1, 1), kingDay, kept(2, 12), presidentsDay, kept(3, 31), memorialDay, since(2023, kept(6, 19)), kept(7, 4), laborDay,
  since(2022, fourthFridayOfSeptember), (at) => at.year < 2022 && secondMondayOfOctober(at), kept(11, 11), thanksgiving, dayAfterThanksgiving, kept(12, 25),
];

const CITY: readonly Test[] = [
  kept(1, 1), kingDay, presidentsDay, lastMondayOfMarch, memorialDay, since(2023, kept(6, 19)), kept(7, 4), laborDay, secondMondayOfOctober,
  kept(11, 11), thanksgiving, dayAfterThanksgiving, kept(12, 25),
];

const days = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Moon-based days of § 6700. Lunar New Year and Diwali from almanacs; the Eids by the Umm al-Qura calendar, 2027 as the legal review estimates. */
const MOON = new Set([
  ...days('2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24 2040-02-12'),
  ...days('2026-11-08 2027-10-29 2028-10-17 2029-11-05 2030-10-26 2031-11-14 2032-11-02 2033-10-22 2034-11-10 2035-10-30'),
  ...days('2027-03-10 2028-02-26 2029-02-14 2030-02-04 2031-01-24 2032-01-14 2033-01-03 2033-12-23 2034-12-12 2035-12-01 2036-11-19 2037-11-09 2038-10-29 2039-10-19 2040-10-07'),
  ...days('2027-05-17 2028-05-05 2029-04-24 2030-04-13 2031-04-02 2032-03-22 2033-03-12 2034-03-01 2035-02-19 2036-02-08 2037-01-27 2038-01-16 2039-01-05 2039-12-26 2040-12-15'),
]);

/** Gov. Code § 6700 with § 6701; Sylvia Mendez Day presumably since 2027. */
const STATE: readonly Test[] = [
  orMonday(1, 1), kingDay, orMonday(2, 12), presidentsDay, orMonday(3, 31), since(2027, fixed(4, 14)), since(2023, fixed(4, 24)), memorialDay, since(2023, fixed(6, 19)),
  orMonday(7, 4), laborDay, orMonday(9, 9), fourthFridayOfSeptember, secondMondayOfOctober,
  orMonday(11, 11), (at) => at.weekday === 5 && isDate(next(at), 11, 11), thanksgiving, orMonday(12, 25), (at) => MOON.has(at.iso),
];

/** 5 U.S.C. § 6103(a), on its own dates. Juneteenth since Pub. L. 117-17, June 17, 2021. */
const FEDERAL_STRICT: readonly Test[] = [
  fixed(1, 1), kingDay, presidentsDay, memorialDay, since(2021, fixed(6, 19)), fixed(7, 4), laborDay, secondMondayOfOctober, fixed(11, 11), thanksgiving, fixed(12, 25),
];

const FEDERAL: readonly Test[] = [
  kept(1, 1), kingDay, presidentsDay, memorialDay, since(2021, kept(6, 19)), kept(7, 4), laborDay, secondMondayOfOctober, kept(11, 11), thanksgiving, kept(12, 25),
];

const CALENDARS = {
  CA_JUD: COURTS,
  LA_CITY: CITY,
  LA_CPRA: [...COURTS, ...CITY],
  LA_CPRA_MAX: [...COURTS, ...CITY, ...STATE],
  CA_MAX: [...COURTS, ...STATE],
  GOV_6700: STATE,
  FED: FEDERAL,
  FED_STRICT: FEDERAL_STRICT,
} as const;
export type OracleCalendarId = keyof typeof CALENDARS;

/** Closed by a calendar, Saturdays and Sundays included (CCP § 12a; 5 U.S.C. § 552(a)(6)(A)). */
export function isClosedOn(calendar: OracleCalendarId, day: Day): boolean {
  return day.weekday === 0 || day.weekday === 6 || CALENDARS[calendar].some((test) => test(day));
}
