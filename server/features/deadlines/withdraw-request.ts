import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { recordFact } from './record-fact.js';
import type { WrittenFact } from './write-fact.js';

/**
 * Records that we withdrew the request, on a day. Its clocks end as no longer applying and items still open become withdrawn.
 * @throws requests.not-found, deadlines.fact-refused
 */
export function withdrawRequest(
  deps: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  input: { readonly requestId: string; readonly date: string; readonly note?: string | undefined; readonly documentId?: string | null | undefined },
): Promise<WrittenFact> {
  return recordFact(deps, actor, { requestId: input.requestId, fact: { type: 'withdrawn', date: input.date, basis: 'person', details: {}, note: input.note, documentId: input.documentId } });
}
