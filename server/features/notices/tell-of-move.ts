import { toCivil } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import { isAway } from './delivery.js';
import { membersOf, remindersFor } from './members.queries.js';
import { audienceOf, mailOn } from './plan-warnings.js';
import { dayByMorning } from './rungs.js';
import { writeLedger } from './write-ledger.js';

/**
 * Tells the people concerned, once for each revision, that an open date moved or runs again; all but whoever moved it. A step of the caller's transaction. What nobody in particular moved (a closed day,
 * a rule) may have moved many dates at once: it goes in the day's one mail.
 * @param move `at`: the instant of the event, which its revision shares
 * @returns how many notices were added
 */
export async function tellOfMove(tx: Tx, move: { groupId: string; requestId: string; deadlineId: string; at: Date; now: Date; domain: string }): Promise<number> {
  const { groupId, requestId, deadlineId, at, now, domain } = move;
  const deadline = await tx.deadline.findUnique({
    where: { groupId_id: { groupId, id: deadlineId } },
    select: { rule: true, key: true, state: true, timeZone: true, request: { select: { responsibleId: true, group: { select: { timeZone: true } } } } },
  });
  if (deadline?.state !== 'open') return 0;
  const revisions = await tx.deadlineRevision.findMany({ where: { groupId, deadlineId, at, change: { in: ['moved', 'reopened'] } }, orderBy: { revision: 'asc' } });
  if (revisions.length === 0) return 0;
  const movers = await tx.event.findMany({ where: { groupId, requestId, at, personId: { not: null } }, select: { personId: true } });
  const { responsibleId, group } = deadline.request;
  const reminders = await remindersFor(tx, [{ groupId, rule: deadline.rule, key: deadline.key }]);
  const forPersonId = reminders.get(deadline.key) ?? null;
  const members = [...(await membersOf(tx, [groupId], [responsibleId, ...(forPersonId ? [forPersonId] : [])])).values()];
  const today = dayByMorning(now, deadline.timeZone);
  const audience = audienceOf({ rule: deadline.rule, groupId, responsibleId }, forPersonId, members, today);
  const told = audience.told.filter(({ person }) => !movers.some((mover) => mover.personId === person.id));
  const others = { ...audience, told: told.filter(({ person }) => !isAway(person.delivery, today)) };
  const entries = revisions.flatMap((revision) => {
    const rung = { rung: `moved-${revision.revision}`, forDate: toCivil(revision.due), day: today };
    return told.map(({ person }) => ({
      person, rung: rung.rung, forDate: rung.forDate, dueOn: today, overtaken: false, mailOn: mailOn(rung, person, others, today), againId: null,
      groupId, requestId, deadlineId, timeZone: deadline.timeZone, groupZone: group.timeZone, gathered: movers.length === 0,
    }));
  });
  return writeLedger(tx, entries, { now, domain });
}
