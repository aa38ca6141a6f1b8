import type { Context } from '../../../context.js';
import type { Actor } from '../../../platform/http/actor.js';
import { t } from '../../../platform/words.js';
import { appendEvent } from '../../timeline/append-event.js';
import { backIntoLine } from './back-into-line.js';
import { wrongMoment } from './campaigns.errors.js';
import { lockCampaign } from './campaigns.queries.js';

const LONGEST_MS = 30_000;

/**
 * Pauses a campaign: nothing more leaves until somebody lets it go on. Letters that are approved and have not left are taken back into the
 * line in the same moment; one a mail server is being told can't be.
 * @returns how many were taken back
 * @throws campaigns.not-found, campaigns.wrong-state
 */
export async function pauseCampaign(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { campaignId: string }): Promise<{ takenBack: number }> {
  const { groupId, personId } = actor;
  return deps.db.$transaction(async (tx) => {
    const campaign = await lockCampaign(tx, { groupId, campaignId: input.campaignId }, 'update');
    if (campaign.state !== 'canary' && campaign.state !== 'running' && campaign.state !== 'done') throw wrongMoment(t('It is not under way, so there is nothing to pause.'));
    const at = deps.clock.now();
    await tx.campaign.update({ where: { groupId_id: { groupId, id: campaign.id } }, data: { state: 'paused', pausedFrom: campaign.state, actingId: personId, wakeAt: at, updatedAt: at } });
    const takenBack = await backIntoLine(tx, actor, { campaignId: campaign.id, at });
    await appendEvent(tx, { groupId, at, type: 'campaign.paused', personId, subject: { type: 'campaign', id: campaign.id }, words: { campaign: campaign.name, takenBack } });
    return { takenBack };
  }, { timeout: LONGEST_MS });
}
