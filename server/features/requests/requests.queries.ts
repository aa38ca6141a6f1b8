import { civilIn, toCivil } from '../../platform/clock.js';
import type { Db } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageAsk, cutPage } from '../../platform/keyset.js';
import { listAgencies } from '../agencies/agencies.queries.js';
import { type RequestFilter, type TodayIn, beyond, orderOf, whereOf } from './request-filter.js';
import type { ItemStateName, RequestStateName } from './request-state.js';
import type { Sort } from './requests.schemas.js';
import type { ToldEvent } from './timeline-words.js';
import { documentsVisibleTo } from './visibility.js';

/** A request as lists know it. Civil dates are YYYY-MM-DD. */
export interface RequestRowData {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly statute: string;
  readonly state: RequestStateName;
  readonly agency: { readonly id: string; readonly name: string; readonly timeZone: string };
  readonly responsible: { readonly id: string; readonly name: string };
  readonly sentOn: string | null;
  readonly closedOn: string | null;
  readonly nextDue: string | null;
  readonly nextAssertAfter: string | null;
  readonly nextPresumed: boolean;
  readonly movedAt: Date;
  readonly createdAt: Date;
  readonly items: readonly ItemStateName[];
  /** What it is sorted by, as stored; for keys. */
  readonly sortable: { readonly id: string; readonly number: string; readonly nextDue: Date | null; readonly movedAt: Date };
}

export interface ChosenAgency {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly timeZone: string;
}

/** The agencies a group can filter by, and what day it is in each of their zones and in the group's own. */
export async function agenciesAndDays(db: Db, actor: Pick<Actor, 'groupId' | 'timeZone'>, now: Date): Promise<{ agencies: readonly ChosenAgency[]; today: TodayIn }> {
  const agencies = await listAgencies(db, actor.groupId);
  const zones = [actor.timeZone, ...agencies.map((agency) => agency.timeZone)];
  return { agencies, today: new Map(zones.map((zone) => [zone, civilIn(now, zone).date])) };
}

export interface RequestPageOfList {
  readonly rows: readonly RequestRowData[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

/** A page of the group's requests: one query for the rows and one for each of agency, person and items, however many rows. */
export async function pageOfRequests(
  db: Db,
  actor: Pick<Actor, 'groupId' | 'role'>,
  input: { filter: RequestFilter; sort: Sort; ask: PageAsk; agencies: readonly ChosenAgency[]; today: TodayIn },
): Promise<RequestPageOfList> {
  const { groupId } = actor;
  const { filter, sort, ask } = input;
  const fetched = await db.recordsRequest.findMany({
    where: { groupId, AND: [whereOf(filter, actor, input.today), beyond(sort, ask)] },
    orderBy: orderOf(sort, ask),
    take: ask.limit + 1,
    include: {
      agency: { select: { id: true, shortName: true, timeZone: true } },
      responsible: { select: { id: true, name: true } },
      items: { select: { state: true } },
    },
  });
  const { rows, hasPrevious, hasNext } = cutPage(fetched, ask);
  const names = new Map(input.agencies.map((agency) => [agency.id, agency.shortName]));
  return {
    hasPrevious, hasNext,
    rows: rows.map((row) => ({
      id: row.id, number: row.number, title: row.title, statute: row.statute, state: row.state, responsible: row.responsible,
      agency: { id: row.agency.id, name: names.get(row.agency.id) ?? row.agency.shortName, timeZone: row.agency.timeZone },
      sentOn: row.sentOn && toCivil(row.sentOn), closedOn: row.closedOn && toCivil(row.closedOn), nextDue: row.nextDue && toCivil(row.nextDue),
      nextAssertAfter: row.nextAssertAfter && toCivil(row.nextAssertAfter), nextPresumed: row.nextPresumed, movedAt: row.movedAt, createdAt: row.createdAt,
      items: row.items.map((item) => item.state),
      sortable: { id: row.id, number: row.number, nextDue: row.nextDue, movedAt: row.movedAt },
    })),
  };
}

/** How many requests a filter finds. */
export async function countRequests(db: Db, actor: Pick<Actor, 'groupId' | 'role'>, filter: RequestFilter, today: TodayIn): Promise<number> {
  const { groupId } = actor;
  return db.recordsRequest.count({ where: { groupId, AND: [whereOf(filter, actor, today)] } });
}

/** The newest event of each of these requests, in one query: request id → event. */
export async function lastEvents(db: Db, groupId: string, requestIds: readonly string[]): Promise<ReadonlyMap<string, ToldEvent>> {
  if (requestIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ requestId: string; type: string; words: Record<string, unknown> | null }[]>`
    SELECT asked.id AS "requestId", e.type, w.words
    FROM unnest(${[...requestIds]}::uuid[]) AS asked(id)
    CROSS JOIN LATERAL (
      SELECT id, type FROM events WHERE group_id = ${groupId}::uuid AND request_id = asked.id ORDER BY seq DESC LIMIT 1
    ) e
    LEFT JOIN event_words w ON w.event_id = e.id`;
  return new Map(rows.map((row) => [row.requestId, { type: row.type, words: row.words }]));
}

/** The group's active people by name, for choosing who is responsible. */
export async function choosablePeople(db: Db, groupId: string): Promise<{ id: string; name: string }[]> {
  return db.person.findMany({ where: { groupId, deactivatedAt: null, role: { not: 'volunteer' } }, orderBy: [{ name: 'asc' }, { id: 'asc' }], take: 500, select: { id: true, name: true } });
}

/** How many documents of each of these requests an actor may see, in one query: request id → count. */
export async function visibleDocumentCounts(db: Db, actor: Actor, requestIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { groupId } = actor;
  const counts = await db.document.groupBy({
    by: ['requestId'], where: { groupId, AND: [documentsVisibleTo(actor)], requestId: { in: [...requestIds] } }, _count: { _all: true },
  });
  return new Map(counts.map((count) => [count.requestId, count._count._all]));
}
