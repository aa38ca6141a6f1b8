import { describe, expect, test } from '@jest/globals';
import { exampleRequests } from '../../../server/admin/example/tell-story.js';
import { storyDays } from '../../../server/admin/example/story-days.js';
import { instantAt } from '../../../server/admin/example/story-clock.js';
import { type CivilDate, addDays } from '../../../server/features/statutes/civil-date.js';

/** Every tenth day of a year: each weekday and every holiday's neighborhood. */
const DAYS = Array.from({ length: 37 }, (_, index) => addDays('2026-09-01', index * 10));

describe('the days of the example’s story', () => {
  test.each(DAYS)('told on %s, answers are due within the week and others are late', (today: CivilDate) => {
    const days = storyDays(today);
    for (const agency of ['lapd', 'bopc', 'cal-doj'] as const) {
      for (const n of [1, 5]) {
        const { due } = days.determination(agency, days.dueIn(agency, n));
        expect(due >= today && due <= addDays(today, 6)).toBe(true);
      }
    }
    for (const agency of ['lapd', 'lasd', 'ice'] as const) expect(days.determination(agency, days.lateBy(agency, 3)).assertAfter <= addDays(today, -3)).toBe(true);
  });

  test.each(DAYS)('told on %s, nothing happens today or later, and each request’s acts are in order', (today: CivilDate) => {
    const requests = exampleRequests(storyDays(today));
    expect(requests).toHaveLength(40);
    for (const { title, acts } of requests) {
      const on = acts.map((act) => act.on);
      expect({ title, on }).toEqual({ title, on: [...on].sort() });
      expect((on.at(-1) ?? today) < today).toBe(true);
      for (const act of acts) if (act.kind === 'fact') expect({ title, late: act.date > act.on }).toEqual({ title, late: false });
    }
  });

  test('nine in the morning in Los Angeles is another instant in summer than in winter', () => {
    expect(instantAt('2026-07-01', 9 * 60, 'America/Los_Angeles').toISOString()).toBe('2026-07-01T16:00:00.000Z');
    expect(instantAt('2026-12-01', 9 * 60, 'America/Los_Angeles').toISOString()).toBe('2026-12-01T17:00:00.000Z');
  });
});
