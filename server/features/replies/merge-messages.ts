import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { lockRequest } from '../requests/lock-request.js';
import { appendEvent } from '../timeline/append-event.js';
import { namedInEvent } from './file-message.js';
import { isDuplicate, messageNotFound, sameMessage } from './replies.errors.js';

/**
 * Says that a message is another one once more: it stands with that one from now on, and nowhere by itself. Facts recorded from it and its documents stay.
 * @throws replies.not-found, replies.is-duplicate, replies.same-message
 */
export async function mergeMessages(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { readonly messageId: string; readonly intoId: string; readonly reason?: string | undefined }): Promise<void> {
  const { groupId, personId } = actor;
  const { messageId, intoId } = input;
  const at = deps.clock.now();
  const reason = input.reason?.trim() ?? '';
  if (messageId === intoId) throw sameMessage();
  await deps.db.$transaction(async (tx) => {
    const both = { groupId, id: { in: [messageId, intoId] } };
    const on = await tx.message.findMany({ where: both, select: { requestId: true } });
    for (const requestId of [...new Set(on.flatMap((one) => one.requestId ?? []))].sort()) await lockRequest(tx, { groupId, requestId });
    // Read only once they are held: of two people who join them either way round one must lose, or neither message would stand anywhere.
    for (const id of [messageId, intoId].sort()) await tx.$executeRaw`SELECT 1 FROM messages WHERE group_id = ${groupId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    const found = await tx.message.findMany({ where: both });
    const [message, into] = [messageId, intoId].map((id) => found.find((one) => one.id === id));
    if (!message || !into) throw messageNotFound();
    const joined = into.state === 'duplicate' ? { count: 0 } : await tx.message.updateMany({ where: { groupId, id: messageId, state: { not: 'duplicate' } }, data: { state: 'duplicate', duplicateOfId: intoId, requestId: null, heldWhy: '' } });
    if (joined.count !== 1) throw isDuplicate();
    await tx.message.updateMany({ where: { groupId, duplicateOfId: messageId }, data: { duplicateOfId: intoId } });
    const words = { ...namedInEvent(message), ...(reason ? { reason } : {}) };
    for (const requestId of new Set([message.requestId, into.requestId])) await appendEvent(tx, { groupId, at, type: 'message.merged', requestId, personId, subject: { type: 'message', id: messageId }, words });
  });
}
