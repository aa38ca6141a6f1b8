import type { Context } from '../../context.js';
import type { Tx } from '../../platform/db.js';
import type { RoleName } from '../../platform/http/actor.js';
import { hashSecret } from '../../platform/ids.js';
import { invitationNotFound, invitationOver } from './accounts.errors.js';
import { addPerson } from './add-person.js';
import { hashPassword } from './password.js';

export interface OpenInvitation {
  readonly id: string;
  readonly groupId: string;
  readonly groupName: string;
  readonly email: string;
  readonly role: RoleName;
  readonly invitedById: string;
}

/**
 * What an invitation link offers.
 * @throws AppError `accounts.invitation-not-found` (404), `accounts.invitation-expired|accepted|revoked` (410)
 */
export async function openInvitation(deps: { db: Tx; clock: Context['clock'] }, token: string): Promise<OpenInvitation> {
  const found = await deps.db.invitation.findUnique({ where: { tokenHash: hashSecret(token) }, include: { group: { select: { name: true } } } });
  if (!found) throw invitationNotFound();
  if (found.acceptedAt) throw invitationOver('accepted');
  if (found.revokedAt) throw invitationOver('revoked');
  if (found.expiresAt <= deps.clock.now()) throw invitationOver('expired');
  const { id, groupId, email, role, invitedById } = found;
  return { id, groupId, groupName: found.group.name, email, role, invitedById };
}

/**
 * The invited person joins with a name and a password. The invitation is claimed by a conditional update, so it works once.
 * @returns the new person
 * @throws AppError as {@link openInvitation}, `accounts.weak-password`, `accounts.already-member`
 */
export async function acceptInvitation(deps: Pick<Context, 'db' | 'clock'>, input: { token: string; name: string; password: string }): Promise<{ personId: string }> {
  const offer = await openInvitation(deps, input.token);
  const passwordHash = await hashPassword(input.password, { email: offer.email, groupName: offer.groupName });
  return deps.db.$transaction(async (tx) => {
    const at = deps.clock.now();
    const claimed = await tx.invitation.updateMany({ where: { id: offer.id, acceptedAt: null, revokedAt: null, expiresAt: { gt: at } }, data: { acceptedAt: at } });
    if (claimed.count !== 1) throw invitationOver('accepted');
    const personId = await addPerson(tx, {
      groupId: offer.groupId, at, name: input.name, email: offer.email, role: offer.role, passwordHash, how: 'invitation', byPersonId: offer.invitedById,
    });
    return { personId };
  });
}
