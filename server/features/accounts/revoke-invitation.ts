import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { appendEvent } from '../timeline/append-event.js';
import { invitationNotFound } from './accounts.errors.js';

/**
 * Takes an open invitation back; its link stops working.
 * @throws AppError `accounts.invitation-not-found` when the group has no such open invitation
 */
export async function revokeInvitation(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, invitationId: string): Promise<void> {
  const { groupId } = actor;
  await deps.db.$transaction(async (tx) => {
    const at = deps.clock.now();
    const revoked = await tx.invitation.updateMany({ where: { id: invitationId, groupId, acceptedAt: null, revokedAt: null }, data: { revokedAt: at } });
    if (revoked.count !== 1) throw invitationNotFound();
    await appendEvent(tx, { groupId, at, type: 'invitation.revoked', personId: actor.personId, subject: { type: 'invitation', id: invitationId }, words: {} });
  });
}
