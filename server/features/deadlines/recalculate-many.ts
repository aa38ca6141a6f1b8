import type { Context } from '../../context.js';
import { civilIn } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import { lockTimeline } from '../timeline/append-event.js';
import { type CaseKey, type LoadedCounted, loadCases } from './load-cases.js';
import { planRequest } from './plan-request.js';
import { type ReasonedPlan, writePlans } from './write-plans.js';

type Deps = Pick<Context, 'db' | 'clock' | 'jobs' | 'logger'>;

export interface Recalculated {
  /** Requests counted. */
  readonly counted: number;
  /** Deadlines that got a new revision. */
  readonly moved: number;
  /** Requests that could not be counted; each is tried again later. */
  readonly failed: number;
}

/** Enough for a statement to be worth its way, few enough that nobody of the group waits long for its timeline. */
const AT_ONCE = 250;
/** Room for a batch on a machine that is busy, in ms. */
const LONGEST_BATCH_MS = 60_000;
const FIRST_REST_MS = 60_000;
const LONGEST_REST_MS = 6 * 60 * 60_000;
/** For requests somebody was at work on. */
const COME_BACK_MS = 2_000;

/**
 * Counts a group's marked requests again, batch after batch, each batch in a transaction of its own that also takes its marks away: a crash leaves
 * the marks, and of two workers one counts a request. A request that can't be counted is noted and tried again later; the others go on.
 */
export async function recalculateMany(deps: Deps, input: { groupId: string }): Promise<Recalculated> {
  const { groupId } = input;
  const sum = { counted: 0, moved: 0, failed: 0 };
  for (;;) {
    const wanted = await deps.db.recalculation.findMany({
      where: { groupId, wantedAt: { lte: deps.clock.now() } }, orderBy: { requestId: 'asc' }, take: AT_ONCE, select: { requestId: true },
    });
    if (wanted.length === 0) return sum;
    const done = await countBatch(deps, groupId, wanted.map((row) => row.requestId));
    for (const what of ['counted', 'moved', 'failed'] as const) sum[what] += done[what];
    if (done.counted + done.failed > 0) continue;
    // Others hold all that is left: people who record something right now, or another worker.
    await deps.jobs.enqueue('deadline.recalculate', { groupId }, { dedupeKey: groupId, delayMs: COME_BACK_MS });
    return sum;
  }
}

/** What one row's fault spoils for a whole batch is done again one by one, and that one is noted. */
async function countBatch(deps: Deps, groupId: string, requestIds: readonly string[]): Promise<Recalculated> {
  try {
    return await deps.db.$transaction((tx) => countInOne(tx, deps, groupId, requestIds), { timeout: LONGEST_BATCH_MS, maxWait: LONGEST_BATCH_MS });
  } catch (error) {
    const [only] = requestIds;
    if (only !== undefined && requestIds.length === 1) {
      await deps.db.$transaction((tx) => noteFailure(tx, deps, groupId, only, error));
      return { counted: 0, moved: 0, failed: 1 };
    }
    deps.logger.warn({ groupId, requests: requestIds.length, err: error }, 'a batch of requests could not be counted; each is tried alone');
    const sum = { counted: 0, moved: 0, failed: 0 };
    for (const requestId of requestIds) {
      const done = await countBatch(deps, groupId, [requestId]);
      for (const what of ['counted', 'moved', 'failed'] as const) sum[what] += done[what];
    }
    return sum;
  }
}

async function countInOne(tx: Tx, deps: Deps, groupId: string, requestIds: readonly string[]): Promise<Recalculated> {
  const free = await lockFree(tx, groupId, requestIds);
  // As in `recalculateDeadlines`: nobody adds a closed day or switches a bill until this is written.
  await lockTimeline(tx, groupId);
  const marked = await marksOf(tx, groupId, free);
  const at = deps.clock.now();
  const { plans, failures } = planAll(await loadCases(tx, groupId, marked), new Map(marked.map((mark) => [mark.requestId, mark.reason])), at);
  const moved = await writePlans(tx, { groupId, at, plans });
  await tx.recalculation.deleteMany({ where: { groupId, requestId: { in: plans.map((plan) => plan.requestId) } } });
  for (const { requestId, error } of failures) await noteFailure(tx, deps, groupId, requestId, error);
  return { counted: plans.length, moved, failed: failures.length };
}

/** Those nobody else holds, locked in one order as `lockRequest` does. */
async function lockFree(tx: Tx, groupId: string, requestIds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM records_requests WHERE group_id = ${groupId}::uuid AND id = ANY(${[...requestIds]}::uuid[]) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`;
  return rows.map((row) => row.id);
}

interface Marked extends CaseKey {
  readonly reason: string;
}

/** Read once they are locked: another worker may have counted some in between. */
function marksOf(tx: Tx, groupId: string, requestIds: readonly string[]): Promise<Marked[]> {
  return tx.$queryRaw<Marked[]>`
    SELECT r.request_id AS "requestId", r.reason, q.agency_id AS "agencyId", q.statute
    FROM recalculations r JOIN records_requests q ON q.group_id = r.group_id AND q.id = r.request_id
    WHERE r.group_id = ${groupId}::uuid AND r.request_id = ANY(${[...requestIds]}::uuid[])`;
}

interface Failure {
  readonly requestId: string;
  readonly error: unknown;
}

function planAll(cases: readonly LoadedCounted[], reasons: ReadonlyMap<string, string>, at: Date): { plans: ReasonedPlan[]; failures: Failure[] } {
  const plans: ReasonedPlan[] = [];
  const failures: Failure[] = [];
  const todays = new Map<string, string>();
  for (const one of cases) {
    try {
      if ('error' in one) throw one.error;
      const { timeZone } = one.counted.agency;
      const today = todays.get(timeZone) ?? civilIn(at, timeZone).date;
      todays.set(timeZone, today);
      plans.push({ ...planRequest(one.counted, today), reason: reasons.get(one.requestId) ?? '' });
    } catch (error) {
      failures.push({ requestId: one.requestId, error });
    }
  }
  return { plans, failures };
}

/** Rests longer each time, never for good: what can't be counted may be repaired by the next version. */
async function noteFailure(tx: Tx, deps: Deps, groupId: string, requestId: string, error: unknown): Promise<void> {
  const row = await tx.recalculation.findFirst({ where: { groupId, requestId }, select: { attempts: true } });
  if (!row) return;
  const rest = Math.min(FIRST_REST_MS * 2 ** Math.min(row.attempts, 20), LONGEST_REST_MS);
  await tx.recalculation.updateMany({
    where: { groupId, requestId },
    data: { attempts: row.attempts + 1, lastError: (error instanceof Error ? error.message : String(error)).slice(0, 500), wantedAt: new Date(deps.clock.now().getTime() + rest) },
  });
  deps.logger.error({ groupId, requestId, attempt: row.attempts + 1, err: error }, 'a request could not be counted again; its dates stay as they were');
}
