import type { Context } from '../../context.js';
import { civilIn } from '../../platform/clock.js';
import { MailError } from '../../platform/mailer.errors.js';
import { appendEvent } from '../timeline/append-event.js';
import { type ClaimedNotice, claimNotice } from './claim-notice.js';
import { noticeMail } from './notice-mail.js';
import { OVERTAKEN } from './due-rungs.queries.js';
import { RUNGS, isRung, rungDate } from './rungs.js';

type Deps = Pick<Context, 'db' | 'clock' | 'mailer' | 'config' | 'logger'>;

/** Tries by mail before a notice is shown in the app only. With the waits below, about a day. */
const MOST_ATTEMPTS = 8;

/**
 * Sends one notice of the ledger, if it is still to be sent: claims the row, asks again whether its date stands, mails it (or, where no mail may
 * leave, shows it in the app), and marks it. Called twice, or by two workers at once, it sends once.
 */
export async function sendNotice(deps: Deps, input: { groupId: string; noticeId: string }): Promise<void> {
  const notice = await claimNotice(deps, input);
  if (!notice) return;
  const objection = whyNotToSend(notice);
  if (objection) return settle(deps, notice, { state: 'cancelled', lastError: objection });
  if (!deps.mailer.canSend || deps.clock.rehearsalStart || notice.isExample) return told(deps, notice, 'in_app', '');
  try {
    await deps.mailer.send(messageOf(deps, notice));
  } catch (error) {
    return notTaken(deps, notice, error);
  }
  await told(deps, notice, 'sent', '');
}

/** Why a notice in the ledger must not go any more; null when it still tells the truth. */
export function whyNotToSend(notice: ClaimedNotice): string | null {
  const { deadline } = notice;
  if (!isRung(notice.rung)) return 'unknown rung';
  if (deadline.state !== 'open') return 'the clock ended';
  if (rungDate(notice.rung, deadline) !== notice.forDate) return 'the date moved';
  if (!notice.personIsActive) return 'the person left';
  if (!notice.personIsConcerned) return 'no longer this person’s';
  const later = RUNGS.slice(RUNGS.indexOf(notice.rung) + 1);
  return notice.otherRungs.some((other) => (later as readonly string[]).includes(other)) ? OVERTAKEN : null;
}

function messageOf(deps: Deps, notice: ClaimedNotice) {
  const today = civilIn(deps.clock.now(), notice.deadline.timeZone).date;
  const rung = isRung(notice.rung) ? notice.rung : 'due';
  const mail = noticeMail({ rung, number: notice.number, date: notice.forDate, today, link: `${deps.config.publicUrl}/notices/${notice.id}` });
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

async function settle(deps: Deps, notice: ClaimedNotice, data: { state: 'cancelled' | 'pending'; lastError: string; nextAttemptAt?: Date }): Promise<void> {
  await deps.db.notice.updateMany({ where: { groupId: notice.groupId, id: notice.id, state: 'claimed', claimedAt: notice.claimedAt }, data: { ...data, claimedAt: null } });
}

/** Refused for good, or too often: the app still shows it. Anything else is tried again, with the same Message-ID. */
async function notTaken(deps: Deps, notice: ClaimedNotice, error: unknown): Promise<void> {
  if (!(error instanceof MailError)) throw error;
  const lastError = error.response ?? error.message;
  if (error.failure === 'permanent' || error.failure === 'refused-here' || notice.attempts >= MOST_ATTEMPTS) {
    deps.logger.warn({ noticeId: notice.id, failure: error.failure, attempts: notice.attempts }, 'a notice was not taken by the mail server; it shows in the app only');
    return told(deps, notice, 'in_app', lastError);
  }
  const wait = Math.min(2 ** (notice.attempts - 1), 240) * 60_000;
  await settle(deps, notice, { state: 'pending', lastError, nextAttemptAt: new Date(deps.clock.now().getTime() + wait) });
}

