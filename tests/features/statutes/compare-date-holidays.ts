import Holidays from 'date-holidays';
import { holidaysObservedIn, type HolidayListId } from '../../../server/features/statutes/calendars.js';

/** Our lists beside the package `date-holidays`, day by day: its public holidays of the United States and of California. */

export type ComparedList = Exclude<HolidayListId, 'la_city'>;

export interface Difference {
  readonly list: ComparedList;
  /** Who has the day. */
  readonly side: 'ours' | 'theirs';
  readonly name: string;
  readonly date: string;
}

const COMPARED: readonly ComparedList[] = ['federal_observed', 'federal_strict', 'judicial', 'state'];
/** The observed lists close working days only; the statutes' own lists name weekend days too. */
const OBSERVED: ReadonlySet<ComparedList> = new Set<ComparedList>(['federal_observed', 'judicial']);

const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

function ours(list: ComparedList, year: number): [date: string, name: string][] {
  return holidaysObservedIn(list, year).flatMap(({ days, name }) => days.filter((date) => date.startsWith(`${year}-`)).map((date): [string, string] => [date, name]));
}

function theirs(list: ComparedList, year: number): [date: string, name: string][] {
  const package_ = list.startsWith('federal') ? new Holidays('US') : new Holidays('US', 'CA');
  return package_.getHolidays(year)
    .filter(({ type, substitute }) => type === 'public' && !(list === 'federal_strict' && substitute))
    .map(({ date, name }): [string, string] => [date.slice(0, 10), name]);
}

/** Every day one side has and the other hasn't, from the first to the last year. */
export function differencesIn(firstYear: number, lastYear: number): Difference[] {
  const found: Difference[] = [];
  for (const list of COMPARED) {
    for (let year = firstYear; year <= lastYear; year += 1) {
      const isCompared = ([date]: [string, string]): boolean => !OBSERVED.has(list) || !isWeekend(date);
      const [we, they] = [ours(list, year).filter(isCompared), theirs(list, year).filter(isCompared)];
      const [ourDays, theirDays] = [we, they].map((days) => new Set(days.map(([date]) => date)));
      found.push(...we.filter(([date]) => !theirDays?.has(date)).map(([date, name]) => ({ list, side: 'ours' as const, name, date })));
      found.push(...they.filter(([date]) => !ourDays?.has(date)).map(([date, name]) => ({ list, side: 'theirs' as const, name, date })));
    }
  }
  return found;
}
