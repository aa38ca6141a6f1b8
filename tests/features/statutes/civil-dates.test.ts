import { describe, expect, test } from '@jest/globals';
import { dayState, type HolidayListId, holidaysObservedIn, openDays } from '../../../server/features/statutes/calendars.js';
import { addDays, addMonths, addYears, type CivilDate, civilDateIn, civilDateProblem, compareDates, dayNumberOf, daysBetween, formatLong, parseCivilDate, toDayNumber, utcCivilDate, utcMidnight, weekday } from '../../../server/features/statutes/civil-date.js';
import { MOON_TABLES } from '../../../server/features/statutes/moon-days.js';
import { PUBLISHED_HOLIDAYS } from '../../fixtures/statutes/published-holidays.js';
import { differencesIn } from './compare-date-holidays.js';
import { EXPLAINED } from './date-holidays-differences.js';
import { reviewFile } from './legal-review.js';

describe('civil dates', () => {
  describe('A civil date', () => {
    test.each(['2026-02-30', '2026-13-01', '2026-00-10', '2026-04-31', '2025-02-29'])('%s does not exist', (text) => {
      expect(civilDateProblem(text)).toBe(`There is no such day: ${text}.`);
      expect(() => parseCivilDate(text)).toThrow(RangeError);
    });

    test.each(['2026-2-3', '10/01/2026', '2026-10-01T00:00:00Z', '', ' 2026-10-01'])('“%s” is told how to be written', (text) => {
      expect(civilDateProblem(text)).toContain('YYYY-MM-DD');
    });

    test.each(['1989-12-31', '2101-01-01', '2150-06-01'])('%s is outside the years Tenday counts', (text) => {
      expect(civilDateProblem(text)).toContain('from 1990 to 2100');
    });

    test.each(['1990-01-01', '2024-02-29', '2100-12-31'])('%s is accepted', (text) => {
      expect(parseCivilDate(text)).toBe(text);
    });

    test('is counted in days across months, leap days and years', () => {
      expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
      expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
      expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
      expect(daysBetween('2026-12-31', '2027-01-01')).toBe(1);
      expect(['2027-01-01', '2026-05-05', '2026-12-31'].map(parseCivilDate).sort(compareDates)).toEqual(['2026-05-05', '2026-12-31', '2027-01-01']);
    });

    test('a month is a calendar month, and February 29 becomes February 28', () => {
      expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
      expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
      expect(addYears('2028-02-29', 3)).toBe('2031-02-28');
      expect(addYears('2026-11-24', 3)).toBe('2029-11-24');
    });

    test('knows its weekday, before 1970 has no say in it', () => {
      expect(weekday('2026-11-30')).toBe(1);
      expect(weekday('1990-01-07')).toBe(0);
      expect(formatLong(toDayNumber('2026-11-30'))).toBe('Mon, Nov 30, 2026');
    });

    test('goes to a database date column and back', () => {
      expect(utcMidnight('2026-03-08').toISOString()).toBe('2026-03-08T00:00:00.000Z');
      expect(utcCivilDate(utcMidnight('2026-03-08'))).toBe('2026-03-08');
    });
  });

  describe('An instant has the date and time of the agency’s zone', () => {
    test.each<[string, string, CivilDate, string]>([
      ['2026-06-02T01:30:00Z', 'America/Los_Angeles', '2026-06-01', '18:30:00'],
      ['2026-03-02T07:30:00Z', 'America/Los_Angeles', '2026-03-01', '23:30:00'],
      ['2026-11-01T08:59:59Z', 'America/Los_Angeles', '2026-11-01', '01:59:59'],
      ['2026-10-01T04:00:00Z', 'America/New_York', '2026-10-01', '00:00:00'],
    ])('%s in %s', (instant, zone, date, time) => {
      expect(civilDateIn(new Date(instant), zone)).toEqual({ date, time });
    });

    test('a year out of range is left for the check of the input to name', () => {
      const { date } = civilDateIn(new Date('1990-01-01T00:00:00Z'), 'America/Los_Angeles');
      expect([date, civilDateProblem(date)]).toEqual(['1989-12-31', expect.stringContaining('1990 to 2100')]);
    });

    test('an unknown zone is refused', () => {
      expect(() => civilDateIn(new Date(0), 'America/Nowhere')).toThrow(RangeError);
    });
  });
});

describe('holidays', () => {
  const key = ({ list, side, name, date }: { list: string; side: string; name: string; date: string }): string => `${list}: ${side} has ${date} ${name}`;

  test('every day of 2017 to 2040 on which date-holidays differs from us is explained, and every explanation still holds', () => {
    const found = differencesIn(2017, 2040).map(key);
    const explained = EXPLAINED.flatMap(({ dates, ...row }) => dates.split(' ').map((date) => key({ ...row, date })));
    expect(found.length).toBeGreaterThan(300);
    expect({ unexplained: found.filter((day) => !explained.includes(day)), gone: explained.filter((day) => !found.includes(day)) }).toEqual({ unexplained: [], gone: [] });
    expect(new Set(explained).size).toBe(explained.length);
  });

  test('every explanation says why and names its source', () => {
    for (const { why, source } of EXPLAINED) expect([why, source]).toEqual([expect.stringMatching(/^[A-Z].{20,}\.$/), expect.stringMatching(/.{8,}/)]);
  });
});

describe('calendars', () => {
  type Lists = Record<keyof typeof PUBLISHED_HOLIDAYS, Record<string, readonly string[]>>;

  function observed(list: HolidayListId, year: number): string[] {
    return holidaysObservedIn(list, year).map(({ name, observed: on, days }) => `${list === 'state' ? days.join('+') : on} ${name}`).sort();
  }

  interface ReviewHoliday {
    readonly name: string;
    readonly observed?: string;
    readonly holiday_days?: readonly string[];
  }

  /** The review's calendars in the form of our table: remarks in brackets and the year of a day kept early are left out of names. */
  function reviewLists(file: Record<string, Record<string, ReviewHoliday[]>>): Lists {
    const keys = { judicial: 'ca_judicial', state: 'ca_gov6700', la_city: 'la_city', federal_observed: 'federal' } as const;
    const entry = ({ name, observed: on, holiday_days: days }: ReviewHoliday): string => `${days?.join('+') ?? on} ${name.replace(/ \(.*\)$/, '').replace(/ 2028$/, '')}`;
    const list = (key: string): Record<string, string[]> => Object.fromEntries(Object.entries(file).map(([year, lists]) => [year, (lists[key] ?? []).map(entry)]));
    return { judicial: list(keys.judicial), state: list(keys.state), la_city: list(keys.la_city), federal_observed: list(keys.federal_observed) };
  }

  const reviewCalendars = reviewFile<Record<string, Record<string, ReviewHoliday[]>>>('calendars.json');
  const sources: [string, Lists][] = [['the published table', PUBLISHED_HOLIDAYS], ...(reviewCalendars ? [['the review’s own file', reviewLists(reviewCalendars)] as [string, Lists]] : [])];

  describe.each(sources)('Holidays equal those of %s', (_source, lists) => {
    test.each(['judicial', 'state', 'la_city', 'federal_observed'] as const)('%s, day by day and name by name', (list) => {
      const years = Object.keys(lists[list]).map(Number);
      expect(years).toEqual([2024, 2025, 2026, 2027]);
      for (const year of years) expect(observed(list, year)).toEqual([...(lists[list][String(year)] ?? [])].sort());
    });
  });

  describe('A day of a calendar', () => {
    test('says why it is closed, by which law and how sure', () => {
      const state = dayState('LA_CPRA', '2026-10-12');
      expect(state).toEqual({ open: false, reasons: [expect.objectContaining({ name: 'Indigenous Peoples Day', citation: 'CCP § 12b', confidence: 'unverified', list: 'la_city' })] });
      expect(dayState('CA_JUD', '2026-10-12')).toEqual({ open: true });
    });

    test('can have two reasons: Thanksgiving closes courts and City', () => {
      const state = dayState('LA_CPRA', '2026-11-26');
      expect(state.open ? [] : state.reasons.map(({ list }) => list)).toEqual(['judicial', 'la_city']);
    });

    test('is closed on every weekend of every calendar', () => {
      for (const id of ['CA_JUD', 'GOV_6700', 'LA_CITY', 'LA_CPRA', 'LA_CPRA_MAX', 'CA_MAX', 'FED', 'FED_STRICT'] as const) {
        expect([id, dayState(id, '2026-06-06').open, dayState(id, '2026-06-07').open, dayState(id, '2026-06-08').open]).toEqual([id, false, false, true]);
      }
    });

    test.each<[CivilDate, string, boolean, boolean, boolean, boolean]>([
      // date, what, CA_JUD, LA_CITY, LA_CPRA, LA_CPRA_MAX open
      ['2026-02-12', 'Lincoln Day closes the courts only', false, true, false, false],
      ['2026-03-30', 'the City keeps the last Monday of March', true, false, false, false],
      ['2026-03-31', 'the courts keep March 31', false, true, false, false],
      ['2026-09-09', 'Admission Day is a state holiday only', true, true, true, false],
      ['2026-09-25', 'Native American Day closes the courts only', false, true, false, false],
      ['2021-10-11', 'Columbus Day closed the courts until 2021', false, false, false, false],
      ['2021-09-24', 'Native American Day did not close the courts before 2022', true, true, true, false],
      ['2022-06-20', 'Juneteenth was not yet a state holiday in 2022', true, true, true, true],
      ['2026-07-03', 'courts and City keep Saturday July 4 on Friday', false, false, false, false],
      ['2027-04-14', 'Sylvia Mendez Day is a state holiday from 2027', true, true, true, false],
      ['2026-04-14', 'and not before', true, true, true, true],
    ])('%s: %s', (date, _what, courts, city, together, widest) => {
      expect((['CA_JUD', 'LA_CITY', 'LA_CPRA', 'LA_CPRA_MAX'] as const).map((id) => dayState(id, date).open)).toEqual([courts, city, together, widest]);
    });

    test('§ 6701 moves no Saturday holiday to Friday but Veterans Day', () => {
      expect(dayState('GOV_6700', '2026-07-03').open).toBe(true);
      expect(dayState('GOV_6700', '2028-11-10').open).toBe(false);
      expect(dayState('GOV_6700', '2027-07-05').open).toBe(false);
    });

    test('is open on Inauguration Day, and on a holiday’s Friday only where observance counts', () => {
      expect([dayState('FED', '2021-01-20').open, dayState('FED_STRICT', '2026-07-03').open, dayState('FED', '2026-07-03').open]).toEqual([true, true, false]);
      expect([dayState('FED', '2020-06-19').open, dayState('FED', '2021-06-18').open]).toEqual([true, false]);
    });

    test('is closed when the caller adds a closing, with its evidence', () => {
      const state = dayState('LA_CPRA', '2026-06-10', [{ date: '2026-06-10', name: 'Fire', evidence: 'the Mayor’s order' }]);
      expect(state).toEqual({ open: false, reasons: [expect.objectContaining({ name: 'Fire', who: expect.stringContaining('the Mayor’s order'), citation: 'CCP § 12b' })] });
      expect(dayState('LA_CPRA', '2026-06-10').open).toBe(true);
    });
  });

  describe('Calendars as a whole', () => {
    test('the union is closed exactly when one of its lists is, for every day of 2017 to 2040', () => {
      const [courts, city, state, together, widest] = (['CA_JUD', 'LA_CITY', 'GOV_6700', 'LA_CPRA', 'LA_CPRA_MAX'] as const).map((id) => openDays(id));
      const wrong: number[] = [];
      for (let day = dayNumberOf(2017, 1, 1); day <= dayNumberOf(2040, 12, 31); day += 1) {
        const either = courts?.isClosed(day) === true || city?.isClosed(day) === true;
        if (together?.isClosed(day) !== either || widest?.isClosed(day) !== (either || state?.isClosed(day) === true)) wrong.push(day);
      }
      expect(wrong).toEqual([]);
    });

    test('answers to the last year a date can be given in, and for the suit six years after it', () => {
      expect(dayState('FED', '2100-12-24' as CivilDate).open).toBe(false);
      expect(openDays('FED').isClosed(dayNumberOf(2106, 12, 25))).toBe(true);
    });

    test('estimated days agree, within a day, with the lunar calendars of this machine', () => {
      const days = (calendar: string, month: string, day: string, year: number): string[] => {
        const format = new Intl.DateTimeFormat(`en-u-ca-${calendar}`, { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
        return Array.from({ length: 366 }, (_, index) => new Date(Date.UTC(year, 0, 1 + index)))
          .filter((at) => at.getUTCFullYear() === year)
          .filter((at) => { const parts = format.formatToParts(at); return parts.find(({ type }) => type === 'month')?.value === month && parts.find(({ type }) => type === 'day')?.value === day; })
          .map((at) => at.toISOString().slice(0, 10));
      };
      const far = (['lunar_new_year', 'eid_al_fitr', 'eid_al_adha'] as const).flatMap((moonDay) => {
        const [calendar, month, day] = ({ lunar_new_year: ['chinese', '1', '1'], eid_al_fitr: ['islamic-umalqura', '10', '1'], eid_al_adha: ['islamic-umalqura', '12', '10'] } as const)[moonDay];
        return Object.entries(MOON_TABLES[moonDay].dates).filter(([year, dates]) => {
          const machine = days(calendar, month, day, Number(year));
          return machine.length !== dates.length || dates.some((date, index) => Math.abs(Date.parse(`${year}-${date}`) - Date.parse(machine[index] ?? '')) > 86_400_000);
        }).map(([year]) => `${moonDay} ${year}`);
      });
      expect(far).toEqual([]);
    });

    test('a date outside 1990 to 2100 can’t be asked for', () => {
      expect(() => parseCivilDate('2150-01-01')).toThrow('1990 to 2100');
    });
  });
});
