import type { Context } from '../../../context.js';
import type { Actor } from '../../../platform/http/actor.js';
import { t } from '../../../platform/words.js';
import { appendEvent } from '../../timeline/append-event.js';
import { undoUntilFrom } from '../undo-window.js';
import { mayEdit } from './campaign.js';
import { campaignMovedOn, campaignStarted, notReady } from './campaigns.errors.js';
import { lockCampaign } from './campaigns.queries.js';

/**
 * Starts a campaign that was checked, once: its first letters go after the group's wait, the others wait for a person. Whoever comes second is refused.
 * @returns where it is now, and before when nothing leaves; null where the group sends at once
 * @throws campaigns.not-found, campaigns.already-started, campaigns.moved-on, campaigns.not-ready when nobody has checked it
 */
export async function startCampaign(deps: Pick<Context, 'db' | 'clock' | 'jobs'>, actor: Actor, input: { campaignId: string; version: number | null }): Promise<{ state: 'canary' | 'running'; notBefore: Date | null }> {
  const { groupId, personId } = actor;
  const started = await deps.db.$transaction(async (tx) => {
    const campaign = await lockCampaign(tx, { groupId, campaignId: input.campaignId }, 'update');
    if (!mayEdit(campaign.state)) throw campaignStarted(campaign.name);
    if (input.version !== null && input.version !== campaign.version) throw campaignMovedOn();
    if (campaign.state !== 'checked') throw notReady(t('Check the letters first: nobody has read them as they stand now.'));
    const agencies = await tx.campaignAgency.count({ where: { groupId, campaignId: campaign.id } });
    const first = agencies > campaign.canary && campaign.canary > 0 ? 'canary' : 'running';
    const at = deps.clock.now();
    const notBefore = await undoUntilFrom(tx, groupId, at);
    await tx.campaign.update({
      where: { groupId_id: { groupId, id: campaign.id } },
      data: { state: first, actingId: personId, startedAt: at, notBefore, wakeAt: at, trouble: '', version: { increment: 1 }, updatedAt: at },
    });
    await appendEvent(tx, { groupId, at, type: 'campaign.started', personId, subject: { type: 'campaign', id: campaign.id }, words: { campaign: campaign.name, agencies, first: first === 'canary' ? campaign.canary : agencies } });
    return { state: first, notBefore } as const;
  });
  await deps.jobs.enqueue('campaign.step', { groupId, campaignId: input.campaignId }, { dedupeKey: input.campaignId, replaceDelayed: true });
  return started;
}
