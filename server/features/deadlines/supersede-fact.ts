import { toCivil } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import { lockRequest } from '../requests/lock-request.js';
import { appendEvent } from '../timeline/append-event.js';
import { factNotFound, factNotStanding } from './deadlines.errors.js';

/**
 * Sets a fact aside, because a later one replaces it (`byFactId`) or it was taken back (null). The row stays as it was written.
 * A step of the caller's transaction; call recalculateDeadlines after it.
 * @throws deadlines.fact-not-found, deadlines.fact-not-standing
 */
export async function supersedeFact(
  tx: Tx,
  input: { groupId: string; factId: string; byFactId: string | null; why: string; personId: string | null; at: Date },
): Promise<void> {
  const fact = await tx.fact.findFirst({ where: { id: input.factId, groupId: input.groupId } });
  if (!fact) throw factNotFound();
  await lockRequest(tx, { groupId: input.groupId, requestId: fact.requestId });
  const set = await tx.fact.updateMany({
    where: { id: input.factId, groupId: input.groupId, supersededAt: null },
    data: { supersededAt: input.at, supersededById: input.byFactId, supersededWhy: input.why },
  });
  if (set.count !== 1) throw factNotStanding();
  await appendEvent(tx, {
    groupId: input.groupId, at: input.at, type: input.byFactId ? 'fact.superseded' : 'fact.taken-back', requestId: fact.requestId, personId: input.personId,
    subject: { type: 'fact', id: input.factId },
    words: { fact: fact.type, date: toCivil(fact.date), basis: fact.basis, presumed: fact.presumed, reason: input.why, ...(fact.type === 'response' || fact.type === 'federal' ? { details: { what: (fact.details as { what?: string }).what ?? '' } } : {}), ...(input.byFactId ? { byFactId: input.byFactId } : {}) },
  });
}
