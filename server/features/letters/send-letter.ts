import type { Context } from '../../context.js';
import { civilIn } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { newId } from '../../platform/ids.js';
import { isMailAddress } from '../../platform/mailer.message.js';
import { t } from '../../platform/words.js';
import { refusalOf } from '../agencies/agency-profile.js';
import { lockRequest } from '../requests/lock-request.js';
import { refreshState } from '../requests/refresh-state.js';
import { saveDraft } from '../requests/save-draft.js';
import { appendEvent } from '../timeline/append-event.js';
import { type Channel, channelWords } from './channels.js';
import { contentHash } from './compose-letter.js';
import { letterOf } from './draft-letter.js';
import { type Draft, loadDraft } from './drafts.queries.js';
import { templateSource } from './letter-templates.js';
import { alreadySent, channelRefused, fieldProblem, letterHasGaps } from './letters.errors.js';
import { maySend } from './may-send.js';
import { oneLine } from './plain-words.js';
import { replyAddressOf } from './reply-address.js';
import { requireResponsible } from './require-responsible.js';

export interface SendLetter {
  readonly requestId: string;
  /** The version the person saw and approved; null when the caller is a program that just saved it. */
  readonly version: number | null;
  readonly channel: Channel;
  /** For e-mail. */
  readonly toAddress?: string;
  readonly responsibleId?: string;
}

export interface FrozenLetter {
  readonly letterId: string;
  readonly state: 'queued' | 'not_sent';
}

type Deps = Pick<Context, 'db' | 'clock' | 'config' | 'mailer' | 'jobs'>;

/**
 * Freezes the draft's letter exactly as it stands, once: whoever comes second, by a double click or from another window, is refused. By
 * e-mail it is queued and a worker sends it; otherwise, or where nothing may leave, it waits as *not sent* until somebody records
 * how it went.
 * @throws requests.not-found, requests.draft-moved-on, letters.already-sent, letters.gaps (with a problem per blank field),
 *   letters.channel-refused, letters.invalid-input, letters.no-such-person
 */
export async function sendLetter(deps: Deps, actor: Actor, input: SendLetter): Promise<FrozenLetter> {
  const state = input.channel === 'email' && maySend(deps, actor) ? 'queued' : 'not_sent';
  const letterId = await deps.db.$transaction(async (tx) => {
    const request = await lockRequest(tx, { groupId: actor.groupId, requestId: input.requestId });
    if (request.state !== 'draft') throw alreadySent(request.number);
    const draft = await approvedDraft(tx, deps, actor, input);
    return freeze(tx, deps, actor, { draft, input, state });
  });
  if (state === 'queued') await deps.jobs.enqueue('letter.deliver', { groupId: actor.groupId, letterId });
  return { letterId, state };
}

/** Keeps the choices of the last step in the draft, so that a recalled letter comes back with them, and reads it as it will be frozen. */
async function approvedDraft(tx: Tx, deps: Deps, actor: Actor, input: SendLetter): Promise<Draft> {
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

function addressOf(input: SendLetter): string {
  const typed = (input.toAddress ?? '').trim();
  if (input.channel !== 'email') return typed;
  if (typed === '') throw fieldProblem('toAddress', t('Give the e-mail address the letter goes to.'));
  if (!isMailAddress(typed)) throw fieldProblem('toAddress', t('This is not an e-mail address that can be written to. Check it.'));
  return typed;
}

interface Freezing {
  readonly draft: Draft;
  readonly input: SendLetter;
  readonly state: FrozenLetter['state'];
}

async function freeze(tx: Tx, deps: Deps, actor: Actor, { draft, input, state }: Freezing): Promise<string> {
  const at = deps.clock.now();
  const { groupId, personId } = actor;
  const { replyDomain } = deps.config;
  const letter = letterOf(draft, { today: civilIn(at, draft.agency.timeZone).date, replyDomain });
  if (letter.gaps.length > 0) throw letterHasGaps(Object.fromEntries(letter.gaps.map((gap) => [gap.path, gap.label])));
  const letterId = newId(at.getTime());
  await tx.letter.create({
    data: {
      id: letterId, groupId, requestId: draft.requestId, templateSlug: draft.template.slug, templateHash: templateSource(draft.template).hash, state,
      channel: input.channel, toAddress: draft.fields.toAddress, fromAddress: input.channel === 'email' ? oneLine(deps.config.mailFrom) : '',
      replyAddress: replyAddressOf({ replyToken: draft.replyToken, replyDomain, contactEmail: draft.group.contactEmail }),
      subject: letter.subject, bodyText: letter.text, bodyHtml: letter.html, contentHash: contentHash(letter.subject, letter.text),
      messageId: `<${newId(at.getTime())}@${replyDomain}>`, createdById: personId, frozenAt: at,
    },
  });
  await refreshState(tx, { groupId, requestId: draft.requestId, at });
  await appendEvent(tx, {
    groupId, at, type: 'letter.frozen', requestId: draft.requestId, personId, subject: { type: 'letter', id: letterId },
    words: { subject: letter.subject, how: channelWords(input.channel), channel: input.channel, to: draft.fields.toAddress, state, contentHash: contentHash(letter.subject, letter.text) },
  });
  return letterId;
}
