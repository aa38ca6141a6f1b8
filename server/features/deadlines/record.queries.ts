import { civilIn } from '../../platform/clock.js';
import type { Db } from '../../platform/db.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { requestNotFound } from '../requests/requests.errors.js';
import { factNotFound, factNotStanding } from './deadlines.errors.js';
import { civilOrNull } from './deadlines.queries.js';
import type { TypedFact } from './fact-types.js';
import { standingFacts } from './standing-facts.js';

/** What a form about a request's facts shows around its fields. */
export interface RecordContext {
  readonly requestId: string;
  readonly number: string;
  readonly title: string;
  readonly statute: string;
  readonly agency: string;
  /** Today at the agency. */
  readonly today: string;
  readonly sentOn: string | null;
  readonly items: readonly { readonly n: number; readonly heading: string }[];
  readonly facts: readonly TypedFact[];
  /** Who a reminder may be for: people of the group who see dates, by name. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

/** @throws requests.not-found */
export async function recordContext(db: Db, key: { groupId: string; requestId: string }, now: Date): Promise<RecordContext> {
  const request = await db.recordsRequest.findUnique({
    where: { groupId_id: { groupId: key.groupId, id: key.requestId } },
    select: { id: true, number: true, title: true, statute: true, sentOn: true, agencyId: true, items: { select: { n: true, heading: true }, orderBy: { n: 'asc' } } },
  });
  if (!request) throw requestNotFound();
  const [agency, facts, people] = await Promise.all([
    agencyFor(db, key.groupId, request.agencyId),
    standingFacts(db, key),
    db.person.findMany({ where: { groupId: key.groupId, deactivatedAt: null, role: { not: 'volunteer' } }, orderBy: [{ name: 'asc' }, { id: 'asc' }], select: { id: true, name: true } }),
  ]);
  if (!agency) throw requestNotFound();
  return {
    requestId: request.id, number: request.number, title: request.title, statute: request.statute, agency: agency.shortName, today: civilIn(now, agency.timeZone).date,
    sentOn: civilOrNull(request.sentOn), items: request.items, facts, people,
  };
}

/** A fact that stands, with its note, to fill a form with. @throws deadlines.fact-not-found, deadlines.fact-not-standing */
export async function factToCorrect(db: Db, key: { groupId: string; requestId: string; factId: string }): Promise<{ note: string; supersededAt: Date | null }> {
  const row = await db.fact.findFirst({ where: { id: key.factId, groupId: key.groupId, requestId: key.requestId }, select: { note: true, supersededAt: true } });
  if (!row) throw factNotFound();
  if (row.supersededAt) throw factNotStanding();
  return row;
}
