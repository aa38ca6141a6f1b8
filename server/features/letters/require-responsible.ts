import type { Tx } from '../../platform/db.js';
import { personNotInGroup } from './letters.errors.js';

/** Refuses a person who is not of the group, is a volunteer or was deactivated. */
export async function requireResponsible(tx: Tx, input: { groupId: string; personId: string }): Promise<void> {
  const person = await tx.person.findUnique({
    where: { groupId_id: { groupId: input.groupId, id: input.personId } },
    select: { role: true, deactivatedAt: true },
  });
  if (!person || person.deactivatedAt || person.role === 'volunteer') throw personNotInGroup();
}
