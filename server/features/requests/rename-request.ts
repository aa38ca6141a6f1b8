import type { Tx } from '../../platform/db.js';
import { appendEvent } from '../timeline/append-event.js';
import { lockRequest } from './lock-request.js';

/**
 * Gives a request another title; a step of the caller's transaction. The letter as frozen keeps the words it was sent with.
 * @returns whether anything changed
 * @throws requests.not-found
 */
export async function renameRequest(tx: Tx, input: { groupId: string; requestId: string; personId: string; title: string; at: Date }): Promise<boolean> {
  const { groupId, requestId, personId, title, at } = input;
  const request = await lockRequest(tx, { groupId, requestId });
  if (request.title === title) return false;
  await tx.recordsRequest.update({ where: { groupId_id: { groupId, id: requestId } }, data: { title, movedAt: at } });
  await appendEvent(tx, { groupId, at, type: 'request.renamed', requestId, personId, words: { from: request.title, to: title } });
  return true;
}
