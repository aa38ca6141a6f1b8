import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { t } from '../../platform/words.js';
import { bouncingAddress } from '../agencies/bouncing.queries.js';
import { refreshState } from '../requests/refresh-state.js';
import { appendEvent } from '../timeline/append-event.js';
import { addressBounces, cannotSendFromHere, wrongState } from './letters.errors.js';
import { lockLetter } from './lock-letter.js';
import { maySend } from './may-send.js';
import { callDelivery, undoUntilFrom } from './undo-window.js';

/**
 * Puts a letter that never left (kept here, or refused by the mail server) into the queue, with the same words and Message-ID.
 * @throws letters.not-found, letters.cannot-send, letters.wrong-state, letters.address-bounces
 */
export async function resendNotSent(deps: Pick<Context, 'db' | 'clock' | 'mailer' | 'jobs'>, actor: Actor, input: { letterId: string; evenIfBounces?: boolean }): Promise<void> {
  const { groupId, personId } = actor;
  const { letterId } = input;
  const at = deps.clock.now();
  const undoUntil = await deps.db.$transaction(async (tx) => {
    const until = await undoUntilFrom(tx, groupId, at);
    const { letter } = await lockLetter(tx, { groupId, letterId });
    if (!maySend(deps, actor)) throw cannotSendFromHere();
    if (letter.channel !== 'email') throw wrongState(t('This letter is not to go by e-mail. Take it back and choose e-mail, or record how it was delivered.'));
    const queued = await tx.letter.updateMany({
      where: { id: letterId, groupId, state: { in: ['not_sent', 'refused'] } },
      data: { state: 'queued', attempts: 0, nextAttemptAt: null, undoUntil: until, lastError: '' },
    });
    if (queued.count !== 1) throw wrongState(t('Only a letter that has not left can be sent. Reload the page to see where it is.'));
    const bounces = input.evenIfBounces ? null : await bouncingAddress(tx, groupId, letter.toAddress);
    if (bounces) throw addressBounces(bounces, actor.timeZone);
    await appendEvent(tx, {
      groupId, at, type: 'letter.queued', requestId: letter.requestId, personId, subject: { type: 'letter', id: letterId },
      words: { channel: letter.channel, to: letter.toAddress, before: letter.state },
    });
    await refreshState(tx, { groupId, requestId: letter.requestId, at });
    return until;
  });
  await callDelivery(deps, { groupId, letterId, undoUntil });
}
