import type { OpenDays } from './calendars.js';
import { formatLong, toDayNumber, type CivilDate, type DayNumber } from './civil-date.js';
import type { Toll } from './counting.js';
import type { DerivationLine } from './deadline.js';
import { line } from './explain.js';
import { factsOf, type StatuteFact } from './facts.js';
import { dayZero, type ReceiptPolicy } from './receipt.js';
import { receiptLines, type ReceiptCase } from './request-case.js';

/** When FOIA's clock starts, and when it stands still (5 U.S.C. § 552(a)(6)(A)). */

/** A component that was the wrong one has ten calendar days to pass a request on; then the clock runs anyway. */
const ROUTING_DAYS = 10;
const ROUTING_SECTION = '5 U.S.C. § 552(a)(6)(A)';

/** Two receipts: the first designated component's and the right component's. `null` when the request went straight to the right one. */
interface Routing {
  readonly first: CivilDate;
  readonly proper: CivilDate | null;
}

/** Day 0 under a receipt policy: the right component's receipt, but no later than ten days after the first one. */
export function federalStart(at: ReceiptCase, policy: ReceiptPolicy, days: OpenDays): DayNumber {
  const routing = routingOf(at);
  const on = (date: CivilDate): DayNumber => dayZero(date === at.received ? at.receipt : { date }, policy, days);
  if (!routing) return on(at.received);
  const cap = on(routing.first) + ROUTING_DAYS;
  return routing.proper === null ? cap : Math.min(on(routing.proper), cap);
}

function routingOf(at: ReceiptCase): Routing | null {
  const other = factsOf(at.facts, 'received_by_other_component')[0];
  const proper = factsOf(at.facts, 'received_by_proper_component')[0];
  return other || proper ? { first: other?.date ?? at.received, proper: proper?.date ?? null } : null;
}

/** The lines on receipt and routing that lead to day 0. */
export function federalReceiptLines(at: ReceiptCase, start: DayNumber): DerivationLine[] {
  const routing = routingOf(at);
  if (!routing) return receiptLines(at);
  const first = toDayNumber(routing.first);
  const cap = first + ROUTING_DAYS;
  const opening = line('received', `First received by a designated component of the agency on ${formatLong(first)}.`, first, { section: ROUTING_SECTION });
  const proper = routing.proper === null ? [] : [line('received', `Received by the right component on ${formatLong(toDayNumber(routing.proper))}.`, toDayNumber(routing.proper), { section: ROUTING_SECTION })];
  const limit = line('received', `The clock starts at the latest ten calendar days after the first receipt, ${formatLong(cap)}.`, cap, { section: ROUTING_SECTION, struck: start !== cap });
  return [opening, ...proper, limit, line('received', `The clock starts on ${formatLong(start)}; that day is day 0 and is not counted.`, start)];
}

/** The days on which the clock stood still, and the questions that stopped nothing. */
export interface Tolls {
  readonly counted: readonly Toll[];
  /** The one request for information that is among `counted`. */
  readonly information: Toll | undefined;
  readonly further: readonly Toll[];
}

/** One request for information stops the clock, and questions about fees do; a second request for information does not. */
export function tollsOf(facts: readonly StatuteFact[]): Tolls {
  const [information, ...further] = factsOf(facts, 'toll_information_request').flatMap(ended).sort((a, b) => a.from - b.from);
  const fees = factsOf(facts, 'toll_fee_clarification').flatMap(ended);
  return { counted: information ? [information, ...fees] : fees, information, further };
}

function ended(fact: { from: CivilDate; to?: CivilDate | null }): Toll[] {
  return fact.to ? [{ from: toDayNumber(fact.from), to: toDayNumber(fact.to) }] : [];
}

/** A line for each pause, in the order of the days. */
export function tollLines({ counted, information }: Tolls): DerivationLine[] {
  return [...counted].sort((a, b) => a.from - b.from).map((toll) => tollLine(toll, toll === information));
}

/** What to say of the pauses that stop nothing. */
export function tollNotes({ further }: Tolls): string[] {
  return further.map((toll) => `The agency’s further request for information of ${formatLong(toll.from)} does not stop the clock: the statute allows one.`);
}

function tollLine(toll: Toll, isInformation: boolean): DerivationLine {
  const subject = isInformation ? 'for information' : 'about fees';
  const sentence = `The agency asked ${subject} on ${formatLong(toll.from)} and had the answer on ${formatLong(toll.to)}: the days after the question, through the answer, are not counted.`;
  return line('closed', sentence, toll.to, { section: `5 U.S.C. § 552(a)(6)(A)(ii)(${isInformation ? 'I' : 'II'})`, struck: true });
}
