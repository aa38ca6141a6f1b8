import type { Tx } from '../../platform/db.js';
import type { RoleName } from '../../platform/http/actor.js';
import { newId } from '../../platform/ids.js';
import { appendEvent } from '../timeline/append-event.js';
import { alreadyMember } from './accounts.errors.js';

export interface NewPerson {
  readonly groupId: string;
  readonly at: Date;
  readonly name: string;
  /** Lower case; one person of a group has it, people of other groups may. */
  readonly email: string;
  readonly role: RoleName;
  readonly passwordHash: string | null;
  readonly how: 'first-owner' | 'invitation' | 'operator';
  /** Who let them in; null when an operator or the set-up did. */
  readonly byPersonId: string | null;
}

/**
 * Adds a person to a group; a step of the caller's transaction.
 * @throws AppError `accounts.already-member` when the group has that e-mail
 */
export async function addPerson(tx: Tx, person: NewPerson): Promise<string> {
  const { groupId, at, name, email, role, passwordHash } = person;
  const id = newId(at.getTime());
  try {
    await tx.person.create({ data: { id, groupId, name, email, role, passwordHash, createdAt: at } });
  } catch (error) {
    if (isTaken(error)) throw alreadyMember(email);
    throw error;
  }
  await appendEvent(tx, { groupId, at, type: 'person.added', personId: person.byPersonId, subject: { type: 'person', id }, words: { name, email, role, how: person.how } });
  return id;
}

/** Prisma's code for a unique key that is taken already (its error reference, P2002): here only that of group and e-mail can be. */
const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'P2002';
