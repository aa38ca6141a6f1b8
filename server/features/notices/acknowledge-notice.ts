import type { Context } from '../../context.js';
import { toCivil } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import { appendEvent } from '../timeline/append-event.js';
import { noticeNotFound } from './notices.errors.js';

/**
 * “I have this”: says that one looks after the date a notice warned of, so that it does not go up to the owners. Saying it again changes nothing.
 * @throws notices.not-found, also for another person's
 */
export async function acknowledgeNotice(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, noticeId: string): Promise<void> {
  const { groupId, personId } = actor;
  const own = { id: noticeId, groupId, personId };
  const at = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    const notice = await tx.notice.findFirst({ where: { ...own, state: { in: ['pending', 'claimed', 'sent', 'in_app'] } }, select: { requestId: true, rung: true, forDate: true } });
    if (!notice) throw noticeNotFound();
    await tx.notice.updateMany({ where: { ...own, seenAt: null }, data: { seenAt: at } });
    const { count } = await tx.notice.updateMany({ where: { ...own, acknowledgedAt: null }, data: { acknowledgedAt: at } });
    if (count === 0) return;
    await appendEvent(tx, {
      groupId, at, type: 'notice.acknowledged', requestId: notice.requestId, personId, subject: { type: 'notice', id: noticeId },
      words: { rung: notice.rung, date: toCivil(notice.forDate) },
    });
  });
}
