import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { factRefused } from './deadlines.errors.js';
import { checkDocument } from './check-document.js';
import { factProblems } from './fact-problems.js';
import { reasonConfirmed, reasonRecorded } from './fact-words.js';
import { type LoadedCase, loadCase, surroundingsOf } from './load-case.js';
import { type FactToWrite, type Replaced, type WrittenFact, openCase, writeFact } from './write-fact.js';

export interface RecordFact {
  readonly requestId: string;
  readonly fact: FactToWrite;
}

/**
 * Records what the agency did, or that we withdrew. A receipt recorded while one is presumed confirms it. One transaction: fact, items,
 * state, dates and timeline stand or fall together.
 * @throws requests.not-found, deadlines.fact-refused
 */
export async function recordFact(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: RecordFact): Promise<WrittenFact> {
  return deps.db.$transaction(async (tx) => {
    const loaded = await openCase(tx, actor, input.requestId);
    await checkDocument(tx, { groupId: actor.groupId, requestId: input.requestId, documentId: input.fact.documentId });
    const { replaces, reason } = receiptReplaced(loaded, input.fact);
    return writeFact(tx, deps.clock, actor, { ...input, loaded, replaces, reason });
  });
}

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

/** The presumed receipts a confirmed one takes the place of, and the sentence that says so. */
function receiptReplaced(loaded: LoadedCase, fact: FactToWrite): { replaces: Replaced[]; reason: string } {
  const presumed = fact.type === 'received' ? loaded.facts.filter((other) => other.type === 'received' && other.presumed) : [];
  const reason = presumed[0] ? reasonConfirmed(fact.date, presumed[0].date) : reasonRecorded(fact.type, fact.date);
  return { replaces: presumed.map((other) => ({ factId: other.id, why: reason })), reason };
}
