import { dayState, type CalendarId, type Closure } from '../../../server/features/statutes/calendars.js';
import type { CivilDate } from '../../../server/features/statutes/civil-date.js';

/**
 * The law once more, the slow way, for tests only: it walks from day to day on date strings and asks of each whether it is open. It
 * shares with the engine nothing but the calendars' answers, which other tests check.
 */

export interface OracleDates {
  readonly due: string;
  readonly earliest: string;
  readonly assertAfter: string;
}

type Walk = (from: string, days: number) => string;

const walk: Walk = (from, days) => {
  const at = new Date(`${from}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
};

const later = (a: string, b: string): string => (a > b ? a : b);
const sooner = (a: string, b: string): string => (a < b ? a : b);

class Oracle {
  constructor(
    private readonly calendar: CalendarId,
    private readonly closures: readonly Closure[],
  ) {}

  isClosed(day: string): boolean {
    const touched = this.calendar.startsWith('LA_') ? this.closures : [];
    return !dayState(this.calendar, day as CivilDate, touched).open;
  }

  settle(day: string): string {
    return this.isClosed(day) ? this.settle(walk(day, 1)) : day;
  }

  received(day: string, time: string | undefined, nextOpenDay: boolean): string {
    if (!nextOpenDay) return day;
    const evening = time !== undefined && time > '17:00';
    return this.isClosed(day) || evening ? this.settle(walk(day, 1)) : day;
  }

  workingDays(from: string, count: number, standsStill: (day: string) => boolean = () => false): string {
    if (count === 0) return from;
    const next = walk(from, 1);
    return this.workingDays(next, this.isClosed(next) || standsStill(next) ? count : count - 1, standsStill);
  }
}

export interface CpraCase {
  readonly received: string;
  readonly time?: string;
  readonly nextOpenDay: boolean;
  readonly closures: readonly Closure[];
  readonly notice?: { readonly sent: string; readonly named: string | null };
}

const CALENDARS = ['CA_JUD', 'LA_CITY', 'LA_CPRA', 'LA_CPRA_MAX'] as const;

/** A City of Los Angeles request's determination, and its extension where a notice makes one. */
export function oracleCpra(at: CpraCase): { determination: OracleDates; extension: OracleDates | null } {
  const of = Object.fromEntries(CALENDARS.map((id) => [id, new Oracle(id, at.closures)])) as Record<(typeof CALENDARS)[number], Oracle>;
  const start = of.LA_CPRA.received(at.received, at.time, at.nextOpenDay);
  const lateStart = of.LA_CPRA_MAX.received(at.received, at.time, true);
  const tens = CALENDARS.map((id) => of[id].settle(walk(start, 10)));
  const ten = of.LA_CPRA.settle(walk(start, 10));
  const lateTen = of.LA_CPRA_MAX.settle(walk(lateStart, 10));
  const bill = (count: number): string => (lateStart >= '2027-01-01' ? of.LA_CPRA_MAX.workingDays(lateStart, count) : '');
  const determination = { due: ten, earliest: tens.reduce(sooner), assertAfter: later([...tens, lateTen].reduce(later), bill(10)) };
  if (!at.notice || at.notice.sent > determination.assertAfter) return { determination, extension: null };
  const fulls = CALENDARS.map((id) => of[id].settle(walk(start, 24)));
  const full = of.LA_CPRA.settle(walk(start, 24));
  const safe = [of.LA_CPRA_MAX.settle(walk(lateTen, 14)), ...(at.notice.sent > ten ? tens : fulls), bill(24)].reduce(later);
  if (at.notice.sent > ten) return { determination, extension: { ...determination, assertAfter: safe } };
  const { named } = at.notice;
  if (named === null || named >= walk(start, 24)) return { determination, extension: { due: full, earliest: fulls.reduce(sooner), assertAfter: safe } };
  const held = CALENDARS.map((id, index) => sooner(fulls[index] ?? '', later(tens[index] ?? '', of[id].settle(named))));
  return { determination, extension: { due: held[2] ?? '', earliest: held.reduce(sooner), assertAfter: safe } };
}

export interface FoiaCase {
  readonly received: string;
  readonly proper?: string;
  readonly toll?: { readonly from: string; readonly to: string };
}

/** A federal request's twenty working days, with routing and one pause. */
export function oracleFoia({ received, proper, toll }: FoiaCase): OracleDates {
  const [fed, strict] = [new Oracle('FED', []), new Oracle('FED_STRICT', [])];
  const standsStill = (day: string): boolean => toll !== undefined && day > toll.from && day <= toll.to;
  const start = proper ? sooner(proper, walk(received, 10)) : received;
  const first = fed.received(received, undefined, true);
  const lateStart = proper ? sooner(fed.received(proper, undefined, true), walk(first, 10)) : first;
  const due = fed.workingDays(start, 20, standsStill);
  const narrow = strict.workingDays(start, 20, standsStill);
  return { due, earliest: sooner(due, narrow), assertAfter: later(due, fed.workingDays(lateStart, 20, standsStill)) };
}
