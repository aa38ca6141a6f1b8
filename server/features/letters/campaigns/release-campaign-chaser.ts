import type { Tx } from '../../../platform/db.js';
import { AppError } from '../../../platform/errors.js';
import { t } from '../../../platform/words.js';
import { agencyFor } from '../../agencies/agencies.queries.js';
import { bouncesAmong } from '../../agencies/bouncing.queries.js';
import { lockRequest } from '../../requests/lock-request.js';
import { openDrafts } from '../follow-ups/letter-drafts.queries.js';
import { freezeFollowUp } from '../follow-ups/send-follow-up.js';
import { beginFollowUp } from '../follow-ups/start-follow-up.js';
import type { FreezeDeps } from '../freeze-letter.js';
import { callDelivery } from '../undo-window.js';
import { GOING } from './campaign.js';
import { wayTo } from './campaign-letter.js';
import { wrongMoment } from './campaigns.errors.js';
import { actingPerson, lockCampaign } from './campaigns.queries.js';
import { noteTurn, takeTurn } from './domain-turns.js';

const LONGEST_MS = 30_000;

/**
 * Freezes one later letter of a campaign when it is its turn, exactly as it was approved, in the approver's name. What no longer fits, or
 * changed on record since it was read, fails with the reason.
 * @returns whether a letter was frozen
 */
export async function releaseCampaignChaser(deps: FreezeDeps, input: { groupId: string; campaignId: string; chaserId: string }): Promise<boolean> {
  const { groupId, chaserId } = input;
  try {
    const frozen = await deps.db.$transaction((tx) => release(tx, deps, input), { timeout: LONGEST_MS });
    if (frozen?.state === 'queued') await callDelivery(deps, { groupId, ...frozen });
    return frozen !== null;
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    await deps.db.campaignChaser.updateMany({ where: { groupId, id: chaserId, place: 'created' }, data: { place: 'failed', problem: error.message } });
    return false;
  }
}

/** Null when it is not its turn, or it no longer waits for one. */
async function release(tx: Tx, deps: FreezeDeps, { groupId, campaignId, chaserId }: { groupId: string; campaignId: string; chaserId: string }) {
  const campaign = await lockCampaign(tx, { groupId, campaignId }, 'share');
  if (!GOING.includes(campaign.state) && campaign.state !== 'done') return null;
  const chaser = await tx.campaignChaser.findFirst({ where: { groupId, id: chaserId, place: 'created' } });
  if (!chaser) return null;
  const { domain, requestId, templateSlug } = chaser;
  if (domain !== '' && !(await takeTurn(tx, { groupId, domain, paceSeconds: campaign.paceSeconds, now: deps.clock.now() }))) return null;
  const request = await lockRequest(tx, { groupId, requestId });
  const claimed = await tx.campaignChaser.updateMany({ where: { groupId, id: chaserId, place: 'created' }, data: { place: 'released' } });
  if (claimed.count !== 1) return null;
  const actor = await actingPerson(tx, { groupId, personId: chaser.approvedById });
  if (!actor) throw wrongMoment(t('Whoever approved it is no longer of the group.'));
  if ((await openDrafts(tx, { groupId, requestId })).some((draft) => draft.followUp.slug === templateSlug)) throw wrongMoment(t('Somebody is writing this letter by itself.'));
  const agency = await agencyFor(tx, groupId, request.agencyId);
  if (!agency) throw new Error('a request names an agency its group does not have');
  const { channel, toAddress } = wayTo(agency, await bouncesAmong(tx, groupId, [agency]));
  const draft = await beginFollowUp(tx, actor, { requestId, templateSlug, fields: { channel, toAddress } }, deps.clock.now());
  const frozen = await freezeFollowUp(tx, deps, actor, { requestId, draftId: draft.id, version: null, channel, toAddress, seen: chaser.seen }, { atOnce: true });
  await tx.campaignChaser.updateMany({ where: { groupId, id: chaserId }, data: { letterId: frozen.letterId } });
  if (domain !== '') await noteTurn(tx, { groupId, domain, letterId: frozen.letterId });
  return frozen;
}
