import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CivilDate, addDays } from '../../../server/features/statutes/civil-date.js';
import { type WarnedDeadline, dayByMorning, dayOf, lastRung, morningOf, nextRung, nextWake, rungsBetween } from '../../../server/features/notices/rungs.js';

const agency: WarnedDeadline = { rule: 'cpra.determination', owner: 'agency', kind: 'statutory', due: '2026-11-30', assertAfter: '2026-12-01', presumed: false };
const all = (deadline: WarnedDeadline, until = '2026-12-31') => rungsBetween(deadline, '2026-01-01', until).map(({ rung, day }) => `${rung} ${day.slice(5)}`);

describe('the ladder', () => {
  test.each<[string, WarnedDeadline, string[]]>([
    ['an agency’s statutory date', agency, ['before-7 11-23', 'before-3 11-27', 'before-1 11-29', 'due 11-30', 'late 12-02', 'weekly-1 12-09', 'weekly-2 12-16', 'weekly-3 12-23', 'weekly-4 12-30']],
    ['the same on a presumed receipt: nobody is late', { ...agency, presumed: true }, ['before-7 11-23', 'before-3 11-27', 'before-1 11-29', 'due 11-30']],
    ['an agency’s promise', { ...agency, rule: 'promise.records', kind: 'promised', assertAfter: null }, ['before-3 11-27', 'due 11-30', 'passed 12-01', 'weekly-1 12-08', 'weekly-2 12-15', 'weekly-3 12-22', 'weekly-4 12-29']],
    ['a writ’s twenty days', { ...agency, rule: 'cpra.appellate_writ', owner: 'requester', assertAfter: null }, ['before-7 11-23', 'before-3 11-27', 'before-1 11-29', 'due 11-30', 'passed 12-01', 'weekly-1 12-08', 'weekly-2 12-15', 'weekly-3 12-22', 'weekly-4 12-29']],
    ['our appeal of ninety days: a month’s warning', { ...agency, rule: 'foia.appeal', owner: 'requester', assertAfter: null }, ['before-30 10-31', 'before-7 11-23', 'before-3 11-27', 'before-1 11-29', 'due 11-30', 'passed 12-01', 'weekly-1 12-08', 'weekly-2 12-15', 'weekly-3 12-22', 'weekly-4 12-29']],
    ['a reminder', { ...agency, rule: 'reminder', owner: 'requester', kind: 'set_by_us', assertAfter: null }, ['due 11-30', 'weekly-1 12-07', 'weekly-2 12-14', 'weekly-3 12-21', 'weekly-4 12-28']],
    ['records that will be destroyed', { ...agency, rule: 'records.retention', owner: 'requester', kind: 'set_by_us', assertAfter: null }, ['before-30 10-31', 'before-7 11-23', 'due 11-30']],
  ])('of %s', (_what, deadline, rungs) => {
    expect(all(deadline)).toEqual(rungs);
  });

  test('the day after the widest reading, not the day after it is due, is late', () => {
    expect(rungsBetween({ ...agency, assertAfter: '2027-01-04' }, '2026-11-30', '2027-01-06').map(({ rung, forDate, day }) => [rung, forDate, day])).toEqual([['due', '2026-11-30', '2026-11-30'], ['late', '2027-01-04', '2027-01-05']]);
  });

  test('where it stands after years is found, not walked to', () => {
    expect(lastRung(agency, '2036-12-02')).toEqual({ rung: 'weekly-521', forDate: '2026-12-01', day: '2036-11-26' });
    expect(nextRung(agency, '2036-12-02')).toEqual({ rung: 'weekly-522', forDate: '2026-12-01', day: '2036-12-03' });
    expect(lastRung(agency, '2026-11-22')).toBeNull();
    expect(nextRung({ ...agency, presumed: true }, '2026-11-30')).toBeNull();
  });

  test('a row of the ledger stands on the ladder only for the date it was counted from', () => {
    expect(dayOf(agency, { rung: 'due', forDate: '2026-11-30' })).toBe('2026-11-30');
    expect(dayOf(agency, { rung: 'due', forDate: '2026-11-29' })).toBeNull();
    expect(dayOf(agency, { rung: 'weekly-2', forDate: '2026-12-01' })).toBe('2026-12-16');
    expect(dayOf({ ...agency, presumed: true }, { rung: 'late', forDate: '2026-12-01' })).toBeNull();
    expect(dayOf(agency, { rung: 'passed', forDate: '2026-11-30' })).toBeNull();
  });
});

describe('a rung’s moment is eight in the agency’s morning', () => {
  test.each([
    ['2026-03-07', 'America/Los_Angeles', '2026-03-07T16:00:00.000Z'],
    ['2026-03-08', 'America/Los_Angeles', '2026-03-08T15:00:00.000Z'],
    ['2026-10-31', 'America/New_York', '2026-10-31T12:00:00.000Z'],
    ['2026-11-01', 'America/New_York', '2026-11-01T13:00:00.000Z'],
    ['2026-06-15', 'Pacific/Honolulu', '2026-06-15T18:00:00.000Z'],
    ['2026-06-15', 'Pacific/Kiritimati', '2026-06-14T18:00:00.000Z'],
  ])('on %s in %s', (day, zone, instant) => {
    expect(morningOf(day, zone).toISOString()).toBe(instant);
    expect(dayByMorning(new Date(instant), zone)).toBe(day);
    expect(dayByMorning(new Date(Date.parse(instant) - 1), zone)).toBe(addDays(day as CivilDate, -1));
  });

  test('and the next one is known', () => {
    const zoned = { ...agency, timeZone: 'America/Los_Angeles' };
    expect(nextWake(zoned, new Date('2026-11-23T15:59:00Z'))).toEqual(new Date('2026-11-23T16:00:00Z'));
    expect(nextWake(zoned, new Date('2026-11-23T16:00:00Z'))).toEqual(new Date('2026-11-27T16:00:00Z'));
    expect(nextWake({ ...zoned, presumed: true }, new Date('2026-12-01T16:00:00Z'))).toBeNull();
  });
});

const day = fc.integer({ min: 0, max: 900 }).map((n) => addDays('2026-01-01', n) as string);
const anyDeadline: fc.Arbitrary<WarnedDeadline> = fc.record({
  kind: fc.constantFrom('statutory', 'promised', 'set_by_us'), owner: fc.constantFrom('agency', 'requester'), rule: fc.constantFrom('cpra.determination', 'foia.appeal', 'cpra.appellate_writ', 'reminder', 'records.retention'),
  due: day, gap: fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }), presumed: fc.boolean(),
}).map(({ gap, ...rest }) => ({ ...rest, assertAfter: gap === null ? null : (addDays(rest.due as CivilDate, gap) as string) }));

describe('from any start, looked at on any days in order', () => {
  test('every rung is given once, or overtaken by a later one; none before its day; waking only when told misses none', () => {
    fc.assert(
      fc.property(anyDeadline, day, fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 40 }), (deadline, start, steps) => {
        const given: string[] = [];
        const overtaken: string[] = [];
        let [looked, now] = [start, start];
        for (const step of steps) {
          now = addDays(now as CivilDate, step);
          const come = rungsBetween(deadline, addDays(looked as CivilDate, 1), now);
          for (const rung of come) expect(rung.day <= now).toBe(true);
          overtaken.push(...come.slice(0, -1).map(({ rung }) => rung));
          given.push(...come.slice(-1).map(({ rung }) => rung));
          if (come.length > 0) expect(lastRung(deadline, now)).toEqual(come.at(-1));
          // Nothing stands between two looks that the ladder did not announce.
          expect(nextRung(deadline, looked)).toEqual(come[0] ?? nextRung(deadline, now));
          looked = now;
        }
        const both = [...given, ...overtaken];
        expect(new Set(both).size).toBe(both.length);
        expect(new Set(both)).toEqual(new Set(rungsBetween(deadline, addDays(start as CivilDate, 1), now).map(({ rung }) => rung)));
        if (deadline.presumed || deadline.owner !== 'agency' || deadline.kind !== 'statutory') expect(both).not.toContain('late');
      }),
      { numRuns: 2_000 },
    );
  });
});
