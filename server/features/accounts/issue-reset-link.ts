import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { appendEvent } from '../timeline/append-event.js';
import { personDeactivated } from './accounts.errors.js';
import { makeSignInLink } from './make-sign-in-link.js';
import { personInGroup } from './person-in-group.js';

/**
 * A reset link for an owner to hand over, good for a day and once. The old password works until the link is used.
 * @throws AppError `accounts.person-not-found`, `accounts.deactivated`
 */
export async function issueResetLink(deps: Pick<Context, 'db' | 'clock' | 'config'>, actor: Actor, personId: string): Promise<{ url: string; expiresAt: Date; name: string }> {
  const { groupId } = actor;
  return deps.db.$transaction(async (tx) => {
    const person = await personInGroup(tx, groupId, personId);
    if (person.deactivatedAt) throw personDeactivated(person.name);
    const at = deps.clock.now();
    const link = await makeSignInLink(tx, { groupId, personId, purpose: 'password-reset', issuedById: actor.personId, at });
    await appendEvent(tx, {
      groupId, at, type: 'person.reset-link-issued', personId: actor.personId, subject: { type: 'person', id: personId }, words: { name: person.name },
    });
    return { url: `${deps.config.publicUrl}${link.path}`, expiresAt: link.expiresAt, name: person.name };
  });
}
