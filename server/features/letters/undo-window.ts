import type { Context } from '../../context.js';
import type { Db, Tx } from '../../platform/db.js';

/** The longest a group may wish; one that lies further ahead was written by a clock that has been set back since. */
export const LONGEST_UNDO_MS = 60 * 60_000;

/** How long a group's letters by e-mail wait before they leave, to be thought better of, in ms; 0: none. */
export async function undoMs(db: Db | Tx, groupId: string): Promise<number> {
  const { undoMinutes } = await db.group.findUniqueOrThrow({ where: { id: groupId }, select: { undoMinutes: true } });
  return undoMinutes * 60_000;
}

/** Until when a letter queued now can be taken back; null where the group sends at once. */
export async function undoUntilFrom(tx: Tx, groupId: string, at: Date): Promise<Date | null> {
  const ms = await undoMs(tx, groupId);
  return ms === 0 ? null : new Date(at.getTime() + ms);
}

/** Calls a worker to a queued letter when its time comes; after commit, never inside. */
export async function callDelivery(deps: Pick<Context, 'jobs' | 'clock'>, letter: { groupId: string; letterId: string; undoUntil: Date | null }): Promise<void> {
  const { groupId, letterId, undoUntil } = letter;
  const delayMs = undoUntil ? Math.max(0, undoUntil.getTime() - deps.clock.now().getTime()) : 0;
  await deps.jobs.enqueue('letter.deliver', { groupId, letterId }, { dedupeKey: letterId, replaceDelayed: true, ...(delayMs > 0 ? { delayMs } : {}) });
}
