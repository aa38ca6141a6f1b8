import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { checkDocument } from './check-document.js';
import { receiptReplaced } from './receipt-replaced.js';
import { type FactToWrite, type WrittenFact, openCase, writeFact } from './write-fact.js';

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
