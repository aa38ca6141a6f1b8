import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { appendEvent } from '../timeline/append-event.js';
import { alreadyDeactivated } from './accounts.errors.js';
import { endSessions, revokeIssued, revokeLinks, revokeTokens } from './end-access.js';
import { assertAnotherOwner, lockOwners, personInGroup } from './person-in-group.js';

/**
 * Shuts a person out at once: sessions, tokens, one-time links and the unused invitations and links they issued end in the transaction that
 * records it. What they did stays theirs.
 * @throws AppError `accounts.person-not-found`, `accounts.already-deactivated`, `accounts.last-owner`
 */
export async function deactivatePerson(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, personId: string): Promise<void> {
  const { groupId } = actor;
  await deps.db.$transaction(async (tx) => {
    await lockOwners(tx, groupId);
    const person = await personInGroup(tx, groupId, personId);
    if (person.deactivatedAt) throw alreadyDeactivated(person.name);
    if (person.role === 'owner') await assertAnotherOwner(tx, groupId, personId);
    const at = deps.clock.now();
    await tx.person.update({ where: { id: personId }, data: { deactivatedAt: at } });
    const sessions = await endSessions(tx, personId);
    const tokens = await revokeTokens(tx, { groupId, personId }, at);
    const links = await revokeLinks(tx, { groupId, personId }, at);
    const issued = await revokeIssued(tx, { groupId, personId }, at);
    await appendEvent(tx, {
      groupId, at, type: 'person.deactivated', personId: actor.personId, subject: { type: 'person', id: personId }, words: { name: person.name, sessions, tokens, links, ...issued },
    });
  });
}
