import { newId } from '../../platform/ids.js';
import type { Tx } from '../../platform/db.js';
import { setNextDates } from '../requests/set-next-dates.js';
import { type NewEvent, appendEvents } from '../timeline/append-event.js';
import type { EventWord } from '../timeline/event-chain.js';
import type { DeadlineChange, DeadlineValues, PlannedDeadline } from './plan-deadlines.js';
import type { RequestPlan } from './plan-request.js';

/** A request's plan, and why it came about. */
export interface ReasonedPlan extends RequestPlan {
  /** One sentence for the timeline and the worksheet. */
  readonly reason: string;
  /** The fact that caused it, if one did. */
  readonly factId?: string | null | undefined;
}

/** A deadline as it is to lie in the table. Dates and instants as ISO text. */
interface Written extends DeadlineValues {
  readonly id: string;
  readonly requestId: string;
  readonly revision: number;
  readonly wakeAt: string | null;
}

type Revised = Exclude<PlannedDeadline, { kind: 'explain' | 'restamp' }>;

interface Move {
  readonly plan: ReasonedPlan;
  readonly change: DeadlineChange;
  readonly words: NewEvent['words'];
  readonly written: Written;
}

/**
 * Writes what was planned for requests of one group, with revisions and events, in a number of statements that does not grow with them; a step of
 * the caller's transaction, which holds the requests' rows.
 * @returns how many deadlines got a new revision
 */
export async function writePlans(tx: Tx, input: { groupId: string; at: Date; plans: readonly ReasonedPlan[] }): Promise<number> {
  const { groupId, at, plans } = input;
  const each = plans.flatMap((plan) => plan.planned.map((planned) => ({ plan, planned })));
  const moves = each.flatMap(({ plan, planned }) => (planned.kind === 'insert' || planned.kind === 'revise' ? [moveOf(plan, planned, at)] : []));
  const explained = each.flatMap(({ plan, planned }) => (planned.kind === 'explain' ? [rowOf(plan, planned, planned.before.revision, null)] : []));
  const restamped = each.flatMap(({ planned }) => (planned.kind === 'restamp' ? [{ id: planned.before.id, rulesVersion: planned.values.rulesVersion }] : []));
  await insertDeadlines(tx, groupId, at, moves.filter((move) => move.change === 'set').map((move) => move.written));
  await updateDeadlines(tx, groupId, at, moves.filter((move) => move.change !== 'set').map((move) => move.written), true);
  await updateDeadlines(tx, groupId, at, explained, false);
  await restamp(tx, groupId, restamped);
  await insertRevisions(tx, groupId, at, moves);
  await setNextDates(tx, groupId, plans.flatMap(({ requestId, next }) => (next ? [{ requestId, ...next }] : [])));
  await appendEvents(tx, groupId, moves.map(({ plan, change, words, written }) => ({ at, type: `deadline.${change}`, requestId: plan.requestId, subject: { type: 'deadline', id: written.id }, words })));
  return moves.length;
}

function moveOf(plan: ReasonedPlan, planned: Revised, at: Date): Move {
  // The warnings look at once at what moved, and no more at what ended.
  const wakeAt = planned.values.state === 'open' ? at.toISOString() : null;
  const written = planned.kind === 'insert' ? { ...rowOf(plan, planned, 1, wakeAt), id: newId(at.getTime()) } : rowOf(plan, planned, planned.before.revision + 1, wakeAt);
  return { plan, change: planned.change, words: { ...wordsOf(planned), reason: plan.reason, ...(plan.factId ? { factId: plan.factId } : {}) }, written };
}

function rowOf({ requestId }: RequestPlan, planned: PlannedDeadline, revision: number, wakeAt: string | null): Written {
  return { ...planned.values, id: planned.kind === 'insert' ? '' : planned.before.id, requestId, revision, wakeAt };
}

/** Old and new value of a deadline, for the timeline: `from`/`to` are due dates, `safeFrom`/`safeTo` the dates safe to call late after. */
function wordsOf(plan: Revised): { [key: string]: EventWord } {
  const { values } = plan;
  const before = plan.kind === 'revise' ? plan.before : null;
  return {
    rule: values.rule, owner: values.owner, to: values.due, safeTo: values.assertAfter, presumed: values.presumed, state: values.state,
    ...(before ? { from: before.due, safeFrom: before.assertAfter, wasPresumed: before.presumed, stateBefore: before.state } : {}),
    ...(values.closedOn ? { closedOn: values.closedOn } : {}),
  };
}

async function insertDeadlines(tx: Tx, groupId: string, at: Date, rows: readonly Written[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO deadlines (id, group_id, request_id, rule, key, owner, kind, nominal, earliest, due, assert_after, last_lawful, by_calendar, citation, confidence, derivation,
      presumed, state, closed_on, time_zone, rules_version, revision, wake_at, created_at, updated_at)
    SELECT d.id, ${groupId}::uuid, d."requestId", d.rule, d.key, d.owner, d.kind, d.nominal, d.earliest, d.due, d."assertAfter", d."lastLawful", d."byCalendar", d.citation, d.confidence, d.derivation,
      d.presumed, d.state, d."closedOn", d."timeZone", d."rulesVersion", d.revision, d."wakeAt", ${at}, ${at}
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS d(id uuid, "requestId" uuid, rule text, key text, owner text, kind text, nominal date, earliest date, due date, "assertAfter" date, "lastLawful" date,
      "byCalendar" jsonb, citation text, confidence text, derivation jsonb, presumed boolean, state deadline_state, "closedOn" date, "timeZone" text, "rulesVersion" text, revision int, "wakeAt" timestamptz)`;
}

/** @param revised whether the warnings must look again; an explanation alone wakes nobody */
async function updateDeadlines(tx: Tx, groupId: string, at: Date, rows: readonly Written[], revised: boolean): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE deadlines o SET owner = d.owner, kind = d.kind, nominal = d.nominal, earliest = d.earliest, due = d.due, assert_after = d."assertAfter", last_lawful = d."lastLawful",
      by_calendar = d."byCalendar", citation = d.citation, confidence = d.confidence, derivation = d.derivation, presumed = d.presumed, state = d.state, closed_on = d."closedOn",
      time_zone = d."timeZone", rules_version = d."rulesVersion", revision = d.revision, wake_at = CASE WHEN ${revised} THEN d."wakeAt" ELSE o.wake_at END, updated_at = ${at}
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS d(id uuid, owner text, kind text, nominal date, earliest date, due date, "assertAfter" date, "lastLawful" date, "byCalendar" jsonb, citation text,
      confidence text, derivation jsonb, presumed boolean, state deadline_state, "closedOn" date, "timeZone" text, "rulesVersion" text, revision int, "wakeAt" timestamptz)
    WHERE o.id = d.id AND o.group_id = ${groupId}::uuid`;
}

/** The dates and their explanation stand: no history, and `updated_at` stays. */
async function restamp(tx: Tx, groupId: string, rows: readonly { id: string; rulesVersion: string }[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE deadlines o SET rules_version = d."rulesVersion" FROM json_to_recordset(${JSON.stringify(rows)}::json) AS d(id uuid, "rulesVersion" text)
    WHERE o.id = d.id AND o.group_id = ${groupId}::uuid`;
}

async function insertRevisions(tx: Tx, groupId: string, at: Date, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map(({ plan, change, written: { id, revision, due, assertAfter, presumed, state } }) =>
    ({ id: newId(at.getTime()), deadlineId: id, revision, due, assertAfter, presumed, state, change, reason: plan.reason, factId: plan.factId ?? null }));
  await tx.$executeRaw`
    INSERT INTO deadline_revisions (id, group_id, deadline_id, revision, due, assert_after, presumed, state, change, reason, fact_id, at)
    SELECT d.id, ${groupId}::uuid, d."deadlineId", d.revision, d.due, d."assertAfter", d.presumed, d.state, d.change, d.reason, d."factId", ${at}
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS d(id uuid, "deadlineId" uuid, revision int, due date, "assertAfter" date, presumed boolean, state deadline_state, change text, reason text, "factId" uuid)`;
}
