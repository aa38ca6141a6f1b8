import { toCivil } from '../../platform/clock.js';
import type { Db, Tx } from '../../platform/db.js';
import { type TypedFact, typedFact } from './fact-types.js';

/** The facts of a request that stand (neither corrected nor taken back), oldest first. */
export async function standingFacts(db: Db | Tx, input: { groupId: string; requestId: string }): Promise<TypedFact[]> {
  const rows = await db.fact.findMany({
    where: { groupId: input.groupId, requestId: input.requestId, supersededAt: null },
    orderBy: [{ date: 'asc' }, { id: 'asc' }],
    select: { id: true, type: true, date: true, time: true, basis: true, presumed: true, details: true },
  });
  return rows.flatMap((row) => typedFact({ ...row, date: toCivil(row.date) }) ?? []);
}
