import { dayNumberOf, type DayNumber } from './civil-date.js';

/**
 * Holidays that follow the moon. The statute names them and gives no Gregorian date, so every date here is an estimate
 * (confidence *unverified*), and a year outside a table is *not known*.
 */

export type MoonDay = 'lunar_new_year' | 'diwali' | 'eid_al_fitr' | 'eid_al_adha';

export interface MoonTable {
  readonly name: string;
  readonly source: string;
  /** Year → dates as `MM-DD`; a lunar year is shorter than ours, so a Gregorian year may hold two. */
  readonly dates: Readonly<Record<number, readonly string[]>>;
  /** Last year of the table; later years are not known. */
  readonly lastYear: number;
  /** `MM-DD` limits between which the day always falls; `null` when it can fall anywhere in the year. */
  readonly window: readonly [string, string] | null;
}

function table(firstYear: number, dates: string): Readonly<Record<number, readonly string[]>> {
  return Object.fromEntries(dates.split(' ').map((entry, index) => [firstYear + index, entry.split('+')]));
}

const ICU_HIJRI = '2027: estimate of the legal review of 2026-11-24 (± 1 day); 2028 on: Umm al-Qura calendar as published in ICU 78 (observance in the United States may differ by a day)';

export const MOON_TABLES: Readonly<Record<MoonDay, MoonTable>> = {
  lunar_new_year: {
    name: 'Lunar New Year',
    source: 'Table of Chinese New Year dates in vacanza/holidays (calendars/chinese.py), equal to the legal review for 2024–2027',
    dates: table(2023, '01-22 02-10 01-29 02-17 02-06 01-26 02-13 02-03 01-23 02-11 01-31 02-19 02-08 01-28 02-15 02-04 01-24 02-12'),
    lastYear: 2040,
    window: ['01-21', '02-20'],
  },
  diwali: {
    name: 'Diwali',
    source: 'timeanddate.com list for India, as kept in vacanza/holidays (calendars/hindu.py), equal to the legal review for 2026–2027; traditions differ by a day',
    dates: table(2026, '11-08 10-29 10-17 11-05 10-26 11-14 11-02 10-22 11-10 10-30'),
    lastYear: 2035,
    window: ['10-15', '11-15'],
  },
  eid_al_fitr: {
    name: 'Eid al-Fitr',
    source: ICU_HIJRI,
    dates: table(2027, '03-10 02-26 02-14 02-04 01-24 01-14 01-03+12-23 12-12 12-01 11-19 11-09 10-29 10-19 10-07'),
    lastYear: 2040,
    window: null,
  },
  eid_al_adha: {
    name: 'Eid al-Adha',
    source: ICU_HIJRI,
    dates: table(2027, '05-17 05-05 04-24 04-13 04-02 03-22 03-12 03-01 02-19 02-08 01-27 01-16 01-05+12-26 12-15'),
    lastYear: 2040,
    window: null,
  },
};

/** Estimated days of a moon-based holiday in a year; empty when the table doesn't reach that year. */
export function moonDays(moonDay: MoonDay, year: number): DayNumber[] {
  const dates = MOON_TABLES[moonDay].dates[year] ?? [];
  return dates.map((date) => dayNumberOf(year, Number(date.slice(0, 2)), Number(date.slice(3, 5))));
}

/** Moon-based holidays of Gov. Code § 6700 that may fall on this `YYYY-MM-DD` but lie beyond what Tenday knows. */
export function unknownMoonDays(date: string): MoonTable[] {
  const [year, monthDay] = [Number(date.slice(0, 4)), date.slice(5)];
  return Object.values(MOON_TABLES).filter(
    ({ lastYear, window }) => year > lastYear && (window === null || (monthDay >= window[0] && monthDay <= window[1])),
  );
}
