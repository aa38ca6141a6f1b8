import { toCivil } from '../../platform/clock.js';
import type { Db } from '../../platform/db.js';
import { type Key, type PageAsk, cutPage } from '../../platform/keyset.js';
import { isRung } from './rungs.js';
import type { NoticeShape } from './notices.schemas.js';

interface Reader {
  readonly groupId: string;
  readonly personId: string;
}

/** A notice with what a list says of it. */
export interface NoticeRow extends NoticeShape {
  readonly createdAt: Date;
}

/** A person's own notices, newest first, a page at a time. Nobody sees another's. */
export async function noticesPage(db: Db, reader: Reader, ask: PageAsk): Promise<{ rows: NoticeRow[]; hasPrevious: boolean; hasNext: boolean }> {
  const key = ask.before ?? ask.after;
  const fetched = await db.notice.findMany({
    where: { groupId: reader.groupId, personId: reader.personId, state: { in: ['sent', 'in_app'] }, ...(key ? { OR: beyond(key, ask.before ? 'gt' : 'lt') } : {}) },
    orderBy: ask.before ? [{ createdAt: 'asc' }, { id: 'asc' }] : [{ createdAt: 'desc' }, { id: 'desc' }],
    take: ask.limit + 1,
  });
  const page = cutPage(fetched, ask);
  const where = { groupId: reader.groupId, id: { in: page.rows.map((row) => row.deadlineId) } };
  const deadlines = await db.deadline.findMany({ where, select: { id: true, rule: true, request: { select: { number: true } } } });
  const about = new Map(deadlines.map((deadline) => [deadline.id, deadline]));
  return {
    ...page,
    rows: page.rows.map((row): NoticeRow => ({
      id: row.id, rung: isRung(row.rung) ? row.rung : 'due', date: toCivil(row.forDate), requestId: row.requestId, deadlineId: row.deadlineId,
      number: about.get(row.deadlineId)?.request.number ?? '', rule: about.get(row.deadlineId)?.rule ?? '', by: row.state === 'sent' ? 'email' : 'app',
      sentAt: (row.sentAt ?? row.createdAt).toISOString(), seenAt: row.seenAt?.toISOString() ?? null, createdAt: row.createdAt,
    })),
  };
}

function beyond([at, id]: Key, way: 'lt' | 'gt') {
  const createdAt = new Date(at ?? 0);
  return way === 'lt' ? [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] : [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: id } }];
}
