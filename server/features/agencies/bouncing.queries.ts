import type { Db, Tx } from '../../platform/db.js';
import type { AgencyProfile } from './agency-profile.js';

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

/** What is known against addresses, by the address in lower case. */
export type Bounces = ReadonlyMap<string, Bouncing>;

/** What is known in a group against the e-mail addresses the directory has for these agencies: one query, however many. */
export async function bouncesAmong(db: Db | Tx, groupId: string, agencies: Iterable<Pick<AgencyProfile, 'channels'>>): Promise<Bounces> {
  const addresses = [...agencies].flatMap(({ channels }) => channels.flatMap(({ kind, value }) => (kind === 'email' ? [value.trim().toLowerCase()] : [])));
  const rows = await db.bouncingAddress.findMany({ where: { groupId, address: { in: [...new Set(addresses)] }, clearedAt: null }, select: FIELDS });
  return new Map(rows.map((row) => [row.address, row]));
}
