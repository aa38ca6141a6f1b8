import type { Tx } from '../../platform/db.js';
import { type LockedRequest, lockRequest } from '../requests/lock-request.js';
import { letterNotFound } from './letters.errors.js';

export interface LockedLetter {
  readonly id: string;
  readonly requestId: string;
  readonly state: string;
  readonly channel: string;
  readonly toAddress: string;
  readonly subject: string;
  readonly followUp: boolean;
  readonly frozenAt: Date;
  readonly claimedAt: Date | null;
}

/**
 * A letter with its request's row locked until the transaction ends: whoever decides about a letter is taken in turn.
 * @throws letters.not-found when it is not the group's
 */
export async function lockLetter(tx: Tx, input: { groupId: string; letterId: string }): Promise<{ letter: LockedLetter; request: LockedRequest }> {
  const where = { groupId_id: { groupId: input.groupId, id: input.letterId } };
  const found = await tx.letter.findUnique({ where, select: { requestId: true } });
  if (!found) throw letterNotFound();
  const request = await lockRequest(tx, { groupId: input.groupId, requestId: found.requestId });
  const letter = await tx.letter.findUniqueOrThrow({ where });
  return { letter, request };
}
