import type { Db, Tx } from '../../platform/db.js';

/** One time a lawyer answered for a citation, and no longer if that was withdrawn. Instants are ISO text. */
export interface ApprovalRow {
  readonly citation: string;
  readonly by: string;
  readonly at: string;
  readonly note: string;
  readonly withdrawn: { readonly by: string; readonly at: string; readonly note: string } | null;
}

/** Citations not read whole that letters of a group may use now, or might at an instant. */
export async function approvedCitations(db: Db | Tx, groupId: string, asOf: Date | null = null): Promise<ReadonlySet<string>> {
  const inForce = asOf === null ? { withdrawnAt: null } : { approvedAt: { lte: asOf }, OR: [{ withdrawnAt: null }, { withdrawnAt: { gt: asOf } }] };
  const rows = await db.citationApproval.findMany({ where: { groupId, ...inForce }, select: { citation: true } });
  return new Set(rows.map(({ citation }) => citation));
}

/** Every approval of a group there was, the latest first. */
export async function citationApprovals(db: Db, groupId: string): Promise<ApprovalRow[]> {
  const rows = await db.citationApproval.findMany({ where: { groupId }, orderBy: [{ approvedAt: 'desc' }, { id: 'desc' }] });
  const names = await namesOf(db, groupId, rows.flatMap((row) => [row.approvedById, ...(row.withdrawnById ? [row.withdrawnById] : [])]));
  return rows.map((row) => ({
    citation: row.citation, by: names.get(row.approvedById) ?? '', at: row.approvedAt.toISOString(), note: row.note,
    withdrawn: row.withdrawnAt ? { by: names.get(row.withdrawnById ?? '') ?? '', at: row.withdrawnAt.toISOString(), note: row.withdrawnNote } : null,
  }));
}

/** Who looked at a ready-made list for a group, and when; null while nobody did. */
export async function packApproval(db: Db | Tx, { groupId, templateSlug }: { groupId: string; templateSlug: string }): Promise<{ readonly by: string; readonly at: string } | null> {
  const row = await db.packApproval.findUnique({ where: { groupId_templateSlug: { groupId, templateSlug } } });
  if (!row) return null;
  const names = await namesOf(db, groupId, [row.approvedById]);
  return { by: names.get(row.approvedById) ?? '', at: row.approvedAt.toISOString() };
}

async function namesOf(db: Db | Tx, groupId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const people = await db.person.findMany({ where: { groupId, id: { in: [...new Set(ids)] } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}
