import type { Context } from '../../context.js';
import type { Tx } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { newId } from '../../platform/ids.js';
import { isMailAddress } from '../../platform/mailer.message.js';
import { t } from '../../platform/words.js';
import { bouncingAddress } from '../agencies/bouncing.queries.js';
import { refreshState } from '../requests/refresh-state.js';
import { appendEvent } from '../timeline/append-event.js';
import { type Channel, channelWords } from './channels.js';
import { type ComposedLetter, contentHash } from './compose-letter.js';
import { addressBounces, fieldProblem, letterHasGaps } from './letters.errors.js';
import { maySend } from './may-send.js';
import { oneLine } from './plain-words.js';
import { undoUntilFrom } from './undo-window.js';

export interface Freezing {
  readonly requestId: string;
  readonly letter: ComposedLetter;
  readonly template: { readonly slug: string; readonly hash: string; /** Of the group's own words. */ readonly versionId?: string };
  readonly channel: Channel;
  /** '' where the channel needs none. */
  readonly toAddress: string;
  readonly replyAddress: string;
  /** A letter after the first: what it speaks of; null for the first. */
  readonly followUp: { readonly about: readonly string[] } | null;
  /** Leaves without the group's wait: what it is part of was waited for as a whole. */
  readonly atOnce?: boolean;
  /** Nobody approved this letter: it goes on the standing order that the actor gave for the group. */
  readonly byItself?: boolean;
  /** A person knows that the address bounces and sends there all the same. */
  readonly evenIfBounces?: boolean;
}

export interface FrozenLetter {
  readonly letterId: string;
  readonly state: 'queued' | 'not_sent';
  /** Of a queued one: no worker takes it before; null: at once. */
  readonly undoUntil: Date | null;
}

export type FreezeDeps = Pick<Context, 'db' | 'clock' | 'config' | 'mailer' | 'jobs'>;

/**
 * Keeps a letter's words for good, to be sent as they are: the one place where letters come to be. By e-mail it is queued where something may
 * leave, to be claimed after the group's wait, otherwise it waits as *not sent*. A step of the caller's transaction, who holds the request's row and enqueues after commit.
 * @throws letters.gaps with a problem per blank, letters.address-bounces
 */
export async function freezeLetter(tx: Tx, deps: FreezeDeps, actor: Actor, freezing: Freezing): Promise<FrozenLetter> {
  const { requestId, letter, template, channel, toAddress, replyAddress, followUp } = freezing;
  if (letter.gaps.length > 0) throw letterHasGaps(Object.fromEntries(letter.gaps.map((gap) => [gap.path, gap.label])));
  const at = deps.clock.now();
  const { groupId, personId } = actor;
  const bounces = channel === 'email' && !freezing.evenIfBounces ? await bouncingAddress(tx, groupId, toAddress) : null;
  if (bounces) throw addressBounces(bounces, actor.timeZone);
  const letterId = newId(at.getTime());
  const state = channel === 'email' && maySend(deps, actor) ? 'queued' : 'not_sent';
  const undoUntil = state === 'queued' && !freezing.atOnce ? await undoUntilFrom(tx, groupId, at) : null;
  const hash = contentHash(letter.subject, letter.text);
  await tx.letter.create({
    data: {
      id: letterId, groupId, requestId, templateSlug: template.slug, templateHash: template.hash, templateVersionId: template.versionId ?? null, state, channel, toAddress, replyAddress,
      fromAddress: channel === 'email' ? oneLine(deps.config.mailFrom) : '',
      subject: letter.subject, bodyText: letter.text, bodyHtml: letter.html, contentHash: hash,
      messageId: `<${newId(at.getTime())}@${deps.config.replyDomain}>`, createdById: personId, frozenAt: at, undoUntil, byItself: freezing.byItself ?? false, followUp: followUp !== null, about: [...(followUp?.about ?? [])],
    },
  });
  await refreshState(tx, { groupId, requestId, at });
  await appendEvent(tx, {
    groupId, at, type: 'letter.frozen', requestId, personId: freezing.byItself ? null : personId, subject: { type: 'letter', id: letterId },
    words: { subject: letter.subject, how: channelWords(channel), channel, to: toAddress, state, contentHash: hash, template: template.slug, templateHash: template.hash, templateVersion: template.versionId ?? null, ...(freezing.byItself ? { orderedBy: actor.name } : { approvedBy: actor.name }), role: actor.role, onApproval: [...letter.onApproval] },
  });
  return { letterId, state, undoUntil };
}

/** The address as typed for a channel; for e-mail it must be one that can be written to. @throws letters.invalid-input */
export function addressOf(input: { readonly channel: Channel; readonly toAddress?: string }): string {
  const typed = (input.toAddress ?? '').trim();
  if (input.channel !== 'email') return typed;
  if (typed === '') throw fieldProblem('toAddress', t('Give the e-mail address the letter goes to.'));
  if (!isMailAddress(typed)) throw fieldProblem('toAddress', t('This is not an e-mail address that can be written to. Check it.'));
  return typed;
}
