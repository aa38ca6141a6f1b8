import type { Tx } from '../../platform/db.js';
import { appendEvent } from '../timeline/append-event.js';
import { lockRequest } from './lock-request.js';
import { requestNotDraft } from './requests.errors.js';

/**
 * Throws a draft away; its number is not given again, and the timeline keeps that it was there. A step of the caller's transaction.
 * @returns false, with nothing changed, when a letter, fact, document or agency number already belongs to it
 * @throws requests.not-found, requests.not-draft
 */
export async function discardDraft(tx: Tx, input: { groupId: string; requestId: string; personId: string; at: Date }): Promise<boolean> {
  const { groupId, requestId } = input;
  const request = await lockRequest(tx, { groupId, requestId });
  if (request.state !== 'draft') throw requestNotDraft(request.number);
  const where = { groupId, requestId };
  const held = (await tx.letter.count({ where })) + (await tx.fact.count({ where })) + (await tx.document.count({ where })) + (await tx.agencyNumber.count({ where }));
  if (held > 0) return false;
  await tx.requestItem.deleteMany({ where });
  await tx.recordsRequest.deleteMany({ where: { id: requestId, groupId } });
  await appendEvent(tx, { groupId, at: input.at, type: 'request.discarded', requestId, personId: input.personId, words: { number: request.number, title: request.title } });
  return true;
}
