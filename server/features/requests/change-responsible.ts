import type { Tx } from '../../platform/db.js';
import { appendEvent } from '../timeline/append-event.js';
import { lockRequest } from './lock-request.js';
import { notResponsible } from './requests.errors.js';

/**
 * Makes another person of the group responsible: the warnings go to them from now on. A volunteer or a deactivated person can't be.
 * A step of the caller's transaction.
 * @returns whether anything changed
 * @throws requests.not-found, requests.not-responsible (400)
 */
export async function changeResponsible(tx: Tx, input: { groupId: string; requestId: string; personId: string; responsibleId: string; at: Date }): Promise<boolean> {
  const { groupId, requestId, personId, responsibleId, at } = input;
  const request = await lockRequest(tx, { groupId, requestId });
  if (request.responsibleId === responsibleId) return false;
  const to = await tx.person.findFirst({ where: { groupId, id: responsibleId, deactivatedAt: null, role: { not: 'volunteer' } }, select: { name: true } });
  if (!to) throw notResponsible();
  const from = await tx.person.findUniqueOrThrow({ where: { groupId_id: { groupId, id: request.responsibleId } }, select: { name: true } });
  await tx.recordsRequest.update({ where: { groupId_id: { groupId, id: requestId } }, data: { responsibleId, movedAt: at } });
  await appendEvent(tx, {
    groupId, at, type: 'request.responsible-changed', requestId, personId, subject: { type: 'person', id: responsibleId }, words: { from: from.name, to: to.name },
  });
  return true;
}
