import { fromCivil, toCivil } from '../../platform/clock.js';
import type { Db } from '../../platform/db.js';
import type { Key, PageAsk } from '../../platform/keyset.js';
import { cutPage } from '../../platform/keyset.js';
import type { Confidence } from '../../platform/views-parts.view.js';
import { type DaysIn, type DeadlineFilter, lateWhere, openWhere as openWhereOf } from './deadline-filter.js';
import { civilOrNull } from './deadlines.queries.js';

export interface AgendaFilter {
  readonly groupId: string;
  readonly owner: 'agency' | 'requester';
  /** Only requests this person looks after; null for the group's. */
  readonly responsibleId: string | null;
  /** Every kind when absent. */
  readonly kind?: 'statutory' | 'promised' | 'set_by_us';
}

/** An open deadline with what a row of a list says. Dates are YYYY-MM-DD. */
export interface OpenDeadline {
  readonly id: string;
  readonly requestId: string;
  readonly number: string;
  readonly title: string;
  readonly agency: string;
  readonly rule: string;
  readonly key: string;
  readonly owner: string;
  /** 'statutory' | 'promised' | 'set_by_us' */
  readonly kind: string;
  readonly state: string;
  readonly due: string;
  readonly nominal: string;
  readonly assertAfter: string | null;
  readonly presumed: boolean;
  readonly citation: string;
  readonly confidence: Confidence;
  readonly timeZone: string;
}

const selectFor = (groupId: string) => ({
  id: true, requestId: true, rule: true, key: true, owner: true, kind: true, state: true, due: true, nominal: true, assertAfter: true, presumed: true, citation: true, confidence: true, timeZone: true,
  request: { select: { number: true, title: true, agency: { select: { shortName: true, corrections: { where: { groupId }, take: 1, select: { fields: true } } } } } },
}) as const;

/** Open deadlines by due date, a page at a time. `more` narrows the filter further (late ones, all but those). */
export async function agendaPage(db: Db, filter: DeadlineFilter, ask: PageAsk, more: object = {}): Promise<{ rows: OpenDeadline[]; hasPrevious: boolean; hasNext: boolean }> {
  const key = ask.before ?? ask.after;
  const fetched = await db.deadline.findMany({
    where: { AND: [openWhereOf(filter), more, key ? beyond(key, ask.before ? 'lt' : 'gt') : {}] },
    orderBy: ask.before ? [{ due: 'desc' }, { id: 'desc' }] : [{ due: 'asc' }, { id: 'asc' }],
    take: ask.limit + 1, select: selectFor(filter.groupId),
  });
  const page = cutPage(fetched, ask);
  return { ...page, rows: page.rows.map(toOpen) };
}

/** What is late, longest first; at most `limit`. */
export async function lateDeadlines(db: Db, filter: DeadlineFilter, days: DaysIn, limit: number): Promise<OpenDeadline[]> {
  const rows = await db.deadline.findMany({ where: { AND: [openWhereOf(filter), lateWhere(days)] }, orderBy: [{ assertAfter: 'asc' }, { id: 'asc' }], take: limit, select: selectFor(filter.groupId) });
  return rows.map(toOpen);
}

/** Open deadlines due up to a day, earliest first; at most `limit`. */
export async function openUntil(db: Db, filter: AgendaFilter, until: string, limit: number): Promise<OpenDeadline[]> {
  const rows = await db.deadline.findMany({ where: { ...openWhere(filter), due: { lte: fromCivil(until) } }, orderBy: [{ due: 'asc' }, { id: 'asc' }], take: limit, select: selectFor(filter.groupId) });
  return rows.map(toOpen);
}

function openWhere(filter: AgendaFilter) {
  return { groupId: filter.groupId, state: 'open' as const, owner: filter.owner, ...(filter.kind ? { kind: filter.kind } : {}), ...(filter.responsibleId ? { request: { responsibleId: filter.responsibleId } } : {}) };
}

/** Rows after (or before) a key in the order of (due, id). The plain bound is there for the index, which an OR alone does not use. */
function beyond([due, id]: Key, way: 'lt' | 'gt') {
  const at = fromCivil(due ?? '1990-01-01');
  return way === 'gt' ? { due: { gte: at }, OR: [{ due: { gt: at } }, { id: { gt: id } }] } : { due: { lte: at }, OR: [{ due: { lt: at } }, { id: { lt: id } }] };
}

type Row = {
  id: string; requestId: string; rule: string; key: string; owner: string; kind: string; state: string; due: Date; nominal: Date; assertAfter: Date | null; presumed: boolean; citation: string; confidence: string;
  timeZone: string; request: { number: string; title: string; agency: { shortName: string; corrections: { fields: unknown }[] } };
};

function toOpen({ request, ...row }: Row): OpenDeadline {
  return {
    ...row, number: request.number, title: request.title, agency: shortNameFor(request.agency), due: toCivil(row.due), nominal: toCivil(row.nominal),
    assertAfter: civilOrNull(row.assertAfter), confidence: row.confidence as OpenDeadline['confidence'],
  };
}

/** An agency's short name as the group corrected it. `corrections` must be the group's own. */
export function shortNameFor(agency: { readonly shortName: string; readonly corrections: readonly { readonly fields: unknown }[] }): string {
  const fields = agency.corrections[0]?.fields;
  const corrected = fields && typeof fields === 'object' && 'shortName' in fields ? fields.shortName : null;
  return typeof corrected === 'string' && corrected !== '' ? corrected : agency.shortName;
}
