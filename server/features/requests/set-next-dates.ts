import type { Tx } from '../../platform/db.js';

/** The earliest open statutory date of a request. Dates are YYYY-MM-DD. */
export interface NextDates {
  readonly requestId: string;
  readonly due: string | null;
  readonly assertAfter: string | null;
  readonly presumed: boolean;
}

/** Copies the earliest open statutory date of each request onto its row, so that lists need no second table. One statement for all of them. */
export async function setNextDates(tx: Tx, groupId: string, dates: readonly NextDates[]): Promise<void> {
  if (dates.length === 0) return;
  await tx.$executeRaw`
    UPDATE records_requests q SET next_due = n.due, next_assert_after = n."assertAfter", next_presumed = n.presumed
    FROM json_to_recordset(${JSON.stringify(dates)}::json) AS n("requestId" uuid, due date, "assertAfter" date, presumed boolean)
    WHERE q.group_id = ${groupId}::uuid AND q.id = n."requestId"`;
}
