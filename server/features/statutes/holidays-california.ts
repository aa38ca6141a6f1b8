import type { Confidence, HolidayDay, HolidayRule, WeekendRule } from './holiday-rules.js';

/**
 * California's two lists of holidays: the courts' (CCP § 135, Cal. Rules of Court, rule 1.11) and the State's (Gov. Code §§ 6700, 6701).
 * Sources: copies of the statutes and published court lists for 2024–2030; § 6701 as in force in September 2026. SB 1394, AB 2017
 * and AB 2294 (2026) change §§ 6700 and 6701 from 2027; their words were not read, so what depends on them is *unverified*.
 */

const JANUARY_1: HolidayDay = { month: 1, day: 1 };
const MLK: HolidayDay = { month: 1, weekday: 1, nth: 3 };
const FEBRUARY_12: HolidayDay = { month: 2, day: 12 };
const PRESIDENTS: HolidayDay = { month: 2, weekday: 1, nth: 3 };
const MARCH_31: HolidayDay = { month: 3, day: 31 };
const MEMORIAL: HolidayDay = { month: 5, weekday: 1, nth: 'last' };
const JUNE_19: HolidayDay = { month: 6, day: 19 };
const JULY_4: HolidayDay = { month: 7, day: 4 };
const LABOR: HolidayDay = { month: 9, weekday: 1, nth: 1 };
const NATIVE_AMERICAN: HolidayDay = { month: 9, weekday: 5, nth: 4 };
const COLUMBUS: HolidayDay = { month: 10, weekday: 1, nth: 2 };
const NOVEMBER_11: HolidayDay = { month: 11, day: 11 };
const THANKSGIVING: HolidayDay = { month: 11, weekday: 4, nth: 4 };
const DAY_AFTER_THANKSGIVING: HolidayDay = { month: 11, weekday: 4, nth: 4, plusDays: 1 };
const DECEMBER_25: HolidayDay = { month: 12, day: 25 };

interface Span {
  readonly from?: number;
  readonly to?: number;
}

function judicial(name: string, on: HolidayDay, span: Span = {}): HolidayRule {
  return { name, on, weekend: 'nearest_weekday', citation: 'CCP § 135; Cal. Rules of Court, rule 1.11', confidence: 'settled', ...span };
}

/** Days California's courts are closed, as observed. */
export const JUDICIAL_HOLIDAYS: readonly HolidayRule[] = [
  judicial("New Year's Day", JANUARY_1),
  judicial('Martin Luther King, Jr. Day', MLK),
  judicial('Lincoln Day', FEBRUARY_12),
  judicial("Presidents' Day", PRESIDENTS),
  // AB 2156 (Stats. 2026, ch. 7) renamed the day on 2026-03-26, five days before it was next kept.
  judicial('Cesar Chavez Day', MARCH_31, { to: 2025 }),
  judicial('Farmworkers Day', MARCH_31, { from: 2026 }),
  judicial('Memorial Day', MEMORIAL),
  judicial('Juneteenth', JUNE_19, { from: 2023 }),
  judicial('Independence Day', JULY_4),
  judicial('Labor Day', LABOR),
  // AB 855 (2021) put Native American Day in the place of Columbus Day from 2022.
  judicial('Native American Day', NATIVE_AMERICAN, { from: 2022 }),
  judicial('Columbus Day', COLUMBUS, { to: 2021 }),
  judicial('Veterans Day', NOVEMBER_11),
  judicial('Thanksgiving Day', THANKSGIVING),
  judicial('Day after Thanksgiving', DAY_AFTER_THANKSGIVING),
  judicial('Christmas Day', DECEMBER_25),
];

function state(name: string, on: HolidayDay, weekend: WeekendRule = 'stays', span: Span = {}, confidence: Confidence = 'settled'): HolidayRule {
  const citation = weekend === 'stays' ? 'Gov. Code § 6700' : 'Gov. Code §§ 6700, 6701';
  return { name, on, weekend, citation, confidence, ...span };
}

const SUNDAY: WeekendRule = 'sunday_adds_monday';

/** Holidays of Gov. Code § 6700 with the extra days of § 6701; every Sunday, also in § 6700, is added by the calendars. */
export const STATE_HOLIDAYS: readonly HolidayRule[] = [
  state("New Year's Day", JANUARY_1, SUNDAY),
  state('Martin Luther King, Jr. Day', MLK),
  state('Lunar New Year', { moon: 'lunar_new_year' }, 'stays', { from: 2023 }, 'unverified'),
  state('Lincoln Day', FEBRUARY_12, SUNDAY),
  state("Presidents' Day", PRESIDENTS),
  state('Cesar Chavez Day', MARCH_31, SUNDAY, { to: 2025 }),
  state('Farmworkers Day', MARCH_31, SUNDAY, { from: 2026 }),
  state('Sylvia Mendez Day', { month: 4, day: 14 }, 'stays', { from: 2027 }, 'unverified'),
  state('Genocide Remembrance Day', { month: 4, day: 24 }, 'stays', { from: 2023 }),
  state('Memorial Day', MEMORIAL),
  state('Juneteenth', JUNE_19, 'stays', { from: 2023 }),
  state('Independence Day', JULY_4, SUNDAY),
  state('Labor Day', LABOR),
  state('Admission Day', { month: 9, day: 9 }, SUNDAY),
  state('Native American Day', NATIVE_AMERICAN),
  state('Columbus Day', COLUMBUS),
  state('Diwali', { moon: 'diwali' }, 'stays', { from: 2026 }, 'unverified'),
  state('Eid al-Fitr', { moon: 'eid_al_fitr' }, 'stays', { from: 2027 }, 'unverified'),
  state('Eid al-Adha', { moon: 'eid_al_adha' }, 'stays', { from: 2027 }, 'unverified'),
  state('Veterans Day', NOVEMBER_11, 'sunday_adds_monday_saturday_adds_friday'),
  state('Thanksgiving Day', THANKSGIVING),
  state('Christmas Day', DECEMBER_25, SUNDAY),
];
