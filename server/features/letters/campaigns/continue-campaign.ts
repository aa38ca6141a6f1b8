import type { Context } from '../../../context.js';
import type { Actor } from '../../../platform/http/actor.js';
import { t } from '../../../platform/words.js';
import { appendEvent } from '../../timeline/append-event.js';
import { undoUntilFrom } from '../undo-window.js';
import { wrongMoment } from './campaigns.errors.js';
import { lockCampaign } from './campaigns.queries.js';

/**
 * Lets a campaign go on, after the group's wait: the others after the first letters, or what was paused.
 * @returns where it is now, and before when nothing leaves; null where the group sends at once
 * @throws campaigns.not-found, campaigns.wrong-state
 */
export async function continueCampaign(deps: Pick<Context, 'db' | 'clock' | 'jobs'>, actor: Actor, input: { campaignId: string }): Promise<{ state: string; notBefore: Date | null }> {
  const { groupId, personId } = actor;
  const going = await deps.db.$transaction(async (tx) => {
    const campaign = await lockCampaign(tx, { groupId, campaignId: input.campaignId }, 'update');
    if (campaign.state !== 'canary' && campaign.state !== 'paused') throw wrongMoment(t('Nothing waits to go on here. Reload the page.'));
    const next = campaign.state === 'canary' ? 'running' : (campaign.pausedFrom ?? 'running');
    const at = deps.clock.now();
    const notBefore = await undoUntilFrom(tx, groupId, at);
    await tx.campaign.update({ where: { groupId_id: { groupId, id: campaign.id } }, data: { state: next, pausedFrom: null, notBefore, actingId: personId, wakeAt: at, trouble: '', updatedAt: at } });
    await appendEvent(tx, { groupId, at, type: campaign.state === 'canary' ? 'campaign.continued' : 'campaign.resumed', personId, subject: { type: 'campaign', id: campaign.id }, words: { campaign: campaign.name } });
    return { state: next, notBefore };
  });
  await deps.jobs.enqueue('campaign.step', { groupId, campaignId: input.campaignId }, { dedupeKey: input.campaignId, replaceDelayed: true });
  return going;
}
