import type { Db, Tx } from '../../platform/db.js';
import { standingClosures } from '../agencies/closures.queries.js';
import type { Closure } from '../statutes/calendars.js';
import type { ConditionalLaw } from '../statutes/deadline.js';

/** What a group lets its dates be counted with, beyond rules and calendars: closed days it knows of, and bills a lawyer switched on. */
export interface CountingTerms {
  readonly closures: readonly Closure[];
  readonly switchedOn: readonly ConditionalLaw[];
}

/** Terms of several agencies at once: agency id → terms. Two queries, however many. */
export async function countingTermsOf(db: Db | Tx, groupId: string, agencyIds: readonly string[]): Promise<(agencyId: string) => CountingTerms> {
  const closures = await standingClosures(db, groupId, agencyIds);
  const switchedOn = await lawsSwitchedOn(db, groupId);
  return (agencyId) => ({ closures: closures.get(agencyId) ?? [], switchedOn });
}

/** Terms of one agency. */
export async function countingTerms(db: Db | Tx, input: { groupId: string; agencyId: string }): Promise<CountingTerms> {
  return (await countingTermsOf(db, input.groupId, [input.agencyId]))(input.agencyId);
}

/** Bills in force for a group because a lawyer of it said so. */
export async function lawsSwitchedOn(db: Db | Tx, groupId: string): Promise<readonly ConditionalLaw[]> {
  const rows = await db.lawSwitch.findMany({ where: { groupId, switchedOffAt: null }, orderBy: { law: 'asc' }, select: { law: true } });
  return rows.map((row) => row.law).filter(isConditionalLaw);
}

export const CONDITIONAL_LAWS = ['ab_1821'] as const satisfies readonly ConditionalLaw[];

/** The first day of receipt a bill would govern, YYYY-MM-DD. */
export const GOVERNS_FROM: Readonly<Record<ConditionalLaw, string>> = { ab_1821: '2027-01-01' };

function isConditionalLaw(law: string): law is ConditionalLaw {
  return (CONDITIONAL_LAWS as readonly string[]).includes(law);
}
