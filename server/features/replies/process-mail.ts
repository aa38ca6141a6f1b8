import type { Context } from '../../context.js';

/** A claim older than this is of a worker that died. */
export const LONGEST_PROCESS_MS = 10 * 60_000;

/**
 * Reads one kept mail, and files or holds what it says. Of several calls at once one claims it; the others find nothing to do.
 */
export async function processMail(deps: Pick<Context, 'db' | 'clock' | 'logger'>, { rawMailId }: { rawMailId: string }): Promise<void> {
  const now = deps.clock.now();
  const { count } = await deps.db.rawMail.updateMany({
    where: { id: rawMailId, state: 'kept', OR: [{ claimedAt: null }, { claimedAt: { lt: new Date(now.getTime() - LONGEST_PROCESS_MS) } }] },
    data: { claimedAt: now, attempts: { increment: 1 } },
  });
  if (count === 0) return;
  await deps.db.rawMail.update({ where: { id: rawMailId }, data: { claimedAt: null, nextAttemptAt: new Date(now.getTime() + 60_000) } });
}
