import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { roleMay } from '../accounts/permissions.js';
import { appendEvent } from '../timeline/append-event.js';
import { feedNotFound } from './feeds.errors.js';

/**
 * Ends a feed: its address answers nothing from the next read on. One's own; an owner any of the group.
 * @throws AppError `deadlines.feed-not-found` for another's, unknown or already revoked one
 */
export async function revokeFeed(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, feedId: string): Promise<void> {
  const { groupId, personId } = actor;
  const mine = roleMay(actor.role, 'people.manage') ? {} : { personId };
  await deps.db.$transaction(async (tx) => {
    const at = deps.clock.now();
    const feed = await tx.calendarFeed.findFirst({ where: { id: feedId, groupId, revokedAt: null, ...mine } });
    if (!feed) throw feedNotFound();
    const revoked = await tx.calendarFeed.updateMany({ where: { id: feedId, groupId, revokedAt: null }, data: { revokedAt: at, revokedById: personId } });
    if (revoked.count !== 1) throw feedNotFound();
    const { scope, titles, label, requestId } = feed;
    await appendEvent(tx, { groupId, at, type: 'feed.revoked', requestId, personId, subject: { type: 'feed', id: feedId }, words: { scope, titles, ...(label === '' ? {} : { label }) } });
  });
}
