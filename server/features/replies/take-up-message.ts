import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { appendEvent } from '../timeline/append-event.js';
import { namedInEvent } from './file-message.js';
import { messageNotFound, notSetAside } from './replies.errors.js';

/**
 * Brings a message that was set aside back into the holding pen.
 * @throws replies.not-found, replies.not-set-aside
 */
export async function takeUpMessage(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { readonly messageId: string }): Promise<void> {
  const { groupId, personId } = actor;
  const at = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    const message = await tx.message.findUnique({ where: { groupId_id: { groupId, id: input.messageId } } });
    if (!message) throw messageNotFound();
    const up = await tx.message.updateMany({ where: { groupId, id: message.id, state: 'set_aside' }, data: { state: 'held' } });
    if (up.count !== 1) throw notSetAside();
    await appendEvent(tx, { groupId, at, type: 'message.taken-up', personId, subject: { type: 'message', id: message.id }, words: namedInEvent(message) });
  });
}
