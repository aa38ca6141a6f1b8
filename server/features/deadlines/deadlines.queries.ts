import { civilIn, toCivil } from '../../platform/clock.js';
import type { Db, Prisma } from '../../platform/db.js';
import { parallelIn } from '../requests/parallel-dates.js';
import { requestNotFound } from '../requests/requests.errors.js';
import type { DeadlineShape, FactShape } from './deadlines.schemas.js';
import { slipsIn } from './slips.js';

interface RequestKey {
  readonly groupId: string;
  readonly requestId: string;
}

/** Refuses a request that is not the group's. */
async function requireRequest(db: Db, { groupId, requestId }: RequestKey): Promise<void> {
  const found = await db.recordsRequest.findUnique({ where: { groupId_id: { groupId, id: requestId } }, select: { id: true } });
  if (!found) throw requestNotFound();
}

/** A request's deadlines with their history, earliest due first. @throws requests.not-found */
export async function deadlinesOf(db: Db, key: RequestKey, now: Date): Promise<DeadlineShape[]> {
  await requireRequest(db, key);
  const rows = await db.deadline.findMany({ where: { groupId: key.groupId, requestId: key.requestId }, orderBy: [{ due: 'asc' }, { rule: 'asc' }], include: { revisions: { orderBy: { revision: 'asc' } } } });
  return rows.map((row) => deadlineShapeOf(row, now));
}

type DeadlineRow = Prisma.DeadlineGetPayload<{ include: { revisions: true } }>;

function deadlineShapeOf(row: DeadlineRow, now: Date): DeadlineShape {
  const explained = row.derivation as { steps?: string[]; notes?: string[] };
  const assertAfter = civilOrNull(row.assertAfter);
  const parallel = parallelIn(row.derivation);
  return {
    id: row.id, rule: row.rule, owner: row.owner as DeadlineShape['owner'], kind: row.kind as DeadlineShape['kind'], nominal: toCivil(row.nominal),
    earliest: toCivil(row.earliest), due: toCivil(row.due), assertAfter, lastLawful: civilOrNull(row.lastLawful), byCalendar: row.byCalendar as Record<string, string>,
    citation: row.citation, confidence: row.confidence as DeadlineShape['confidence'], key: row.key, parallel, slips: parallel ? slipsIn(parallel.said) : [], presumed: row.presumed, state: row.state, closedOn: civilOrNull(row.closedOn),
    late: isLate({ ...row, assertAfter }, civilIn(now, row.timeZone).date), steps: explained.steps ?? [], notes: explained.notes ?? [], rulesVersion: row.rulesVersion,
    revision: row.revision,
    history: row.revisions.map((revision) => ({
      revision: revision.revision, due: toCivil(revision.due), assertAfter: civilOrNull(revision.assertAfter), presumed: revision.presumed, state: revision.state,
      reason: revision.reason, at: revision.at.toISOString(),
    })),
  };
}

/** Late is never stored, and only a date of the law can be: a promise has no `assertAfter`. Open, on a confirmed receipt, owed by the agency, and past the last defensible day. `today` is the agency's. */
export function isLate(deadline: { owner: string; state: string; presumed: boolean; assertAfter: string | null }, today: string): boolean {
  return deadline.owner === 'agency' && deadline.state === 'open' && !deadline.presumed && deadline.assertAfter !== null && deadline.assertAfter < today;
}

export const civilOrNull = (date: Date | null): string | null => date && toCivil(date);

/** Every fact of a request, those set aside too, oldest first. @throws requests.not-found */
export async function factsOf(db: Db, key: RequestKey): Promise<FactShape[]> {
  await requireRequest(db, key);
  const rows = await db.fact.findMany({ where: { groupId: key.groupId, requestId: key.requestId }, orderBy: [{ date: 'asc' }, { id: 'asc' }] });
  return rows.map((row) => ({
    id: row.id, type: row.type, date: toCivil(row.date), time: row.time, basis: row.basis, presumed: row.presumed, details: row.details as Record<string, unknown>,
    note: row.note, documentId: row.documentId, letterId: row.letterId, recordedById: row.recordedById, recordedAt: row.recordedAt.toISOString(),
    superseded: row.supersededAt ? { at: row.supersededAt.toISOString(), byFactId: row.supersededById, why: row.supersededWhy } : null,
  }));
}
