import { civilIn } from '../../platform/clock.js';
import { type CivilDate, addDays, daysBetween } from '../statutes/civil-date.js';
import { RULES } from '../statutes/rules.js';

/** What a ladder is worked out from. Dates are YYYY-MM-DD. A date the law may allow later (`lastLawful`) takes no part. */
export interface WarnedDeadline {
  readonly rule: string;
  /** 'agency' | 'requester' */
  readonly owner: string;
  /** 'statutory' | 'promised' | 'set_by_us' */
  readonly kind: string;
  readonly due: string;
  readonly assertAfter: string | null;
  readonly presumed: boolean;
}

/** One warning of a ladder: its name, the deadline's date it counts from, and the day it goes, all dates of the agency's place. */
export interface RungDay {
  readonly rung: string;
  /** YYYY-MM-DD */
  readonly forDate: string;
  /** YYYY-MM-DD */
  readonly day: string;
}

/** Warnings go out at eight in the morning where the agency is. */
export const MORNING_HOUR = 8;

/** Rungs that say a date has come or passed: nobody may do without them, and on statutory clocks somebody must say "I have this". */
const ARRIVED = new Set(['due', 'late', 'passed']);
export const hasArrived = (rung: string): boolean => ARRIVED.has(rung);

/** A rung's form in the ledger; 'moved-n' and 'escalated' stand beside the ladder. */
const RUNG_NAME = /^(before-(30|7|3|1)|due|late|passed|weekly-[1-9]\d*|moved-[1-9]\d*|escalated)$/;
export const isRung = (rung: string): boolean => RUNG_NAME.test(rung);
export const isMoved = (rung: string): boolean => rung.startsWith('moved-');

/** Rungs somebody may choose to do without: those before a date. */
export const BEFORE_RUNGS = ['before-30', 'before-7', 'before-3', 'before-1'] as const;
export const isBefore = (rung: string): boolean => rung.startsWith('before-');

interface Ladder {
  /** Rungs before and on the date, in days before it. */
  readonly before: readonly number[];
  /** The one that says it has passed, the day after `from`; null when nothing is said any more. */
  readonly after: { readonly rung: 'late' | 'passed'; readonly from: string } | null;
  /** What the weekly rungs are counted from; null for none. */
  readonly weeklyFrom: RungDay | null;
}

/** Our own clocks of sixty days and more, which a month's warning suits. */
const LONG_CLOCKS: ReadonlySet<string> = new Set(RULES.filter((rule) => rule.owner === 'requester' && (rule.unit === 'year' || rule.count >= 60)).map((rule) => rule.id));

function ladderFor(deadline: WarnedDeadline): Ladder {
  const { rule, owner, kind, due } = deadline;
  if (rule === 'records.retention') return { before: [30, 7, 0], after: null, weeklyFrom: null };
  if (kind === 'set_by_us') return { before: [0], after: null, weeklyFrom: { rung: 'due', forDate: due, day: due } };
  const before = kind === 'promised' ? [3, 0] : owner === 'requester' && LONG_CLOCKS.has(rule) ? [30, 7, 3, 1, 0] : [7, 3, 1, 0];
  const after = afterwards(deadline);
  return { before, after, weeklyFrom: after && { rung: after.rung, forDate: after.from, day: plus(after.from, 1) } };
}

/** Late is said of a statutory date only, on a confirmed receipt, and on the word of every reading. */
function afterwards({ owner, kind, due, assertAfter, presumed }: WarnedDeadline): Ladder['after'] {
  if (kind === 'promised' || owner === 'requester') return { rung: 'passed', from: due };
  return !presumed && assertAfter ? { rung: 'late', from: assertAfter } : null;
}

const plus = (date: string, days: number): string => addDays(date as CivilDate, days);

/**
 * A deadline's rungs whose day is from `from` to `to`, in the order they come; both YYYY-MM-DD, both included.
 * An agency's statutory date: 7, 3 and 1 days before, on it, the day after it is safe to call it late, then every week until the clock ends. A promise: 3 days before, on it,
 * the day after, weekly. Ours: the same as an agency's with a month's warning on long clocks; "passed" in place of "late". A reminder: on its day and weekly. Records that
 * will be destroyed: 30 and 7 days before, and on the day.
 */
export function rungsBetween(deadline: WarnedDeadline, from: string, to: string): RungDay[] {
  const { before, after, weeklyFrom } = ladderFor(deadline);
  const { due } = deadline;
  const rungs = before.map((days): RungDay => ({ rung: days === 0 ? 'due' : `before-${days}`, forDate: due, day: plus(due, -days) }));
  if (after) rungs.push({ rung: after.rung, forDate: after.from, day: plus(after.from, 1) });
  return [...rungs.filter(({ day }) => day >= from && day <= to), ...(weeklyFrom ? weeklies(weeklyFrom, from, to) : [])];
}

function weeklies({ forDate, day }: RungDay, from: string, to: string): RungDay[] {
  const found: RungDay[] = [];
  let n = Math.max(1, Math.ceil(daysBetween(day as CivilDate, from as CivilDate) / 7));
  for (let next = plus(day, n * 7); next <= to; n += 1, next = plus(day, n * 7)) found.push({ rung: `weekly-${n}`, forDate, day: next });
  return found;
}

/** The last rung whose day is not after `day`: the most telling one that may be said by then. */
export function lastRung(deadline: WarnedDeadline, day: string): RungDay | null {
  const { before, weeklyFrom } = ladderFor(deadline);
  const first = plus(deadline.due, -Math.max(...before));
  if (day < first) return null;
  const lastWeek = weeklyFrom && day > weeklyFrom.day ? plus(day, -7) : first;
  return rungsBetween(deadline, lastWeek > first ? lastWeek : first, day).at(-1) ?? rungsBetween(deadline, first, day).at(-1) ?? null;
}

/** The first rung whose day is after `day`; null when none is left. */
export function nextRung(deadline: WarnedDeadline, day: string): RungDay | null {
  const { before, after, weeklyFrom } = ladderFor(deadline);
  const tomorrow = plus(day, 1);
  const first = plus(deadline.due, -Math.max(...before));
  const last = weeklyFrom ? plus(weeklyFrom.day > tomorrow ? weeklyFrom.day : tomorrow, 7) : plus(after?.from ?? deadline.due, 1);
  return rungsBetween(deadline, tomorrow > first ? tomorrow : first, last)[0] ?? null;
}

/** Where a ledger row stands on its deadline's ladder as it is now: its day, or null when the date moved or the rung does not apply any more. */
export function dayOf(deadline: WarnedDeadline, row: { readonly rung: string; readonly forDate: string }): string | null {
  const { before, after, weeklyFrom } = ladderFor(deadline);
  const week = /^weekly-(\d+)$/.exec(row.rung);
  if (week) return weeklyFrom?.forDate === row.forDate ? plus(weeklyFrom.day, 7 * Number(week[1])) : null;
  if (row.rung === after?.rung) return after.from === row.forDate ? plus(after.from, 1) : null;
  const days = row.rung === 'due' ? 0 : Number(/^before-(\d+)$/.exec(row.rung)?.[1] ?? Number.NaN);
  return before.includes(days) && deadline.due === row.forDate ? plus(deadline.due, -days) : null;
}

/** The instant it is eight in the morning on a civil day in a zone, also on days whose clocks change. */
export function morningOf(day: string, timeZone: string): Date {
  const wanted = Date.parse(`${day}T0${MORNING_HOUR}:00:00Z`);
  let instant = wanted;
  for (let round = 0; round < 2; round += 1) {
    const { date, time } = civilIn(new Date(instant), timeZone);
    instant += wanted - Date.parse(`${date}T${time}:00Z`);
  }
  return new Date(instant);
}

/** The civil day in a zone whose morning has come: before eight it is still yesterday. */
export function dayByMorning(now: Date, timeZone: string): string {
  const { date, time } = civilIn(now, timeZone);
  return time < `0${MORNING_HOUR}:00` ? plus(date, -1) : date;
}

/** The instant of the first rung after now; null when none is left. */
export function nextWake(deadline: WarnedDeadline & { readonly timeZone: string }, now: Date): Date | null {
  const next = nextRung(deadline, dayByMorning(now, deadline.timeZone));
  return next && morningOf(next.day, deadline.timeZone);
}
