import type { Context } from '../../context.js';
import { isUniqueViolation } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { newId } from '../../platform/ids.js';
import { appendEvent } from '../timeline/append-event.js';
import { CITATIONS } from './citations.js';
import { citationNotOpen, citationSettledAlready, noSuchCitation } from './letters.errors.js';

/**
 * Lets the group's letters use a citation that Tenday has read only in part, on a lawyer's word. Letters being written change with it.
 * @throws letters.no-such-citation, letters.citation-not-open, letters.citation-settled-already
 */
export async function approveCitation(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { readonly citation: string; readonly note: string }): Promise<void> {
  const { groupId, personId } = actor;
  const { citation, note } = input;
  const verdict = CITATIONS.get(citation);
  if (verdict === undefined) throw noSuchCitation();
  if (verdict !== 'partly') throw citationNotOpen(verdict);
  const at = deps.clock.now();
  try {
    await deps.db.$transaction(async (tx) => {
      const id = newId(at.getTime());
      await tx.citationApproval.create({ data: { id, groupId, citation, note, approvedById: personId, approvedAt: at } });
      await appendEvent(tx, { groupId, at, type: 'citation.approved', personId, subject: { type: 'citation-approval', id }, words: { citation, reason: note } });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw citationSettledAlready();
    throw error;
  }
}
