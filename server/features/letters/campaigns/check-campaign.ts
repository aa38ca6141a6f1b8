import type { Context } from '../../../context.js';
import type { Actor } from '../../../platform/http/actor.js';
import { t } from '../../../platform/words.js';
import { mayEdit } from './campaign.js';
import { readCampaign } from './campaign-places.queries.js';
import { campaignMovedOn, notEditable, notReady } from './campaigns.errors.js';
import { loadCampaign } from './campaigns.queries.js';

/**
 * Marks a campaign as read: every letter of it can be made, and a person has seen them. What is started later is this version.
 * @throws campaigns.not-found, campaigns.not-editable, campaigns.moved-on, campaigns.not-ready with what is missing
 */
export async function checkCampaign(deps: Pick<Context, 'db' | 'clock' | 'config'>, actor: Actor, input: { campaignId: string; version: number | null }): Promise<{ version: number }> {
  const { groupId } = actor;
  const campaign = await loadCampaign(deps.db, { groupId, campaignId: input.campaignId });
  if (!mayEdit(campaign.state)) throw notEditable(campaign.name);
  if (input.version !== null && input.version !== campaign.version) throw campaignMovedOn();
  const { faults, stuckCount } = await readCampaign(deps.db, campaign, { now: deps.clock.now(), replyDomain: deps.config.replyDomain });
  if (faults.length > 0) throw notReady(faults.join(' '));
  if (stuckCount > 0) throw notReady(t.count(stuckCount, '{n} letter can’t be made yet. See below what it lacks, or take the agency out.', '{n} letters can’t be made yet. See below what they lack, or take the agencies out.'));
  const checked = await deps.db.campaign.updateMany({ where: { groupId, id: campaign.id, version: campaign.version, state: { in: ['draft', 'checked'] } }, data: { state: 'checked', updatedAt: deps.clock.now() } });
  if (checked.count !== 1) throw campaignMovedOn();
  return { version: campaign.version };
}
