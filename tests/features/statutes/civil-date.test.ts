import { describe, expect, test } from '@jest/globals';
import { addDays, addMonths, addYears, civilDateIn, civilDateProblem, compareDates, daysBetween, formatLong, parseCivilDate, toDayNumber, utcCivilDate, utcMidnight, weekday, type CivilDate } from '../../../server/features/statutes/civil-date.js';

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
