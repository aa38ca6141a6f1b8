import type { Db } from '../../platform/db.js';

/**
 * The only look-ups of people over all groups: at sign-in the group is not known yet. Nothing they return is shown before a password or a link
 * has proved whose it is.
 */
const FIELDS = { id: true, groupId: true, passwordHash: true, totpConfirmedAt: true, group: { select: { name: true } } } as const;

export type SigningIn = Awaited<ReturnType<typeof peopleByEmail>>[number];

/** Active people with an e-mail, one per group at most. */
export function peopleByEmail(db: Db, email: string) {
  return db.person.findMany({ where: { email, deactivatedAt: null }, select: FIELDS, orderBy: [{ group: { name: 'asc' } }, { id: 'asc' }] });
}

/** Those of the given people who are active. */
export function peopleByIds(db: Db, ids: readonly string[]) {
  return db.person.findMany({ where: { id: { in: [...ids] }, deactivatedAt: null }, select: FIELDS, orderBy: [{ group: { name: 'asc' } }, { id: 'asc' }] });
}
