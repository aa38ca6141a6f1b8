import { civilIn, toCivil } from '../../platform/clock.js';
import type { Db } from '../../platform/db.js';
import type { Confidence } from '../../platform/views-parts.view.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { type ParallelDates, parallelIn } from '../requests/parallel-dates.js';
import { deadlineNotFound } from './deadlines.errors.js';
import { civilOrNull } from './deadlines.queries.js';
import { explanation } from './explanation.js';
import { type Slip, slipsIn } from './slips.js';

/** What promises, reminders and dates of destruction stand on: deadline → its dates. Dates of the law have none. One query. */
export async function parallelOf(db: Db, groupId: string, deadlineIds: readonly string[]): Promise<ReadonlyMap<string, ParallelDates>> {
  const rows = await db.deadline.findMany({ where: { groupId, id: { in: [...deadlineIds] }, kind: { not: 'statutory' } }, select: { id: true, derivation: true } });
  return new Map(rows.flatMap(({ id, derivation }) => {
    const parallel = parallelIn(derivation);
    return parallel ? [[id, parallel] as const] : [];
  }));
}

/** Every slip of a request's promised dates, with the promise it is of. */
export async function slipsOf(db: Db, key: { groupId: string; requestId: string }): Promise<(Slip & { readonly deadlineId: string; readonly rule: string; readonly key: string })[]> {
  const rows = await db.deadline.findMany({ where: { ...key, kind: 'promised' }, orderBy: [{ rule: 'asc' }, { key: 'asc' }], select: { id: true, rule: true, key: true, derivation: true } });
  return rows.flatMap((row) => slipsIn(parallelIn(row.derivation)?.said ?? []).map((slip) => ({ ...slip, deadlineId: row.id, rule: row.rule, key: row.key })));
}

/** Everything the worksheet of a date beside the law's prints. Dates are YYYY-MM-DD. */
export interface ParallelWorksheet {
  readonly id: string;
  readonly request: { readonly id: string; readonly number: string; readonly title: string };
  readonly agency: string;
  readonly today: string;
  readonly zone: string;
  readonly rule: string;
  readonly key: string;
  /** 'promised' | 'set_by_us' */
  readonly kind: string;
  readonly due: string;
  readonly state: 'open' | 'met' | 'void';
  readonly closedOn: string | null;
  readonly confidence: Confidence;
  readonly parallel: ParallelDates;
  readonly notes: readonly string[];
  /** Fact → who recorded it and what it rests on. */
  readonly sources: ReadonlyMap<string, SaidSource>;
  readonly forPerson: string | null;
  readonly revisions: readonly { readonly at: string; readonly due: string; readonly presumed: boolean; readonly state: 'open' | 'met' | 'void'; readonly reason: string }[];
}

export interface SaidSource {
  /** Null when Tenday recorded it. */
  readonly who: string | null;
  readonly at: string;
  readonly documentId: string | null;
  readonly letterId: string | null;
}

/** Null for a date of the law. @throws deadlines.not-found for an unknown deadline, one of another request, and another group's */
export async function parallelWorksheet(db: Db, key: { groupId: string; requestId: string; deadlineId: string }, now: Date): Promise<ParallelWorksheet | null> {
  const { groupId } = key;
  const row = await db.deadline.findFirst({
    where: { id: key.deadlineId, groupId, requestId: key.requestId },
    include: { revisions: { orderBy: { revision: 'asc' } }, request: { select: { id: true, number: true, title: true, agencyId: true } } },
  });
  if (!row) throw deadlineNotFound();
  const parallel = parallelIn(row.derivation);
  if (!parallel) return null;
  const [agency, facts] = await Promise.all([
    agencyFor(db, groupId, row.request.agencyId),
    db.fact.findMany({ where: { groupId, id: { in: parallel.said.map((one) => one.factId) } }, select: { id: true, recordedById: true, recordedAt: true, documentId: true, letterId: true } }),
  ]);
  if (!agency) throw deadlineNotFound();
  const ids = [...facts.flatMap((fact) => fact.recordedById ?? []), ...(parallel.forPersonId ? [parallel.forPersonId] : [])];
  const names = new Map((await db.person.findMany({ where: { groupId, id: { in: ids } }, select: { id: true, name: true } })).map((person) => [person.id, person.name]));
  return {
    id: row.id, request: row.request, agency: agency.shortName, today: civilIn(now, row.timeZone).date, zone: row.timeZone, rule: row.rule, key: row.key, kind: row.kind, due: toCivil(row.due),
    state: row.state, closedOn: civilOrNull(row.closedOn), confidence: row.confidence as Confidence, parallel, notes: explanation.parse(row.derivation).notes,
    sources: new Map(facts.map((fact) => [fact.id, { who: names.get(fact.recordedById ?? '') ?? null, at: fact.recordedAt.toISOString(), documentId: fact.documentId, letterId: fact.letterId }])),
    forPerson: names.get(parallel.forPersonId ?? '') ?? null,
    revisions: row.revisions.map(({ at, due, presumed, state, reason }) => ({ at: at.toISOString(), due: toCivil(due), presumed, state, reason })),
  };
}
