import type { Context } from '../../context.js';
import { civilIn } from '../../platform/clock.js';
import { appendEvent } from '../timeline/append-event.js';
import { type ClaimedNotice, claimNotice } from './claim-notice.js';
import { noticeMail } from './notice-mail.js';
import { NOT_KNOWN } from './notice-reasons.js';
import { nextTry } from './notice-retries.js';

/** For a newer worker to take it up. */
const NOT_KNOWN_WAIT_MS = 10 * 60_000;

type Deps = Pick<Context, 'db' | 'clock' | 'mailer' | 'config' | 'logger'>;

/**
 * Sends one notice of the ledger, if it is still to be sent: claims the row, asks again whether its date stands, mails it (or, where no mail may
 * leave, shows it in the app), and marks it. Called twice, or by two workers at once, it sends once.
 */
export async function sendNotice(deps: Deps, input: { groupId: string; noticeId: string }): Promise<void> {
  const notice = await claimNotice(deps, input);
  if (!notice) return;
  if (notice.objection === NOT_KNOWN) return waitForNewer(deps, notice);
  if (notice.objection) return settle(deps, notice, { state: 'cancelled', lastError: notice.objection });
  if (!deps.mailer.canSend || deps.clock.rehearsalStart || notice.isExample) return told(deps, notice, 'in_app', '');
  try {
    await deps.mailer.send(messageOf(deps, notice));
  } catch (error) {
    const next = nextTry(error, { id: notice.id, attempts: notice.attempts, now: deps.clock.now(), logger: deps.logger });
    if (next.giveUp) return told(deps, notice, 'in_app', next.lastError);
    return settle(deps, notice, { state: 'pending', lastError: next.lastError, nextAttemptAt: next.at });
  }
  await told(deps, notice, 'sent', '');
}

function messageOf(deps: Deps, notice: ClaimedNotice) {
  const today = civilIn(deps.clock.now(), notice.deadline.timeZone).date;
  const mail = noticeMail(notice, { today, site: deps.config.publicUrl });
  return {
    from: deps.config.mailFrom, to: notice.email, subject: mail.subject, text: mail.text, html: mail.html, messageId: notice.messageId,
    // RFC 3834: nobody's out-of-office should answer it.
    headers: { 'Auto-Submitted': 'auto-generated' }, isExample: notice.isExample,
  };
}

/** Marks it and writes the event, together. */
async function told(deps: Deps, notice: ClaimedNotice, state: 'sent' | 'in_app', lastError: string): Promise<void> {
  const at = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    const marked = await tx.notice.updateMany({ where: { groupId: notice.groupId, id: notice.id, state: 'claimed', claimedAt: notice.claimedAt }, data: { state, sentAt: at, lastError } });
    if (marked.count !== 1) return;
    await appendEvent(tx, {
      groupId: notice.groupId, at, type: 'notice.sent', requestId: notice.requestId, subject: { type: 'notice', id: notice.id },
      words: { rung: notice.rung, rule: notice.deadline.rule, date: notice.forDate, by: state === 'sent' ? 'email' : 'app', toPersonId: notice.personId },
    });
  });
}

/** It was not offered to a server, so that it counts as no try. */
async function waitForNewer(deps: Deps, { groupId, id, claimedAt }: ClaimedNotice): Promise<void> {
  const nextAttemptAt = new Date(deps.clock.now().getTime() + NOT_KNOWN_WAIT_MS);
  await deps.db.notice.updateMany({ where: { groupId, id, state: 'claimed', claimedAt }, data: { state: 'pending', lastError: NOT_KNOWN, claimedAt: null, nextAttemptAt, attempts: { decrement: 1 } } });
}

async function settle(deps: Deps, notice: ClaimedNotice, data: { state: 'cancelled' | 'pending'; lastError: string; nextAttemptAt?: Date }): Promise<void> {
  await deps.db.notice.updateMany({ where: { groupId: notice.groupId, id: notice.id, state: 'claimed', claimedAt: notice.claimedAt }, data: { ...data, claimedAt: null } });
}
