import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { appendEvent } from '../timeline/append-event.js';
import { citationSettledAlready } from './letters.errors.js';

/**
 * Takes a lawyer's word on a citation back: letters still to be sent do without its sentence. Letters that were frozen keep theirs, and the
 * approval stays readable.
 * @throws letters.citation-settled-already when none is in force
 */
export async function withdrawCitation(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { readonly citation: string; readonly note: string }): Promise<void> {
  const { groupId, personId } = actor;
  const { citation, note } = input;
  const at = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    const inForce = await tx.citationApproval.findFirst({ where: { groupId, citation, withdrawnAt: null }, select: { id: true } });
    if (!inForce) throw citationSettledAlready();
    const { count } = await tx.citationApproval.updateMany({ where: { groupId, id: inForce.id, withdrawnAt: null }, data: { withdrawnAt: at, withdrawnById: personId, withdrawnNote: note } });
    if (count !== 1) throw citationSettledAlready();
    await appendEvent(tx, { groupId, at, type: 'citation.withdrawn', personId, subject: { type: 'citation-approval', id: inForce.id }, words: { citation, reason: note } });
  });
}
