import { toCivil } from '../../platform/clock.js';
import type { Db, Prisma, Tx } from '../../platform/db.js';
import { type TypedFact, typedFact } from './fact-types.js';

const COLUMNS = { id: true, requestId: true, type: true, date: true, time: true, basis: true, presumed: true, details: true } as const satisfies Prisma.FactSelect;

export type FactColumns = Prisma.FactGetPayload<{ select: typeof COLUMNS }>;

/** The facts of a request that stand (neither corrected nor taken back), oldest first. */
export async function standingFacts(db: Db | Tx, input: { groupId: string; requestId: string }): Promise<TypedFact[]> {
  return typedFacts(await standingRows(db, input.groupId, [input.requestId]));
}

/** The same of several requests as they lie in the table, for `typedFacts`: one that can't be read must not keep the others from it. */
export function standingRows(db: Db | Tx, groupId: string, requestIds: readonly string[]): Promise<FactColumns[]> {
  return db.fact.findMany({ where: { groupId, requestId: { in: [...requestIds] }, supersededAt: null }, orderBy: [{ date: 'asc' }, { id: 'asc' }], select: COLUMNS });
}

/** @throws ZodError when stored details do not fit their type */
export function typedFacts(rows: readonly FactColumns[]): TypedFact[] {
  return rows.flatMap(({ requestId: _requestId, ...row }): TypedFact[] => {
    const fact = typedFact({ ...row, date: toCivil(row.date) });
    return fact ? [fact] : [];
  });
}
