import type { Context } from '../../context.js';
import type { Db } from '../../platform/db.js';
import { LONGEST_SEND_MS } from '../../platform/mailer.js';
import { t } from '../../platform/words.js';
import { MOST_RETRY_MINUTES, settleDelivery } from './settle-delivery.js';
import { LONGEST_UNDO_MS } from './undo-window.js';

type Deps = Pick<Context, 'db' | 'clock' | 'jobs' | 'logger'>;

/** A queued letter whose time came less than this ago may still have its first call on the way. */
const CALL_MAY_BE_ON_ITS_WAY_MS = 60_000;
const AT_ONCE = 200;

/**
 * Finds letters of every group whose worker died or whose call was lost. A claim older than any send can last may or may not have reached
 * the server, so it becomes *uncertain* and a person decides; queued letters that are due are called again.
 * @returns how many were found of each kind
 */
export async function sweepLetters(deps: Deps): Promise<{ uncertain: number; called: number }> {
  const uncertain = await markUncertain(deps);
  const called = await callAgain(deps);
  if (uncertain > 0) deps.logger.warn({ uncertain }, 'letters whose sending broke off wait for a person');
  return { uncertain, called };
}

async function markUncertain(deps: Deps): Promise<number> {
  const before = new Date(deps.clock.now().getTime() - LONGEST_SEND_MS);
  const stale = await deps.db.letter.findMany({
    where: { state: 'sending', claimedAt: { lt: before } },
    include: { request: { select: { agencyId: true, group: { select: { name: true, isExample: true } } } } },
    orderBy: { id: 'asc' }, take: AT_ONCE,
  });
  for (const { request, claimedAt, ...letter } of stale) {
    if (!claimedAt) continue;
    const claimed = { ...letter, claimedAt, agencyId: request.agencyId, groupName: request.group.name, isExample: request.group.isExample };
    try {
      await settleDelivery(deps, claimed, { kind: 'uncertain', words: t('The server stopped while it was talking to the mail server. The letter may have gone.') }, deps.clock.now());
    } catch (error) {
      // One that can't be settled must not keep the others, of every group, from being found.
      deps.logger.error({ err: error, letterId: letter.id }, 'a letter whose sending broke off could not be marked');
    }
  }
  return stale.length;
}

async function callAgain(deps: Deps): Promise<number> {
  const now = deps.clock.now();
  await bringNearer(deps.db, now);
  const onItsWay = new Date(now.getTime() - CALL_MAY_BE_ON_ITS_WAY_MS);
  const due = await deps.db.letter.findMany({
    where: {
      state: 'queued',
      OR: [
        { nextAttemptAt: { lte: now } },
        { nextAttemptAt: null, undoUntil: { lt: onItsWay } },
        { nextAttemptAt: null, undoUntil: null, frozenAt: { lt: onItsWay } },
      ],
    },
    select: { id: true, groupId: true }, orderBy: { frozenAt: 'asc' }, take: AT_ONCE,
  });
  for (const { id, groupId } of due) await deps.jobs.enqueue('letter.deliver', { groupId, letterId: id }, { dedupeKey: id, replaceDelayed: true });
  return due.length;
}

/** A time further ahead than any wait is one a clock wrote that was set back since: a letter must not lie for as long as that. */
async function bringNearer(db: Db, now: Date): Promise<void> {
  const undo = new Date(now.getTime() + LONGEST_UNDO_MS);
  const retry = new Date(now.getTime() + MOST_RETRY_MINUTES * 60_000);
  await db.letter.updateMany({ where: { state: 'queued', undoUntil: { gt: undo } }, data: { undoUntil: undo } });
  await db.letter.updateMany({ where: { state: 'queued', nextAttemptAt: { gt: retry } }, data: { nextAttemptAt: retry } });
}
