import type { Context } from '../../context.js';
import type { Db } from '../../platform/db.js';
import { MailError } from '../../platform/mailer.errors.js';
import { checkMailbox } from '../../platform/mailer.message.js';
import type { MailReceipt } from '../../platform/mailer.js';
import { t } from '../../platform/words.js';
import { escapeHtml } from './render-letter.js';
import { oneLine } from './plain-words.js';
import { type DeliveryOutcome, type ClaimedLetter, settleDelivery } from './settle-delivery.js';

type Deps = Pick<Context, 'db' | 'clock' | 'config' | 'mailer' | 'jobs' | 'logger'>;

/**
 * Sends one queued letter: claims it, talks to the mail server outside any transaction, then records what happened. Two workers called at
 * once make one message; a worker that dies after the claim leaves it to the sweep, which never sends it again by itself.
 * @returns what became of it; 'not-claimed' when it was not due, already claimed, recalled or never this group's
 */
export async function deliverLetter(deps: Deps, input: { groupId: string; letterId: string }): Promise<DeliveryOutcome['kind'] | 'not-claimed'> {
  const letter = await claim(deps, input);
  if (!letter) return 'not-claimed';
  const outcome = await offer(deps, letter);
  const { retryAt } = await settleDelivery(deps, letter, outcome);
  if (outcome.kind !== 'sent') deps.logger.warn({ letterId: letter.id, outcome: outcome.kind }, 'letter not sent');
  if (retryAt) await deps.jobs.enqueue('letter.deliver', input, { dedupeKey: input.letterId, delayMs: Math.max(0, retryAt.getTime() - deps.clock.now().getTime()) });
  return outcome.kind;
}

/** One conditional update decides who sends: only the worker whose update changed a row goes on. */
async function claim(deps: Deps, { groupId, letterId }: { groupId: string; letterId: string }): Promise<ClaimedLetter | null> {
  const now = deps.clock.now();
  const claimed = await deps.db.letter.updateMany({
    where: { id: letterId, groupId, state: 'queued', OR: [{ nextAttemptAt: null }, { nextAttemptAt: { lte: now } }] },
    data: { state: 'sending', claimedAt: now, attempts: { increment: 1 }, nextAttemptAt: null },
  });
  return claimed.count === 1 ? claimedLetter(deps.db, { groupId, letterId, claimedAt: now }) : null;
}

async function claimedLetter(db: Db, input: { groupId: string; letterId: string; claimedAt: Date }): Promise<ClaimedLetter> {
  const row = await db.letter.findUniqueOrThrow({
    where: { groupId_id: { groupId: input.groupId, id: input.letterId } },
    include: { request: { select: { agencyId: true, group: { select: { name: true, isExample: true } } } } },
  });
  const { id, groupId, requestId, attempts, toAddress, fromAddress, replyAddress, subject, bodyText, bodyHtml, messageId, request } = row;
  return {
    id, groupId, requestId, attempts, toAddress, fromAddress, replyAddress, subject, bodyText, bodyHtml, messageId,
    claimedAt: input.claimedAt, agencyId: request.agencyId, groupName: request.group.name, isExample: request.group.isExample,
  };
}

async function offer(deps: Deps, letter: ClaimedLetter): Promise<DeliveryOutcome> {
  if (deps.clock.rehearsalStart !== null) return { kind: 'not_sent', words: t('This is a rehearsal: no mail leaves it.') };
  try {
    return { kind: 'sent', words: (await mail(deps, letter)).response };
  } catch (error) {
    return outcomeOf(error);
  }
}

async function mail(deps: Deps, letter: ClaimedLetter): Promise<MailReceipt> {
  const from = checkMailbox(letter.fromAddress, 'from');
  return deps.mailer.send({
    from: { name: from.name || oneLine(letter.groupName), address: from.address },
    replyTo: letter.replyAddress,
    to: letter.toAddress,
    subject: letter.subject,
    text: letter.bodyText,
    html: `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${escapeHtml(letter.subject)}</title></head>\n<body>\n${letter.bodyHtml}\n</body>\n</html>\n`,
    messageId: letter.messageId,
    date: deps.clock.now(),
    isExample: letter.isExample,
  });
}

/** Anything the mailer did not sort may have happened after the server took it. */
function outcomeOf(error: unknown): DeliveryOutcome {
  if (!(error instanceof MailError)) return { kind: 'uncertain', words: error instanceof Error ? error.message : String(error) };
  const words = error.response ?? error.message;
  switch (error.failure) {
    case 'temporary':
      return { kind: 'queued', words };
    case 'permanent':
      return { kind: 'refused', words };
    case 'refused-here':
      return { kind: 'not_sent', words };
    case 'unknown':
      return { kind: 'uncertain', words };
  }
}
