import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CivilDate, addDays, weekday } from '../../../server/features/statutes/civil-date.js';
import { type Delivery, USUAL } from '../../../server/features/notices/delivery.js';
import type { DueDeadline } from '../../../server/features/notices/due-deadlines.queries.js';
import type { Member } from '../../../server/features/notices/members.queries.js';
import { OVERTAKEN } from '../../../server/features/notices/notice-reasons.js';
import { type KnownNotice, audienceOf, planWarnings } from '../../../server/features/notices/plan-warnings.js';
import { dayByMorning, morningOf, rungsBetween } from '../../../server/features/notices/rungs.js';

const ZONE = 'America/Los_Angeles';
const START = '2026-02-20';
const plus = (date: string, days: number): string => addDays(date as CivilDate, days);

const someDay = fc.integer({ min: 0, max: 120 }).map((n) => plus(START, n));
const delivery: fc.Arbitrary<Delivery> = fc.record({
  delivery: fc.constantFrom('at_once' as const, 'digest' as const), without: fc.subarray(['before-7', 'before-1']), quietDays: fc.subarray([0, 1, 2, 3, 4, 5, 6], { maxLength: 6 }),
  away: fc.option(fc.tuple(someDay, fc.integer({ min: 0, max: 20 })), { nil: null }),
}).map(({ away, ...rest }) => ({ ...rest, awayFrom: away?.[0] ?? null, awayTo: away ? plus(away[0], away[1]) : null }));

const deadline: fc.Arbitrary<DueDeadline> = fc.record({
  kind: fc.constantFrom('statutory', 'promised', 'set_by_us'), owner: fc.constantFrom('agency', 'requester'), rule: fc.constantFrom('cpra.determination', 'foia.appeal', 'reminder', 'records.retention'),
  due: someDay, gap: fc.integer({ min: 0, max: 20 }), presumed: fc.boolean(),
}).map(({ gap, ...rest }) => ({
  ...rest, assertAfter: plus(rest.due, gap), id: 'd', groupId: 'g', requestId: 'r', timeZone: ZONE, groupZone: ZONE, createdAt: new Date(`${START}T20:00:00Z`), responsibleId: 'first',
}));

const person = (id: string, role: string, how: Delivery): Member => ({ id, groupId: 'g', email: `${id}@example.org`, role, isActive: true, joinedAt: new Date('2025-01-01T00:00:00Z'), delivery: how });

/** Sweeps at the instants given and whenever the plan asked for it, over the ledger the sweeps before wrote. */
function live(about: DueDeadline, members: readonly Member[], sweeps: readonly Date[], until: Date) {
  const ledger: (KnownNotice & { at: Date; mailOn: string | null; dueOn: string })[] = [];
  const queue = [...sweeps];
  let wakeAt: Date | null = about.createdAt;
  for (;;) {
    const next: Date | undefined = [...queue, ...(wakeAt ? [wakeAt] : [])].sort((a, b) => a.getTime() - b.getTime())[0];
    if (!next || next > until) return ledger;
    const due: boolean = wakeAt !== null && wakeAt <= next;
    if (queue.includes(next)) queue.splice(queue.indexOf(next), 1);
    if (!due) continue;
    const plan: ReturnType<typeof planWarnings> = planWarnings(about, audienceOf(about, null, members, dayByMorning(next, ZONE)), ledger, next);
    for (const warning of plan.warnings) {
      const { rung, forDate, dueOn, overtaken, mailOn } = warning;
      expect(ledger.some((row) => row.personId === warning.person.id && row.rung === rung && row.forDate === forDate)).toBe(false);
      ledger.push({
        id: String(ledger.length), personId: warning.person.id, rung, forDate, dueOn, mailOn, state: overtaken ? 'cancelled' : 'sent', lastError: overtaken ? OVERTAKEN : '', acknowledgedAt: null, createdAt: next, at: next,
      });
    }
    const again = planWarnings(about, audienceOf(about, null, members, dayByMorning(next, ZONE)), ledger, next);
    expect(again.warnings).toEqual([]);
    expect(again.wakeAt).toEqual(plan.wakeAt);
    if (plan.wakeAt) expect(plan.wakeAt > next).toBe(true);
    wakeAt = plan.wakeAt;
  }
}

const UNTIL = plus(START, 160);

test('woken only when the plan said so, everybody gets every rung they want once, on its day; with quiet days not later than its date allows; and the machine may be off for days', () => {
  fc.assert(
    fc.property(deadline, delivery, fc.array(fc.integer({ min: 0, max: 159 }), { maxLength: 3 }), (about, how, offs) => {
      const members = [person('first', 'advocate', how), person('law', 'lawyer', USUAL), person('own', 'owner', USUAL)];
      // Days on which no sweep ran before noon: what was due at eight is found later.
      const ledger = live(about, members, offs.map((n) => new Date(morningOf(plus(START, n), ZONE).getTime() + 4 * 3_600_000)), morningOf(UNTIL, ZONE));
      const first = ledger.filter((row) => row.personId === 'first' && row.rung !== 'escalated');
      const wanted = rungsBetween(about, START, UNTIL).filter(({ rung, day }) => day >= dayByMorning(about.createdAt, ZONE) && !(rung.startsWith('before-') && how.without.includes(rung)));
      for (const { rung, forDate } of wanted) expect(first.map((row) => `${row.rung} ${row.forDate}`)).toContain(`${rung} ${forDate}`);
      for (const row of first) {
        const told = dayByMorning(row.at, ZONE);
        if (how.quietDays.length === 0) expect(told >= row.dueOn).toBe(true);
        // Nothing that says a date has passed is said before it has.
        if (row.rung === 'late' || row.rung === 'passed') expect(told > row.forDate).toBe(true);
        const away = how.awayFrom !== null && how.awayTo !== null && told >= how.awayFrom && told <= how.awayTo;
        const comesBefore = row.rung.startsWith('before-') || row.rung === 'due';
        if (row.state === 'sent' && row.mailOn && comesBefore && !away) expect(row.mailOn < row.forDate).toBe(true);
        if (row.state === 'sent' && row.mailOn && !away) expect(how.quietDays).not.toContain(weekday(row.mailOn as CivilDate));
      }
      if (about.presumed || about.owner !== 'agency' || about.kind !== 'statutory') expect(ledger.map((row) => row.rung)).not.toContain('late');
    }),
    { numRuns: 150 },
  );
});

test('after days off, of what came meanwhile the last is sent and every other one is overtaken', () => {
  fc.assert(
    fc.property(deadline, fc.integer({ min: 1, max: 90 }), (about, off) => {
      const members = [person('first', 'advocate', USUAL), person('own', 'owner', USUAL)];
      const back = new Date(morningOf(plus(START, off), ZONE).getTime() + 3_600_000);
      const plan = planWarnings(about, audienceOf(about, null, members, dayByMorning(back, ZONE)), [], back);
      const come = rungsBetween(about, dayByMorning(about.createdAt, ZONE), plus(START, off));
      const own = plan.warnings.filter((one) => one.person.id === 'first');
      if (come.length > 0) expect(own.map(({ rung, overtaken }) => [rung, overtaken])).toEqual(come.map(({ rung }, index) => [rung, index < come.length - 1]));
      else expect(own.filter((one) => one.dueOn >= START)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
