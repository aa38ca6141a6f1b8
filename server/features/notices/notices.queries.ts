import { toCivil } from '../../platform/clock.js';
import type { Db, Prisma } from '../../platform/db.js';
import { type Key, type PageAsk, cutPage } from '../../platform/keyset.js';
import { asksForAnswer } from './notice-words.js';
import { noticeNotFound } from './notices.errors.js';
import type { NoticeShape } from './notices.schemas.js';
import type { WarnedDeadline } from './rungs.js';
import { datesBefore } from './standing-notices.js';

interface Reader {
  readonly groupId: string;
  readonly personId: string;
}

/** A notice with what a list says of it. */
export interface NoticeRow extends NoticeShape {
  readonly createdAt: Date;
  /** Whoever said "I have this" of the same rung. */
  readonly heldBy: string | null;
  readonly dueOn: string;
}

type Row = Prisma.NoticeGetPayload<object>;

/** A person's own notices, newest first, a page at a time. Nobody sees another's. */
export async function noticesPage(db: Db, reader: Reader, ask: PageAsk): Promise<{ rows: NoticeRow[]; hasPrevious: boolean; hasNext: boolean }> {
  const key = ask.before ?? ask.after;
  const fetched = await db.notice.findMany({
    where: { groupId: reader.groupId, personId: reader.personId, state: { in: ['sent', 'in_app'] }, ...(key ? { OR: beyond(key, ask.before ? 'gt' : 'lt') } : {}) },
    orderBy: ask.before ? [{ createdAt: 'asc' }, { id: 'asc' }] : [{ createdAt: 'desc' }, { id: 'desc' }],
    take: ask.limit + 1,
  });
  const page = cutPage(fetched, ask);
  return { ...page, rows: await toldOf(db, reader, page.rows) };
}

/** A notice with all its sentence needs. */
export interface OwnNotice extends NoticeRow {
  readonly deadline: Pick<WarnedDeadline, 'rule' | 'owner' | 'kind'>;
  readonly movedFrom: string | null;
}

/** One of a person's own notices. @throws notices.not-found, also for another person's */
export async function ownNotice(db: Db, reader: Reader, noticeId: string): Promise<OwnNotice> {
  const { groupId, personId } = reader;
  const row = await db.notice.findFirst({ where: { id: noticeId, groupId, personId } });
  const [notice] = row ? await toldOf(db, reader, [row]) : [];
  if (!row || !notice) throw noticeNotFound();
  const deadline = await db.deadline.findUniqueOrThrow({ where: { groupId_id: { groupId, id: row.deadlineId } }, select: { rule: true, owner: true, kind: true } });
  return { ...notice, deadline, movedFrom: (await datesBefore(db, groupId, [row])).get(row.id) ?? null };
}

async function toldOf(db: Db, reader: Reader, rows: readonly Row[]): Promise<NoticeRow[]> {
  const { groupId } = reader;
  const deadlineIds = [...new Set(rows.map((row) => row.deadlineId))];
  const deadlines = await db.deadline.findMany({ where: { groupId, id: { in: deadlineIds } }, select: { id: true, rule: true, owner: true, kind: true, state: true, request: { select: { number: true } } } });
  const acknowledged = await db.notice.findMany({ where: { groupId, deadlineId: { in: deadlineIds }, acknowledgedAt: { not: null } }, select: { deadlineId: true, rung: true, forDate: true, personId: true }, orderBy: { acknowledgedAt: 'asc' } });
  const people = await db.person.findMany({ where: { groupId, id: { in: acknowledged.map((one) => one.personId) } }, select: { id: true, name: true } });
  const about = new Map(deadlines.map((deadline) => [deadline.id, deadline]));
  return rows.map((row): NoticeRow => {
    const deadline = about.get(row.deadlineId);
    const holder = acknowledged.find((one) => one.deadlineId === row.deadlineId && one.rung === row.rung && one.forDate.getTime() === row.forDate.getTime());
    return {
      id: row.id, rung: row.rung, date: toCivil(row.forDate), requestId: row.requestId, deadlineId: row.deadlineId, number: deadline?.request.number ?? '', rule: deadline?.rule ?? '',
      by: row.state === 'sent' ? 'email' : 'app', sentAt: (row.sentAt ?? row.createdAt).toISOString(), seenAt: row.seenAt?.toISOString() ?? null,
      acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null, asksForAnswer: deadline?.state === 'open' && asksForAnswer(row.rung, deadline.kind),
      heldBy: people.find((person) => person.id === holder?.personId)?.name ?? null, createdAt: row.createdAt, dueOn: toCivil(row.dueOn),
    };
  });
}

function beyond([at, id]: Key, way: 'lt' | 'gt') {
  const createdAt = new Date(at ?? 0);
  return way === 'lt' ? [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] : [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: id } }];
}
