import type { Context } from '../../context.js';
import { civilIn } from '../../platform/clock.js';
import { appendEvent } from '../timeline/append-event.js';
import { type ClaimedDigest, claimDigest } from './claim-digest.js';
import { digestMail } from './notice-mail.js';
import { NOT_KNOWN } from './notice-reasons.js';
import { nextTry } from './notice-retries.js';
import type { StandingNotice } from './standing-notices.js';

type Deps = Pick<Context, 'db' | 'clock' | 'mailer' | 'config' | 'logger'>;

/** What became of a digest: mailed, shown in the app only, tried again later, or nothing left to say. */
type Outcome = { readonly state: 'sent' | 'in_app' | 'cancelled' | 'pending'; readonly lastError: string; readonly at?: Date };

/**
 * Sends one person's notices of a day in one mail: claims the digest, asks of each notice whether it still stands, mails those that do, and marks them together. Called twice, or by two
 * workers at once, it sends once; after a crash it is offered again with the same Message-ID.
 */
export async function sendDigest(deps: Deps, input: { groupId: string; digestId: string }): Promise<void> {
  const digest = await claimDigest(deps, input);
  if (!digest) return;
  await finish(deps, digest, await offer(deps, digest, digest.notices.filter((notice) => notice.objection === null)));
}

async function offer(deps: Deps, digest: ClaimedDigest, notices: readonly StandingNotice[]): Promise<Outcome> {
  const [first] = notices;
  if (!first) return { state: 'cancelled', lastError: 'nothing left to say' };
  if (!deps.mailer.canSend || deps.clock.rehearsalStart || first.isExample) return { state: 'in_app', lastError: '' };
  const mail = digestMail(notices.map((notice) => ({ ...notice, today: civilIn(deps.clock.now(), notice.deadline.timeZone).date })), deps.config.publicUrl);
  try {
    await deps.mailer.send({
      from: deps.config.mailFrom, to: first.email, subject: mail.subject, text: mail.text, html: mail.html, messageId: digest.messageId,
      headers: { 'Auto-Submitted': 'auto-generated' }, isExample: first.isExample,
    });
    return { state: 'sent', lastError: '' };
  } catch (error) {
    const next = nextTry(error, { id: digest.id, attempts: digest.attempts, now: deps.clock.now(), logger: deps.logger });
    return next.giveUp ? { state: 'in_app', lastError: next.lastError } : { state: 'pending', lastError: next.lastError, at: next.at };
  }
}

/** Marks the digest and its notices and writes their events, together; nothing when another worker has taken it up since. */
async function finish(deps: Deps, digest: ClaimedDigest, outcome: Outcome): Promise<void> {
  const { groupId, id, claimedAt } = digest;
  const at = deps.clock.now();
  const { state, lastError } = outcome;
  await deps.db.$transaction(async (tx) => {
    const marked = await tx.noticeDigest.updateMany({
      where: { groupId, id, state: 'claimed', claimedAt },
      data: { state, lastError, claimedAt: null, ...(state === 'pending' ? { nextAttemptAt: outcome.at ?? null } : { sentAt: state === 'cancelled' ? null : at }) },
    });
    if (marked.count !== 1) return;
    for (const notice of digest.notices) {
      const own = { groupId, id: notice.id, state: 'pending' as const };
      if (notice.objection) await tx.notice.updateMany({ where: own, data: { ...(notice.objection === NOT_KNOWN ? {} : { state: 'cancelled' }), lastError: notice.objection, digestId: null } });
      if (notice.objection || (state !== 'sent' && state !== 'in_app')) continue;
      await tx.notice.updateMany({ where: own, data: { state, sentAt: at, lastError } });
      await appendEvent(tx, {
        groupId, at, type: 'notice.sent', requestId: notice.requestId, subject: { type: 'notice', id: notice.id },
        words: { rung: notice.rung, rule: notice.deadline.rule, date: notice.forDate, by: state === 'sent' ? 'email' : 'app', toPersonId: notice.personId },
      });
    }
  }, { timeout: 60_000 });
}
