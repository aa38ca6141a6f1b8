import type { Context } from '../../../context.js';
import { BY_ITSELF } from './ask-for-receipt.js';

const AT_ONCE = 200;
/** An agency has three working days: sooner than this none can be over. */
const DAYS_AT_LEAST = 3;
/** What went longer ago is for a person to judge: an order given today must not wake up old requests. */
const DAYS_AT_MOST = 30;
const DAY_MS = 24 * 3_600_000;

type Deps = Pick<Context, 'db' | 'clock' | 'jobs'>;

/**
 * Finds, in groups with the standing order, requests whose agency may have to be asked whether it has them; whether the letter fits is asked
 * of each on its own.
 * @returns how many were called
 */
export async function sweepReceipts(deps: Deps): Promise<number> {
  const groups = await deps.db.group.findMany({ where: { confirmsByItself: true, isExample: false }, select: { id: true }, orderBy: { id: 'asc' } });
  let called = 0;
  for (const { id: groupId } of groups) called += await callGroup(deps, groupId);
  return called;
}

async function callGroup(deps: Deps, groupId: string, after?: string): Promise<number> {
  const now = deps.clock.now().getTime();
  const page = await deps.db.recordsRequest.findMany({
    where: {
      groupId, state: 'awaiting', statute: 'CPRA', sentOn: { gte: new Date(now - DAYS_AT_MOST * DAY_MS), lte: new Date(now - DAYS_AT_LEAST * DAY_MS) },
      letters: { none: { templateSlug: BY_ITSELF } }, ...(after === undefined ? {} : { id: { gt: after } }),
    },
    select: { id: true }, orderBy: { id: 'asc' }, take: AT_ONCE,
  });
  for (const { id: requestId } of page) await deps.jobs.enqueue('receipt.ask', { groupId, requestId }, { dedupeKey: requestId });
  return page.length < AT_ONCE ? page.length : page.length + (await callGroup(deps, groupId, page.at(-1)?.id));
}
