import type { Context } from '../../context.js';
import { shownName } from '../../platform/file-names.js';
import type { Actor } from '../../platform/http/actor.js';
import { markMoved } from '../requests/mark-moved.js';
import { appendEvent } from '../timeline/append-event.js';
import { documentNotFound } from './documents.errors.js';

/**
 * Releases a document to the group's volunteers. Released twice, nothing changes the second time.
 * @throws AppError `documents.not-found` (404)
 */
export async function releaseDocument(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, documentId: string): Promise<{ requestId: string; changed: boolean }> {
  const { groupId, personId } = actor;
  const at = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    const document = await tx.document.findFirst({ where: { groupId, id: documentId } });
    if (!document) throw documentNotFound();
    const { requestId, n } = document;
    const done = await tx.document.updateMany({ where: { groupId, id: documentId, releasedAt: null }, data: { releasedAt: at, releasedById: personId } });
    if (done.count === 0) return { requestId, changed: false };
    await markMoved(tx, { groupId, requestId, at });
    await appendEvent(tx, {
      groupId, at, type: 'document.released', requestId, personId, subject: { type: 'document', id: documentId }, words: { n, name: shownName(document.originalName) },
    });
    return { requestId, changed: true };
  });
}
