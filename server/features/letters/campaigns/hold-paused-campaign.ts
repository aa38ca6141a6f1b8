import type { Context } from '../../../context.js';
import type { Actor } from '../../../platform/http/actor.js';
import { backIntoLine } from './back-into-line.js';
import { lockCampaign } from './campaigns.queries.js';
import { lettersUnderWay } from './letters-under-way.js';

const LONGEST_MS = 30_000;

/**
 * Holds what comes back to a paused campaign: a letter that was with a mail server when it was paused, and was put off there.
 * @returns whether one is still with a mail server
 */
export async function holdPausedCampaign(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, { campaignId }: { campaignId: string }): Promise<boolean> {
  const { groupId } = actor;
  return deps.db.$transaction(async (tx) => {
    const campaign = await lockCampaign(tx, { groupId, campaignId }, 'update');
    if (campaign.state !== 'paused') return false;
    await backIntoLine(tx, actor, { campaignId, at: deps.clock.now() });
    return (await lettersUnderWay(tx, { groupId, campaignId }, ['sending'], 1)).length > 0;
  }, { timeout: LONGEST_MS });
}
