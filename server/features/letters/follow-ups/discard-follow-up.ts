import type { Context } from '../../../context.js';
import type { Actor } from '../../../platform/http/actor.js';
import { lockRequest } from '../../requests/lock-request.js';
import { appendEvent } from '../../timeline/append-event.js';
import { draftFrozen } from '../letters.errors.js';
import { loadLetterDraft } from './letter-drafts.queries.js';

/**
 * Throws a follow-up away that was never sent. A letter that was frozen from it stays.
 * @throws requests.not-found, letters.no-such-draft, letters.already-sent
 */
export async function discardFollowUp(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { requestId: string; draftId: string }): Promise<void> {
  const { groupId, personId } = actor;
  const where = { groupId, requestId: input.requestId };
  await deps.db.$transaction(async (tx) => {
    await lockRequest(tx, where);
    const draft = await loadLetterDraft(tx, { ...where, draftId: input.draftId });
    if (draft.frozenLetterId !== null) throw draftFrozen(draft.followUp.title());
    await tx.letterDraft.delete({ where: { groupId_id: { groupId, id: draft.id } } });
    await appendEvent(tx, {
      groupId, at: deps.clock.now(), type: 'letter.given-up', requestId: input.requestId, personId, subject: { type: 'letter-draft', id: draft.id }, words: { letter: draft.followUp.subject },
    });
  });
}
