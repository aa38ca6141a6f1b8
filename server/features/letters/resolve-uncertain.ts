import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { t } from '../../platform/words.js';
import { refreshState } from '../requests/refresh-state.js';
import { appendEvent } from '../timeline/append-event.js';
import { wrongState } from './letters.errors.js';
import { lockLetter } from './lock-letter.js';
import { maySend } from './may-send.js';
import { agencyZone, noteSent, sentColumns } from './note-sent.js';
import { callDelivery, undoUntilFrom } from './undo-window.js';

export interface Resolution {
  readonly letterId: string;
  /** What the person found out, from the mail server or the agency. */
  readonly outcome: 'went' | 'did_not_go';
}

/**
 * A person decides about a letter whose sending broke off: it went (on the day it was tried), or it did not and is sent now.
 * @returns its state afterwards
 * @throws letters.not-found, letters.wrong-state
 */
export async function resolveUncertain(
  deps: Pick<Context, 'db' | 'clock' | 'mailer' | 'jobs'>,
  actor: Actor,
  input: Resolution,
): Promise<'sent' | 'queued' | 'not_sent'> {
  const { groupId, personId } = actor;
  const at = deps.clock.now();
  const state = input.outcome === 'went' ? 'sent' : maySend(deps, actor) ? 'queued' : 'not_sent';
  const undoUntil = await deps.db.$transaction(async (tx) => {
    const until = state === 'queued' ? await undoUntilFrom(tx, groupId, at) : null;
    const { letter, request } = await lockLetter(tx, { groupId, letterId: input.letterId });
    if (letter.state !== 'uncertain') throw wrongState(t('This letter is no longer unclear. Reload the page to see what became of it.'));
    const sent = input.outcome === 'went' ? sentColumns(letter.claimedAt ?? letter.frozenAt, await agencyZone(tx, { groupId, agencyId: request.agencyId })) : null;
    await tx.letter.updateMany({
      where: { id: letter.id, groupId, state: 'uncertain' },
      data: sent ? { state, sentAt: sent.sentAt, sentOn: sent.sentOn, deliveredById: personId, lastError: '' } : { state, attempts: 0, nextAttemptAt: null, undoUntil: until },
    });
    await appendEvent(tx, {
      groupId, at, type: sent ? 'letter.sent' : 'letter.not-gone', requestId: letter.requestId, personId, subject: { type: 'letter', id: letter.id },
      words: { channel: letter.channel, to: letter.toAddress, decidedByPerson: true, state },
    });
    if (sent) {
      await noteSent(tx, {
        groupId, requestId: letter.requestId, letterId: letter.id, recordedById: personId, at, receipt: { date: sent.date, time: sent.time, basis: 'presumed' },
        reason: t('A person confirmed that the letter went; its receipt is presumed the same day.'),
      });
    } else {
      await refreshState(tx, { groupId, requestId: letter.requestId, at });
    }
    return until;
  });
  if (state === 'queued') await callDelivery(deps, { groupId, letterId: input.letterId, undoUntil });
  return state;
}
