import type { Context } from '../../context.js';
import { type StandingNotice, standingNotices } from './standing-notices.js';

/** A digest this worker alone now holds, with the notices gathered in it. */
export interface ClaimedDigest {
  readonly id: string;
  readonly groupId: string;
  readonly personId: string;
  readonly messageId: string;
  readonly attempts: number;
  readonly claimedAt: Date;
  readonly notices: readonly StandingNotice[];
}

/**
 * Claims a pending digest by a conditional update; from then on nothing more is put into it. Null when it is not there, its time has not come, or somebody else has it.
 */
export async function claimDigest(deps: Pick<Context, 'db' | 'clock'>, input: { groupId: string; digestId: string }): Promise<ClaimedDigest | null> {
  const now = deps.clock.now();
  const { groupId } = input;
  const [row] = await deps.db.noticeDigest.updateManyAndReturn({
    where: { id: input.digestId, groupId, state: 'pending', OR: [{ nextAttemptAt: null }, { nextAttemptAt: { lte: now } }] },
    data: { state: 'claimed', claimedAt: now, attempts: { increment: 1 }, nextAttemptAt: null },
  });
  if (!row) return null;
  const { id, personId, messageId, attempts } = row;
  const notices = await deps.db.notice.findMany({ where: { groupId, digestId: id, state: 'pending' }, orderBy: [{ forDate: 'asc' }, { id: 'asc' }] });
  return { id, groupId, personId, messageId, attempts, claimedAt: now, notices: await standingNotices(deps.db, notices, now) };
}
