import type { Db } from '../../platform/db.js';

export interface ReadEvent {
  readonly seq: number;
  readonly type: string;
  readonly at: Date;
  readonly requestId: string | null;
  readonly subjectId: string | null;
  /** Null when Tenday itself did it. */
  readonly personId: string | null;
}

export interface EventsRead {
  readonly groupId: string;
  /** The last number read, of whatever type. */
  readonly through: number;
  readonly events: readonly ReadEvent[];
}

/** What the warnings care about. */
const TYPES = ['deadline.moved', 'deadline.reopened', 'request.responsible-changed', 'person.role-changed', 'person.deactivated', 'person.reactivated', 'message.filed', 'message.held'];
/** Events of one group in one look, of whatever type; the next sweep goes on. */
const MOST = 5_000;

/** Every group's events since the warnings looked last, in their order, as far as they concern them. */
export async function unreadEvents(db: Db): Promise<EventsRead[]> {
  const behind = await db.$queryRaw<{ groupId: string; seq: number; head: number }[]>`
    SELECT h.group_id AS "groupId", coalesce(l.seq, 0) AS seq, h.seq AS head
    FROM chain_heads h LEFT JOIN notice_looks l ON l.group_id = h.group_id
    WHERE h.seq > coalesce(l.seq, 0) ORDER BY h.group_id`;
  const found: EventsRead[] = [];
  for (const { groupId, seq, head } of behind) {
    const through = Math.min(head, seq + MOST);
    const events = await db.event.findMany({
      where: { groupId, seq: { gt: seq, lte: through }, type: { in: TYPES } }, orderBy: { seq: 'asc' }, select: { seq: true, type: true, at: true, requestId: true, subjectId: true, personId: true },
    });
    found.push({ groupId, through, events });
  }
  return found;
}
