import type { Context } from '../../context.js';
import { groupNotFound } from '../accounts/accounts.errors.js';
import { mailNotGiven } from './replies.errors.js';

/**
 * Gives a mail that belongs to nobody, or that could not be read, to a group, and has it read again: it is filed on one of the group's requests or waits in its
 * pen. The sweep of kept mails takes it up, within minutes of a running server.
 * @throws accounts.group-not-found; replies.mail-not-given when it is another group's, was filed or held already, or is still to be read
 */
export async function giveRawMail({ db, clock }: Pick<Context, 'db' | 'clock'>, { rawMailId, groupId }: { rawMailId: string; groupId: string }): Promise<void> {
  if (!(await db.group.findUnique({ where: { id: groupId }, select: { id: true } }))) throw groupNotFound(groupId);
  const { count } = await db.rawMail.updateMany({
    where: { id: rawMailId, OR: [{ groupId: null, state: { in: ['processed', 'failed'] } }, { groupId, state: 'failed' }] },
    data: { groupId, state: 'kept', claimedAt: null, attempts: 0, nextAttemptAt: clock.now(), lastError: '' },
  });
  if (count === 0) throw mailNotGiven(rawMailId);
}
