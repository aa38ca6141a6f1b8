import type { Db } from '../../platform/db.js';
import { setWake } from '../deadlines/set-wake.js';

/**
 * Has the warnings look at once at the open deadlines of a request, of every request somebody is responsible for, or of the group where they were to look before an instant. One row at a time: whoever counts these dates again at the same
 * moment holds several of them, and would otherwise be waited for in a circle.
 */
export async function wakeFor(db: Db, ask: { groupId: string; now: Date; requestId?: string | null; responsibleId?: string | null; before?: Date }): Promise<void> {
  const { groupId, requestId, responsibleId, before, now } = ask;
  if (!requestId && !responsibleId && !before) return;
  const deadlines = await db.deadline.findMany({
    where: { groupId, state: 'open', ...(requestId ? { requestId } : {}), ...(responsibleId ? { request: { responsibleId } } : {}), ...(before ? { wakeAt: { lt: before } } : {}) }, select: { id: true },
  });
  for (const { id } of deadlines) await setWake(db, [{ deadlineId: id, at: now }]);
}
