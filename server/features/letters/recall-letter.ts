import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { t } from '../../platform/words.js';
import { refreshState } from '../requests/refresh-state.js';
import { appendEvent } from '../timeline/append-event.js';
import { wrongState } from './letters.errors.js';
import { lockLetter } from './lock-letter.js';

/**
 * Takes back a letter that has not left: its words stay on record as recalled, and the request is a draft again.
 * @returns the request's id
 * @throws letters.not-found, letters.wrong-state once a worker has it or it has gone
 */
export async function recallLetter(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { letterId: string }): Promise<{ requestId: string }> {
  const { groupId, personId } = actor;
  return deps.db.$transaction(async (tx) => {
    const { letter } = await lockLetter(tx, { groupId, letterId: input.letterId });
    const recalled = await tx.letter.updateMany({
      where: { id: letter.id, groupId, state: { in: ['not_sent', 'queued', 'refused'] } },
      data: { state: 'recalled', nextAttemptAt: null },
    });
    if (recalled.count !== 1) throw wrongState(t('This letter is on its way or has gone, so it can’t be taken back.'));
    const at = deps.clock.now();
    await refreshState(tx, { groupId, requestId: letter.requestId, at });
    await appendEvent(tx, {
      groupId, at, type: 'letter.recalled', requestId: letter.requestId, personId, subject: { type: 'letter', id: letter.id },
      words: { subject: letter.subject, before: letter.state },
    });
    return { requestId: letter.requestId };
  });
}
