import { civilIn, toCivil } from '../../platform/clock.js';
import type { Db } from '../../platform/db.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { countingTerms } from './counting-terms.js';
import { deadlineNotFound } from './deadlines.errors.js';
import { civilOrNull } from './deadlines.queries.js';
import { type Explanation, explanation } from './explanation.js';
import type { Law } from './facts-to-statutes.js';
import { calendarOf } from './load-cases.js';
import { standingFacts } from './standing-facts.js';
import type { RequestCase } from './derive-for-request.js';

/** Everything a worksheet prints. Dates are YYYY-MM-DD. */
export interface WorksheetData {
  readonly request: { readonly id: string; readonly number: string; readonly title: string };
  readonly agency: string;
  readonly today: string;
  readonly zone: string;
  readonly rule: string;
  readonly owner: 'agency' | 'requester';
  readonly due: string;
  readonly assertAfter: string | null;
  readonly lastLawful: string | null;
  readonly presumed: boolean;
  readonly state: 'open' | 'met' | 'void';
  readonly closedOn: string | null;
  readonly citation: string;
  readonly confidence: 'settled' | 'unsettled' | 'unverified';
  readonly rulesVersion: string;
  readonly explained: Explanation;
  readonly revisions: readonly { readonly at: string; readonly due: string; readonly presumed: boolean; readonly state: 'open' | 'met' | 'void'; readonly reason: string }[];
  /** What the statutes slice counts from, for "what would move it". */
  readonly known: RequestCase;
}

/** @throws deadlines.not-found for an unknown deadline, one of another request, and another group's */
export async function worksheetData(db: Db, key: { groupId: string; requestId: string; deadlineId: string }, now: Date): Promise<WorksheetData> {
  const row = await db.deadline.findFirst({
    where: { id: key.deadlineId, groupId: key.groupId, requestId: key.requestId },
    include: { revisions: { orderBy: { revision: 'asc' } }, request: { select: { id: true, number: true, title: true, agencyId: true, statute: true, items: { select: { n: true } } } } },
  });
  if (!row) throw deadlineNotFound();
  const [agency, facts, terms] = await Promise.all([agencyFor(db, key.groupId, row.request.agencyId), standingFacts(db, key), countingTerms(db, { ...key, agencyId: row.request.agencyId })]);
  if (!agency) throw deadlineNotFound();
  return {
    request: row.request, agency: agency.shortName, today: civilIn(now, row.timeZone).date, zone: row.timeZone, rule: row.rule, owner: row.owner as WorksheetData['owner'],
    due: toCivil(row.due), assertAfter: civilOrNull(row.assertAfter), lastLawful: civilOrNull(row.lastLawful), presumed: row.presumed, state: row.state,
    closedOn: civilOrNull(row.closedOn), citation: row.citation, confidence: row.confidence as WorksheetData['confidence'], rulesVersion: row.rulesVersion,
    explained: explanation.parse(row.derivation),
    revisions: row.revisions.map((revision) => ({ at: revision.at.toISOString(), due: toCivil(revision.due), presumed: revision.presumed, state: revision.state, reason: revision.reason })),
    known: { ...terms, law: row.request.statute as Law, agency: calendarOf(agency), facts, items: row.request.items.map((item) => item.n) },
  };
}
