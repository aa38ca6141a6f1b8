import { toCivil } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import { isAway } from './delivery.js';
import { type Member, membersOf, remindersFor } from './members.queries.js';
import { audienceOf, mailOn } from './plan-warnings.js';
import { dayByMorning } from './rungs.js';
import { type LedgerEntry, writeLedger } from './write-ledger.js';

/** An event of a deadline's move: its revision has the same instant. */
export interface Move {
  readonly deadlineId: string;
  readonly requestId: string;
  readonly at: Date;
}

interface Batch {
  readonly groupId: string;
  readonly moves: readonly Move[];
  readonly now: Date;
  readonly domain: string;
}

/**
 * Tells the people concerned, once for each revision, that open dates of a group moved or run again; all but whoever moved them. A step of the caller's transaction. What nobody in particular moved (a
 * closed day, a rule) may have moved many dates at once: it goes in the day's one mail.
 * @returns how many notices were added
 */
export async function tellOfMoves(tx: Tx, batch: Batch): Promise<number> {
  const { groupId, moves, now, domain } = batch;
  const deadlines = await movedDeadlines(tx, batch);
  const movers = await moversOf(tx, batch);
  const reminders = await remindersFor(tx, deadlines);
  const members = [...(await membersOf(tx, [groupId], [...new Set([...deadlines.map((one) => one.request.responsibleId), ...reminders.values()])])).values()];
  const entries = deadlines.flatMap((deadline) =>
    deadline.revisions
      .filter((revision) => moves.some((move) => move.deadlineId === deadline.id && move.at.getTime() === revision.at.getTime()))
      .flatMap((revision) => entriesFor(deadline, revision, { members, movers: movers.get(moment(deadline.requestId, revision.at)) ?? [], forPersonId: reminders.get(deadline.id) ?? null, now })),
  );
  return writeLedger(tx, entries, { now, domain });
}

const moment = (requestId: string, at: Date): string => `${requestId} ${at.getTime()}`;

/** Those still open, with the revisions of these moves. */
function movedDeadlines(tx: Tx, { groupId, moves }: Batch) {
  return tx.deadline.findMany({
    where: { groupId, state: 'open', id: { in: moves.map((move) => move.deadlineId) } },
    select: {
      id: true, groupId: true, requestId: true, rule: true, timeZone: true, request: { select: { responsibleId: true, group: { select: { timeZone: true } } } },
      revisions: { where: { change: { in: ['moved', 'reopened'] }, at: { in: [...new Set(moves.map((move) => move.at))] } }, select: { revision: true, due: true, at: true }, orderBy: { revision: 'asc' } },
    },
  });
}

type MovedDeadline = Awaited<ReturnType<typeof movedDeadlines>>[number];

/** Who did something on these requests at the very instants of the moves: the fact and the move it made are written together. */
async function moversOf(tx: Tx, { groupId, moves }: Batch): Promise<Map<string, string[]>> {
  const events = await tx.event.findMany({
    where: { groupId, requestId: { in: moves.map((move) => move.requestId) }, at: { in: [...new Set(moves.map((move) => move.at))] }, personId: { not: null } }, select: { requestId: true, at: true, personId: true },
  });
  const found = new Map<string, string[]>();
  for (const { requestId, at, personId } of events) {
    if (!requestId || !personId) continue;
    found.set(moment(requestId, at), [...(found.get(moment(requestId, at)) ?? []), personId]);
  }
  return found;
}

interface Surroundings {
  readonly members: readonly Member[];
  readonly movers: readonly string[];
  readonly forPersonId: string | null;
  readonly now: Date;
}

function entriesFor(deadline: MovedDeadline, revision: MovedDeadline['revisions'][number], { members, movers, forPersonId, now }: Surroundings): LedgerEntry[] {
  const { groupId, requestId, id: deadlineId, timeZone, rule, request } = deadline;
  const today = dayByMorning(now, timeZone);
  const audience = audienceOf({ rule, groupId, responsibleId: request.responsibleId }, forPersonId, members, today);
  const told = audience.told.filter(({ person }) => !movers.includes(person.id));
  const present = { ...audience, told: told.filter(({ person }) => !isAway(person.delivery, today)) };
  const rung = { rung: `moved-${revision.revision}`, forDate: toCivil(revision.due), day: today };
  return told.map(({ person }) => ({
    person, rung: rung.rung, forDate: rung.forDate, dueOn: today, overtaken: false, mailOn: mailOn(rung, person, present, today), againId: null,
    groupId, requestId, deadlineId, timeZone, groupZone: request.group.timeZone, gathered: movers.length === 0,
  }));
}
