import type { Tx } from '../../platform/db.js';

/** When the warnings must look at a deadline next; null when none is left. */
export interface Wake {
  readonly deadlineId: string;
  readonly at: Date | null;
}

/** Writes when the warnings look at open deadlines next; a step of the caller's transaction. A deadline that has ended is left as it is. */
export async function setWake(tx: Tx, wakes: readonly Wake[]): Promise<void> {
  if (wakes.length === 0) return;
  await tx.$executeRaw`
    UPDATE deadlines d SET wake_at = w.at
    FROM unnest(${wakes.map((wake) => wake.deadlineId)}::uuid[], ${wakes.map((wake) => wake.at)}::timestamptz[]) AS w(id, at)
    WHERE d.id = w.id AND d.state = 'open'`;
}
