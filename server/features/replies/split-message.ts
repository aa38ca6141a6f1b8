import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { t } from '../../platform/words.js';
import { appendEvent } from '../timeline/append-event.js';
import { namedInEvent } from './file-message.js';
import { messageNotFound, notDuplicate } from './replies.errors.js';

/**
 * Says that a duplicate is a message of its own after all: it goes to the holding pen, where a person files it.
 * @throws replies.not-found, replies.not-duplicate
 */
export async function splitMessage(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { readonly messageId: string; readonly reason?: string | undefined }): Promise<void> {
  const { groupId, personId } = actor;
  const at = deps.clock.now();
  const reason = input.reason?.trim() ?? '';
  await deps.db.$transaction(async (tx) => {
    const message = await tx.message.findUnique({ where: { groupId_id: { groupId, id: input.messageId } } });
    if (!message) throw messageNotFound();
    const of = message.duplicateOfId ? await tx.message.findUnique({ where: { groupId_id: { groupId, id: message.duplicateOfId } }, select: { requestId: true } }) : null;
    const suggestions = of?.requestId ? [{ requestId: of.requestId, ground: 'person', says: t('It stood with a message of this request.') }] : [];
    const apart = await tx.message.updateMany({
      where: { groupId, id: message.id, state: 'duplicate' },
      data: { state: 'held', duplicateOfId: null, heldWhy: 'taken_apart', why: [{ ground: 'taken_apart', says: t('{name} said that it is a message of its own.', { name: actor.name }) }], suggestions },
    });
    if (apart.count !== 1) throw notDuplicate();
    await appendEvent(tx, { groupId, at, type: 'message.split', requestId: of?.requestId ?? null, personId, subject: { type: 'message', id: message.id }, words: { ...namedInEvent(message), ...(reason ? { reason } : {}) } });
  });
}
