import type { Db, Tx } from '../../platform/db.js';

/** An address that letters of a group could not be delivered to. */
export interface Bouncing {
  readonly address: string;
  /** The mail server's own words. */
  readonly words: string;
  readonly since: Date;
}

const FIELDS = { address: true, words: true, since: true } as const;

/** What is known against an address in a group; null when nothing is, or somebody said that it works again. */
export function bouncingAddress(db: Db | Tx, groupId: string, address: string): Promise<Bouncing | null> {
  return db.bouncingAddress.findFirst({ where: { groupId, address: address.trim().toLowerCase(), clearedAt: null }, select: FIELDS });
}

/** The addresses of an agency that bounce, latest first: a handful at most. */
export function bouncingOf(db: Db, where: { groupId: string; agencyId: string }): Promise<Bouncing[]> {
  return db.bouncingAddress.findMany({ where: { groupId: where.groupId, agencyId: where.agencyId, clearedAt: null }, select: FIELDS, orderBy: { since: 'desc' }, take: 20 });
}
