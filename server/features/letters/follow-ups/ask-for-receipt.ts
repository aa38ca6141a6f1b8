import type { Context } from '../../../context.js';
import type { Tx } from '../../../platform/db.js';
import { AppError } from '../../../platform/errors.js';
import type { Actor } from '../../../platform/http/actor.js';
import { roleMay } from '../../accounts/permissions.js';
import { lockRequest } from '../../requests/lock-request.js';
import type { FreezeDeps, FrozenLetter } from '../freeze-letter.js';
import { maySend } from '../may-send.js';
import { callDelivery } from '../undo-window.js';
import { freezeFollowUp } from './send-follow-up.js';
import { beginFollowUp } from './start-follow-up.js';

/** The only letter that may go without a person: it asks whether they have the request, and says nothing about the law. */
export const BY_ITSELF = 'cpra-confirm-receipt';

/**
 * Writes and queues the letter that asks to confirm receipt, on the standing order of the request's group, when everything a person would be
 * asked for is given and it still fits; otherwise it is left to a person. Once for a request: one that was taken back is not written again.
 * @returns whether it was queued
 */
export async function askForReceipt(deps: FreezeDeps & Pick<Context, 'logger'>, where: { groupId: string; requestId: string }): Promise<boolean> {
  try {
    const frozen = await deps.db.$transaction((tx) => ask(tx, deps, where));
    if (frozen) await callDelivery(deps, { groupId: where.groupId, ...frozen });
    return frozen !== null;
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    deps.logger.info({ requestId: where.requestId, why: error.code }, 'the letter that asks to confirm receipt is left to a person');
    return false;
  }
}

async function ask(tx: Tx, deps: FreezeDeps, { groupId, requestId }: { groupId: string; requestId: string }): Promise<FrozenLetter | null> {
  await lockRequest(tx, { groupId, requestId });
  const actor = await whoOrdered(tx, groupId);
  if (!actor || !maySend(deps, actor)) return null;
  const request = await tx.recordsRequest.findUniqueOrThrow({
    where: { groupId_id: { groupId, id: requestId } },
    select: { responsible: { select: { name: true, deactivatedAt: true } }, letters: { select: { templateSlug: true, followUp: true, state: true, channel: true, fromAddress: true, toAddress: true }, orderBy: [{ frozenAt: 'asc' }, { id: 'asc' }] } },
  });
  if (request.responsible.deactivatedAt !== null || request.letters.some(({ templateSlug }) => templateSlug === BY_ITSELF)) return null;
  if ((await tx.letterDraft.count({ where: { groupId, requestId, templateSlug: BY_ITSELF } })) > 0) return null;
  const first = request.letters.find(({ followUp, state }) => !followUp && state === 'sent');
  // Without a From it was entered as sent by somebody, somewhere else: where they would look for a second letter is not known.
  if (first?.channel !== 'email' || first.fromAddress === '' || first.toAddress === '') return null;
  const way = { channel: 'email', toAddress: first.toAddress } as const;
  const fields = { ...way, signerName: request.responsible.name };
  const { id: draftId } = await beginFollowUp(tx, actor, { requestId, templateSlug: BY_ITSELF, fields, byItself: true }, deps.clock.now());
  return freezeFollowUp(tx, deps, actor, { requestId, draftId, version: null, ...way }, { byItself: true });
}

/** Whoever gave the order still answers for it; null when there is none, or that person no longer sends letters for the group. */
async function whoOrdered(tx: Tx, groupId: string): Promise<Actor | null> {
  const group = await tx.group.findUniqueOrThrow({ where: { id: groupId } });
  if (!group.confirmsByItself || group.confirmsSetById === null) return null;
  const person = await tx.person.findUnique({ where: { groupId_id: { groupId, id: group.confirmsSetById } } });
  if (!person || person.deactivatedAt !== null || !roleMay(person.role, 'letters.send')) return null;
  return { groupId, personId: person.id, role: person.role, name: person.name, groupName: group.name, isExample: group.isExample, timeZone: group.timeZone, via: 'session' };
}
