import { civilIn } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { t } from '../../platform/words.js';
import { refusalOf } from '../agencies/agency-profile.js';
import { lockRequest } from '../requests/lock-request.js';
import { saveDraft } from '../requests/save-draft.js';
import type { Channel } from './channels.js';
import { type Draft, loadDraft } from './drafts.queries.js';
import { type FreezeDeps, type FrozenLetter, addressOf, freezeLetter } from './freeze-letter.js';
import { templateSource } from './letter-templates.js';
import { alreadySent, channelRefused, factsMoved } from './letters.errors.js';
import { draftedLetter, ownHash } from './own-templates/own-letter.js';
import { replyAddressOf } from '../requests/reply-address.js';
import { draftMark } from './draft-seen.js';
import { lintRequest } from './lint-request.js';
import { requireCleanWords } from './require-clean-words.js';
import { requireResponsible } from './require-responsible.js';
import { callDelivery } from './undo-window.js';

export interface SendLetter {
  readonly requestId: string;
  /** The version the person saw and approved; null when the caller is a program that just saved it. */
  readonly version: number | null;
  readonly channel: Channel;
  /** The mark of what the person read beside what was typed; not given by a program. */
  readonly seen?: string | undefined;
  /** For e-mail. */
  readonly toAddress?: string;
  readonly responsibleId?: string;
  /** The address is known to bounce, and it goes there all the same. */
  readonly evenIfBounces?: boolean;
}

/**
 * Freezes the draft's letter exactly as it stands, once: whoever comes second, by a double click or from another window, is refused. By
 * e-mail it is queued and a worker sends it after the group's wait; otherwise, or where nothing may leave, it waits as *not sent* until somebody records
 * how it went.
 * @throws requests.not-found, requests.draft-moved-on, letters.already-sent, letters.gaps (with a problem per blank field), letters.words-stop, letters.facts-moved,
 *   letters.channel-refused, letters.address-bounces, letters.invalid-input, letters.no-such-person
 */
export async function sendLetter(deps: FreezeDeps, actor: Actor, input: SendLetter): Promise<FrozenLetter> {
  const frozen = await deps.db.$transaction(async (tx) => {
    const request = await lockRequest(tx, { groupId: actor.groupId, requestId: input.requestId });
    if (request.state !== 'draft') throw alreadySent(request.number);
    const draft = await approvedDraft(tx, deps, actor, input);
    requireAsRead(draft, input.seen, civilIn(deps.clock.now(), draft.agency.timeZone).date);
    return freezeDraft(tx, deps, actor, draft, input.channel, { evenIfBounces: input.evenIfBounces });
  });
  if (frozen.state === 'queued') await callDelivery(deps, { groupId: actor.groupId, ...frozen });
  return frozen;
}

/** The day may have brought other words of law, or a lawyer other citations, since the page was shown. @throws letters.facts-moved */
function requireAsRead(draft: Draft, seen: string | undefined, today: string): void {
  if (seen !== undefined && seen !== draftMark(draft, { today, approved: draft.approved })) throw factsMoved(t('the law’s words, or what a lawyer lets it cite'));
}

/** Keeps the choices of the last step in the draft, so that a recalled letter comes back with them, and reads it as it will be frozen. */
async function approvedDraft(tx: Tx, deps: FreezeDeps, actor: Actor, input: SendLetter): Promise<Draft> {
  const where = { groupId: actor.groupId, requestId: input.requestId };
  const before = await loadDraft(tx, where);
  const refusal = refusalOf(before.agency, input.channel);
  if (refusal) throw channelRefused(before.agency.shortName, refusal.why);
  if (input.responsibleId !== undefined) await requireResponsible(tx, { groupId: actor.groupId, personId: input.responsibleId });
  await saveDraft(tx, {
    ...where, version: input.version, responsibleId: input.responsibleId, at: deps.clock.now(),
    draft: { step: 'send', fields: { ...before.fields, channel: input.channel, toAddress: addressOf(input) } },
  });
  return loadDraft(tx, where);
}

/** Freezes a request's first letter as its draft makes it today; a step of the caller's transaction, who holds the request's row. @throws letters.gaps, letters.words-stop */
export async function freezeDraft(tx: Tx, deps: FreezeDeps, actor: Actor, draft: Draft, channel: Channel, { atOnce = false, evenIfBounces = false }: { atOnce?: boolean; evenIfBounces?: boolean | undefined } = {}): Promise<FrozenLetter> {
  const { replyDomain } = deps.config;
  const setting = { today: civilIn(deps.clock.now(), draft.agency.timeZone).date, replyDomain };
  const letter = await draftedLetter(draft, setting);
  requireCleanWords(lintRequest(letter, draft, { ...setting, isLawyer: actor.role === 'lawyer' }));
  return freezeLetter(tx, deps, actor, {
    requestId: draft.requestId, letter, channel, toAddress: draft.fields.toAddress, followUp: null, atOnce, evenIfBounces,
    template: draft.own ? { slug: draft.template.slug, hash: ownHash(draft.own), versionId: draft.own.versionId } : { slug: draft.template.slug, hash: templateSource(draft.template).hash },
    replyAddress: replyAddressOf({ replyToken: draft.replyToken, replyDomain, contactEmail: draft.group.contactEmail }),
  });
}
