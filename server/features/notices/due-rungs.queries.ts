import type { Db, Tx } from '../../platform/db.js';
import { MORNING_HOUR, type Rung } from './rungs.js';

/** Why the ledger says a rung was not sent: a later one of the same deadline went in its place. Operators read it; pages don't show it. */
export const OVERTAKEN = 'overtaken by a later rung';

/** A rung that is due for a person and was neither sent nor overtaken. */
export interface DueRung {
  /** Its ledger row, cancelled when the date moved away and wanted again since it moved back; null when there is none. */
  readonly cancelledId: string | null;
  readonly groupId: string;
  readonly requestId: string;
  readonly deadlineId: string;
  readonly personId: string;
  readonly rung: Rung;
  /** YYYY-MM-DD: the deadline's date it counts from. */
  readonly forDate: string;
  /** YYYY-MM-DD: the day it was to go. */
  readonly dueOn: string;
  /** A more telling rung of the same deadline is due too. */
  readonly overtaken: boolean;
}

/**
 * Rungs of open deadlines that are due by now and not settled in the ledger, for the responsible person and the group's active lawyers; for the
 * owners too when the responsible person has left or may no longer see dates, so that nobody is left unwarned. A rung's day begins at eight in the agency's morning. Late only on a confirmed receipt, and only for what an agency owes.
 * @param now the present instant
 */
export async function dueRungs(db: Db | Tx, now: Date, limit: number): Promise<DueRung[]> {
  return db.$queryRaw<DueRung[]>`
    WITH near AS (
      SELECT d.id, d.group_id, d.request_id, d.owner, d.due, d.assert_after, d.presumed,
             ((${now}::timestamptz AT TIME ZONE d.time_zone) - make_interval(hours => ${MORNING_HOUR}))::date AS day
      FROM deadlines d
      WHERE d.state = 'open' AND d.due <= ((${now}::timestamptz AT TIME ZONE 'UTC')::date + 4)
    ), rungs AS (
      SELECT n.*, r.rung, r.for_date, r.due_on, r.step, r.step < max(r.step) OVER (PARTITION BY n.id) AS overtaken
      FROM near n CROSS JOIN LATERAL (VALUES
        ('before-3', n.due, n.due - 3, 1),
        ('due', n.due, n.due, 2),
        ('late', CASE WHEN n.owner = 'agency' AND NOT n.presumed THEN n.assert_after END, n.assert_after + 1, 3)
      ) AS r(rung, for_date, due_on, step)
      WHERE r.for_date IS NOT NULL AND r.due_on <= n.day
    )
    SELECT r.group_id AS "groupId", r.request_id AS "requestId", r.id AS "deadlineId", p.id AS "personId", r.rung,
           to_char(r.for_date, 'YYYY-MM-DD') AS "forDate", to_char(r.due_on, 'YYYY-MM-DD') AS "dueOn", r.overtaken, n.id AS "cancelledId"
    FROM rungs r
    JOIN records_requests q ON q.group_id = r.group_id AND q.id = r.request_id
    JOIN people m ON m.group_id = q.group_id AND m.id = q.responsible_id
    JOIN people p ON p.group_id = r.group_id AND p.deactivated_at IS NULL AND p.role <> 'volunteer'
      AND (p.id = m.id OR p.role = 'lawyer' OR (p.role = 'owner' AND (m.deactivated_at IS NOT NULL OR m.role = 'volunteer')))
    LEFT JOIN notices n ON n.deadline_id = r.id AND n.person_id = p.id AND n.rung = r.rung AND n.for_date = r.for_date
    WHERE n.id IS NULL OR (n.state = 'cancelled' AND n.last_error <> ${OVERTAKEN} AND NOT r.overtaken)
    ORDER BY r.due_on, r.id, p.id, r.step
    LIMIT ${limit}`;
}
