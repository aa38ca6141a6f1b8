import { describe, expect, test } from '@jest/globals';
import * as dates from '../../../server/platform/views-dates.js';

const LA = 'America/Los_Angeles';
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('dates on pages', () => {
  test('read as the product writes them', () => {
    expect(plain(dates.formatDate('2026-11-30'))).toBe('Mon, Nov 30, 2026');
    expect(plain(dates.formatShortDate('2026-11-30'))).toBe('Mon, Nov 30');
    expect(plain(dates.formatMonthDate('2026-12-01'))).toBe('Dec 1');
    expect(plain(dates.formatLetterDate('2026-11-24'))).toBe('November 24, 2026');
    expect(dates.formatWeekday('2026-11-26')).toBe('Thu');
  });

  test('are one unbreakable piece', () => {
    expect(dates.formatDate('2026-11-30')).not.toMatch(/ /);
    expect(dates.formatShortDate('2026-11-30')).not.toMatch(/ /);
    expect(dates.unbrokenPieces('by Mon, Nov 30, 2026 at 4:12 pm')).toBe('by Mon,\u00a0Nov\u00a030,\u00a02026 at 4:12\u00a0pm');
  });

  test.each(['2026-02-29', '2026-13-01', '26-01-01', '', '2026-11-30T00:00:00Z'])('%p is refused, never guessed at', (wrong) => {
    expect(() => dates.formatDate(wrong)).toThrow(RangeError);
  });

  test('sections keep their sign and number together', () => {
    expect(dates.unbrokenPieces('Gov. Code § 7922.535(a); CCP §§ 12, 12a')).toBe('Gov. Code §\u00a07922.535(a); CCP §§\u00a012, 12a');
  });

  test('speak the reader’s language when there is one', () => {
    expect(plain(dates.formatDate('2026-11-30', 'es'))).toMatch(/lun.*30.*nov.*2026/);
  });
});

describe('instants', () => {
  test('are shown by the clocks of the given zone, whatever zone the server is in', () => {
    expect(plain(dates.formatInstant('2026-11-24T17:47:00Z', LA))).toBe('Tue, Nov 24, 9:47 am');
    expect(plain(dates.formatInstant(new Date('2026-11-25T02:05:00Z'), 'America/New_York', { year: true }))).toBe('Tue, Nov 24, 2026, 9:05 pm');
    expect(plain(dates.formatInstant('2026-11-17T00:12:00Z', LA, { year: true, zoneName: true }))).toBe('Mon, Nov 16, 2026, 4:12 pm Pacific');
  });

  test('fall on the civil day of that zone', () => {
    expect(dates.civilDateOf('2026-11-25T07:30:00Z', LA)).toBe('2026-11-24');
    expect(dates.civilDateOf('2026-11-25T08:30:00Z', LA)).toBe('2026-11-25');
  });

  test('noon and midnight are twelve', () => {
    expect(plain(dates.formatClockTime('00:05'))).toBe('12:05 am');
    expect(plain(dates.formatClockTime('12:00'))).toBe('12:00 pm');
    expect(plain(dates.formatTime('2026-11-24T08:05:00Z', LA))).toBe('12:05 am');
  });
});

describe('how far a date is', () => {
  const today = '2026-11-24';

  test.each([
    ['2026-11-24', 'today'], ['2026-11-25', 'tomorrow'], ['2026-11-26', 'in 2 days'], ['2026-11-30', 'in 6 days'], ['2026-11-23', 'yesterday'], ['2026-11-20', '4 days ago'],
    ['2027-02-21', 'in 89 days'], ['2027-03-24', 'in about 4 months'], ['2029-11-16', 'in almost 3 years'], ['2028-12-01', 'in about 2 years'], ['2026-05-24', 'about 6 months ago'],
  ])('%s is %s', (date, words) => {
    expect(dates.formatDistance(date, today)).toBe(words);
  });

  test('is called late only when the caller says that it is, and then always in days', () => {
    expect(dates.formatDistance('2026-11-23', today, 'late')).toBe('1 day late');
    expect(dates.formatDistance('2026-11-20', today, 'late')).toBe('4 days late');
    expect(dates.formatDistance('2026-05-24', today, 'late')).toBe('184 days late');
    expect(dates.formatDistance('2026-11-30', today, 'late')).toBe('in 6 days');
  });

  test('counts days across a change of the clocks', () => {
    expect(dates.formatDistance('2026-11-02', '2026-10-31')).toBe('in 2 days');
    expect(dates.formatDistance('2026-03-09', '2026-03-07')).toBe('in 2 days');
  });
});
