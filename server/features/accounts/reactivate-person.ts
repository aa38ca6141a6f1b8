import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { appendEvent } from '../timeline/append-event.js';
import { notDeactivated } from './accounts.errors.js';
import { endSessions } from './end-access.js';
import { personInGroup } from './person-in-group.js';

/**
 * Lets a deactivated person in again with the role and password they had. Their old sessions, tokens and links stay ended.
 * @throws AppError `accounts.person-not-found`, `accounts.not-deactivated`
 */
export async function reactivatePerson(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, personId: string): Promise<void> {
  const { groupId } = actor;
  await deps.db.$transaction(async (tx) => {
    const person = await personInGroup(tx, groupId, personId);
    if (!person.deactivatedAt) throw notDeactivated(person.name);
    // A page open at the moment of deactivation may have written its session back.
    await endSessions(tx, personId);
    await tx.person.update({ where: { id: personId }, data: { deactivatedAt: null } });
    await appendEvent(tx, {
      groupId, at: deps.clock.now(), type: 'person.reactivated', personId: actor.personId, subject: { type: 'person', id: personId }, words: { name: person.name },
    });
  });
}
