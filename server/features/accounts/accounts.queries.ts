import type { RequestState } from '#prisma/enums.js';
import type { Db } from '../../platform/db.js';
import type { RoleName } from '../../platform/http/actor.js';
import { personNotFound } from './accounts.errors.js';

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: RoleName;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
  readonly deactivatedAt: Date | null;
  readonly hasSecondStep: boolean;
  /** False until the person has opened their first link. */
  readonly hasPassword: boolean;
  /** Requests under way whose warnings go to this person. */
  readonly openRequests: number;
}

const WITH_REQUESTS = { _count: { select: { responsibleFor: { where: { state: { notIn: ['draft', 'closed', 'withdrawn'] as RequestState[] } } } } } };

type Person = Awaited<ReturnType<Db['person']['findUniqueOrThrow']>>;

/**
 * The group's people, in the order they came.
 * @param after id of the last one of the page before
 * @returns at most `limit` people and the id to go on after, null at the end
 */
export async function listPeople(db: Db, groupId: string, page: { after?: string | undefined; limit: number }): Promise<{ people: PersonRow[]; next: string | null }> {
  const rows = await db.person.findMany({
    where: { groupId, ...(page.after ? { id: { gt: page.after } } : {}) }, orderBy: { id: 'asc' }, take: page.limit + 1, include: WITH_REQUESTS,
  });
  const people = rows.slice(0, page.limit).map(personRow);
  return { people, next: rows.length > page.limit ? (people.at(-1)?.id ?? null) : null };
}

/**
 * One person of the group.
 * @throws AppError `accounts.person-not-found` for another group's too
 */
export async function onePerson(db: Db, groupId: string, personId: string): Promise<PersonRow> {
  const row = await db.person.findUnique({ where: { groupId_id: { groupId, id: personId } }, include: WITH_REQUESTS });
  if (!row) throw personNotFound();
  return personRow(row);
}

const personRow = (row: Person & { _count: { responsibleFor: number } }): PersonRow => ({
  id: row.id, name: row.name, email: row.email, role: row.role, createdAt: row.createdAt, lastSeenAt: row.lastSeenAt, deactivatedAt: row.deactivatedAt,
  hasSecondStep: row.totpConfirmedAt !== null, hasPassword: row.passwordHash !== null, openRequests: row._count.responsibleFor,
});

export interface InvitationRow {
  readonly id: string;
  readonly email: string;
  readonly role: RoleName;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly expired: boolean;
}

/** How many invitations one page of them shows; a group with more open at once takes some back first. */
const MOST_INVITATIONS = 100;

/** Invitations neither accepted nor taken back, newest first; an expired one stays in view until it is taken back or replaced. */
export async function openInvitations(db: Db, groupId: string, now: Date): Promise<InvitationRow[]> {
  const rows = await db.invitation.findMany({
    where: { groupId, acceptedAt: null, revokedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST_INVITATIONS,
    select: { id: true, email: true, role: true, createdAt: true, expiresAt: true },
  });
  return rows.map((row) => ({ ...row, expired: row.expiresAt <= now }));
}

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** A person's tokens that still work, newest first. */
export async function listTokens(db: Db, who: { groupId: string; personId: string }): Promise<TokenRow[]> {
  return db.apiToken.findMany({
    where: { ...who, revokedAt: null }, orderBy: { id: 'desc' }, take: 200, select: { id: true, name: true, createdAt: true, lastUsedAt: true },
  });
}

export interface MyAccount {
  readonly name: string;
  readonly email: string;
  /** 'begun': a secret was made, no code of it typed yet. */
  readonly secondStep: 'off' | 'begun' | 'on';
  /** While it is being set up only. */
  readonly secret: string | null;
}

/** What a person may see of their own account. */
export async function myAccount(db: Db, who: { groupId: string; personId: string }): Promise<MyAccount> {
  const person = await db.person.findUniqueOrThrow({
    where: { groupId_id: { groupId: who.groupId, id: who.personId } }, select: { name: true, email: true, totpSecret: true, totpConfirmedAt: true },
  });
  const secondStep = person.totpConfirmedAt ? 'on' : person.totpSecret ? 'begun' : 'off';
  return { name: person.name, email: person.email, secondStep, secret: secondStep === 'begun' ? person.totpSecret : null };
}

/** The group's own settings; letters print the address, e-mail and phone of them. */
export async function groupSettings(db: Db, groupId: string) {
  return db.group.findUniqueOrThrow({
    where: { id: groupId },
    select: {
      id: true, name: true, numberPrefix: true, isExample: true, timeZone: true, postalAddress: true, contactEmail: true, contactPhone: true, feeCeilingCents: true, undoMinutes: true, confirmsByItself: true,
    },
  });
}
