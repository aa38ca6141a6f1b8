import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { factRefused } from './deadlines.errors.js';
import { factProblems } from './fact-problems.js';
import { loadCase, surroundingsOf } from './load-case.js';
import { receiptReplaced } from './receipt-replaced.js';
import type { RecordFact } from './record-fact.js';

/**
 * Says what would be wrong, and changes nothing: asked before a file that belongs to the fact is taken.
 * `corrects` is the fact it would replace.
 * @throws requests.not-found, deadlines.fact-refused
 */
export async function checkFact(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: RecordFact & { readonly corrects?: string }): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const loaded = await loadCase(tx, { groupId: actor.groupId, requestId: input.requestId });
    const { replaces } = receiptReplaced(loaded, input.fact);
    const replaced = [...replaces.map((one) => one.factId), ...(input.corrects ? [input.corrects] : [])];
    const problems = factProblems(input.fact, surroundingsOf(loaded, deps.clock, replaced));
    if (Object.keys(problems).length > 0) throw factRefused(problems);
  });
}
