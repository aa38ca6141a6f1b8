import { civilIn } from '../../platform/clock.js';
import type { Db } from '../../platform/db.js';
import type { CountingTerms } from './counting-terms.js';
import { loadCases } from './load-cases.js';
import { type Touching, SAMPLE, touched } from './mark-recalculations.js';
import { planRequest } from './plan-request.js';

/** What other terms would do to a group's open dates. Nothing is written. */
export interface Effect {
  /** Requests that would be counted again. */
  readonly requests: number;
  /** Open dates that would get another value; null when there are too many requests to count while somebody waits. */
  readonly moves: number | null;
  /** The first few of them. Dates are YYYY-MM-DD. */
  readonly examples: readonly { readonly requestId: string; readonly number: string; readonly rule: string; readonly from: string; readonly to: string }[];
}

const EXAMPLES = 5;

/** Counts with other terms in place of a request's own. @param change the terms as they would be */
export async function effectOf(db: Db, where: Touching, now: Date, change: (terms: CountingTerms) => CountingTerms): Promise<Effect> {
  const found = await touched(db, where, null);
  if (found.count === 0 || found.count > SAMPLE) return { requests: found.count, moves: found.count === 0 ? 0 : null, examples: [] };
  const cases = await loadCases(db, where.groupId, found.keys);
  const moves = cases.flatMap((one) => {
    if ('error' in one) return [];
    const { counted } = one;
    const plan = planRequest({ ...counted, ...change(counted) }, civilIn(now, counted.agency.timeZone).date);
    return plan.planned.flatMap((planned) =>
      planned.kind === 'revise' && planned.change === 'moved' ? [{ requestId: one.requestId, rule: planned.values.rule, from: planned.before.due, to: planned.values.due }] : []);
  });
  const shown = moves.slice(0, EXAMPLES);
  const numbers = await db.recordsRequest.findMany({ where: { groupId: where.groupId, id: { in: shown.map((move) => move.requestId) } }, select: { id: true, number: true } });
  const numberOf = new Map(numbers.map((row) => [row.id, row.number]));
  return { requests: found.count, moves: moves.length, examples: shown.map((move) => ({ ...move, number: numberOf.get(move.requestId) ?? '' })) };
}
