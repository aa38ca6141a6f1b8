import { setTimeout } from 'node:timers/promises';
import type { Context } from '../../context.js';
import type { Db } from '../../platform/db.js';
import { MailError } from '../../platform/mailer.errors.js';
import { checkMailbox } from '../../platform/mailer.message.js';
import type { MailAttachment, MailReceipt } from '../../platform/mailer.js';
import { t } from '../../platform/words.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { refusalOf } from '../agencies/agency-profile.js';
import { loadStanding } from './follow-ups/letter-drafts.queries.js';
import { escapeHtml } from './render-letter.js';
import { oneLine } from './plain-words.js';
import { type DeliveryOutcome, type ClaimedLetter, settleDelivery } from './settle-delivery.js';
import { callDelivery } from './undo-window.js';

type Deps = Pick<Context, 'db' | 'clock' | 'config' | 'mailer' | 'jobs' | 'logger'>;

/**
 * Sends one queued letter: claims it, talks to the mail server outside any transaction, then records what happened. Two workers called at
 * once make one message; a worker that dies after the claim leaves it to the sweep, which never sends it again by itself.
 * @returns what became of it; 'not-claimed' when it was not due, can still be thought better of, already claimed, recalled or never this group's
 */
export async function deliverLetter(deps: Deps, input: { groupId: string; letterId: string }): Promise<DeliveryOutcome['kind'] | 'not-claimed'> {
  const letter = await claim(deps, input);
  if (!letter) return tooEarly(deps, input);
  const outcome = await offer(deps, letter);
  const { retryAt } = await settled(deps, letter, outcome);
  if (outcome.kind !== 'sent') deps.logger.warn({ letterId: letter.id, outcome: outcome.kind }, 'letter not sent');
  if (retryAt) await deps.jobs.enqueue('letter.deliver', input, { dedupeKey: input.letterId, delayMs: Math.max(0, retryAt.getTime() - deps.clock.now().getTime()) });
  return outcome.kind;
}

/** Waits before the next try to write down what happened, in ms: as long as a database takes to restart. */
const AGAIN_AFTER_MS = [200, 1_000, 3_000, 10_000, 20_000];

/**
 * What the mail server said is known here only: a connection the database has just dropped must not turn a letter that went into one nobody
 * is sure of. Writing twice is harmless, the claim lets one through.
 */
async function settled(deps: Deps, letter: ClaimedLetter, outcome: DeliveryOutcome): Promise<{ retryAt: Date | null }> {
  const at = deps.clock.now();
  for (const wait of AGAIN_AFTER_MS) {
    try {
      return await settleDelivery(deps, letter, outcome, at);
    } catch (error) {
      deps.logger.warn({ err: error, letterId: letter.id, outcome: outcome.kind }, 'what became of a letter was not written down: once more');
      await setTimeout(wait);
    }
  }
  return settleDelivery(deps, letter, outcome, at);
}

/** A call that came before the letter's wait was over, by a queue whose clock is ahead, comes again at its end. */
async function tooEarly(deps: Deps, { groupId, letterId }: { groupId: string; letterId: string }): Promise<'not-claimed'> {
  const waits = await deps.db.letter.findFirst({ where: { id: letterId, groupId, state: 'queued', undoUntil: { gt: deps.clock.now() } }, select: { undoUntil: true } });
  if (waits) await callDelivery(deps, { groupId, letterId, undoUntil: waits.undoUntil });
  return 'not-claimed';
}

/** One conditional update decides who sends: only the worker whose update changed a row goes on. */
async function claim(deps: Deps, { groupId, letterId }: { groupId: string; letterId: string }): Promise<ClaimedLetter | null> {
  const now = deps.clock.now();
  const claimed = await deps.db.letter.updateMany({
    where: {
      id: letterId, groupId, state: 'queued',
      AND: [{ OR: [{ nextAttemptAt: null }, { nextAttemptAt: { lte: now } }] }, { OR: [{ undoUntil: null }, { undoUntil: { lte: now } }] }],
    },
    data: { state: 'sending', claimedAt: now, attempts: { increment: 1 }, nextAttemptAt: null },
  });
  return claimed.count === 1 ? claimedLetter(deps.db, { groupId, letterId, claimedAt: now }) : null;
}

async function claimedLetter(db: Db, input: { groupId: string; letterId: string; claimedAt: Date }): Promise<ClaimedLetter> {
  const row = await db.letter.findUniqueOrThrow({
    where: { groupId_id: { groupId: input.groupId, id: input.letterId } },
    include: { request: { select: { agencyId: true, group: { select: { name: true, isExample: true } } } } },
  });
  const { id, groupId, requestId, attempts, followUp, templateSlug, toAddress, fromAddress, replyAddress, subject, bodyText, bodyHtml, messageId, request } = row;
  return {
    id, groupId, requestId, attempts, followUp, templateSlug, toAddress, fromAddress, replyAddress, subject, bodyText, bodyHtml, messageId,
    claimedAt: input.claimedAt, agencyId: request.agencyId, groupName: request.group.name, isExample: request.group.isExample,
  };
}

async function offer(deps: Deps, letter: ClaimedLetter): Promise<DeliveryOutcome> {
  if (deps.clock.rehearsalStart !== null) return { kind: 'not_sent', words: t('This is a rehearsal: no mail leaves it.') };
  const ready = await readied(deps, letter);
  if ('kind' in ready) return ready;
  try {
    return { kind: 'sent', words: (await mail(deps, letter, ready)).response };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** What goes with the letter, or why it does not go now. A failure here is before anything left: it is tried again. */
async function readied(deps: Deps, letter: ClaimedLetter): Promise<Earlier | DeliveryOutcome> {
  try {
    return (await refusedMeanwhile(deps, letter)) ?? (await earlierOf(deps.db, letter));
  } catch (error) {
    return { kind: 'queued', words: error instanceof Error ? error.message : String(error) };
  }
}

/** While it waited the agency may have answered, or somebody may have found out that it takes nothing by e-mail. */
async function refusedMeanwhile({ db, clock }: Deps, letter: ClaimedLetter): Promise<DeliveryOutcome | null> {
  const agency = await agencyFor(db, letter.groupId, letter.agencyId);
  const refusal = agency && refusalOf(agency, 'email');
  if (refusal) return { kind: 'not_sent', words: t('{agency} takes nothing by e-mail: {why}', { agency: agency.shortName, why: refusal.why }) };
  if (!letter.followUp) return null;
  const { offers } = await loadStanding(db, letter, clock.now(), letter.id);
  const withheld = offers.withheld.find(({ followUp }) => followUp.slug === letter.templateSlug);
  return withheld ? { kind: 'not_sent', words: t('The letter no longer fits: {why}', { why: withheld.why }) } : null;
}

interface Earlier {
  /** Of our letters about this request that went by e-mail and the agency's mails filed on it, oldest first: the agency's mail program shows one thread. */
  readonly messageIds: readonly string[];
  /** The request as it was sent, to go with a letter after it; null when its words are not here. */
  readonly request: { readonly number: string; readonly text: string } | null;
}

async function earlierOf(db: Db, letter: ClaimedLetter): Promise<Earlier> {
  if (!letter.followUp) return { messageIds: [], request: null };
  const rows = await db.letter.findMany({
    where: { groupId: letter.groupId, requestId: letter.requestId, state: 'sent', id: { not: letter.id } }, orderBy: [{ frozenAt: 'asc' }, { id: 'asc' }],
    select: { messageId: true, channel: true, fromAddress: true, bodyText: true, followUp: true, sentAt: true, frozenAt: true, request: { select: { number: true } } },
  });
  const theirs = await db.message.findMany({
    where: { groupId: letter.groupId, requestId: letter.requestId, state: 'filed', direction: 'in', kind: 'reply', messageIdHeader: { not: null } }, orderBy: [{ sentOn: 'desc' }, { id: 'desc' }], take: MOST_REFERENCES,
    select: { messageIdHeader: true, createdAt: true },
  });
  const first = rows.find((row) => !row.followUp && row.bodyText.trim() !== '');
  return {
    messageIds: thread([
      ...rows.filter((row) => row.channel === 'email' && row.fromAddress !== '').map((row) => ({ id: row.messageId, at: row.sentAt ?? row.frozenAt })),
      ...theirs.map((row) => ({ id: row.messageIdHeader ?? '', at: row.createdAt })),
    ]),
    request: first ? { number: first.request.number, text: first.bodyText } : null,
  };
}

/** What a References header is well read with (RFC 5322 § 3.6.4 sets no limit; servers refuse lines that never end). */
const MOST_REFERENCES = 20;
/** A Message-ID as others write it may be anything: what could break a header out of its line, or make it endless, is left out. */
const SOUND_ID = /^<[\x21-\x3b\x3d\x3f-\x7e]{3,250}>$/;

/** Oldest first; of many the first, which names the thread, and the latest. */
function thread(ids: readonly { readonly id: string; readonly at: Date }[]): string[] {
  const sorted = [...new Set([...ids].filter(({ id }) => SOUND_ID.test(id)).sort((a, b) => a.at.getTime() - b.at.getTime()).map(({ id }) => id))];
  return sorted.length <= MOST_REFERENCES ? sorted : [...sorted.slice(0, 1), ...sorted.slice(1 - MOST_REFERENCES)];
}

async function mail(deps: Deps, letter: ClaimedLetter, { messageIds, request }: Earlier): Promise<MailReceipt> {
  const from = checkMailbox(letter.fromAddress, 'from');
  return deps.mailer.send({
    from: { name: from.name || oneLine(letter.groupName), address: from.address },
    replyTo: letter.replyAddress,
    to: letter.toAddress,
    subject: letter.subject,
    text: letter.bodyText,
    html: `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${escapeHtml(letter.subject)}</title></head>\n<body>\n${letter.bodyHtml}\n</body>\n</html>\n`,
    messageId: letter.messageId,
    ...(messageIds.length > 0 ? { inReplyTo: messageIds.at(-1), references: messageIds } : {}),
    ...(request ? { attachments: [requestAttached(request)] } : {}),
    date: deps.clock.now(),
    isExample: letter.isExample,
  });
}

function requestAttached({ number, text }: { number: string; text: string }): MailAttachment {
  // The mark at the start says UTF-8: an attachment's type can't.
  return { filename: `${number.replace(/[^A-Za-z0-9-]/g, '_')}.txt`, contentType: 'text/plain', content: Buffer.from(`\uFEFF${text}`) };
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
