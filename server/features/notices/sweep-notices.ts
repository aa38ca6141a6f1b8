import type { Context } from '../../context.js';
import { lookAtEvents } from './look-at-events.js';
import { warnOfDue } from './warn-of-due.js';

const BATCH = 500;
/** So that one sweep ends: the next one, a minute later, goes on. */
const MOST_BATCHES = 40;
const MOST_WOKEN = 10_000;
/** A claim older than this was left by a crash. A slow mail server at worst gets the same Message-ID twice. */
export const STALE_CLAIM_MS = 2 * 60_000;

export interface NoticeSweep {
  /** Ledger rows written, or wanted again because a date moved back. */
  readonly added: number;
  /** Claims left by a crash and offered again, of notices and digests. */
  readonly reclaimed: number;
  /** Jobs put on the queue. */
  readonly enqueued: number;
}

type Deps = Pick<Context, 'db' | 'clock' | 'jobs' | 'config' | 'logger'>;

/**
 * Finds warnings that are due, writes them into the ledger once, and wakes a worker for every row that waits, among them those whose job was
 * lost. Only deadlines whose time has come are read, however many are open. Two sweeps at once add nothing twice: each passes over what the other holds, and the ledger's key decides.
 */
export async function sweepNotices(deps: Deps): Promise<NoticeSweep> {
  const sweep = { added: 0, reclaimed: 0, enqueued: 0 };
  try {
    sweep.added += await lookAtEvents(deps);
    sweep.added += await warnOfAllDue(deps);
  } finally {
    // What is in the ledger goes, whatever became of finding more.
    sweep.reclaimed = await takeUpAgain(deps);
    sweep.enqueued = await wakeWorkers(deps);
  }
  return sweep;
}

async function warnOfAllDue(deps: Deps): Promise<number> {
  let added = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const ask = { now: deps.clock.now(), limit: BATCH, domain: deps.config.replyDomain };
    const done = await deps.db.$transaction((tx) => warnOfDue(tx, ask), { timeout: 60_000 });
    added += done.added;
    for (const { deadlineId, error } of done.failed) deps.logger.error({ err: error, deadlineId }, 'warnings of a deadline could not be worked out; tried again in an hour');
    if (done.looked < BATCH) break;
  }
  return added;
}

/** The Message-ID stays, so that a mail program shows a mail once that was accepted before the crash. */
async function takeUpAgain({ db, clock }: Deps): Promise<number> {
  const stale = { state: 'claimed' as const, claimedAt: { lt: new Date(clock.now().getTime() - STALE_CLAIM_MS) } };
  const free = { state: 'pending' as const, claimedAt: null, nextAttemptAt: null };
  const notices = await db.notice.updateMany({ where: stale, data: free });
  const digests = await db.noticeDigest.updateMany({ where: stale, data: free });
  const mail = await db.mailNotice.updateMany({ where: stale, data: free });
  // What is left of a digest that has ended goes by itself.
  await db.$executeRaw`
    UPDATE notices n SET digest_id = NULL FROM notice_digests d
    WHERE d.id = n.digest_id AND n.state = 'pending' AND d.state NOT IN ('pending', 'claimed')`;
  return notices.count + digests.count + mail.count;
}

async function wakeWorkers({ db, clock, jobs }: Deps): Promise<number> {
  const waits = { state: 'pending' as const, OR: [{ nextAttemptAt: null }, { nextAttemptAt: { lte: clock.now() } }] };
  const ask = { orderBy: { id: 'asc' as const }, take: MOST_WOKEN, select: { id: true, groupId: true } };
  const digests = await db.noticeDigest.findMany({ where: waits, ...ask });
  for (const { id, groupId } of digests) await jobs.enqueue('digest.send', { groupId, digestId: id }, { dedupeKey: id });
  const notices = await db.notice.findMany({ where: { ...waits, digestId: null }, ...ask });
  for (const { id, groupId } of notices) await jobs.enqueue('notice.send', { groupId, noticeId: id }, { dedupeKey: id });
  const people = await db.mailNotice.groupBy({ by: ['groupId', 'personId'], where: waits, orderBy: [{ groupId: 'asc' }, { personId: 'asc' }], take: MOST_WOKEN });
  for (const { groupId, personId } of people) await jobs.enqueue('mail-notice.send', { groupId, personId }, { dedupeKey: personId });
  return digests.length + notices.length + people.length;
}
