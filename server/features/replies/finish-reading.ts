import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { appendEvent } from '../timeline/append-event.js';
import { messageNotFound, readAlready } from './replies.errors.js';

/**
 * Says that a person has read a message through: it waits for nobody any more. It moves nothing.
 * @throws replies.not-found, replies.read-already
 */
export async function finishReading(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { readonly requestId: string; readonly messageId: string }): Promise<void> {
  const { groupId, personId } = actor;
  const at = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    const message = await tx.message.findFirst({ where: { id: input.messageId, groupId, requestId: input.requestId }, select: { fromName: true } });
    if (!message) throw messageNotFound();
    const done = await tx.message.updateMany({ where: { id: input.messageId, groupId, doneAt: null }, data: { doneAt: at, doneById: personId } });
    if (done.count !== 1) throw readAlready();
    await appendEvent(tx, { groupId, at, type: 'message.read-through', requestId: input.requestId, personId, subject: { type: 'message', id: input.messageId }, words: { from: message.fromName } });
  });
}
