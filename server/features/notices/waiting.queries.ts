import type { Db } from '../../platform/db.js';
import { countInbox } from '../replies/inbox.queries.js';

/**
 * Counts for the main navigation, only where somebody must act.
 * @returns `letters`: letters of the group that have not left and wait for a person; `replies`: messages to read, and those in the holding pen
 */
export async function waitingCounts(db: Db, groupId: string): Promise<{ letters?: number; replies?: number }> {
  const [letters, { toRead, held }] = await Promise.all([db.letter.count({ where: { groupId, state: { in: ['not_sent', 'refused', 'uncertain'] } } }), countInbox(db, groupId)]);
  return { ...(letters > 0 ? { letters } : {}), ...(toRead + held > 0 ? { replies: toRead + held } : {}) };
}
