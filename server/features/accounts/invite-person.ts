import type { Context } from '../../context.js';
import type { Actor, RoleName } from '../../platform/http/actor.js';
import { hashSecret, newId, newSecret } from '../../platform/ids.js';
import { appendEvent } from '../timeline/append-event.js';
import { alreadyMember } from './accounts.errors.js';

const SEVEN_DAYS_MS = 7 * 24 * 60 * 60 * 1000;

export interface IssuedInvitation {
  readonly invitationId: string;
  /** Shown once, to copy: only its hash is kept. */
  readonly url: string;
  readonly expiresAt: Date;
}

/**
 * Makes an invitation link for an e-mail and a role, good for seven days and once. An earlier open one for the same e-mail is taken back. The event
 * names no e-mail: until the invitation is accepted there is no person whose words could be erased.
 * @throws AppError `accounts.already-member` (409)
 */
export async function invitePerson(deps: Pick<Context, 'db' | 'clock' | 'config'>, actor: Actor, input: { email: string; role: RoleName }): Promise<IssuedInvitation> {
  const { groupId } = actor;
  const at = deps.clock.now();
  const secret = newSecret();
  const id = newId(at.getTime());
  const expiresAt = new Date(at.getTime() + SEVEN_DAYS_MS);
  await deps.db.$transaction(async (tx) => {
    const member = await tx.person.findUnique({ where: { groupId_email: { groupId, email: input.email } }, select: { id: true } });
    if (member) throw alreadyMember(input.email);
    await tx.invitation.updateMany({ where: { groupId, email: input.email, acceptedAt: null, revokedAt: null }, data: { revokedAt: at } });
    await tx.invitation.create({
      data: { id, groupId, email: input.email, role: input.role, tokenHash: hashSecret(secret), invitedById: actor.personId, createdAt: at, expiresAt },
    });
    await appendEvent(tx, { groupId, at, type: 'invitation.issued', personId: actor.personId, subject: { type: 'invitation', id }, words: { role: input.role } });
  });
  return { invitationId: id, url: `${deps.config.publicUrl}/invitations/${secret}`, expiresAt };
}
