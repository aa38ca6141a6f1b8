import type { Db } from '../../../platform/db.js';
import { typedFact } from '../../deadlines/fact-types.js';

/** What agencies say the copies will cost, as they said it last and while it is not settled: request id → cents. One query. */
export async function standingFees(db: Db, groupId: string, requestIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const facts = await db.fact.findMany({
    where: { groupId, requestId: { in: [...requestIds] }, type: 'response', supersededAt: null }, orderBy: [{ date: 'asc' }, { id: 'asc' }],
    select: { requestId: true, id: true, date: true, time: true, basis: true, presumed: true, type: true, details: true },
  });
  const fees = new Map<string, number>();
  for (const { requestId, date, ...fact } of facts) {
    const known = typedFact({ ...fact, date: date.toISOString().slice(0, 10) });
    if (known?.type !== 'response') continue;
    if (known.details.what === 'fee_settled') fees.delete(requestId);
    if (known.details.what === 'fee_estimate' && typeof known.details.amount === 'number') fees.set(requestId, known.details.amount);
  }
  return fees;
}
