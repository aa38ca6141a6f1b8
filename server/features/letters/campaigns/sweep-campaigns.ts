import type { Context } from '../../../context.js';

const AT_ONCE = 200;

/**
 * Finds campaigns of every group whose time has come and whose call was lost, or whose worker died amid them.
 * @returns how many were called
 */
export async function sweepCampaigns(deps: Pick<Context, 'db' | 'clock' | 'jobs'>): Promise<number> {
  const due = await deps.db.campaign.findMany({
    where: { state: { in: ['canary', 'running', 'paused', 'done', 'recalled'] }, wakeAt: { lte: deps.clock.now() } }, orderBy: { wakeAt: 'asc' }, take: AT_ONCE, select: { id: true, groupId: true },
  });
  for (const { id, groupId } of due) await deps.jobs.enqueue('campaign.step', { groupId, campaignId: id }, { dedupeKey: id, replaceDelayed: true });
  return due.length;
}
