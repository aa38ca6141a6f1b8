import { z } from 'zod';
import { civilIn } from '../../platform/clock.js';
import type { Db } from '../../platform/db.js';
import type { AgencyProfile } from '../agencies/agency-profile.js';
import { parallelDates } from '../requests/parallel-dates.js';
import { type AgencyReport, type ReportedRequest, agencyReport } from './agency-report.js';
import { type CountingTerms, countingTerms } from './counting-terms.js';
import { judgedFor } from './derive-for-request.js';
import { typedFact } from './fact-types.js';
import { calendarOf } from './load-cases.js';

const date = z.string();
const factRow = z.object({ id: z.string(), type: z.string(), date, time: z.string().nullable(), basis: z.string(), presumed: z.boolean(), details: z.unknown() });
const clockRow = z.object({ rule: z.string(), state: z.enum(['open', 'met', 'void']), nominal: date, assertAfter: date.nullable(), presumed: z.boolean() });
const row = z.object({ law: z.enum(['CPRA', 'FOIA']), items: z.array(z.number()), facts: z.array(factRow), clocks: z.array(clockRow), promises: z.array(parallelDates.shape.said) });

/** The report card of an agency, out of the group's own requests that left. Three queries, however many there are. */
export async function reportOf(db: Db, groupId: string, agency: AgencyProfile, now: Date): Promise<AgencyReport> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT q.statute AS law, ARRAY(SELECT i.n FROM request_items i WHERE i.group_id = q.group_id AND i.request_id = q.id ORDER BY i.n) AS items,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', f.id, 'type', f.type, 'date', to_char(f.date, 'YYYY-MM-DD'), 'time', f.time, 'basis', f.basis, 'presumed', f.presumed, 'details', f.details) ORDER BY f.date, f.id)
        FROM facts f WHERE f.group_id = q.group_id AND f.request_id = q.id AND f.superseded_at IS NULL), '[]') AS facts,
      coalesce((SELECT jsonb_agg(jsonb_build_object('rule', d.rule, 'state', d.state, 'nominal', to_char(d.nominal, 'YYYY-MM-DD'), 'assertAfter', to_char(d.assert_after, 'YYYY-MM-DD'), 'presumed', d.presumed))
        FROM deadlines d WHERE d.request_id = q.id AND d.group_id = q.group_id AND d.rule IN ('cpra.determination', 'cpra.extension', 'foia.determination', 'foia.extension')), '[]') AS clocks,
      coalesce((SELECT jsonb_agg(d.derivation->'parallel'->'said' ORDER BY d.rule, d.key)
        FROM deadlines d WHERE d.request_id = q.id AND d.group_id = q.group_id AND d.kind = 'promised' AND d.derivation->'parallel'->'said' IS NOT NULL), '[]') AS promises
    FROM records_requests q WHERE q.group_id = ${groupId}::uuid AND q.agency_id = ${agency.id}::uuid AND q.state NOT IN ('draft', 'not_sent') ORDER BY q.id`;
  const terms = await countingTerms(db, { groupId, agencyId: agency.id });
  return agencyReport(rows.map((one) => reported(row.parse(one), agency, terms)), civilIn(now, agency.timeZone).date);
}

function reported({ law, items, facts, clocks, promises }: z.output<typeof row>, agency: AgencyProfile, terms: CountingTerms): ReportedRequest {
  const typed = facts.flatMap((fact) => typedFact({ ...fact, details: fact.details }) ?? []);
  return { law, items, clocks, promises, facts: typed, notices: judgedFor({ ...terms, law, agency: calendarOf(agency), facts: typed, items }) };
}
