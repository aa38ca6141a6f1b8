import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { t } from '../../platform/words.js';
import { wrongState } from './letters.errors.js';
import { takeBackLetter } from './take-back-letter.js';

/**
 * Takes back a letter that has not left: its words stay on record as recalled, and what it was made from is a draft again: the request, or
 * the follow-up.
 * @returns the request's id, and the follow-up's draft
 * @throws letters.not-found, letters.wrong-state once a worker has it or it has gone
 */
export async function recallLetter(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { letterId: string }): Promise<{ requestId: string; draftId: string | null }> {
  return deps.db.$transaction(async (tx) => {
    const back = await takeBackLetter(tx, actor, { ...input, at: deps.clock.now() });
    if (!back) throw wrongState(t('This letter is on its way or has gone, so it can’t be taken back.'));
    return back;
  });
}
