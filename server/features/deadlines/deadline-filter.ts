import { z } from 'zod';
import { civilIn, fromCivil } from '../../platform/clock.js';
import { keyParam } from '../../platform/keyset.js';
import { isCivilDate } from '../statutes/civil-date.js';

/** What open dates a page or a program asks for. */

/** Kinds as people tell them apart: dates of the law, an agency's word, our reminders, dates from which records may be destroyed. */
export const DEADLINE_KINDS = ['statutory', 'promised', 'reminders', 'retention'] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

export interface DeadlineFilter {
  readonly groupId: string;
  /** Null for both. */
  readonly owner: 'agency' | 'requester' | null;
  /** Only requests this person looks after; null for the group's. */
  readonly responsibleId: string | null;
  readonly agencyId: string | null;
  readonly kind: DeadlineKind | null;
  /** First and last day of `due`, YYYY-MM-DD; null where there is no limit. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Zone → what day it is there: lateness is a matter of the agency's own day. `other` is taken for a zone that isn't named. */
export interface DaysIn {
  readonly zones: ReadonlyMap<string, string>;
  readonly other: string;
}

/** What day it is in each zone of the agencies, and in the group's for any other. */
export function daysIn(agencies: readonly { readonly timeZone: string }[], actor: { readonly timeZone: string }, now: Date): DaysIn {
  const zones = new Map([actor, ...agencies].map(({ timeZone }) => [timeZone, civilIn(now, timeZone).date]));
  return { zones, other: civilIn(now, actor.timeZone).date };
}

const KIND_WHERE = { statutory: { kind: 'statutory' }, promised: { kind: 'promised' }, reminders: { rule: 'reminder' }, retention: { rule: 'records.retention' } } as const satisfies Record<DeadlineKind, object>;

/** The filter as the `where` of a query of deadlines; open ones only. */
export function openWhere(filter: DeadlineFilter) {
  const { groupId, owner, responsibleId, agencyId, kind, from, to } = filter;
  const request = { ...(responsibleId ? { responsibleId } : {}), ...(agencyId ? { agencyId } : {}) };
  const due = { ...(from ? { gte: fromCivil(from) } : {}), ...(to ? { lte: fromCivil(to) } : {}) };
  return {
    groupId, state: 'open' as const, ...(owner ? { owner } : {}), ...(kind ? KIND_WHERE[kind] : {}), ...(responsibleId || agencyId ? { request } : {}), ...(from || to ? { due } : {}),
  };
}

/** Late: owed by the agency, on a confirmed receipt, and past the last defensible day where the agency is. */
export function lateWhere(days: DaysIn) {
  return { owner: 'agency', presumed: false, OR: perZone(days, (day) => ({ assertAfter: { lt: fromCivil(day) } })) };
}

/** Everything else; spelled out, because SQL's NOT would lose the dates that have no `assertAfter`. */
export function notLateWhere(days: DaysIn) {
  return { OR: [{ owner: { not: 'agency' } }, { presumed: true }, { assertAfter: null }, ...perZone(days, (day) => ({ assertAfter: { gte: fromCivil(day) } }))] };
}

/** One test for each day it is somewhere, and one for zones nobody named. */
function perZone({ zones, other }: DaysIn, test: (day: string) => object): object[] {
  const days = new Map<string, string[]>();
  for (const [zone, day] of zones) days.set(day, [...(days.get(day) ?? []), zone]);
  const named = [...days].map(([day, names]) => ({ timeZone: { in: names }, ...test(day) }));
  return [...named, { timeZone: { notIn: [...zones.keys()] }, ...test(other) }];
}

/** A form sends what was left empty as ''; what an address says wrongly is passed over. */
const lenient = <S extends z.ZodType>(schema: S) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional().catch(undefined));
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/).refine((text) => isCivilDate(`${text}-01`));

const filters = {
  scope: z.enum(['mine', 'group']).default('group').catch('group'),
  person: lenient(z.uuid()),
  agency: lenient(z.uuid()),
  kind: lenient(z.enum(DEADLINE_KINDS)),
};

export const agendaQuery = z.object({
  owner: z.enum(['agency', 'us']).default('agency').catch('agency'),
  ...filters,
  day: lenient(z.string().refine(isCivilDate)),
  after: lenient(keyParam),
  before: lenient(keyParam),
});
export type AgendaQuery = z.output<typeof agendaQuery>;

export const CALENDAR_CHOICES = ['LA_CITY', 'CA', 'FED'] as const;

export const monthQuery = z.object({
  owner: z.enum(['agency', 'us', 'both']).default('both').catch('both'),
  ...filters,
  month: lenient(month),
  calendar: lenient(z.enum(CALENDAR_CHOICES)),
});
export type MonthQuery = z.output<typeof monthQuery>;

const OWNERS = { agency: 'agency', us: 'requester', both: null } as const;

/** What a page's address filters by, for whoever looks. */
export function filterOf(query: Pick<MonthQuery, 'owner' | 'scope' | 'person' | 'agency' | 'kind'>, actor: { readonly groupId: string; readonly personId: string }): Omit<DeadlineFilter, 'from' | 'to'> {
  const responsibleId = query.scope === 'mine' ? actor.personId : (query.person ?? null);
  return { groupId: actor.groupId, owner: OWNERS[query.owner], responsibleId, agencyId: query.agency ?? null, kind: query.kind ?? null };
}

/** An address with these filters; what is empty is left out. */
export function deadlinesAddress(path: string, given: Readonly<Record<string, string | null | undefined>>): string {
  const set = Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set).toString()}`;
}
