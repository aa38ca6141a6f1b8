import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { newId } from '../../platform/ids.js';
import { t } from '../../platform/words.js';
import { fileMessage } from './file-message.js';
import { messageNotFound, notFiled, thereAlready } from './replies.errors.js';

/**
 * Files a message on a second request, as one mail may answer two: a message of its own there, with the same mail behind it, read and decided by itself.
 * @returns the new message
 * @throws replies.not-found, replies.not-filed, replies.there-already, replies.nothing-sent, requests.not-found
 */
export async function copyMessage(deps: Pick<Context, 'db' | 'clock' | 'files'>, actor: Actor, input: { readonly messageId: string; readonly requestId: string }): Promise<{ readonly messageId: string }> {
  const { groupId, personId } = actor;
  const at = deps.clock.now();
  const id = newId(at.getTime());
  return deps.db.$transaction(async (tx) => {
    const found = await tx.message.findUnique({ where: { groupId_id: { groupId, id: input.messageId } }, include: { attachments: true, request: { select: { number: true } } } });
    if (!found) throw messageNotFound();
    const { attachments, request, to, cc, auth, why, suggestions, ...message } = found;
    if (!request) throw notFiled();
    const json = { to: to ?? [], cc: cc ?? [], auth: auth ?? {}, why: why ?? [], suggestions: suggestions ?? [] };
    await tx.message.create({ data: { ...message, ...json, id, requestId: null, state: 'held', documentId: null, doneAt: null, doneById: null } });
    await tx.messageAttachment.createMany({ data: attachments.map((one) => ({ ...one, id: newId(at.getTime()), messageId: id, documentId: null })) });
    const says = t('{name} filed it here too; it is on {number}.', { name: actor.name, number: request.number });
    await fileMessage(tx, deps, { groupId, messageId: id, requestId: input.requestId, matchedBy: 'person', why: [{ ground: 'person', says }], personId, at });
    // Filing has locked the request: of two people who do this at once the second sees what the first did.
    const same = [{ contentHash: message.contentHash }, ...(message.rawMailId ? [{ rawMailId: message.rawMailId }] : [])];
    const there = await tx.message.findFirst({ where: { groupId, requestId: input.requestId, id: { not: id }, OR: same }, select: { id: true } });
    if (there) throw thereAlready();
    return { messageId: id };
  }, { maxWait: 20_000, timeout: 60_000 });
}
