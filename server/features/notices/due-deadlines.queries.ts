import type { Tx } from '../../platform/db.js';
import type { WarnedDeadline } from './rungs.js';

/** An open deadline whose time to be looked at has come, locked by the asking transaction. Dates are YYYY-MM-DD. */
export interface DueDeadline extends WarnedDeadline {
  readonly id: string;
  readonly groupId: string;
  readonly requestId: string;
  readonly timeZone: string;
  readonly createdAt: Date;
  readonly responsibleId: string;
  /** The group's zone: its people's mornings. */
  readonly groupZone: string;
}

/**
 * Locks open deadlines that must be looked at by now and reads them, longest waiting first; those another worker holds are passed over. The columns come from the locked row itself: a
 * date that moved while we waited must not be judged by its old value.
 */
export async function lockDueDeadlines(tx: Tx, now: Date, limit: number): Promise<DueDeadline[]> {
  return tx.$queryRaw<DueDeadline[]>`
    WITH due AS MATERIALIZED (
      SELECT d.id, d.group_id, d.request_id, d.rule, d.owner, d.kind, d.due, d.assert_after, d.presumed, d.time_zone, d.created_at
      FROM deadlines d WHERE d.state = 'open' AND d.wake_at <= ${now}::timestamptz
      ORDER BY d.wake_at, d.id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    SELECT d.id, d.group_id AS "groupId", d.request_id AS "requestId", d.rule, d.owner, d.kind, to_char(d.due, 'YYYY-MM-DD') AS due, to_char(d.assert_after, 'YYYY-MM-DD') AS "assertAfter",
           d.presumed, d.time_zone AS "timeZone", d.created_at AS "createdAt", q.responsible_id AS "responsibleId", g.time_zone AS "groupZone"
    FROM due d JOIN records_requests q ON q.group_id = d.group_id AND q.id = d.request_id JOIN groups g ON g.id = d.group_id`;
}
