import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { factNotFound } from './deadlines.errors.js';
import { reasonTakenBack } from './fact-words.js';
import { supersedeFact } from './supersede-fact.js';
import { followFacts, openCase } from './write-fact.js';

/**
 * Takes a fact back that should not have been recorded. It stays readable; what rested on it opens again or falls away.
 * @throws deadlines.fact-not-found, deadlines.fact-not-standing
 */
export async function takeBackFact(
  deps: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  input: { readonly requestId: string; readonly factId: string; readonly why: string },
): Promise<{ moved: number }> {
  return deps.db.$transaction(async (tx) => {
    const loaded = await openCase(tx, actor, input.requestId);
    const row = await tx.fact.findFirst({ where: { id: input.factId, groupId: actor.groupId, requestId: input.requestId }, select: { id: true } });
    if (!row) throw factNotFound();
    const at = deps.clock.now();
    await supersedeFact(tx, { groupId: actor.groupId, factId: input.factId, byFactId: null, why: input.why, personId: actor.personId, at });
    const fact = loaded.facts.find((other) => other.id === input.factId);
    const reason = fact ? reasonTakenBack(fact.type, fact.date, input.why) : input.why;
    return followFacts(tx, { groupId: actor.groupId, requestId: input.requestId, at, reason, factId: input.factId, before: loaded });
  });
}
