import type { Context } from '../../../context.js';
import type { Actor } from '../../../platform/http/actor.js';
import { t } from '../../../platform/words.js';
import { appendEvent } from '../../timeline/append-event.js';
import { takeBackWhole } from './back-into-line.js';
import { wrongMoment } from './campaigns.errors.js';
import { lockCampaign } from './campaigns.queries.js';
import { MOST_ON_THE_WAY } from './domain-turns.js';
import { lettersUnderWay } from './letters-under-way.js';

const LONGEST_MS = 30_000;

/**
 * Recalls a campaign: whatever has not left will not leave. Queued letters are taken back in the same moment; what waits for its turn or for a
 * person follows in the background. What has gone stays on record as it went.
 * @throws campaigns.not-found, campaigns.wrong-state
 */
export async function recallCampaign(deps: Pick<Context, 'db' | 'clock' | 'jobs'>, actor: Actor, input: { campaignId: string }): Promise<void> {
  const { groupId, personId } = actor;
  await deps.db.$transaction(async (tx) => {
    const campaign = await lockCampaign(tx, { groupId, campaignId: input.campaignId }, 'update');
    if (campaign.state !== 'canary' && campaign.state !== 'running' && campaign.state !== 'paused') throw wrongMoment(t('Nothing of it can be taken back: it has not been started, or is over.'));
    const at = deps.clock.now();
    await tx.campaign.update({ where: { groupId_id: { groupId, id: campaign.id } }, data: { state: 'recalled', pausedFrom: null, actingId: personId, wakeAt: at, trouble: '', updatedAt: at } });
    for (const { letterId } of await lettersUnderWay(tx, { groupId, campaignId: campaign.id }, ['queued'], 2 * MOST_ON_THE_WAY)) await takeBackWhole(tx, actor, { letterId, at });
    await appendEvent(tx, { groupId, at, type: 'campaign.recalled', personId, subject: { type: 'campaign', id: campaign.id }, words: { campaign: campaign.name } });
  }, { timeout: LONGEST_MS });
  await deps.jobs.enqueue('campaign.step', { groupId, campaignId: input.campaignId }, { dedupeKey: input.campaignId, replaceDelayed: true });
}
