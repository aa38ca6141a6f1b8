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
