import { type Clock, civilIn, toCivil } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { type LockedRequest, lockRequest } from '../requests/lock-request.js';
import type { TypedFact } from './fact-types.js';
import type { FactSurroundings } from './proposed-fact.js';
import { standingFacts } from './standing-facts.js';

export interface LoadedCase {
  readonly request: LockedRequest;
  readonly agency: { readonly name: string; readonly shortName: string; readonly timeZone: string };
  readonly facts: readonly TypedFact[];
  readonly items: readonly number[];
  /** YYYY-MM-DD */
  readonly sentOn: string | null;
}

/** Locks a request and reads what a new fact is held against. */
export async function loadCase(tx: Tx, where: { groupId: string; requestId: string }): Promise<LoadedCase> {
  const request = await lockRequest(tx, where);
  const agency = await agencyFor(tx, where.groupId, request.agencyId);
  if (!agency) throw new Error(`request ${request.id} names an agency its group does not have`);
  const items = await tx.requestItem.findMany({ where, select: { n: true }, orderBy: { n: 'asc' } });
  const sent = await tx.recordsRequest.findUniqueOrThrow({ where: { groupId_id: { groupId: where.groupId, id: where.requestId } }, select: { sentOn: true } });
  return { request, agency, facts: await standingFacts(tx, where), items: items.map((item) => item.n), sentOn: sent.sentOn && toCivil(sent.sentOn) };
}

/** The case as a new fact sees it, without the facts it would replace. */
export function surroundingsOf(loaded: LoadedCase, clock: Clock, replaced: readonly string[] = []): FactSurroundings {
  const { date: today, time: now } = civilIn(clock.now(), loaded.agency.timeZone);
  return { law: loaded.request.statute, facts: loaded.facts.filter((fact) => !replaced.includes(fact.id)), items: loaded.items, today, now, sentOn: loaded.sentOn };
}
