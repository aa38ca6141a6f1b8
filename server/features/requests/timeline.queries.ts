import type { Db } from '../../platform/db.js';
import type { ToldEvent } from './timeline-words.js';

export interface TimelineEntry extends ToldEvent {
  readonly id: string;
  readonly seq: number;
  readonly at: Date;
  readonly hash: string;
  readonly erased: boolean;
  /** Null when Tenday itself did it. */
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly subject: { readonly type: string; readonly id: string } | null;
}

interface Row {
  id: string;
  seq: number;
  at: Date;
  hash: string;
  type: string;
  words: Record<string, unknown> | null;
  erased: boolean;
  personId: string | null;
  personName: string | null;
  subjectType: string | null;
  subjectId: string | null;
}

/**
 * A request's entries, newest first, in one query.
 * @param before sequence number to go on below
 * @returns at most `limit` entries, and the number to go on before, or null at the beginning
 */
export async function pageOfTimeline(
  db: Db,
  input: { groupId: string; requestId: string; limit: number; before?: number | undefined },
): Promise<{ entries: TimelineEntry[]; next: number | null }> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT e.id, e.seq, e.at, e.hash, e.type, w.words, (w.erased_at IS NOT NULL) AS erased, e.person_id AS "personId", p.name AS "personName",
           e.subject_type AS "subjectType", e.subject_id AS "subjectId"
    FROM events e
    LEFT JOIN event_words w ON w.event_id = e.id
    LEFT JOIN people p ON p.id = e.person_id AND p.group_id = e.group_id
    WHERE e.group_id = ${input.groupId}::uuid AND e.request_id = ${input.requestId}::uuid AND e.seq < ${input.before ?? 2_147_483_647}
    ORDER BY e.seq DESC
    LIMIT ${input.limit + 1}`;
  const entries = rows.slice(0, input.limit).map((row) => ({
    id: row.id, seq: row.seq, at: row.at, hash: row.hash, type: row.type, words: row.words, erased: row.erased,
    person: row.personId ? { id: row.personId, name: row.personName ?? '' } : null,
    subject: row.subjectType && row.subjectId ? { type: row.subjectType, id: row.subjectId } : null,
  }));
  return { entries, next: rows.length > input.limit ? (entries.at(-1)?.seq ?? null) : null };
}
