import type { Db } from '../../platform/db.js';
import type { ConditionalLaw } from '../statutes/deadline.js';
import { CONDITIONAL_LAWS } from './counting-terms.js';

/** One time a bill was switched on, and off again if it was. Instants are ISO text. */
export interface LawSwitchRow {
  readonly onBy: string;
  readonly onAt: string;
  readonly note: string;
  readonly off: { readonly by: string; readonly at: string; readonly note: string } | null;
}

export interface LawState {
  readonly law: ConditionalLaw;
  readonly on: boolean;
  /** The latest first. */
  readonly history: readonly LawSwitchRow[];
}

/** Every bill that can be switched, whether it is on for the group, and who did so when and why. */
export async function lawStates(db: Db, groupId: string): Promise<LawState[]> {
  const rows = await db.lawSwitch.findMany({ where: { groupId }, orderBy: { switchedOnAt: 'desc' } });
  const people = await db.person.findMany({ where: { groupId, id: { in: rows.flatMap((row) => [row.switchedOnById, ...(row.switchedOffById ? [row.switchedOffById] : [])]) } }, select: { id: true, name: true } });
  const names = new Map(people.map((person) => [person.id, person.name]));
  return CONDITIONAL_LAWS.map((law) => {
    const history = rows.filter((row) => row.law === law).map((row): LawSwitchRow => ({
      onBy: names.get(row.switchedOnById) ?? '', onAt: row.switchedOnAt.toISOString(), note: row.note,
      off: row.switchedOffAt ? { by: names.get(row.switchedOffById ?? '') ?? '', at: row.switchedOffAt.toISOString(), note: row.offNote } : null,
    }));
    return { law, on: history.some((row) => row.off === null), history };
  });
}
