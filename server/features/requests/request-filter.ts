import { fromCivil } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import type { Key, PageAsk } from '../../platform/keyset.js';
import type { Show, Sort } from './requests.schemas.js';
import type { RequestStateName } from './request-state.js';
import { requestsVisibleTo, seesAgencyNumbers } from './visibility.js';

export interface RequestFilter {
  readonly states?: readonly RequestStateName[] | undefined;
  readonly agencyId?: string | undefined;
  readonly responsibleId?: string | undefined;
  /** Past `assertAfter` on a confirmed receipt, and not answered: also one the agency closed without an answer, whose clock is still open. */
  readonly late?: boolean | undefined;
  /** Due within so many days from today, or past due on a confirmed receipt and not yet safe to call late. */
  readonly dueWithinDays?: number | undefined;
  readonly words?: string | undefined;
}

/** States in which an agency may owe something. */
export const UNDER_WAY = ['awaiting', 'determined', 'producing'] as const satisfies readonly RequestStateName[];
export const DUE_SOON_DAYS = 7;

/** What each chip means. */
export function filterOf(show: Show): RequestFilter {
  const filters: Record<Show, RequestFilter> = {
    all: {},
    late: { late: true },
    due: { dueWithinDays: DUE_SOON_DAYS },
    waiting: { states: ['awaiting'] },
    'not-sent': { states: ['not_sent'] },
    drafts: { states: ['draft'] },
    closed: { states: ['closed', 'withdrawn'] },
  };
  return filters[show];
}

/** Zones of the agencies and what day it is in each: lateness is a matter of the agency's own calendar day. */
export type TodayIn = ReadonlyMap<string, string>;

/** One date test per day, narrowed to the zones of that day only when the days differ (some hours around midnight). */
function perZone(today: TodayIn, test: (today: string) => object): object {
  const zones = new Map<string, string[]>();
  for (const [zone, day] of today) zones.set(day, [...(zones.get(day) ?? []), zone]);
  const [only, ...others] = zones.keys();
  if (only === undefined) return {};
  if (others.length === 0) return test(only);
  return { OR: [...zones].map(([day, names]) => ({ AND: [{ agency: { timeZone: { in: names } } }, test(day)] })) };
}

/** What LIKE would take for a wildcard is meant literally. */
const literally = (words: string): string => words.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** A filter as the `where` of a query of requests, within what the actor may know of. A volunteer can filter by words and agency only. */
export function whereOf(filter: RequestFilter, actor: Pick<Actor, 'groupId' | 'role'>, today: TodayIn) {
  const { groupId } = actor;
  const conditions: object[] = [requestsVisibleTo(actor)];
  if (filter.states) conditions.push({ state: { in: [...filter.states] } });
  if (filter.agencyId) conditions.push({ agencyId: filter.agencyId });
  if (filter.responsibleId) conditions.push({ responsibleId: filter.responsibleId });
  if (filter.late) {
    conditions.push({ state: { in: [...UNDER_WAY, 'closed'] }, nextPresumed: false }, perZone(today, (day) => ({ nextAssertAfter: { lt: fromCivil(day) }, nextDue: { lt: fromCivil(day) } })));
  }
  if (filter.dueWithinDays !== undefined) {
    const days = filter.dueWithinDays;
    const notLate = (day: string) => [{ nextPresumed: true, nextDue: { gte: fromCivil(day) } }, { nextAssertAfter: null }, { nextAssertAfter: { gte: fromCivil(day) } }];
    conditions.push({ state: { in: [...UNDER_WAY] } }, perZone(today, (day) => ({ nextDue: { lte: addDays(day, days) }, OR: notLate(day) })));
  }
  if (filter.words) conditions.push(wordsIn(actor, filter.words));
  return { groupId, AND: conditions };
}

function wordsIn(actor: Pick<Actor, 'groupId' | 'role'>, words: string): object {
  const { groupId } = actor;
  const like = { contains: literally(words), mode: 'insensitive' as const };
  return { OR: [{ title: like }, { number: like }, ...(seesAgencyNumbers(actor) ? [{ agencyNumbers: { some: { groupId, number: like } } }] : [])] };
}

function addDays(civil: string, days: number): Date {
  const date = fromCivil(civil);
  date.setUTCDate(date.getUTCDate() + days);
  return date;
}

type Direction = 'asc' | 'desc';
const FIELDS = { number: 'number', next: 'nextDue', moved: 'movedAt' } as const;

function sortedBy(sort: Sort): { field: 'number' | 'nextDue' | 'movedAt'; direction: Direction } {
  const name = sort.replace('-', '') as keyof typeof FIELDS;
  return { field: FIELDS[name], direction: sort.startsWith('-') ? 'desc' : 'asc' };
}

const turned = (direction: Direction): Direction => (direction === 'asc' ? 'desc' : 'asc');

/** The order of the list, or the opposite one for the page before a key. Requests without a next date stand last in either. */
export function orderOf(sort: Sort, ask: PageAsk) {
  const { field, direction } = sortedBy(sort);
  const way = ask.before ? turned(direction) : direction;
  const nulls = ask.before ? ('first' as const) : ('last' as const);
  return [field === 'nextDue' ? { nextDue: { sort: way, nulls } } : { [field]: way }, { id: way }];
}

/** Rows beyond the key a page goes on from, as a condition the index of the sort can answer. */
export function beyond(sort: Sort, ask: PageAsk): object {
  const key = ask.after ?? ask.before;
  if (!key) return {};
  const { field, direction } = sortedBy(sort);
  const way = ask.before ? turned(direction) : direction;
  const past = way === 'asc' ? 'gt' : 'lt';
  const [stored, id] = key;
  const value = valueOf(field, stored);
  if (field === 'nextDue') return beyondNullable(past, value, id, ask.before !== undefined);
  return { AND: [{ [field]: { [`${past}e`]: value } }, { OR: [{ [field]: { [past]: value } }, { id: { [past]: id } }] }] };
}

function beyondNullable(past: 'gt' | 'lt', value: string | Date | null, id: string, backwards: boolean): object {
  if (value === null) {
    const amongNulls = { nextDue: null, id: { [past]: id } };
    return backwards ? { OR: [amongNulls, { nextDue: { not: null } }] } : amongNulls;
  }
  const dated = [{ nextDue: { [past]: value } }, { nextDue: value, id: { [past]: id } }];
  return { OR: backwards ? dated : [...dated, { nextDue: null }] };
}

/** A key comes from an address: a value that is none begins at nothing rather than failing. */
function valueOf(field: 'number' | 'nextDue' | 'movedAt', stored: string | null): string | Date | null {
  if (field === 'number') return stored ?? '';
  if (stored === null) return field === 'nextDue' ? null : new Date(0);
  const at = new Date(stored);
  return Number.isNaN(at.getTime()) ? new Date(0) : at;
}

/** The key of a row under a sort. */
export function keyOf(sort: Sort, row: { readonly id: string; readonly number: string; readonly nextDue: Date | null; readonly movedAt: Date }): Key {
  const { field } = sortedBy(sort);
  if (field === 'number') return [row.number, row.id];
  return [(field === 'nextDue' ? row.nextDue : row.movedAt)?.toISOString() ?? null, row.id];
}
