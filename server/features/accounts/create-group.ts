import type { Tx } from '../../platform/db.js';
import { newId } from '../../platform/ids.js';
import { appendEvent } from '../timeline/append-event.js';
import { addPerson } from './add-person.js';

export interface NewGroup {
  readonly name: string;
  readonly ownerName: string;
  /** Lower case. */
  readonly ownerEmail: string;
  /** Null when the owner sets a password later through a link. */
  readonly ownerPasswordHash: string | null;
  readonly isExample?: boolean;
  readonly timeZone?: string;
}

/** Creates a group with its first owner; a step of whoever set up, or of an operator. */
export async function createGroup(tx: Tx, group: NewGroup, at: Date): Promise<{ groupId: string; personId: string }> {
  const groupId = newId(at.getTime());
  await tx.group.create({
    data: { id: groupId, name: group.name, isExample: group.isExample ?? false, createdAt: at, ...(group.timeZone ? { timeZone: group.timeZone } : {}) },
  });
  await appendEvent(tx, { groupId, at, type: 'group.created', subject: { type: 'group', id: groupId }, words: { name: group.name, example: group.isExample ?? false } });
  const personId = await addPerson(tx, {
    groupId, at, name: group.ownerName, email: group.ownerEmail, role: 'owner', passwordHash: group.ownerPasswordHash, how: 'first-owner', byPersonId: null,
  });
  return { groupId, personId };
}
