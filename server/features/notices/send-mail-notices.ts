import type { Context } from '../../context.js';
import { roleMay } from '../accounts/permissions.js';
import { appendEvent } from '../timeline/append-event.js';
import { mailNoticeMail } from './notice-mail.js';
import { NOT_THEIRS } from './notice-reasons.js';
import { nextTry } from './notice-retries.js';

type Deps = Pick<Context, 'db' | 'clock' | 'mailer' | 'config' | 'logger'>;

/** Of one mail; what is beyond goes in the next. */
const MOST_IN_ONE = 50;

/**
 * Tells one person of the mails that came for them, all that wait in one mail: numbers and links only. Called twice, or by two workers at once, each notice goes once; after a crash it is
 * offered again with the same Message-ID.
 */
export async function sendMailNotices(deps: Deps, input: { groupId: string; personId: string }): Promise<void> {
  const { groupId, personId } = input;
  const now = deps.clock.now();
  const waiting = await deps.db.mailNotice.findMany({ where: { groupId, personId, state: 'pending', OR: [{ nextAttemptAt: null }, { nextAttemptAt: { lte: now } }] }, orderBy: { id: 'asc' }, take: MOST_IN_ONE, select: { id: true } });
  const claimed = await deps.db.mailNotice.updateManyAndReturn({
    where: { groupId, personId, id: { in: waiting.map(({ id }) => id) }, state: 'pending' }, data: { state: 'claimed', claimedAt: now, attempts: { increment: 1 }, nextAttemptAt: null },
  });
  const rows = claimed.sort((a, b) => (a.id < b.id ? -1 : 1));
  const [first] = rows;
  if (!first) return;
  const mine = { groupId, id: { in: rows.map(({ id }) => id) }, state: 'claimed' as const, claimedAt: now };
  const person = await deps.db.person.findUnique({ where: { groupId_id: { groupId, id: personId } }, select: { email: true, role: true, deactivatedAt: true, group: { select: { isExample: true } } } });
  if (!person || person.deactivatedAt !== null || !roleMay(person.role, 'replies.read')) {
    await deps.db.mailNotice.updateMany({ where: mine, data: { state: 'cancelled', lastError: NOT_THEIRS, claimedAt: null } });
    return;
  }
  const numbers = await numbersOf(deps, groupId, rows.flatMap(({ requestId }) => requestId ?? []));
  let state: 'sent' | 'in_app' = 'in_app';
  let lastError = '';
  if (deps.mailer.canSend && !deps.clock.rehearsalStart && !person.group.isExample) {
    const mail = mailNoticeMail(rows.map(({ messageId, requestId }) => ({ messageId, number: requestId ? (numbers.get(requestId) ?? null) : null })), deps.config.publicUrl);
    try {
      await deps.mailer.send({ from: deps.config.mailFrom, to: person.email, ...mail, messageId: `<mail-notice-${first.id}@${deps.config.replyDomain}>`, headers: { 'Auto-Submitted': 'auto-generated' }, isExample: false });
      state = 'sent';
    } catch (error) {
      const next = nextTry(error, { id: first.id, attempts: first.attempts, now, logger: deps.logger });
      if (!next.giveUp) {
        await deps.db.mailNotice.updateMany({ where: mine, data: { state: 'pending', claimedAt: null, lastError: next.lastError, nextAttemptAt: next.at } });
        return;
      }
      lastError = next.lastError;
    }
  }
  await deps.db.$transaction(async (tx) => {
    const marked = await tx.mailNotice.updateMany({ where: mine, data: { state, sentAt: deps.clock.now(), lastError, claimedAt: null } });
    if (marked.count === 0) return;
    await appendEvent(tx, { groupId, at: deps.clock.now(), type: 'notice.mail-told', subject: { type: 'message', id: first.messageId }, words: { messages: marked.count, by: state === 'sent' ? 'email' : 'app', toPersonId: personId } });
  });
}

async function numbersOf({ db }: Deps, groupId: string, requestIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.recordsRequest.findMany({ where: { groupId, id: { in: [...new Set(requestIds)] } }, select: { id: true, number: true } });
  return new Map(rows.map(({ id, number }) => [id, number]));
}
