import type { Context } from '../../../context.js';
import type { Tx } from '../../../platform/db.js';
import type { Actor } from '../../../platform/http/actor.js';
import { newId } from '../../../platform/ids.js';
import { t } from '../../../platform/words.js';
import { agenciesByIds } from '../../agencies/agencies.queries.js';
import { bouncesAmong } from '../../agencies/bouncing.queries.js';
import { appendEvent } from '../../timeline/append-event.js';
import { requireLawyerFor } from '../follow-ups/require-lawyer.js';
import { followUp } from '../follow-ups/offer-letters.js';
import { undoUntilFrom } from '../undo-window.js';
import { wayTo } from './campaign-letter.js';
import { wrongMoment } from './campaigns.errors.js';
import { lockCampaign } from './campaigns.queries.js';

/** A letter as it was read: what is sent is what was read, or nothing. */
export interface Approval {
  readonly requestId: string;
  readonly slug: string;
  /** The mark of the record it was read on. */
  readonly seen: string;
}

/**
 * Approves later letters of a campaign together; they go at its pace, each only if it still fits and the record is as it was read. A request that
 * has one waiting gets no second.
 * @returns how many were approved, and before when none of them leaves; null where the group sends at once
 * @throws campaigns.not-found, campaigns.wrong-state, letters.no-such-template, letters.lawyer-only
 */
export async function chaseCampaign(deps: Pick<Context, 'db' | 'clock' | 'jobs'>, actor: Actor, input: { campaignId: string; approvals: readonly Approval[] }): Promise<{ approved: number; notBefore: Date | null }> {
  const { groupId, personId } = actor;
  for (const approval of input.approvals) requireLawyerFor(followUp(approval.slug), actor);
  const { approved, notBefore } = await deps.db.$transaction(async (tx) => {
    const campaign = await lockCampaign(tx, { groupId, campaignId: input.campaignId }, 'update');
    if (campaign.state !== 'running' && campaign.state !== 'done') throw wrongMoment(t('Letters are approved together while the campaign is under way or done. Let it go on first.'));
    const at = deps.clock.now();
    const rows = await approvable(tx, { groupId, campaignId: campaign.id, approvals: input.approvals });
    // They go in the order of their ids, which is the campaign's own.
    const ids = rows.map(() => newId(at.getTime())).sort();
    await tx.campaignChaser.createMany({
      data: rows.map(({ requestId, slug, seen, domain }, index) => ({ id: ids[index] ?? newId(), groupId, campaignId: campaign.id, requestId, templateSlug: slug, seen, domain, approvedById: personId, approvedAt: at })),
    });
    if (rows.length === 0) return { approved: 0, notBefore: null };
    const until = await undoUntilFrom(tx, groupId, at);
    await tx.campaign.update({ where: { groupId_id: { groupId, id: campaign.id } }, data: { notBefore: until, actingId: personId, wakeAt: at, updatedAt: at } });
    await appendEvent(tx, { groupId, at, type: 'campaign.chased', personId, subject: { type: 'campaign', id: campaign.id }, words: { campaign: campaign.name, letters: rows.length } });
    return { approved: rows.length, notBefore: until };
  });
  if (approved > 0) await deps.jobs.enqueue('campaign.step', { groupId, campaignId: input.campaignId }, { dedupeKey: input.campaignId, replaceDelayed: true });
  return { approved, notBefore };
}

/** Those of this campaign's own requests that have no letter waiting, with the domain each waits on. */
async function approvable(tx: Tx, { groupId, campaignId, approvals }: { groupId: string; campaignId: string; approvals: readonly Approval[] }) {
  const byRequest = new Map(approvals.map((approval) => [approval.requestId, approval]));
  const places = await tx.campaignAgency.findMany({ where: { groupId, campaignId, requestId: { in: [...byRequest.keys()] } }, orderBy: { position: 'asc' }, select: { requestId: true, agencyId: true } });
  const waiting = await tx.campaignChaser.findMany({ where: { groupId, campaignId, place: 'created' }, select: { requestId: true } });
  const taken = new Set(waiting.map((one) => one.requestId));
  const agencies = await agenciesByIds(tx, groupId, places.map((place) => place.agencyId));
  const bounces = await bouncesAmong(tx, groupId, agencies.values());
  return places.flatMap(({ requestId, agencyId }) => {
    const approval = byRequest.get(requestId ?? '');
    const agency = agencies.get(agencyId);
    return approval && agency && !taken.has(approval.requestId) ? [{ ...approval, domain: wayTo(agency, bounces).domain }] : [];
  });
}
