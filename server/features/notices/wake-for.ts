import type { Db } from '../../platform/db.js';
import { setWake } from '../deadlines/set-wake.js';

/**
 * Has the warnings look at once at the open deadlines of a request, or of every request somebody is responsible for. One row at a time: whoever counts these dates again at the same
 * moment holds several of them, and would otherwise be waited for in a circle.
 */
export async function wakeFor(db: Db, ask: { groupId: string; now: Date; requestId?: string | null; responsibleId?: string | null }): Promise<void> {
  const { groupId, requestId, responsibleId, now } = ask;
  if (!requestId && !responsibleId) return;
  const deadlines = await db.deadline.findMany({
    where: { groupId, state: 'open', ...(requestId ? { requestId } : { request: { responsibleId: responsibleId ?? '' } }) }, select: { id: true },
  });
  for (const { id } of deadlines) await setWake(db, [{ deadlineId: id, at: now }]);
}
