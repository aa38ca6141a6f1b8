import type { Context } from '../../context.js';
import { fromCivil } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import { type DueRung, OVERTAKEN, dueRungs } from './due-rungs.queries.js';

const BATCH = 500;
/** So that one sweep ends: the next one, a minute later, goes on. */
const MOST_BATCHES = 20;
/** A claim older than this was left by a crash. A slow mail server at worst gets the same Message-ID twice. */
export const STALE_CLAIM_MS = 2 * 60_000;

export interface NoticeSweep {
  /** Ledger rows written, or wanted again because a date moved back. */
  readonly added: number;
  /** Claims left by a crash and offered again. */
  readonly reclaimed: number;
  /** Jobs put on the queue. */
  readonly enqueued: number;
}

/**
 * Finds warnings that are due, writes them into the ledger once, and wakes a worker for every row that waits, among them those whose job was
 * lost. Two sweeps at once add nothing twice: the ledger's key decides.
 */
export async function sweepNotices(deps: Pick<Context, 'db' | 'clock' | 'jobs' | 'config'>): Promise<NoticeSweep> {
  const added = await fillLedger(deps);
  const now = deps.clock.now();
  // The Message-ID stays, so that a mail program shows a notice once that was accepted before the crash.
  const { count: reclaimed } = await deps.db.notice.updateMany({
    where: { state: 'claimed', claimedAt: { lt: new Date(now.getTime() - STALE_CLAIM_MS) } },
    data: { state: 'pending', claimedAt: null, nextAttemptAt: null },
  });
  const enqueued = await wakeWorkers(deps, now);
  return { added, reclaimed, enqueued };
}

async function fillLedger(deps: Pick<Context, 'db' | 'clock' | 'config'>): Promise<number> {
  let added = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const now = deps.clock.now();
    const rungs = await dueRungs(deps.db, now, BATCH);
    if (rungs.length === 0) break;
    const fresh = rungs.filter((rung) => rung.cancelledId === null);
    const { count } = await deps.db.notice.createMany({ data: fresh.map((rung) => ledgerRow(rung, now, deps.config.replyDomain)), skipDuplicates: true });
    const wantedAgain = await deps.db.notice.updateMany({
      where: { id: { in: rungs.flatMap((rung) => rung.cancelledId ?? []) }, state: 'cancelled' },
      data: { state: 'pending', lastError: '', nextAttemptAt: null },
    });
    added += count + wantedAgain.count;
    if (rungs.length < BATCH) break;
  }
  return added;
}

/** A rung overtaken by a more telling one while nobody swept is kept in the ledger and not sent. */
function ledgerRow(rung: DueRung, now: Date, domain: string) {
  const { overtaken, forDate, dueOn, cancelledId: _none, ...ids } = rung;
  const id = newId(now.getTime());
  return {
    id, ...ids, forDate: fromCivil(forDate), dueOn: fromCivil(dueOn), messageId: `<notice-${id}@${domain}>`, createdAt: now,
    ...(overtaken ? { state: 'cancelled' as const, lastError: OVERTAKEN } : {}),
  };
}

async function wakeWorkers(deps: Pick<Context, 'db' | 'jobs'>, now: Date): Promise<number> {
  const waiting = await deps.db.notice.findMany({
    where: { state: 'pending', OR: [{ nextAttemptAt: null }, { nextAttemptAt: { lte: now } }] },
    orderBy: { id: 'asc' },
    take: BATCH * MOST_BATCHES,
    select: { id: true, groupId: true },
  });
  for (const notice of waiting) await deps.jobs.enqueue('notice.send', { groupId: notice.groupId, noticeId: notice.id }, { dedupeKey: notice.id });
  return waiting.length;
}
