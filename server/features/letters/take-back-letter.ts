import type { Tx } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { refreshState } from '../requests/refresh-state.js';
import { appendEvent } from '../timeline/append-event.js';
import { lockLetter } from './lock-letter.js';

/**
 * Takes back a letter that has not left; a step of the caller's transaction.
 * @returns the request's id, and the follow-up's draft; null once a worker has the letter or it has gone
 * @throws letters.not-found
 */
export async function takeBackLetter(tx: Tx, actor: Pick<Actor, 'groupId' | 'personId'>, input: { letterId: string; at: Date }): Promise<{ requestId: string; draftId: string | null } | null> {
  const { groupId, personId } = actor;
  const { at } = input;
  const { letter } = await lockLetter(tx, { groupId, letterId: input.letterId });
  const recalled = await tx.letter.updateMany({
    where: { id: letter.id, groupId, state: { in: ['not_sent', 'queued', 'refused'] } },
    data: { state: 'recalled', nextAttemptAt: null },
  });
  if (recalled.count !== 1) return null;
  const draftId = await reopenDraft(tx, { groupId, letterId: letter.id, at });
  await refreshState(tx, { groupId, requestId: letter.requestId, at });
  await appendEvent(tx, {
    groupId, at, type: 'letter.recalled', requestId: letter.requestId, personId, subject: { type: 'letter', id: letter.id },
    words: { subject: letter.subject, before: letter.state },
  });
  return { requestId: letter.requestId, draftId };
}

async function reopenDraft(tx: Tx, { groupId, letterId, at }: { groupId: string; letterId: string; at: Date }): Promise<string | null> {
  const draft = await tx.letterDraft.findFirst({ where: { groupId, frozenLetterId: letterId }, select: { id: true } });
  if (!draft) return null;
  await tx.letterDraft.update({ where: { groupId_id: { groupId, id: draft.id } }, data: { frozenLetterId: null, version: { increment: 1 }, updatedAt: at } });
  return draft.id;
}
