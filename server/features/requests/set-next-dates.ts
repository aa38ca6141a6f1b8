import { fromCivil } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';

/** Copies the earliest open statutory date onto the request's row, so that lists need no second table. Dates are YYYY-MM-DD. */
export async function setNextDates(
  tx: Tx,
  input: { groupId: string; requestId: string; due: string | null; assertAfter: string | null; presumed: boolean },
): Promise<void> {
  await tx.recordsRequest.update({
    where: { groupId_id: { groupId: input.groupId, id: input.requestId } },
    data: {
      nextDue: input.due ? fromCivil(input.due) : null,
      nextAssertAfter: input.assertAfter ? fromCivil(input.assertAfter) : null,
      nextPresumed: input.presumed,
    },
  });
}
