import type { Db, Tx } from '../../platform/db.js';
import { type AgencyProfile, agencyProfile, agencyRowSchema, correctionSchema } from './agency-profile.js';

export type { AgencyProfile } from './agency-profile.js';

/** The directory's agencies and the group's own; never another group's. */
const visibleTo = (groupId: string) => ({ OR: [{ groupId: null }, { groupId }] });

const withCorrection = (groupId: string) => ({ corrections: { where: { groupId }, take: 1 } });

type Row = Awaited<ReturnType<typeof findRows>>[number];

function findRows(db: Db | Tx, groupId: string, where: object, take?: number) {
  return db.agency.findMany({
    where: { AND: [visibleTo(groupId), where] }, orderBy: { id: 'asc' }, include: withCorrection(groupId), ...(take === undefined ? {} : { take }),
  });
}

function profileOf(row: Row): AgencyProfile {
  const [correction] = row.corrections;
  return agencyProfile(agencyRowSchema.parse(row), correction ? { ...correction, fields: correctionSchema.parse(correction.fields) } : null);
}

/** An agency as the group sees it, a retired one too (requests to it live on); null for an unknown one and for another group's. */
export async function agencyFor(db: Db | Tx, groupId: string, agencyId: string): Promise<AgencyProfile | null> {
  const [row] = await findRows(db, groupId, { id: agencyId }, 1);
  return row ? profileOf(row) : null;
}

/** Agencies as the group sees them, retired ones too: id → agency. One query. */
export async function agenciesByIds(db: Db | Tx, groupId: string, agencyIds: readonly string[]): Promise<ReadonlyMap<string, AgencyProfile>> {
  const rows = await findRows(db, groupId, { id: { in: [...agencyIds] } });
  return new Map(rows.map((row) => [row.id, profileOf(row)]));
}

/** By its slug, e.g. `lapd`; the directory's before a group's own. */
export async function agencyBySlug(db: Db | Tx, groupId: string, slug: string): Promise<AgencyProfile | null> {
  const [row] = await findRows(db, groupId, { slug }, 1);
  return row ? profileOf(row) : null;
}

/** Every agency a new request of the group may go to: the directory's in its own order, then the group's by when they were added. For choosing. */
export async function listAgencies(db: Db | Tx, groupId: string): Promise<AgencyProfile[]> {
  return (await findRows(db, groupId, { retiredAt: null })).map(profileOf);
}

/**
 * The same, a page at a time.
 * @param after id of the last one of the page before
 * @returns the agencies and the id to go on after, null at the end
 */
export async function pageOfAgencies(db: Db, groupId: string, page: { after?: string | undefined; limit: number }): Promise<{ agencies: AgencyProfile[]; next: string | null }> {
  const rows = await findRows(db, groupId, { retiredAt: null, ...(page.after ? { id: { gt: page.after } } : {}) }, page.limit + 1);
  const agencies = rows.slice(0, page.limit).map(profileOf);
  return { agencies, next: rows.length > page.limit ? (agencies.at(-1)?.id ?? null) : null };
}

/** How many of the group's requests, drafts aside, went to each of these agencies: id → count. One query for the page. */
export async function requestCounts(db: Db, groupId: string, agencyIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const counts = await db.recordsRequest.groupBy({
    by: ['agencyId'], where: { groupId, agencyId: { in: [...agencyIds] }, state: { not: 'draft' } }, _count: { _all: true },
  });
  return new Map(counts.map((count) => [count.agencyId, count._count._all]));
}

/** Who corrected an agency, by name. */
export async function correctorName(db: Db, groupId: string, personId: string): Promise<string | null> {
  const person = await db.person.findUnique({ where: { groupId_id: { groupId, id: personId } }, select: { name: true } });
  return person?.name ?? null;
}
