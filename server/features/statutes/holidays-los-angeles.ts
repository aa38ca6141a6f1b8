import type { HolidayDay, HolidayRule } from './holiday-rules.js';

/**
 * Days on which the offices of the City of Los Angeles are closed all day, which makes them holidays for those offices (CCP § 12b).
 * Every entry is *unverified*: the City's authority (Administrative Code and labor agreements) was not read. The list is the City's for
 * 2026 at second hand; the last Monday of March is confirmed for 2019, 2021 and 2023; Saturday to Friday only by July 3, 2026. Years
 * outside 2024–2027 are the same rules applied.
 */

function city(name: string, on: HolidayDay, span: { from?: number; to?: number } = {}): HolidayRule {
  return { name, on, weekend: 'nearest_weekday', citation: 'CCP § 12b', confidence: 'unverified', ...span };
}

const LAST_MONDAY_OF_MARCH: HolidayDay = { month: 3, weekday: 1, nth: 'last' };

export const LA_CITY_HOLIDAYS: readonly HolidayRule[] = [
  city("New Year's Day", { month: 1, day: 1 }),
  city('Martin Luther King, Jr. Day', { month: 1, weekday: 1, nth: 3 }),
  city("Presidents' Day", { month: 2, weekday: 1, nth: 3 }),
  city('Cesar E. Chavez Birthday', LAST_MONDAY_OF_MARCH, { to: 2025 }),
  city('Farmworkers Day', LAST_MONDAY_OF_MARCH, { from: 2026 }),
  city('Memorial Day', { month: 5, weekday: 1, nth: 'last' }),
  city('Juneteenth', { month: 6, day: 19 }, { from: 2023 }),
  city('Independence Day', { month: 7, day: 4 }),
  city('Labor Day', { month: 9, weekday: 1, nth: 1 }),
  city('Indigenous Peoples Day', { month: 10, weekday: 1, nth: 2 }),
  city('Veterans Day', { month: 11, day: 11 }),
  city('Thanksgiving Day', { month: 11, weekday: 4, nth: 4 }),
  city('Day after Thanksgiving', { month: 11, weekday: 4, nth: 4, plusDays: 1 }),
  city('Christmas Day', { month: 12, day: 25 }),
];
