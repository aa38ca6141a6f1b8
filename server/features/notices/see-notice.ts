import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { noticeNotFound } from './notices.errors.js';

/**
 * Marks one's own notice as seen; seeing it again changes nothing.
 * @returns where it leads: the deadline's worksheet
 * @throws notices.not-found, also for another person's
 */
export async function seeNotice(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, noticeId: string): Promise<{ requestId: string; deadlineId: string }> {
  const own = { id: noticeId, groupId: actor.groupId, personId: actor.personId };
  const notice = await deps.db.notice.findFirst({ where: { ...own, state: { in: ['claimed', 'sent', 'in_app'] } }, select: { requestId: true, deadlineId: true } });
  if (!notice) throw noticeNotFound();
  await deps.db.notice.updateMany({ where: { ...own, seenAt: null }, data: { seenAt: deps.clock.now() } });
  return notice;
}
