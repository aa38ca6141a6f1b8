import type { Context } from '../../context.js';
import { civilIn } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import { t } from '../../platform/words.js';
import { addFact } from '../deadlines/add-fact.js';
import { recalculateDeadlines } from '../deadlines/recalculate-deadlines.js';
import { discardDraft } from '../requests/discard-draft.js';
import { refreshState } from '../requests/refresh-state.js';

/**
 * Throws a draft away. One that already has a history (a recalled letter, a document) is kept, as withdrawn.
 * @throws requests.not-found, requests.not-draft
 */
export async function throwAwayDraft(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { requestId: string }): Promise<'gone' | 'withdrawn'> {
  const at = deps.clock.now();
  const where = { groupId: actor.groupId, requestId: input.requestId };
  return deps.db.$transaction(async (tx) => {
    if (await discardDraft(tx, { ...where, personId: actor.personId, at })) return 'gone';
    const factId = await addFact(tx, {
      ...where, type: 'withdrawn', date: civilIn(at, actor.timeZone).date, basis: 'person', presumed: false, recordedById: actor.personId, at,
    });
    await recalculateDeadlines(tx, { ...where, at, reason: t('The draft was given up before anything was sent.'), factId });
    await refreshState(tx, { ...where, at });
    return 'withdrawn';
  });
}
