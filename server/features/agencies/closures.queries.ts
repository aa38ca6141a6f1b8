import { toCivil } from '../../platform/clock.js';
import type { Db, Tx } from '../../platform/db.js';
import type { Closure } from '../statutes/calendars.js';
import type { CivilDate } from '../statutes/civil-date.js';

/** The days a group knows each of these agencies' offices were closed, taken-back ones left out: agency id → days in order. One query. */
export async function standingClosures(db: Db | Tx, groupId: string, agencyIds: readonly string[]): Promise<ReadonlyMap<string, readonly Closure[]>> {
  const rows = await db.agencyClosure.findMany({
    where: { groupId, agencyId: { in: [...agencyIds] }, takenBackAt: null }, orderBy: [{ date: 'asc' }, { id: 'asc' }], select: { agencyId: true, date: true, name: true, evidence: true },
  });
  const closures = new Map<string, Closure[]>();
  for (const { agencyId, date, name, evidence } of rows) closures.set(agencyId, [...(closures.get(agencyId) ?? []), { date: toCivil(date) as CivilDate, name, evidence }]);
  return closures;
}

/** A closed day with who wrote it down; people's names are null for those who may not see people. Instants are ISO text. */
export interface ClosureRow {
  readonly id: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly name: string;
  readonly evidence: string;
  readonly documentId: string | null;
  readonly addedBy: string | null;
  readonly addedAt: string;
  readonly takenBack: { readonly at: string; readonly by: string | null; readonly why: string } | null;
}

/** Every day a group wrote down for an agency, those taken back too, the latest first. */
export async function closuresOf(db: Db | Tx, input: { groupId: string; agencyId: string; seesPeople: boolean }): Promise<ClosureRow[]> {
  const { groupId, agencyId } = input;
  const rows = await db.agencyClosure.findMany({ where: { groupId, agencyId }, orderBy: [{ date: 'desc' }, { addedAt: 'desc' }] });
  const ids = input.seesPeople ? rows.flatMap((row) => [row.addedById, ...(row.takenBackById ? [row.takenBackById] : [])]) : [];
  const people = await db.person.findMany({ where: { groupId, id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(people.map((person) => [person.id, person.name]));
  return rows.map(({ id, date, name, evidence, documentId, addedById, addedAt, takenBackAt, takenBackById, takenBackWhy }) => ({
    id, date: toCivil(date), name, evidence, documentId, addedBy: names.get(addedById) ?? null, addedAt: addedAt.toISOString(),
    takenBack: takenBackAt ? { at: takenBackAt.toISOString(), by: names.get(takenBackById ?? '') ?? null, why: takenBackWhy } : null,
  }));
}

/** How many requests to an agency still wait to be counted again. */
export async function waitingRecalculations(db: Db, groupId: string, agencyId: string): Promise<number> {
  return db.recalculation.count({ where: { groupId, request: { agencyId } } });
}
