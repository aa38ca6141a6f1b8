import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { appendEvent } from '../timeline/append-event.js';
import { confirmPassword } from './confirm-password.js';
import { endSessions, revokeLinks } from './end-access.js';
import { hashPassword } from './password.js';

/**
 * Changes one's own password; every other session of the person ends.
 * @param input.sessionId the session it is done from, which stays; null when by token
 * @throws AppError `accounts.wrong-password`, `accounts.weak-password`, `accounts.too-many-tries`
 */
export async function changePassword(
  deps: Pick<Context, 'db' | 'pool' | 'clock'>,
  actor: Actor,
  input: { currentPassword: string; password: string; sessionId: string | null },
): Promise<{ sessionsEnded: number }> {
  const { groupId, personId } = actor;
  const person = await confirmPassword(deps, actor, input.currentPassword);
  const passwordHash = await hashPassword(input.password, { email: person.email, groupName: actor.groupName });
  return deps.db.$transaction(async (tx) => {
    const at = deps.clock.now();
    await tx.person.update({ where: { id: personId }, data: { passwordHash } });
    const sessionsEnded = await endSessions(tx, personId, input.sessionId);
    await revokeLinks(tx, { groupId, personId }, at);
    await appendEvent(tx, { groupId, at, type: 'person.password-set', personId, subject: { type: 'person', id: personId }, words: { by: 'themselves' } });
    return { sessionsEnded };
  });
}
