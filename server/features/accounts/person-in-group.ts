import type { Tx } from '../../platform/db.js';
import { lastOwner, personNotFound } from './accounts.errors.js';

/**
 * A person of the actor's own group, or the same 404 for one of another group as for nobody.
 * @throws AppError `accounts.person-not-found`
 */
export async function personInGroup(tx: Tx, groupId: string, personId: string) {
  const person = await tx.person.findUnique({ where: { groupId_id: { groupId, id: personId } } });
  if (!person) throw personNotFound();
  return person;
}

/** Holds changes of a group's owners one after another until the transaction ends, so that two owners can't remove each other at once. */
export async function lockOwners(tx: Tx, groupId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM groups WHERE id = ${groupId}::uuid FOR NO KEY UPDATE`;
}

/**
 * Refuses to leave a group without an active owner; call it under {@link lockOwners}.
 * @throws AppError `accounts.last-owner` (409)
 */
export async function assertAnotherOwner(tx: Tx, groupId: string, personId: string): Promise<void> {
  const others = await tx.person.count({ where: { groupId, role: 'owner', deactivatedAt: null, id: { not: personId } } });
  if (others === 0) throw lastOwner();
}
