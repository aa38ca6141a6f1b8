import type { Context } from '../../context.js';
import type { Actor, RoleName } from '../../platform/http/actor.js';
import { appendEvent } from '../timeline/append-event.js';
import { personDeactivated } from './accounts.errors.js';
import { revokeIssued } from './end-access.js';
import { assertAnotherOwner, lockOwners, personInGroup } from './person-in-group.js';

/**
 * Gives a person another role; it holds from their very next call. The invitations and links an owner issued end when they are owner no more. The
 * same role again changes and records nothing.
 * @throws AppError `accounts.person-not-found`, `accounts.deactivated`, `accounts.last-owner`
 */
export async function changeRole(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { personId: string; role: RoleName }): Promise<void> {
  const { groupId } = actor;
  await deps.db.$transaction(async (tx) => {
    await lockOwners(tx, groupId);
    const person = await personInGroup(tx, groupId, input.personId);
    if (person.deactivatedAt) throw personDeactivated(person.name);
    if (person.role === input.role) return;
    if (person.role === 'owner') await assertAnotherOwner(tx, groupId, person.id);
    await tx.person.update({ where: { id: person.id }, data: { role: input.role } });
    const at = deps.clock.now();
    const issued = person.role === 'owner' ? await revokeIssued(tx, { groupId, personId: person.id }, at) : {};
    await appendEvent(tx, {
      groupId, at, type: 'person.role-changed', personId: actor.personId, subject: { type: 'person', id: person.id },
      words: { name: person.name, from: person.role, to: input.role, ...issued },
    });
  });
}
