import type { Context } from '../../../context.js';
import { t } from '../../../platform/words.js';
import type { Actor } from '../../../platform/http/actor.js';
import type { FreezeDeps } from '../freeze-letter.js';
import { clearRecalledCampaign } from './clear-recalled-campaign.js';
import { type Campaign, actingPerson, loadCampaign } from './campaigns.queries.js';
import { MOST_ON_THE_WAY, freeAt } from './domain-turns.js';
import { holdPausedCampaign } from './hold-paused-campaign.js';
import { lettersUnderWay } from './letters-under-way.js';
import { makeCampaignRequests } from './make-campaign-requests.js';
import { releaseCampaignChaser } from './release-campaign-chaser.js';
import { releaseCampaignLetter } from './release-campaign-letter.js';
import { byHandInLine, countWaiting, firstsInLine, lastOfCanary } from './waiting-line.queries.js';

type Deps = FreezeDeps & Pick<Context, 'logger'>;

/** While letters are with the mail server, this long until the next look. */
const LOOK_AGAIN_MS = 5_000;
const lookAgain = ({ clock }: Deps): Date => new Date(clock.now().getTime() + LOOK_AGAIN_MS);
const onTheWay = async ({ db }: Deps, { groupId, id }: Campaign): Promise<number> => (await lettersUnderWay(db, { groupId, campaignId: id }, ['queued', 'sending'], 2 * MOST_ON_THE_WAY)).length;

/**
 * Does what a campaign can do now: makes requests, lets letters go whose turn it is, takes back what was recalled. Every act is a transaction of
 * its own that looks at the campaign again, so that it may be broken off anywhere, run twice at once, and be gone on with.
 * @returns when to look again; null when nothing waits for its time
 */
export async function stepCampaign(deps: Deps, where: { groupId: string; campaignId: string }): Promise<Date | null> {
  const campaign = await loadCampaign(deps.db, where);
  const wakeAt = await act(deps, campaign);
  const { groupId, campaignId } = where;
  // A press of a button meanwhile wrote its own time, and this look is over.
  await deps.db.campaign.updateMany({ where: { groupId, id: campaignId, state: campaign.state, updatedAt: campaign.updatedAt }, data: { wakeAt } });
  if (wakeAt) await deps.jobs.enqueue('campaign.step', where, { dedupeKey: campaignId, replaceDelayed: true, delayMs: Math.max(0, wakeAt.getTime() - deps.clock.now().getTime()) });
  return wakeAt;
}

async function act(deps: Deps, campaign: Campaign): Promise<Date | null> {
  const { groupId, id: campaignId, state } = campaign;
  if (state === 'draft' || state === 'checked') return null;
  const actor = await actingPerson(deps.db, { groupId, personId: campaign.actingId });
  if (!actor) return orphaned(deps, campaign);
  if (state === 'paused') return (await holdPausedCampaign(deps, actor, { campaignId })) ? lookAgain(deps) : null;
  if (state === 'recalled') return (await clearRecalledCampaign(deps, actor, { campaignId })) ? lookAgain(deps) : null;
  const upTo = state === 'canary' ? await lastOfCanary(deps.db, { groupId, campaignId, canary: campaign.canary }) : null;
  if (state !== 'done') await makeCampaignRequests(deps, actor, { campaignId, upTo });
  const now = deps.clock.now();
  if (campaign.notBefore && campaign.notBefore > now) return campaign.notBefore;
  await release(deps, actor, campaign, upTo);
  return nextLook(deps, campaign, upTo);
}

/** Lets go whatever may go now, at most so many at once. */
async function release(deps: Deps, actor: Actor, campaign: Campaign, upTo: number | null): Promise<void> {
  const where = { groupId: campaign.groupId, campaignId: campaign.id };
  const now = deps.clock.now();
  const room = MOST_ON_THE_WAY - (await onTheWay(deps, campaign));
  const free = (await firstsInLine(deps.db, { ...where, upTo })).filter((one) => {
    const at = freeAt(one, campaign.paceSeconds);
    return at !== null && at <= now;
  });
  const go = [...free.slice(0, Math.max(0, room)), ...(await byHandInLine(deps.db, { ...where, upTo }, MOST_ON_THE_WAY))];
  for (const one of go) {
    if (one.kind === 'first') await releaseCampaignLetter(deps, actor, { campaignId: campaign.id, placeId: one.id });
    else await releaseCampaignChaser(deps, { ...where, chaserId: one.id });
  }
}

/** When something can go next; a campaign with nothing left is done. */
async function nextLook(deps: Deps, campaign: Campaign, upTo: number | null): Promise<Date | null> {
  const { groupId, id: campaignId } = campaign;
  const where = { groupId, campaignId };
  const soon = lookAgain(deps);
  const line = await firstsInLine(deps.db, { ...where, upTo });
  const times = line.flatMap((one) => freeAt(one, campaign.paceSeconds) ?? soon);
  if ((await byHandInLine(deps.db, { ...where, upTo }, 1)).length > 0 || (await onTheWay(deps, campaign)) > 0) times.push(soon);
  if (times.length > 0) return new Date(Math.max(soon.getTime(), Math.min(...times.map((time) => time.getTime()))));
  const { planned, created, chasers } = await countWaiting(deps.db, where);
  if (campaign.state === 'running' && planned + created + chasers === 0) {
    await deps.db.campaign.updateMany({ where: { groupId, id: campaignId, state: 'running' }, data: { state: 'done', wakeAt: null } });
  }
  return null;
}

/** Letters carry somebody's name: when that person is gone, another must take it on. */
async function orphaned({ db, logger }: Deps, { groupId, id, state }: Campaign): Promise<null> {
  const waits = state === 'done' && (await countWaiting(db, { groupId, campaignId: id })).chasers > 0;
  if (state !== 'canary' && state !== 'running' && !waits) return null;
  await db.campaign.updateMany({ where: { groupId, id, state }, data: { state: 'paused', pausedFrom: state, wakeAt: null, trouble: t('Whoever started it no longer sends letters for this group. Let it go on in your own name.') } });
  logger.warn({ campaignId: id }, 'a campaign waits for another person');
  return null;
}
