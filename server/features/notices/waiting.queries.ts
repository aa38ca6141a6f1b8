import type { Db } from '../../platform/db.js';

/**
 * Counts for the main navigation, only where somebody must act.
 * @returns `letters`: letters of the group that have not left and wait for a person
 */
export async function waitingCounts(db: Db, groupId: string): Promise<{ letters?: number }> {
  const letters = await db.letter.count({ where: { groupId, state: { in: ['not_sent', 'refused', 'uncertain'] } } });
  return letters > 0 ? { letters } : {};
}
