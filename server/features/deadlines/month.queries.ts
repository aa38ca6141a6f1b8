import { fromCivil, toCivil } from '../../platform/clock.js';
import type { Db } from '../../platform/db.js';
import type { DeadlineFilter } from './deadline-filter.js';

/** One of the first open dates of a day and shape, with how many that day has of them. Dates are YYYY-MM-DD. */
export interface MonthMark {
  readonly id: string;
  readonly requestId: string;
  readonly number: string;
  readonly agency: string;
  readonly rule: string;
  readonly owner: 'agency' | 'requester';
  readonly kind: string;
  readonly state: string;
  readonly due: string;
  readonly assertAfter: string | null;
  readonly presumed: boolean;
  readonly timeZone: string;
  /** How many open dates the day has of this owner and kind. */
  readonly total: number;
}

/** Names a day shows of each shape; the rest are counted. */
const NAMED = 2;

type Row = Omit<MonthMark, 'due' | 'assertAfter' | 'total'> & { readonly due: Date; readonly assertAfter: Date | null; readonly total: bigint };

/** Marks of the days from `from` to `to`: one query, and never more rows than days and shapes allow, however many dates there are. */
export async function monthMarks(db: Db, filter: DeadlineFilter & { readonly from: string; readonly to: string }): Promise<MonthMark[]> {
  const { groupId, owner, responsibleId, agencyId, kind, from, to } = filter;
  const rule = kind === 'reminders' ? 'reminder' : kind === 'retention' ? 'records.retention' : null;
  const ofKind = kind === 'statutory' || kind === 'promised' ? kind : null;
  const rows = await db.$queryRaw<Row[]>`
    SELECT m.id, m.request_id AS "requestId", r.number, coalesce(nullif(c.fields ->> 'shortName', ''), a.short_name) AS agency, m.rule, m.owner, m.kind, 'open' AS state,
      m.due, m.assert_after AS "assertAfter", m.presumed, m.time_zone AS "timeZone", m.total
    FROM (
      SELECT d.*, count(*) OVER shape AS total, row_number() OVER (PARTITION BY d.due, d.owner, d.kind ORDER BY d.id) AS place
      FROM deadlines d JOIN records_requests r ON r.group_id = d.group_id AND r.id = d.request_id
      WHERE d.group_id = ${groupId}::uuid AND d.state = 'open' AND d.due BETWEEN ${fromCivil(from)}::date AND ${fromCivil(to)}::date
        AND (${owner}::text IS NULL OR d.owner = ${owner}) AND (${ofKind}::text IS NULL OR d.kind = ${ofKind}) AND (${rule}::text IS NULL OR d.rule = ${rule})
        AND (${responsibleId}::uuid IS NULL OR r.responsible_id = ${responsibleId}::uuid) AND (${agencyId}::uuid IS NULL OR r.agency_id = ${agencyId}::uuid)
      WINDOW shape AS (PARTITION BY d.due, d.owner, d.kind)
    ) m
    JOIN records_requests r ON r.group_id = m.group_id AND r.id = m.request_id
    JOIN agencies a ON a.id = r.agency_id
    LEFT JOIN agency_corrections c ON c.agency_id = a.id AND c.group_id = ${groupId}::uuid
    WHERE m.place <= ${NAMED}
    ORDER BY m.due, m.owner, m.kind, m.id`;
  return rows.map((row) => ({ ...row, due: toCivil(row.due), assertAfter: row.assertAfter && toCivil(row.assertAfter), total: Number(row.total) }));
}
