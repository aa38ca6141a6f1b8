import type { Tx } from '../../../platform/db.js';
import type { Actor } from '../../../platform/http/actor.js';
import { t } from '../../../platform/words.js';
import { refusalOf } from '../../agencies/agency-profile.js';
import { lockRequest } from '../../requests/lock-request.js';
import type { Channel } from '../channels.js';
import { type FreezeDeps, type FrozenLetter, addressOf, freezeLetter } from '../freeze-letter.js';
import { channelRefused, draftFrozen, factsMoved, fieldProblem, tooMany, tooSoon } from '../letters.errors.js';
import { replyAddressOf } from '../../requests/reply-address.js';
import { callDelivery } from '../undo-window.js';
import type { FollowUpFields } from './draft-fields.js';
import { draftedFollowUp, ownHash } from '../own-templates/own-letter.js';
import { changedSince, followUpSource, refined, seenMark, seenOf } from './follow-up-letter.js';
import { type LetterDraft, type Standing, loadLetterDraft, loadStanding } from './letter-drafts.queries.js';
import { requireCleanWords } from '../require-clean-words.js';
import { lintFollowUp } from './lint-follow-up.js';
import { requireLawyerFor } from './require-lawyer.js';
import { keepFields, withInputs } from './save-follow-up.js';
import { DAYS_BETWEEN, MOST_A_WEEK } from './follow-up.js';
import { offeredNow } from './start-follow-up.js';

export interface SendFollowUp {
  readonly requestId: string;
  readonly draftId: string;
  /** The version the person saw and approved; null when the caller is a program that just saved it. */
  readonly version: number | null;
  readonly channel: Channel;
  /** For e-mail. */
  readonly toAddress?: string;
  /** The mark of the record as the person read it; without one, the record as the draft was last kept counts. */
  readonly seen?: string;
  readonly fields?: Partial<FollowUpFields>;
  /** The address is known to bounce, and it goes there all the same. */
  readonly evenIfBounces?: boolean;
}

/**
 * Freezes a follow-up exactly as it stands, once, if it still fits: the record is read again under the request's lock, so a letter never
 * leaves a day early or on facts that changed meanwhile.
 * @throws requests.not-found, letters.no-such-draft, letters.already-sent, letters.draft-moved-on, letters.not-offered, letters.facts-moved,
 *   letters.lawyer-only, letters.too-soon, letters.too-many, letters.words-stop, letters.gaps, letters.channel-refused, letters.address-bounces,
 *   letters.invalid-input
 */
export async function sendFollowUp(deps: FreezeDeps, actor: Actor, input: SendFollowUp): Promise<FrozenLetter> {
  const frozen = await deps.db.$transaction((tx) => freezeFollowUp(tx, deps, actor, input));
  if (frozen.state === 'queued') await callDelivery(deps, { groupId: actor.groupId, ...frozen });
  return frozen;
}

/** The same as a step of the caller's transaction, who enqueues after commit. `atOnce`: without the group's wait; `byItself`: on the standing order the actor gave. */
export async function freezeFollowUp(tx: Tx, deps: FreezeDeps, actor: Actor, input: SendFollowUp, { atOnce = false, byItself = false } = {}): Promise<FrozenLetter> {
  const where = { groupId: actor.groupId, requestId: input.requestId };
  await lockRequest(tx, where);
  const before = await loadLetterDraft(tx, { ...where, draftId: input.draftId });
  if (before.frozenLetterId !== null) throw draftFrozen(before.followUp.title());
  const toAddress = addressOf(input);
  const fields = input.fields?.inputs === undefined ? input.fields : withInputs(before, await loadStanding(tx, where, deps.clock.now()), { fields: input.fields });
  await keepFields(tx, before, { version: input.version, fields: { ...fields, channel: input.channel, toAddress }, at: deps.clock.now() });
  const draft = await loadLetterDraft(tx, { ...where, draftId: input.draftId });
  return freeze(tx, deps, actor, { draft, channel: input.channel, toAddress, seen: input.seen ?? seenMark(before.seen), atOnce, byItself, evenIfBounces: input.evenIfBounces ?? false });
}

interface Approved {
  readonly draft: LetterDraft;
  readonly channel: Channel;
  readonly toAddress: string;
  readonly seen: string;
  readonly atOnce: boolean;
  readonly byItself: boolean;
  readonly evenIfBounces: boolean;
}

async function freeze(tx: Tx, deps: FreezeDeps, actor: Actor, { draft, channel, toAddress, seen, atOnce, byItself, evenIfBounces }: Approved): Promise<FrozenLetter> {
  const standing = await loadStanding(tx, { groupId: actor.groupId, requestId: draft.requestId }, deps.clock.now());
  const offered = offeredNow(standing, draft.followUp.slug);
  const now = seenOf(offered, standing.situation, { approved: standing.approved, own: draft.own });
  if (seenMark(now) !== seen) throw factsMoved(changedSince(draft.seen, now).join(', ') || t('what the letter takes from it'));
  mayGo(standing, draft, actor, channel);
  if (actor.role !== 'lawyer' && !draft.followUp.atOnce) await requireFewLately(tx, standing, { groupId: actor.groupId, now: deps.clock.now() });
  const { agency, approved, group, request, situation } = standing;
  const replyAddress = replyAddressOf({ replyToken: request.replyToken, replyDomain: deps.config.replyDomain, contactEmail: group.contactEmail });
  const template = draft.own ? { slug: draft.followUp.slug, hash: ownHash(draft.own), versionId: draft.own.versionId } : followUpSource(draft.followUp);
  const letter = await draftedFollowUp(offered, draft, { situation, agency, group, number: request.number, replyAddress, approved });
  requireCleanWords(lintFollowUp(letter, offered, draft.fields, { situation, agency, group, replyAddress, approved, isLawyer: actor.role === 'lawyer' }));
  const frozen = await freezeLetter(tx, deps, actor, {
    requestId: request.id, letter, template, channel, toAddress, replyAddress, byItself, evenIfBounces, atOnce, followUp: { about: refined(offered, draft.fields, situation).about },
  });
  await tx.letterDraft.update({ where: { groupId_id: { groupId: actor.groupId, id: draft.id } }, data: { frozenLetterId: frozen.letterId } });
  return frozen;
}

/** Three letters a week are what one agency's office can answer (letters.md 6). @throws letters.too-many */
async function requireFewLately(tx: Tx, { agency }: Standing, { groupId, now }: { groupId: string; now: Date }): Promise<void> {
  const since = new Date(now.getTime() - DAYS_BETWEEN * 24 * 3_600_000);
  const lately = await tx.letter.count({ where: { groupId, followUp: true, state: { not: 'recalled' }, frozenAt: { gt: since }, request: { agencyId: agency.id } } });
  if (lately >= MOST_A_WEEK) throw tooMany(agency.shortName, lately);
}

/** What a person may still not do with a letter that fits. */
function mayGo({ agency, offers, situation }: Standing, { followUp, fields }: LetterDraft, actor: Actor, channel: Channel): void {
  const refusal = followUp.elsewhere ? undefined : refusalOf(agency, channel);
  if (refusal) throw channelRefused(agency.shortName, refusal.why);
  requireLawyerFor(followUp, actor);
  if (offers.heldUntil !== null && actor.role !== 'lawyer' && !followUp.atOnce) throw tooSoon(offers.heldUntil);
  if (fields.replyBy !== '' && fields.replyBy <= situation.today) throw fieldProblem('replyBy', t('Give a day that is still to come, or leave it empty.'));
}
