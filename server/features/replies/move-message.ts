import type { Context } from '../../context.js';
import type { Tx } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { t } from '../../platform/words.js';
import { lockFile } from '../documents/drop-unreferenced.js';
import { enterFile } from '../documents/enter-file.js';
import { lockRequest } from '../requests/lock-request.js';
import { markMoved } from '../requests/mark-moved.js';
import { appendEvent } from '../timeline/append-event.js';
import { fileMessage, namedInEvent } from './file-message.js';
import { isDuplicate, messageNotFound, thereAlready } from './replies.errors.js';

export interface MoveMessage {
  readonly messageId: string;
  readonly requestId: string;
  readonly reason?: string | undefined;
}

/**
 * Files a held message, or one set aside, on a request; or moves a misfiled one there. Both requests' timelines say so. Facts recorded from it stay where they are until somebody takes them
 * back; its documents are entered on the new request, and stay on the old one too.
 * @throws replies.not-found, replies.there-already, replies.is-duplicate, replies.nothing-sent, requests.not-found
 */
export async function moveMessage(deps: Pick<Context, 'db' | 'clock' | 'files'>, actor: Actor, input: MoveMessage): Promise<{ readonly from: string | null }> {
  const { groupId, personId } = actor;
  const { messageId, requestId } = input;
  const reason = input.reason?.trim() ?? '';
  const at = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    const message = await tx.message.findUnique({ where: { groupId_id: { groupId, id: messageId } }, include: { attachments: { select: { sha256: true } }, request: { select: { number: true } } } });
    if (!message) throw messageNotFound();
    if (message.state === 'duplicate') throw isDuplicate();
    const from = message.requestId;
    if (from === requestId) throw thereAlready();
    const filing = { groupId, messageId, requestId, matchedBy: 'person', personId, at } as const;
    if (from === null) {
      await fileMessage(tx, deps, { ...filing, why: [{ ground: 'person', says: withReason(t('{name} filed it here.', { name: actor.name }), reason) }] });
      return { from };
    }
    const readFrom = message.documentId ? await tx.document.findFirst({ where: { groupId, id: message.documentId } }) : null;
    for (const sha256 of [...new Set([...message.attachments, ...(readFrom ? [readFrom] : [])].map((one) => one.sha256))].sort()) await lockFile(tx, groupId, sha256);
    for (const id of [from, requestId].sort()) await lockRequest(tx, { groupId, requestId: id });
    const number = await numberOf(tx, groupId, requestId);
    const left = await tx.message.updateMany({ where: { groupId, id: messageId, requestId: from }, data: { requestId: null, state: 'held', doneAt: null, doneById: null, documentId: null } });
    if (left.count !== 1) throw messageNotFound();
    await markMoved(tx, { groupId, requestId: from, at });
    await appendEvent(tx, { groupId, at, type: 'message.moved-away', requestId: from, personId, subject: { type: 'message', id: messageId }, words: { ...namedInEvent(message), number, ...(reason ? { reason } : {}) } });
    await fileMessage(tx, deps, { ...filing, why: [{ ground: 'person', says: withReason(t('{name} moved it here from {number}.', { name: actor.name, number: message.request?.number ?? '' }), reason) }] });
    if (readFrom) {
      const { documentId } = await enterFile(tx, deps, { ...readFrom, size: Number(readFrom.size), requestId, kind: 'response', source: 'entered', uploadedById: personId }, at);
      await tx.message.update({ where: { groupId_id: { groupId, id: messageId } }, data: { documentId } });
    }
    return { from };
  }, { maxWait: 20_000, timeout: 60_000 });
}

async function numberOf(tx: Tx, groupId: string, requestId: string): Promise<string> {
  return (await tx.recordsRequest.findUniqueOrThrow({ where: { groupId_id: { groupId, id: requestId } }, select: { number: true } })).number;
}

const withReason = (says: string, reason: string): string => (reason ? `${says} “${reason}”` : says);
