import type { Context } from '../../context.js';

/** Written at most this often: a program may look every few minutes. */
const READ_EVERY_MS = 60 * 60 * 1000;

/** Notes that a feed was read, so that its owner sees whether anybody still uses it. */
export async function noteFeedRead(deps: Pick<Context, 'db' | 'clock'>, feed: { id: string; groupId: string; lastReadAt: Date | null }): Promise<void> {
  const now = deps.clock.now();
  if (feed.lastReadAt && now.getTime() - feed.lastReadAt.getTime() < READ_EVERY_MS) return;
  await deps.db.calendarFeed.updateMany({ where: { id: feed.id, groupId: feed.groupId, revokedAt: null }, data: { lastReadAt: now } });
}
