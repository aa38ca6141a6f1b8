import type { Context } from '../../context.js';
import { LONGEST_PROCESS_MS, MOST_ATTEMPTS } from './process-mail.js';

type Deps = Pick<Context, 'db' | 'clock' | 'jobs' | 'logger'>;

/** A mail kept less than this ago may still have its first call on the way. */
const CALL_MAY_BE_ON_ITS_WAY_MS = 30_000;
/** No wait between two attempts is longer. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;
const AT_ONCE = 500;

/**
 * Finds kept mails of every door whose call was lost, whose worker died amid them, or whose time to be tried again has come.
 * @returns how many were called
 */
export async function sweepMail(deps: Deps): Promise<{ called: number }> {
  const now = deps.clock.now();
  const before = (ms: number) => new Date(now.getTime() - ms);
  // A time further ahead than any wait is one a clock wrote that was set back since.
  await deps.db.rawMail.updateMany({ where: { state: 'kept', nextAttemptAt: { gt: new Date(now.getTime() + LONGEST_WAIT_MS) } }, data: { nextAttemptAt: now } });
  await giveUp(deps, before(LONGEST_PROCESS_MS));
  const due = await deps.db.rawMail.findMany({
    where: {
      state: 'kept',
      AND: [
        { OR: [{ claimedAt: null }, { claimedAt: { lt: before(LONGEST_PROCESS_MS) } }] },
        { OR: [{ nextAttemptAt: { lte: now } }, { nextAttemptAt: null, arrivedAt: { lt: before(CALL_MAY_BE_ON_ITS_WAY_MS) } }] },
      ],
    },
    select: { id: true }, orderBy: [{ arrivedAt: 'asc' }, { id: 'asc' }], take: AT_ONCE,
  });
  for (const { id } of due) await deps.jobs.enqueue('mail.process', { rawMailId: id }, { dedupeKey: id, replaceDelayed: true });
  return { called: due.length };
}

/** A mail that ends the process which reads it never gets to say that it failed, and would end the next one, for ever. */
async function giveUp({ db, logger }: Deps, claimedBefore: Date): Promise<void> {
  const { count } = await db.rawMail.updateMany({
    where: { state: 'kept', attempts: { gte: MOST_ATTEMPTS }, claimedAt: { lt: claimedBefore } },
    data: { state: 'failed', claimedAt: null, nextAttemptAt: null, lastError: 'Whatever process read it ended amid it.' },
  });
  if (count > 0) logger.error({ mails: count }, 'mails that end the process which reads them are left to an operator; their bytes are kept');
}
