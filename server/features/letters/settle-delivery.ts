import type { Context } from '../../context.js';
import type { Tx } from '../../platform/db.js';
import { t } from '../../platform/words.js';
import { isAboutAddress, markBouncing } from '../agencies/mark-bouncing.js';
import { lockRequest } from '../requests/lock-request.js';
import { refreshState } from '../requests/refresh-state.js';
import { appendEvent } from '../timeline/append-event.js';
import { agencyZone, noteSent, sentColumns } from './note-sent.js';

/** A letter one worker has claimed: all it needs to send it and to say what happened. */
export interface ClaimedLetter {
  readonly id: string;
  readonly groupId: string;
  readonly requestId: string;
  readonly agencyId: string;
  readonly groupName: string;
  readonly isExample: boolean;
  readonly claimedAt: Date;
  /** This one included. */
  readonly attempts: number;
  /** Written after the request went out. */
  readonly followUp: boolean;
  readonly templateSlug: string;
  readonly toAddress: string;
  readonly fromAddress: string;
  readonly replyAddress: string;
  readonly subject: string;
  readonly bodyText: string;
  readonly bodyHtml: string;
  readonly messageId: string;
}

/** What is known after one try. `queued`: the server asks for another; `words` are the server's, or ours where it said none. */
export interface DeliveryOutcome {
  readonly kind: 'sent' | 'queued' | 'refused' | 'uncertain' | 'not_sent';
  readonly words: string;
}

/** After this many temporary refusals, about six hours, a person decides: a letter must not leave unseen days later. */
export const MOST_ATTEMPTS = 12;

export const MOST_RETRY_MINUTES = 60;

/** Minutes until the next try: 1, 2, 4 … at most 60. */
export function retryMinutes(attempts: number): number {
  return Math.min(MOST_RETRY_MINUTES, 2 ** (attempts - 1));
}

/**
 * Records what became of a claimed letter, in one transaction; only while the claim is still this worker's.
 * @param at when the mail server had answered, however late that is written down: the day the letter was sent hangs on it
 * @returns when to try again, for a temporary refusal
 */
export async function settleDelivery(deps: Pick<Context, 'db'>, letter: ClaimedLetter, outcome: DeliveryOutcome, at: Date): Promise<{ retryAt: Date | null }> {
  const gaveUp = outcome.kind === 'queued' && letter.attempts >= MOST_ATTEMPTS;
  const kind = gaveUp ? 'refused' : outcome.kind;
  const retryAt = kind === 'queued' ? new Date(at.getTime() + retryMinutes(letter.attempts) * 60_000) : null;
  const held = await deps.db.$transaction(async (tx) => {
    await lockRequest(tx, letter);
    const zone = await agencyZone(tx, letter);
    const sent = kind === 'sent' ? sentColumns(at, zone) : null;
    const settled = await tx.letter.updateMany({
      where: { id: letter.id, groupId: letter.groupId, state: 'sending', claimedAt: letter.claimedAt },
      data: {
        state: kind, nextAttemptAt: retryAt,
        ...(sent ? { sentAt: sent.sentAt, sentOn: sent.sentOn, serverReply: outcome.words, lastError: '' } : { lastError: outcome.words }),
      },
    });
    if (settled.count !== 1) return false;
    await tellTimeline(tx, letter, { kind, words: outcome.words }, at);
    if (outcome.kind === 'refused' && isAboutAddress(outcome.words)) await markBouncing(tx, { groupId: letter.groupId, agencyId: letter.agencyId, address: letter.toAddress, words: outcome.words, at });
    if (sent) {
      await noteSent(tx, {
        groupId: letter.groupId, requestId: letter.requestId, letterId: letter.id, recordedById: null, at,
        receipt: { date: sent.date, time: sent.time, basis: 'presumed' }, reason: t('The letter was sent; until its receipt is confirmed, it is presumed received the same day.'),
      });
    } else {
      await refreshState(tx, { groupId: letter.groupId, requestId: letter.requestId, at });
    }
    return true;
  });
  return { retryAt: held ? retryAt : null };
}

const EVENTS: Readonly<Record<DeliveryOutcome['kind'], string>> = {
  sent: 'letter.sent', queued: 'letter.deferred', refused: 'letter.refused', uncertain: 'letter.uncertain', not_sent: 'letter.held',
};

async function tellTimeline(tx: Tx, letter: ClaimedLetter, outcome: DeliveryOutcome, at: Date): Promise<void> {
  await appendEvent(tx, {
    groupId: letter.groupId, at, type: EVENTS[outcome.kind], requestId: letter.requestId, subject: { type: 'letter', id: letter.id },
    words: { channel: 'email', to: letter.toAddress, attempt: letter.attempts, server: outcome.words },
  });
}
