import type { Tx } from '../../platform/db.js';
import { newId } from '../../platform/ids.js';
import { appendEvent } from '../timeline/append-event.js';

/**
 * Notes a number the agency gave, once; a request may have several. A step of the caller's transaction.
 * @returns false when it was already noted
 */
export async function noteAgencyNumber(
  tx: Tx,
  input: { groupId: string; requestId: string; personId: string; number: string; at: Date },
): Promise<boolean> {
  const number = input.number.trim();
  const made = await tx.agencyNumber.createMany({
    data: [{ id: newId(input.at.getTime()), groupId: input.groupId, requestId: input.requestId, number, notedById: input.personId, notedAt: input.at }],
    skipDuplicates: true,
  });
  if (made.count === 0) return false;
  await appendEvent(tx, {
    groupId: input.groupId, at: input.at, type: 'agency-number.noted', requestId: input.requestId, personId: input.personId, words: { number },
  });
  return true;
}
