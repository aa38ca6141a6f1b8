import { civilIn, fromCivil, toCivil } from '../../platform/clock.js';
import type { Json, Prisma, Tx } from '../../platform/db.js';
import { newId } from '../../platform/ids.js';
import type { AgencyProfile } from '../agencies/agency-profile.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { lockRequest } from '../requests/lock-request.js';
import { setNextDates } from '../requests/set-next-dates.js';
import type { AgencyCalendar } from '../statutes/agency-calendars.js';
import { appendEvent, lockTimeline } from '../timeline/append-event.js';
import type { EventWord } from '../timeline/event-chain.js';
import { countingTerms } from './counting-terms.js';
import { deadlinesFor } from './derive-for-request.js';
import { type DeadlineValues, type ExistingDeadline, type PlannedDeadline, clockOf, nextOf, planDeadlines } from './plan-deadlines.js';
import { standingFacts } from './standing-facts.js';

export interface Recalculation {
  readonly groupId: string;
  readonly requestId: string;
  readonly at: Date;
  /** One sentence for the timeline and the worksheet: why dates may have changed. */
  readonly reason: string;
  /** The fact that caused it, if one did. */
  readonly factId?: string | null;
}

/**
 * Brings a request's deadlines in line with its standing facts; a step of the caller's transaction. Letters, mail and states are not
 * read, so none of them moves a date. Doing it again changes nothing.
 * @returns how many deadlines got a new revision
 * @throws requests.not-found
 */
export async function recalculateDeadlines(tx: Tx, input: Recalculation): Promise<{ moved: number }> {
  const where = { groupId: input.groupId, requestId: input.requestId };
  const request = await lockRequest(tx, where);
  const agency = await agencyFor(tx, input.groupId, request.agencyId);
  if (!agency) throw new Error(`request ${request.id} names an agency its group does not have`);
  const calendar = calendarOf(agency);
  // From here to the end nobody adds a closed day or switches a bill: whoever does waits for the head, and then finds this request counted.
  await lockTimeline(tx, input.groupId);
  const terms = await countingTerms(tx, { groupId: input.groupId, agencyId: request.agencyId });
  const facts = await standingFacts(tx, where);
  const items = await tx.requestItem.findMany({ where, select: { n: true } });
  const existing = (await tx.deadline.findMany({ where })).map(toExisting);
  const wanted = deadlinesFor({ ...terms, law: request.statute, agency: calendar, facts, items: items.map((item) => item.n) });
  const planned = planDeadlines(existing, wanted, civilIn(input.at, calendar.timeZone).date);
  let moved = 0;
  for (const plan of planned) moved += await carryOut(tx, plan, input);
  if (planned.length > 0) {
    await setNextDates(tx, { ...where, ...(nextOf(afterwards(existing, planned)) ?? { due: null, assertAfter: null, presumed: false }) });
  }
  return { moved };
}

/** What the statutes slice needs of an agency. */
export function calendarOf(agency: Pick<AgencyProfile, 'slug' | 'calendarSet' | 'timeZone' | 'component'>): AgencyCalendar {
  const { slug, calendarSet, timeZone, component } = agency;
  return { slug, calendarSet, timeZone, ...(component ? { component } : {}) };
}

function afterwards(existing: readonly ExistingDeadline[], planned: readonly PlannedDeadline[]): DeadlineValues[] {
  const touched = new Set(planned.map((plan) => clockOf(plan.values)));
  return [...existing.filter((row) => !touched.has(clockOf(row))), ...planned.map((plan) => plan.values)];
}

async function carryOut(tx: Tx, plan: PlannedDeadline, input: Recalculation): Promise<number> {
  const data = columnsOf(plan.values);
  if (plan.kind === 'explain') {
    await tx.deadline.update({ where: { id: plan.before.id }, data: { ...data, updatedAt: input.at } });
    return 0;
  }
  const inserted = plan.kind === 'insert';
  // The warnings look at once at what moved, and no more at what ended.
  const wakeAt = data.state === 'open' ? input.at : null;
  const id = inserted ? newId(input.at.getTime()) : plan.before.id;
  const revision = inserted ? 1 : plan.before.revision + 1;
  if (inserted) {
    await tx.deadline.create({ data: { id, groupId: input.groupId, requestId: input.requestId, ...data, revision, wakeAt, createdAt: input.at, updatedAt: input.at } });
  } else {
    await tx.deadline.update({ where: { id }, data: { ...data, revision, wakeAt, updatedAt: input.at } });
  }
  const { due, assertAfter, presumed, state } = data;
  await tx.deadlineRevision.create({
    data: { id: newId(input.at.getTime()), groupId: input.groupId, deadlineId: id, revision, due, assertAfter, presumed, state, change: plan.change, reason: input.reason, factId: input.factId ?? null, at: input.at },
  });
  await appendEvent(tx, {
    groupId: input.groupId, at: input.at, type: `deadline.${plan.change}`, requestId: input.requestId, subject: { type: 'deadline', id },
    words: { ...wordsOf(plan), reason: input.reason, ...(input.factId ? { factId: input.factId } : {}) },
  });
  return 1;
}

/** Old and new value of a deadline, for the timeline: `from`/`to` are due dates, `safeFrom`/`safeTo` the dates safe to call late after. */
function wordsOf(plan: Exclude<PlannedDeadline, { kind: 'explain' }>): { [key: string]: EventWord } {
  const { values } = plan;
  const before = plan.kind === 'revise' ? plan.before : null;
  return {
    rule: values.rule, owner: values.owner, to: values.due, safeTo: values.assertAfter, presumed: values.presumed, state: values.state,
    ...(before ? { from: before.due, safeFrom: before.assertAfter, wasPresumed: before.presumed, stateBefore: before.state } : {}),
    ...(values.closedOn ? { closedOn: values.closedOn } : {}),
  };
}

function columnsOf(values: DeadlineValues) {
  return {
    ...values,
    nominal: fromCivil(values.nominal), earliest: fromCivil(values.earliest), due: fromCivil(values.due),
    assertAfter: values.assertAfter ? fromCivil(values.assertAfter) : null, lastLawful: values.lastLawful ? fromCivil(values.lastLawful) : null,
    closedOn: values.closedOn ? fromCivil(values.closedOn) : null, derivation: values.derivation as Json, byCalendar: { ...values.byCalendar },
  };
}

function toExisting(row: Prisma.DeadlineGetPayload<object>): ExistingDeadline {
  return {
    id: row.id, revision: row.revision, rule: row.rule, key: row.key, owner: row.owner as ExistingDeadline['owner'], kind: row.kind, nominal: toCivil(row.nominal),
    earliest: toCivil(row.earliest), due: toCivil(row.due), assertAfter: row.assertAfter && toCivil(row.assertAfter), lastLawful: row.lastLawful && toCivil(row.lastLawful),
    byCalendar: row.byCalendar as Record<string, string>, citation: row.citation, confidence: row.confidence, derivation: row.derivation as EventWord,
    presumed: row.presumed, state: row.state, closedOn: row.closedOn && toCivil(row.closedOn), timeZone: row.timeZone, rulesVersion: row.rulesVersion,
  };
}
