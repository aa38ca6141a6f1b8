import type { Db, Tx } from '../../platform/db.js';
import type { CaseKey } from './load-cases.js';

/** Which requests of a group something may move: those with an open date that is counted up to a day at least, received within a time. Days are YYYY-MM-DD. */
export interface Touching {
  readonly groupId: string;
  /** Null for every agency. */
  readonly agencyId: string | null;
  readonly receivedFrom: string;
  readonly receivedUntil: string;
  readonly reaches: string;
}

/** Why requests are marked to be counted again. */
export interface Mark {
  /** One sentence for the timeline. */
  readonly reason: string;
  readonly at: Date;
}

export interface Touched {
  readonly count: number;
  /** The first of them, at most `SAMPLE`. */
  readonly keys: readonly CaseKey[];
}

export const SAMPLE = 300;

/** A day closed at an agency touches what was received by then and reaches it. @param on YYYY-MM-DD */
export const byClosure = (groupId: string, agencyId: string, on: string): Touching => ({ groupId, agencyId, receivedFrom: '1900-01-01', receivedUntil: on, reaches: on });

/** A bill touches what was received since it governs. @param since YYYY-MM-DD */
export const byBill = (groupId: string, since: string): Touching => ({ groupId, agencyId: null, receivedFrom: since, receivedUntil: '9999-12-31', reaches: since });

/**
 * Finds the requests, and with a mark marks each in the same statement; one that is marked already keeps both reasons. Who marks takes the
 * timeline's head before: a request that is being counted meanwhile is then seen as it will be. A federal agency's days and a bill of
 * California's touch only requests under the CPRA.
 */
export async function touched(db: Db | Tx, where: Touching, mark: Mark | null): Promise<Touched> {
  const { groupId, agencyId, receivedFrom, receivedUntil, reaches } = where;
  const [found] = await db.$queryRaw<[Touched]>`
    WITH touched AS (
      SELECT q.id, q.agency_id, q.statute FROM records_requests q
      WHERE q.group_id = ${groupId}::uuid AND (${agencyId}::uuid IS NULL OR q.agency_id = ${agencyId}::uuid) AND q.statute = 'CPRA'
        AND EXISTS (SELECT 1 FROM deadlines d WHERE d.request_id = q.id AND d.state = 'open' AND GREATEST(d.nominal, d.due, d.assert_after, d.last_lawful) >= ${reaches}::date)
        AND EXISTS (SELECT 1 FROM facts f WHERE f.group_id = q.group_id AND f.request_id = q.id AND f.type = 'received' AND f.superseded_at IS NULL
          AND f.date BETWEEN ${receivedFrom}::date AND ${receivedUntil}::date)
    ), marked AS (
      INSERT INTO recalculations AS r (request_id, group_id, reason, wanted_at)
      SELECT id, ${groupId}::uuid, ${mark?.reason ?? ''}, ${mark?.at ?? new Date(0)} FROM touched WHERE ${mark !== null}::boolean
      ON CONFLICT (request_id) DO UPDATE SET wanted_at = excluded.wanted_at, attempts = 0,
        reason = CASE WHEN position(excluded.reason IN r.reason) > 0 THEN r.reason ELSE left(r.reason || ' ' || excluded.reason, 1000) END
    )
    SELECT (SELECT count(*)::int FROM touched) AS count,
      COALESCE((SELECT json_agg(json_build_object('requestId', id, 'agencyId', agency_id, 'statute', statute)) FROM (SELECT * FROM touched ORDER BY id LIMIT ${SAMPLE}) sample), '[]') AS keys`;
  return found;
}
