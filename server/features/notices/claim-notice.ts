import type { Context } from '../../context.js';
import { toCivil } from '../../platform/clock.js';
import type { WarnedDeadline } from './rungs.js';

/** A notice this worker alone now holds, with everything that decides whether it still goes. */
export interface ClaimedNotice {
  readonly id: string;
  readonly groupId: string;
  readonly requestId: string;
  readonly personId: string;
  readonly rung: string;
  /** YYYY-MM-DD */
  readonly forDate: string;
  readonly messageId: string;
  readonly attempts: number;
  readonly claimedAt: Date;
  readonly number: string;
  readonly isExample: boolean;
  readonly email: string;
  readonly personIsActive: boolean;
  /** Responsible for the request, a lawyer, or an owner in the place of a responsible person who is gone; never a volunteer. */
  readonly personIsConcerned: boolean;
  readonly deadline: WarnedDeadline & { readonly rule: string; readonly state: string; readonly timeZone: string };
  /** Rungs of the same deadline, person and dates that are in the ledger and not cancelled. */
  readonly otherRungs: readonly string[];
}

/** Claims a pending notice by a conditional update. Null when it is not there, not due for another try, or somebody else has it. */
export async function claimNotice(deps: Pick<Context, 'db' | 'clock'>, input: { groupId: string; noticeId: string }): Promise<ClaimedNotice | null> {
  const now = deps.clock.now();
  const claimed = await deps.db.notice.updateMany({
    where: { id: input.noticeId, groupId: input.groupId, state: 'pending', OR: [{ nextAttemptAt: null }, { nextAttemptAt: { lte: now } }] },
    data: { state: 'claimed', claimedAt: now, attempts: { increment: 1 }, nextAttemptAt: null },
  });
  if (claimed.count !== 1) return null;
  const notice = await deps.db.notice.findUniqueOrThrow({ where: { id: input.noticeId } });
  const deadline = await deps.db.deadline.findUniqueOrThrow({
    where: { groupId_id: { groupId: notice.groupId, id: notice.deadlineId } },
    include: { request: { select: { number: true, responsibleId: true, responsible: { select: { role: true, deactivatedAt: true } }, group: { select: { isExample: true } } } } },
  });
  const person = await deps.db.person.findUniqueOrThrow({ where: { groupId_id: { groupId: notice.groupId, id: notice.personId } }, select: { email: true, role: true, deactivatedAt: true } });
  const others = await deps.db.notice.findMany({
    where: { groupId: notice.groupId, deadlineId: notice.deadlineId, personId: notice.personId, id: { not: notice.id }, state: { not: 'cancelled' }, createdAt: { gte: notice.createdAt } },
    select: { rung: true },
  });
  return {
    id: notice.id, groupId: notice.groupId, requestId: notice.requestId, personId: notice.personId, rung: notice.rung, forDate: toCivil(notice.forDate),
    messageId: notice.messageId, attempts: notice.attempts, claimedAt: now, number: deadline.request.number, isExample: deadline.request.group.isExample,
    email: person.email, personIsActive: person.deactivatedAt === null,
    personIsConcerned: isConcerned({ id: notice.personId, role: person.role }, deadline.request),
    deadline: {
      owner: deadline.owner, due: toCivil(deadline.due), assertAfter: deadline.assertAfter && toCivil(deadline.assertAfter), presumed: deadline.presumed,
      rule: deadline.rule, state: deadline.state, timeZone: deadline.timeZone,
    },
    otherRungs: others.map((other) => other.rung),
  };
}

/** The same as the sweep's query asks, once more at the moment of sending. */
function isConcerned(
  person: { id: string; role: string },
  request: { responsibleId: string; responsible: { role: string; deactivatedAt: Date | null } },
): boolean {
  if (person.role === 'volunteer') return false;
  const responsibleIsGone = request.responsible.deactivatedAt !== null || request.responsible.role === 'volunteer';
  return person.role === 'lawyer' || request.responsibleId === person.id || (person.role === 'owner' && responsibleIsGone);
}
