import { expect, test } from '@jest/globals';
import { differencesIn } from './compare-date-holidays.js';
import { EXPLAINED } from './date-holidays-differences.js';

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
