import { toCivil } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import { setWake } from '../deadlines/set-wake.js';
import { lockDueDeadlines } from './due-deadlines.queries.js';
import { membersOf, remindersFor } from './members.queries.js';
import { type KnownNotice, audienceOf, planWarnings } from './plan-warnings.js';
import { dayByMorning } from './rungs.js';
import { writeLedger } from './write-ledger.js';

/** One that can't be worked out is looked at again later and keeps no other from being warned of. */
const AGAIN_MS = 60 * 60_000;

export interface WarnedBatch {
  readonly looked: number;
  readonly added: number;
  /** Deadlines that could not be worked out, and why. */
  readonly failed: readonly { readonly deadlineId: string; readonly error: unknown }[];
}

/**
 * Looks at a batch of open deadlines whose time has come: writes the warnings that are due into the ledger and when to look again; a step of the caller's transaction, so that a crash
 * leaves the batch as it was.
 * @returns how many deadlines were looked at, how many warnings written, and what could not be worked out
 */
export async function warnOfDue(tx: Tx, ask: { now: Date; limit: number; domain: string }): Promise<WarnedBatch> {
  const { now, limit, domain } = ask;
  const deadlines = await lockDueDeadlines(tx, now, limit);
  if (deadlines.length === 0) return { looked: 0, added: 0, failed: [] };
  const groups = [...new Set(deadlines.map((deadline) => deadline.groupId))];
  const reminders = await remindersFor(tx, deadlines);
  const members = [...(await membersOf(tx, groups, [...new Set([...deadlines.map((deadline) => deadline.responsibleId), ...reminders.values()])])).values()];
  const known = await ledgerOf(tx, groups, deadlines.map((deadline) => deadline.id));
  const failed: { deadlineId: string; error: unknown }[] = [];
  const planned = deadlines.map((deadline) => {
    try {
      const audience = audienceOf(deadline, reminders.get(deadline.id) ?? null, members, dayByMorning(now, deadline.timeZone));
      return { deadline, ...planWarnings(deadline, audience, known.get(deadline.id) ?? [], now) };
    } catch (error) {
      failed.push({ deadlineId: deadline.id, error });
      return { deadline, warnings: [], wakeAt: new Date(now.getTime() + AGAIN_MS) };
    }
  });
  const entries = planned.flatMap(({ deadline, warnings }) => {
    const { groupId, requestId, id: deadlineId, timeZone, groupZone } = deadline;
    return warnings.map((warning) => ({ ...warning, groupId, requestId, deadlineId, timeZone, groupZone, gathered: false }));
  });
  const added = await writeLedger(tx, entries, { now, domain });
  await setWake(tx, planned.map(({ deadline, wakeAt }) => ({ deadlineId: deadline.id, at: wakeAt })));
  return { looked: deadlines.length, added, failed };
}

/** What the ledger holds of these deadlines, by deadline. */
async function ledgerOf(tx: Tx, groups: readonly string[], deadlineIds: readonly string[]): Promise<Map<string, KnownNotice[]>> {
  const rows = await tx.notice.findMany({
    where: { groupId: { in: [...groups] }, deadlineId: { in: [...deadlineIds] } },
    select: { id: true, deadlineId: true, personId: true, rung: true, forDate: true, dueOn: true, state: true, lastError: true, acknowledgedAt: true, createdAt: true },
  });
  const known = new Map<string, KnownNotice[]>();
  for (const { deadlineId, forDate, dueOn, ...row } of rows) {
    const list = known.get(deadlineId) ?? [];
    list.push({ ...row, forDate: toCivil(forDate), dueOn: toCivil(dueOn) });
    known.set(deadlineId, list);
  }
  return known;
}
