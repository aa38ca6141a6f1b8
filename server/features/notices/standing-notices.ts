import { civilIn, toCivil } from '../../platform/clock.js';
import type { Db, Prisma } from '../../platform/db.js';
import { concernOf } from './concern.js';
import { isAway } from './delivery.js';
import { membersOf, remindersFor } from './members.queries.js';
import { CLOCK_ENDED, DATE_MOVED, NOT_KNOWN, NOT_THEIRS, OVERTAKEN, PERSON_LEFT, SOMEBODY_HAS_IT } from './notice-reasons.js';
import { type WarnedDeadline, dayOf, isMoved, isRung } from './rungs.js';

/** A notice about to go, with what its words need and what speaks against it. Dates are YYYY-MM-DD. */
export interface StandingNotice {
  readonly id: string;
  readonly requestId: string;
  readonly personId: string;
  readonly email: string;
  readonly rung: string;
  readonly forDate: string;
  /** Our number of the request. */
  readonly number: string;
  readonly isExample: boolean;
  readonly deadline: WarnedDeadline & { readonly timeZone: string };
  /** For a moved date: the one before. */
  readonly movedFrom: string | null;
  /** Why it must not go any more; null when it still tells the truth. */
  readonly objection: string | null;
}

type Row = Prisma.NoticeGetPayload<object>;

const deadlineShape = { include: { request: { select: { number: true, responsibleId: true, group: { select: { isExample: true } } } } } } as const;
type DeadlineRow = Prisma.DeadlineGetPayload<typeof deadlineShape>;

/** Asks once more, at the moment of sending, whether each of one person's notices still stands: the date, the clock, the person, and what was said since. */
export async function standingNotices(db: Db, rows: readonly Row[], now: Date): Promise<StandingNotice[]> {
  const [first] = rows;
  if (!first) return [];
  const { groupId, personId } = first;
  const deadlineIds = [...new Set(rows.map((row) => row.deadlineId))];
  const [deadlines, ledger] = await Promise.all([
    db.deadline.findMany({ where: { groupId, id: { in: deadlineIds } }, ...deadlineShape }),
    db.notice.findMany({ where: { groupId, deadlineId: { in: deadlineIds }, OR: [{ personId, state: { not: 'cancelled' } }, { acknowledgedAt: { not: null } }] } }),
  ]);
  const reminders = await remindersFor(db, deadlines);
  const also = [personId, ...reminders.values(), ...deadlines.map((deadline) => deadline.request.responsibleId)];
  const members = await membersOf(db, [groupId], [...new Set(also)]);
  const revisions = await datesBefore(db, groupId, rows);
  return rows.map((row) => {
    const deadline = deadlines.find((one) => one.id === row.deadlineId);
    if (!deadline) throw new Error('a notice names a deadline its group does not have');
    const warned = warnedOf(deadline);
    const about = ledger.filter((one) => one.deadlineId === row.deadlineId && one.id !== row.id);
    const candidate = (id: string | null | undefined) => {
      const member = id ? members.get(id) : undefined;
      return member ? { ...member, isAway: isAway(member.delivery, civilIn(now, deadline.timeZone).date) } : null;
    };
    const [person, responsible, forPerson] = [candidate(personId), candidate(deadline.request.responsibleId), candidate(reminders.get(deadline.id))];
    const concern = person && responsible ? concernOf(person, { rule: deadline.rule, responsible, forPerson }) : null;
    const isTheirs = row.rung === 'escalated' ? person?.role === 'owner' : concern !== null;
    return {
      id: row.id, requestId: row.requestId, personId, email: members.get(personId)?.email ?? '', rung: row.rung, forDate: toCivil(row.forDate), number: deadline.request.number, isExample: deadline.request.group.isExample,
      deadline: { ...warned, timeZone: deadline.timeZone }, movedFrom: revisions.get(row.id) ?? null,
      objection: objectionTo(row, deadline.state, warned, about) ?? (person?.isActive ? null : PERSON_LEFT) ?? (isTheirs ? null : NOT_THEIRS),
    };
  });
}

const warnedOf = (row: DeadlineRow): WarnedDeadline => ({
  rule: row.rule, owner: row.owner, kind: row.kind, due: toCivil(row.due), assertAfter: row.assertAfter && toCivil(row.assertAfter), presumed: row.presumed,
});

/** Rungs are compared by their days on the ladder as it stands now: when they were written says nothing once a date was corrected forth and back. */
function objectionTo(row: Row, state: string, deadline: WarnedDeadline, about: readonly Row[]): string | null {
  if (!isRung(row.rung)) return NOT_KNOWN;
  if (state !== 'open') return CLOCK_ENDED;
  const own = about.filter((one) => one.personId === row.personId && one.state !== 'cancelled');
  const place = (one: Row): string | null => dayOf(deadline, { rung: one.rung, forDate: toCivil(one.forDate) });
  if (isMoved(row.rung)) return own.some((one) => isMoved(one.rung) && revisionOf(one.rung) > revisionOf(row.rung)) ? OVERTAKEN : null;
  if (row.rung === 'escalated') return objectionToEscalation(row, deadline, about.filter((one) => one.acknowledgedAt !== null), place);
  const day = place(row);
  if (day === null) return DATE_MOVED;
  return own.some((one) => (place(one) ?? '') > day) ? OVERTAKEN : null;
}

function objectionToEscalation(row: Row, deadline: WarnedDeadline, acknowledged: readonly Row[], place: (one: Row) => string | null): string | null {
  const forDate = toCivil(row.forDate);
  const days = ['due', 'late', 'passed'].flatMap((rung) => dayOf(deadline, { rung, forDate }) ?? []);
  const [first] = days.sort();
  if (!first) return DATE_MOVED;
  return acknowledged.some((one) => (place(one) ?? '') >= first) ? SOMEBODY_HAS_IT : null;
}

const revisionOf = (rung: string): number => Number(rung.slice('moved-'.length));

/** For notices of moves, by their ids: the date each moved from. */
export async function datesBefore(db: Db, groupId: string, rows: readonly Row[]): Promise<Map<string, string>> {
  const moves = rows.filter((row) => isMoved(row.rung));
  if (moves.length === 0) return new Map();
  const before = await db.deadlineRevision.findMany({
    where: { groupId, OR: moves.map((row) => ({ deadlineId: row.deadlineId, revision: revisionOf(row.rung) - 1 })) }, select: { deadlineId: true, revision: true, due: true },
  });
  return new Map(moves.flatMap((row) => {
    const found = before.find((one) => one.deadlineId === row.deadlineId && one.revision === revisionOf(row.rung) - 1);
    return found ? [[row.id, toCivil(found.due)] as const] : [];
  }));
}
