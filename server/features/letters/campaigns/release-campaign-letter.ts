import type { Tx } from '../../../platform/db.js';
import { AppError } from '../../../platform/errors.js';
import type { Actor } from '../../../platform/http/actor.js';
import { t } from '../../../platform/words.js';
import { refusalOf } from '../../agencies/agency-profile.js';
import { bouncesAmong, bouncingAddress } from '../../agencies/bouncing.queries.js';
import { lockRequest } from '../../requests/lock-request.js';
import { isChannel } from '../channels.js';
import { loadDraft } from '../drafts.queries.js';
import type { FreezeDeps, FrozenLetter } from '../freeze-letter.js';
import { freezeDraft } from '../send-letter.js';
import { callDelivery } from '../undo-window.js';
import { GOING } from './campaign.js';
import { wayTo } from './campaign-letter.js';
import { lockCampaign } from './campaigns.queries.js';
import { noteTurn, takeTurn } from './domain-turns.js';

const LONGEST_MS = 30_000;

/**
 * Freezes the first letter of one place of a campaign when it is its turn, and has it sent; by hand it waits for a person. Two workers at one
 * place freeze it once. A letter that can't be made fails its own place and keeps no other from going.
 * @returns whether a letter was frozen
 */
export async function releaseCampaignLetter(deps: FreezeDeps, actor: Actor, input: { campaignId: string; placeId: string }): Promise<boolean> {
  const { groupId } = actor;
  try {
    const frozen = await deps.db.$transaction((tx) => release(tx, deps, actor, input), { timeout: LONGEST_MS });
    if (frozen?.state === 'queued') await callDelivery(deps, { groupId, ...frozen });
    return frozen !== null;
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    await fail(deps, { groupId, placeId: input.placeId, error });
    return false;
  }
}

/** Null when it is not its turn, or it no longer waits for one. */
async function release(tx: Tx, deps: FreezeDeps, actor: Actor, { campaignId, placeId }: { campaignId: string; placeId: string }): Promise<FrozenLetter | null> {
  const { groupId } = actor;
  const campaign = await lockCampaign(tx, { groupId, campaignId }, 'share');
  if (!GOING.includes(campaign.state)) return null;
  const waits = await tx.campaignAgency.findFirst({ where: { groupId, id: placeId, place: 'created' }, select: { domain: true, requestId: true } });
  if (!waits?.requestId) return null;
  const { domain, requestId } = waits;
  if (domain !== '' && !(await takeTurn(tx, { groupId, domain, paceSeconds: campaign.paceSeconds, now: deps.clock.now() }))) return null;
  const request = await lockRequest(tx, { groupId, requestId });
  if (request.state !== 'draft') return adopt(tx, { groupId, placeId, requestId });
  const claimed = await tx.campaignAgency.updateMany({ where: { groupId, id: placeId, place: 'created' }, data: { place: 'released' } });
  if (claimed.count !== 1) return null;
  const { draft, channel, byHand } = await draftToSend(tx, { groupId, requestId });
  const frozen = await freezeDraft(tx, deps, actor, draft, channel, { atOnce: true });
  await tx.campaignAgency.updateMany({ where: { groupId, id: placeId }, data: { letterId: frozen.letterId, problem: byHand } });
  if (domain !== '') await noteTurn(tx, { groupId, domain, letterId: frozen.letterId });
  return frozen;
}

/** Its agency may have begun to refuse mail, or its address to bounce, since the request was made: then a person carries it, and is told why. */
async function draftToSend(tx: Tx, where: { groupId: string; requestId: string }) {
  const draft = await loadDraft(tx, where);
  const { channel, toAddress } = draft.fields;
  const bounced = channel === 'email' && (await bouncingAddress(tx, where.groupId, toAddress)) !== null;
  const way = wayTo(draft.agency, await bouncesAmong(tx, where.groupId, [draft.agency]));
  if (isChannel(channel) && !bounced && !refusalOf(draft.agency, channel)) return { draft, channel, byHand: channel === 'email' ? '' : way.byHand };
  return { draft: { ...draft, fields: { ...draft.fields, channel: way.channel, toAddress: bounced ? way.toAddress : way.toAddress || toAddress } }, channel: way.channel, byHand: way.byHand };
}

/** Somebody sent it, or gave it up, by itself: the place goes with what became of it. */
async function adopt(tx: Tx, { groupId, placeId, requestId }: { groupId: string; placeId: string; requestId: string }): Promise<null> {
  const letter = await tx.letter.findFirst({ where: { groupId, requestId, followUp: false, state: { not: 'recalled' } }, orderBy: { id: 'asc' }, select: { id: true } });
  await tx.campaignAgency.updateMany({
    where: { groupId, id: placeId, place: 'created' }, data: letter ? { place: 'released', letterId: letter.id } : { place: 'failed', problem: t('Its request was given up.') },
  });
  return null;
}

async function fail({ db }: FreezeDeps, { groupId, placeId, error }: { groupId: string; placeId: string; error: AppError }): Promise<void> {
  const lacks = Object.values(error.fields).join('; ');
  const problem = error.code === 'requests.not-found' ? t('Its request was thrown away.') : [error.message, lacks].filter(Boolean).join(' ');
  await db.campaignAgency.updateMany({ where: { groupId, id: placeId, place: 'created' }, data: { place: 'failed', problem } });
}
