import type { Tx } from '../../platform/db.js';
import { recalculateDeadlines } from './recalculate-deadlines.js';
import { supersedeFact } from './supersede-fact.js';

/**
 * Withdraws the presumed receipt a letter gave rise to, as a permanent bounce or refusal shows that nobody received it. A confirmed receipt
 * stays. A step of the caller's transaction; the caller refreshes the request's state when it has changed the letter.
 * @returns whether one was withdrawn
 */
export async function withdrawPresumedReceipt(
  tx: Tx,
  input: { groupId: string; requestId: string; letterId: string; why: string; at: Date },
): Promise<boolean> {
  const presumed = await tx.fact.findMany({
    where: { groupId: input.groupId, requestId: input.requestId, letterId: input.letterId, type: 'received', presumed: true, supersededAt: null },
    select: { id: true },
  });
  for (const { id } of presumed) await supersedeFact(tx, { groupId: input.groupId, factId: id, byFactId: null, why: input.why, personId: null, at: input.at });
  if (presumed.length === 0) return false;
  await recalculateDeadlines(tx, { groupId: input.groupId, requestId: input.requestId, at: input.at, reason: input.why, factId: presumed[0]?.id ?? null });
  return true;
}
