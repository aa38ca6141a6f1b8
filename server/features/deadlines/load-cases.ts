import { toCivil } from '../../platform/clock.js';
import type { Db, Prisma, Tx } from '../../platform/db.js';
import { agenciesByIds } from '../agencies/agencies.queries.js';
import type { AgencyProfile } from '../agencies/agency-profile.js';
import type { AgencyCalendar } from '../statutes/agency-calendars.js';
import type { EventWord } from '../timeline/event-chain.js';
import { countingTermsOf } from './counting-terms.js';
import type { Law } from './facts-to-statutes.js';
import type { ExistingDeadline } from './plan-deadlines.js';
import type { CountedCase } from './plan-request.js';
import { standingRows, typedFacts } from './standing-facts.js';

export interface CaseKey {
  readonly requestId: string;
  readonly agencyId: string;
  readonly statute: Law;
}

/** A request read whole, or why it can't be counted. */
export type LoadedCounted = { readonly requestId: string; readonly counted: CountedCase } | { readonly requestId: string; readonly error: unknown };

/** What the dates of many requests of a group follow from, and the dates they have. A number of queries that does not grow with the requests. */
export async function loadCases(db: Db | Tx, groupId: string, keys: readonly CaseKey[]): Promise<LoadedCounted[]> {
  const requestIds = keys.map((key) => key.requestId);
  const agencyIds = [...new Set(keys.map((key) => key.agencyId))];
  const where = { groupId, requestId: { in: requestIds } };
  const agencies = await agenciesByIds(db, groupId, agencyIds);
  const terms = await countingTermsOf(db, groupId, agencyIds);
  const facts = byRequest(await standingRows(db, groupId, requestIds));
  const items = byRequest(await db.$queryRaw<{ requestId: string; n: number[] }[]>`
    SELECT request_id AS "requestId", array_agg(n ORDER BY n) AS n FROM request_items WHERE group_id = ${groupId}::uuid AND request_id = ANY(${requestIds}::uuid[]) GROUP BY request_id`);
  const deadlines = byRequest(await db.deadline.findMany({ where }));
  return keys.map(({ requestId, agencyId, statute }) => {
    try {
      const agency = agencies.get(agencyId);
      if (!agency) throw new Error(`request ${requestId} names an agency its group does not have`);
      const counted: CountedCase = {
        requestId, law: statute, agency: calendarOf(agency), ...terms(agencyId), facts: typedFacts(facts.get(requestId) ?? []),
        items: items.get(requestId)?.[0]?.n ?? [], existing: (deadlines.get(requestId) ?? []).map(toExisting),
      };
      return { requestId, counted };
    } catch (error) {
      return { requestId, error };
    }
  });
}

/** What the statutes slice needs of an agency. */
export function calendarOf(agency: Pick<AgencyProfile, 'slug' | 'calendarSet' | 'timeZone' | 'component'>): AgencyCalendar {
  const { slug, calendarSet, timeZone, component } = agency;
  return { slug, calendarSet, timeZone, ...(component ? { component } : {}) };
}

function byRequest<R extends { readonly requestId: string }>(rows: readonly R[]): ReadonlyMap<string, R[]> {
  const grouped = new Map<string, R[]>();
  for (const row of rows) {
    const known = grouped.get(row.requestId);
    if (known) known.push(row);
    else grouped.set(row.requestId, [row]);
  }
  return grouped;
}

function toExisting(row: Prisma.DeadlineGetPayload<object>): ExistingDeadline {
  return {
    id: row.id, revision: row.revision, rule: row.rule, key: row.key, owner: row.owner as ExistingDeadline['owner'], kind: row.kind, nominal: toCivil(row.nominal),
    earliest: toCivil(row.earliest), due: toCivil(row.due), assertAfter: row.assertAfter && toCivil(row.assertAfter), lastLawful: row.lastLawful && toCivil(row.lastLawful),
    byCalendar: row.byCalendar as Record<string, string>, citation: row.citation, confidence: row.confidence, derivation: row.derivation as EventWord,
    presumed: row.presumed, state: row.state, closedOn: row.closedOn && toCivil(row.closedOn), timeZone: row.timeZone, rulesVersion: row.rulesVersion,
  };
}
