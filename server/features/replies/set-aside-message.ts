import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { appendEvent } from '../timeline/append-event.js';
import { namedInEvent } from './file-message.js';
import { messageNotFound, notHeld } from './replies.errors.js';

/**
 * Says that a held message belongs to no request. It is kept, and can be taken up again.
 * @throws replies.not-found, replies.not-held
 */
export async function setAsideMessage(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { readonly messageId: string; readonly reason?: string | undefined }): Promise<void> {
  const { groupId, personId } = actor;
  const at = deps.clock.now();
  const reason = input.reason?.trim() ?? '';
  await deps.db.$transaction(async (tx) => {
    const message = await tx.message.findUnique({ where: { groupId_id: { groupId, id: input.messageId } } });
    if (!message) throw messageNotFound();
    const aside = await tx.message.updateMany({ where: { groupId, id: message.id, state: 'held' }, data: { state: 'set_aside' } });
    if (aside.count !== 1) throw notHeld();
    await appendEvent(tx, { groupId, at, type: 'message.set-aside', personId, subject: { type: 'message', id: message.id }, words: { ...namedInEvent(message), ...(reason ? { reason } : {}) } });
  });
}
