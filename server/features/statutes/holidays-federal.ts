import type { HolidayDay, HolidayRule, WeekendRule } from './holiday-rules.js';

/**
 * Legal public holidays of 5 U.S.C. § 6103(a). FOIA leaves these out of its working days. Observing a weekend holiday on Friday
 * (§ 6103(b)) or Monday (E.O. 11582) is a rule for pay and leave; agencies leave those days out in practice. Inauguration Day
 * (§ 6103(c)) is for pay and leave only and is in neither list, and so is a day closed by executive order.
 */

const DAYS: readonly (readonly [name: string, on: HolidayDay, from?: number])[] = [
  ["New Year's Day", { month: 1, day: 1 }],
  ['Birthday of Martin Luther King, Jr.', { month: 1, weekday: 1, nth: 3 }],
  ["Washington's Birthday", { month: 2, weekday: 1, nth: 3 }],
  ['Memorial Day', { month: 5, weekday: 1, nth: 'last' }],
  // Juneteenth National Independence Day Act, Pub. L. 117-17 (June 17, 2021).
  ['Juneteenth National Independence Day', { month: 6, day: 19 }, 2021],
  ['Independence Day', { month: 7, day: 4 }],
  ['Labor Day', { month: 9, weekday: 1, nth: 1 }],
  ['Columbus Day', { month: 10, weekday: 1, nth: 2 }],
  ['Veterans Day', { month: 11, day: 11 }],
  ['Thanksgiving Day', { month: 11, weekday: 4, nth: 4 }],
  ['Christmas Day', { month: 12, day: 25 }],
];

function federal(weekend: WeekendRule, citation: string): readonly HolidayRule[] {
  return DAYS.map(([name, on, from]) => ({ name, on, weekend, citation, confidence: 'settled', ...(from && { from }) }));
}

/** As agencies keep them: a Saturday holiday closes Friday, a Sunday one Monday. */
export const FEDERAL_HOLIDAYS_OBSERVED = federal('nearest_weekday', '5 U.S.C. § 6103');

/** On the statute's own dates only. */
export const FEDERAL_HOLIDAYS_STRICT = federal('stays', '5 U.S.C. § 6103(a)');
