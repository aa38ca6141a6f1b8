import type { Context } from '../../context.js';
import { type StandingNotice, standingNotices } from './standing-notices.js';

/** A notice this worker alone now holds, with everything that decides whether it still goes. */
export interface ClaimedNotice extends StandingNotice {
  readonly groupId: string;
  readonly messageId: string;
  readonly attempts: number;
  readonly claimedAt: Date;
}

/** Claims a pending notice by a conditional update. Null when it is not there, not due for another try, gathered in a digest, or somebody else has it. */
export async function claimNotice(deps: Pick<Context, 'db' | 'clock'>, input: { groupId: string; noticeId: string }): Promise<ClaimedNotice | null> {
  const now = deps.clock.now();
  const [row] = await deps.db.notice.updateManyAndReturn({
    where: { id: input.noticeId, groupId: input.groupId, state: 'pending', digestId: null, OR: [{ nextAttemptAt: null }, { nextAttemptAt: { lte: now } }] },
    data: { state: 'claimed', claimedAt: now, attempts: { increment: 1 }, nextAttemptAt: null },
  });
  if (!row) return null;
  const [standing] = await standingNotices(deps.db, [row], now);
  if (!standing) return null;
  return { ...standing, groupId: row.groupId, messageId: row.messageId, attempts: row.attempts, claimedAt: now };
}
