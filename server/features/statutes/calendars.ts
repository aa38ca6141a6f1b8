import { dayNumberOf, EARLIEST_YEAR, fromDayNumber, LATEST_YEAR, toDayNumber, weekdayOf, type CivilDate, type DayNumber } from './civil-date.js';
import { holidaysOfYear, type Confidence, type Holiday, type HolidayRule } from './holiday-rules.js';
import { JUDICIAL_HOLIDAYS, STATE_HOLIDAYS } from './holidays-california.js';
import { FEDERAL_HOLIDAYS_OBSERVED, FEDERAL_HOLIDAYS_STRICT } from './holidays-federal.js';
import { LA_CITY_HOLIDAYS } from './holidays-los-angeles.js';

/** Calendars of closed days: unions of dated lists. Each answers for any day from 1990 on; the lists are checked for 2017 to 2040. */

export type CalendarId = 'CA_JUD' | 'GOV_6700' | 'LA_CITY' | 'LA_CPRA' | 'LA_CPRA_MAX' | 'CA_MAX' | 'FED' | 'FED_STRICT';

/** One list of holidays, and who is closed because of it. */
export type HolidayListId = 'judicial' | 'state' | 'la_city' | 'federal_observed' | 'federal_strict';

export interface CalendarDefinition {
  readonly id: CalendarId;
  /** What people call it, for example “Courts and City together”. */
  readonly name: string;
  readonly lists: readonly HolidayListId[];
  /** The law that makes Saturdays and Sundays closed days here. */
  readonly weekendCitation: string;
  readonly citation: string;
  readonly source: string;
  readonly confidence: Confidence;
}

/** A day somebody adds: a whole-day closing of the agency's office (CCP § 12b). `evidence` says how it is known. */
export interface Closure {
  readonly date: CivilDate;
  readonly name: string;
  readonly evidence?: string;
}

/** Why a day is closed. `who` completes “… is closed”: courts, offices, or everybody on a weekend. */
export interface ClosedReason {
  readonly list: HolidayListId | 'weekend' | 'closure';
  readonly name: string;
  readonly who: string;
  readonly citation: string;
  readonly confidence: Confidence;
  readonly estimateSource?: string;
}

/** The answer for one day: open, or closed with every reason. */
export type DayState = { readonly open: true } | { readonly open: false; readonly reasons: readonly ClosedReason[] };

const LISTS: Readonly<Record<HolidayListId, { readonly rules: readonly HolidayRule[]; readonly who: string }>> = {
  judicial: { rules: JUDICIAL_HOLIDAYS, who: 'courts' },
  state: { rules: STATE_HOLIDAYS, who: 'a state holiday' },
  la_city: { rules: LA_CITY_HOLIDAYS, who: 'City of Los Angeles offices' },
  federal_observed: { rules: FEDERAL_HOLIDAYS_OBSERVED, who: 'federal offices' },
  federal_strict: { rules: FEDERAL_HOLIDAYS_STRICT, who: 'a legal public holiday' },
};

const STATE_WEEKEND = 'CCP § 12a';
const FOIA_WEEKEND = '5 U.S.C. § 552(a)(6)(A)';
const COURT_LISTS = 'Court holiday lists for 2024–2030 (copies), CCP § 135 as paraphrased in 2026';
const CITY_LIST = 'City list for 2026 at second hand; other years are the same rules applied';
const STATE_LIST = 'Gov. Code § 6700 (older text and 2026 paraphrases); moon-based days are estimates';
const FEDERAL_LIST = '5 U.S.C. § 6103 (copy)';

/** Every calendar with its law, source and how sure it is. */
export const CALENDARS: Readonly<Record<CalendarId, CalendarDefinition>> = {
  CA_JUD: { id: 'CA_JUD', name: 'Courts', lists: ['judicial'], weekendCitation: STATE_WEEKEND, citation: 'CCP §§ 12a, 135', source: COURT_LISTS, confidence: 'settled' },
  GOV_6700: { id: 'GOV_6700', name: 'State holidays', lists: ['state'], weekendCitation: STATE_WEEKEND, citation: 'Gov. Code §§ 6700, 6701', source: STATE_LIST, confidence: 'unverified' },
  LA_CITY: { id: 'LA_CITY', name: 'City of Los Angeles offices', lists: ['la_city'], weekendCitation: STATE_WEEKEND, citation: 'CCP § 12b', source: CITY_LIST, confidence: 'unverified' },
  LA_CPRA: { id: 'LA_CPRA', name: 'Courts and City together', lists: ['judicial', 'la_city'], weekendCitation: STATE_WEEKEND, citation: 'CCP §§ 12a, 12b, 135', source: `${COURT_LISTS}; ${CITY_LIST}`, confidence: 'unsettled' },
  LA_CPRA_MAX: { id: 'LA_CPRA_MAX', name: 'Widest: courts, City and every state holiday', lists: ['judicial', 'la_city', 'state'], weekendCitation: STATE_WEEKEND, citation: 'CCP §§ 12a, 12b, 135; Gov. Code §§ 6700, 6800', source: `${COURT_LISTS}; ${CITY_LIST}; ${STATE_LIST}`, confidence: 'unverified' },
  CA_MAX: { id: 'CA_MAX', name: 'Widest: courts and every state holiday', lists: ['judicial', 'state'], weekendCitation: STATE_WEEKEND, citation: 'CCP §§ 12a, 135; Gov. Code §§ 6700, 6800', source: `${COURT_LISTS}; ${STATE_LIST}`, confidence: 'unverified' },
  FED: { id: 'FED', name: 'Federal holidays as agencies keep them', lists: ['federal_observed'], weekendCitation: FOIA_WEEKEND, citation: '5 U.S.C. § 6103', source: FEDERAL_LIST, confidence: 'settled' },
  FED_STRICT: { id: 'FED_STRICT', name: 'Federal holidays on the statute’s dates only', lists: ['federal_strict'], weekendCitation: FOIA_WEEKEND, citation: '5 U.S.C. § 6103(a)', source: FEDERAL_LIST, confidence: 'settled' },
};

// A suit may be due six years after the last year a date can be given in, and an observed day may lie in the year before.
const FIRST_DAY = dayNumberOf(EARLIEST_YEAR - 1, 1, 1);
const LAST_DAY = dayNumberOf(LATEST_YEAR + 8, 12, 31);

/** A calendar worked out once into one byte per day, because a count asks about every day it passes. */
interface CalendarTable {
  readonly closed: Uint8Array;
  readonly holidays: ReadonlyMap<DayNumber, readonly ClosedReason[]>;
}

const tables = new Map<CalendarId, CalendarTable>();

/** Which days are open on one calendar, with a caller's own closures. The form counting works on. */
export interface OpenDays {
  readonly calendar: CalendarDefinition;
  isClosed(day: DayNumber): boolean;
  /** Every reason the day is closed, weekend first; empty when it is open. */
  reasons(day: DayNumber): readonly ClosedReason[];
}

const plainCalendars = new Map<CalendarId, OpenDays>();

/** The open days of a calendar; `closures` are closed too, whatever the calendar says. */
export function openDays(calendarId: CalendarId, closures: readonly Closure[] = []): OpenDays {
  if (closures.length > 0) return lookUp(CALENDARS[calendarId], closures);
  const plain = plainCalendars.get(calendarId) ?? lookUp(CALENDARS[calendarId], []);
  plainCalendars.set(calendarId, plain);
  return plain;
}

function lookUp(calendar: CalendarDefinition, closures: readonly Closure[]): OpenDays {
  const table = tableFor(calendar);
  const added = new Map(closures.map((closure) => [toDayNumber(closure.date), closure]));
  const isListed = (day: DayNumber): boolean => table.closed[day - FIRST_DAY] === 1;
  return {
    calendar,
    isClosed: added.size === 0 ? isListed : (day) => isListed(day) || added.has(day),
    reasons: (day) => [...weekendReason(calendar, day), ...(table.holidays.get(day) ?? []), ...closureReason(added.get(day))],
  };
}

/** Whether a day is open on a calendar, and if not, why: name, citation and confidence of each reason. */
export function dayState(calendarId: CalendarId, date: CivilDate, closures: readonly Closure[] = []): DayState {
  const reasons = openDays(calendarId, closures).reasons(toDayNumber(date));
  return reasons.length === 0 ? { open: true } : { open: false, reasons };
}

/** The holidays of one list observed in a year, in order of the day observed. For pages that print a calendar. */
export function holidaysObservedIn(list: HolidayListId, year: number): (Omit<Holiday, 'date' | 'observed' | 'days'> & { date: CivilDate; observed: CivilDate; days: CivilDate[] })[] {
  const { rules } = LISTS[list];
  return [year, year + 1]
    .flatMap((ownYear) => holidaysOfYear(rules, ownYear))
    .filter((holiday) => holiday.days.some((day) => fromDayNumber(day).startsWith(`${year}-`)))
    .sort((a, b) => a.observed - b.observed)
    .map((holiday) => ({ ...holiday, date: fromDayNumber(holiday.date), observed: fromDayNumber(holiday.observed), days: holiday.days.map(fromDayNumber) }));
}

function tableFor(calendar: CalendarDefinition): CalendarTable {
  const known = tables.get(calendar.id);
  if (known) return known;
  const holidays = holidayReasons(calendar.lists);
  const closed = new Uint8Array(LAST_DAY - FIRST_DAY + 1);
  for (let day = FIRST_DAY; day <= LAST_DAY; day += 1) closed[day - FIRST_DAY] = isWeekend(day) || holidays.has(day) ? 1 : 0;
  const table = { closed, holidays };
  tables.set(calendar.id, table);
  return table;
}

function holidayReasons(lists: readonly HolidayListId[]): Map<DayNumber, ClosedReason[]> {
  const reasons = new Map<DayNumber, ClosedReason[]>();
  for (const list of lists) {
    for (let year = EARLIEST_YEAR - 1; year <= LATEST_YEAR + 8; year += 1) {
      for (const holiday of holidaysOfYear(LISTS[list].rules, year)) {
        for (const day of holiday.days) reasons.set(day, [...(reasons.get(day) ?? []), reasonFor(list, holiday, day)]);
      }
    }
  }
  return reasons;
}

function reasonFor(list: HolidayListId, holiday: Holiday, day: DayNumber): ClosedReason {
  const { citation, confidence, estimateSource } = holiday;
  const name = day === holiday.date ? holiday.name : `${holiday.name} (observed)`;
  return { list, name, who: LISTS[list].who, citation, confidence, ...(estimateSource && { estimateSource }) };
}

function weekendReason(calendar: CalendarDefinition, day: DayNumber): ClosedReason[] {
  if (!isWeekend(day)) return [];
  const name = weekdayOf(day) === 6 ? 'Saturday' : 'Sunday';
  return [{ list: 'weekend', name, who: 'the weekend', citation: calendar.weekendCitation, confidence: 'settled' }];
}

function closureReason(closure: Closure | undefined): ClosedReason[] {
  if (!closure) return [];
  const who = closure.evidence ? `the agency’s offices (${closure.evidence})` : 'the agency’s offices';
  return [{ list: 'closure', name: closure.name, who, citation: 'CCP § 12b', confidence: 'settled' }];
}

/** Saturday or Sunday. */
export function isWeekend(day: DayNumber): boolean {
  const weekday = weekdayOf(day);
  return weekday === 0 || weekday === 6;
}
