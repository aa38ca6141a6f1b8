import type { DeriveInput } from './deadline.js';
import { civilDateProblem, compareDates, formatLong, isCivilDate, toDayNumber, type CivilDate } from './civil-date.js';
import { EMERGENCY_AUTHORITIES, EXTENSION_GROUNDS, FACT_DATES, FACT_LAWS, SERVICE_METHODS, servedOrder, type ExtensionNotice, type FactType, type StatuteFact, type TollFact } from './facts.js';
import { isClockTime, type Receipt } from './receipt.js';

/** What is wrong with one field: `field` is its path in the input (`facts.0.sent`), `message` says how to mend it. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** Facts that can be true only once of a request. */
const ONCE: ReadonlySet<FactType> = new Set<FactType>([
  'received_by_proper_component', 'received_by_other_component', 'incident_known', 'peace_officer_records', 'expedited_requested',
  'appeal_received', 'constructive_exhaustion', 'receipt_policy', 'deemed_received', 'clock_start',
]);

/** Dates that may lie before the receipt: the incident, the day we asked, and the first of two receipts. */
const MAY_PRECEDE: ReadonlySet<FactType> = new Set<FactType>(['incident_known', 'peace_officer_records', 'expedited_requested', 'received_by_other_component']);

/** A pause longer than this is a slip of the pen. No statute says so; a clock that stands still for decades is no deadline. */
const LONGEST_PAUSE_DAYS = 3660;

/** Takes the path of a field and what is wrong with it. */
type Report = (field: string, message: string) => void;

/** Everything wrong with an input, field by field; empty when it can be derived from. Never throws. */
export function validateInput(input: DeriveInput): FieldProblem[] {
  return problemsOf((report) => {
    const receipt = receiptOf(input.received);
    checkReceipt(receipt, report);
    checkAgency(input, report);
    checkClosures(input, report);
    checkFacts(input.law, isCivilDate(receipt.date) ? receipt.date : null, input.facts, report);
  });
}

/**
 * What is wrong with the facts, as `facts.<index>.<field>` and a sentence. `received` is `null` when the receipt itself is unusable; then
 * nothing is compared with it.
 */
export function validateFacts(law: DeriveInput['law'], received: CivilDate | null, facts: readonly StatuteFact[]): FieldProblem[] {
  return problemsOf((report) => checkFacts(law, received, facts, report));
}

/** The receipt as date and optional time, however it was given. */
export function receiptOf(received: CivilDate | Receipt): Receipt {
  return typeof received === 'string' ? { date: received } : received;
}

function problemsOf(check: (report: Report) => void): FieldProblem[] {
  const problems: FieldProblem[] = [];
  check((field, message) => problems.push({ field, message }));
  return problems;
}

function checkReceipt({ date, time }: Receipt, report: Report): void {
  const problem = civilDateProblem(date);
  if (problem) report('received', problem);
  if (time !== undefined && !isClockTime(time)) report('received', 'Write the time as HH:MM, 24 hours, for example 17:05.');
}

function checkAgency({ law, agency }: DeriveInput, report: Report): void {
  const isFederal = agency.calendarSet === 'FED';
  if (isFederal && law !== 'FOIA') report('agency', 'This is a federal agency: choose FOIA as the law.');
  if (!isFederal && law === 'FOIA') report('agency', 'FOIA binds federal agencies only: choose CPRA for this agency.');
}

function checkClosures({ closures = [] }: DeriveInput, report: Report): void {
  for (const [index, { date }] of closures.entries()) {
    const problem = civilDateProblem(date);
    if (problem) report(`closures.${index}.date`, problem);
  }
}

function checkFacts(law: DeriveInput['law'], received: CivilDate | null, facts: readonly StatuteFact[], report: Report): void {
  for (let index = 0; index < facts.length; index += 1) {
    const fact = facts[index];
    if (fact) checkFact(law, received, fact, (field, message) => report(`facts.${index}.${field}`, message));
  }
  checkRepeated(facts, report);
  checkOverlaps(facts, report);
}

function checkFact(law: DeriveInput['law'], received: CivilDate | null, fact: StatuteFact, report: Report): void {
  if (FACT_LAWS[fact.type] !== 'both' && FACT_LAWS[fact.type] !== law) {
    return report('type', `The fact ${fact.type} belongs to the ${FACT_LAWS[fact.type]}; this request is under the ${law}.`);
  }
  if (areDatesPossible(fact, received, report)) checkFields(fact, report);
}

/** Every date of a fact exists and, where it must, doesn't lie before the receipt. False when one doesn't exist: then nothing can be compared. */
function areDatesPossible(fact: StatuteFact, received: CivilDate | null, report: Report): boolean {
  const mayPrecede = received === null || MAY_PRECEDE.has(fact.type);
  let isPossible = true;
  for (const name of FACT_DATES[fact.type]) {
    const date = dateIn(fact, name);
    if (date === undefined || date === null) continue;
    const problem = civilDateProblem(date);
    if (problem) report(name, problem);
    else if (!mayPrecede && name !== 'accessRegainedAt' && compareDates(date, received) < 0) report(name, `${formatLong(toDayNumber(date))} is before the request was received, ${formatLong(toDayNumber(received))}.`);
    isPossible &&= problem === null;
  }
  return isPossible;
}

/** A date of a fact by the name of its field; absent and `null` are the same: not said. */
function dateIn(fact: StatuteFact, name: string): CivilDate | null | undefined {
  return (fact as unknown as Readonly<Record<string, CivilDate | null | undefined>>)[name];
}

function checkFields(fact: StatuteFact, report: Report): void {
  switch (fact.type) {
    case 'extension_notice':
      return checkNotice(fact, report);
    case 'toll_information_request':
    case 'toll_fee_clarification':
      return checkPause(fact, report);
    case 'service':
      if (!SERVICE_METHODS.includes(fact.method)) report('method', `Choose one of ${SERVICE_METHODS.join(', ')}.`);
      if (servedOrder(fact.of) === null) report('of', 'Say what was served: notice of entry of order, or notice of entry of fee order.');
      return;
    case 'receipt_policy':
      if (fact.value !== 'actual_calendar_day' && fact.value !== 'next_business_day') report('value', 'Choose actual_calendar_day or next_business_day.');
      return;
    default:
  }
}

function checkNotice({ sent, specifiedDate, ground, proclaimedBy }: ExtensionNotice, report: Report): void {
  if (ground && !EXTENSION_GROUNDS.includes(ground)) report('ground', `Choose one of ${EXTENSION_GROUNDS.join(', ')}.`);
  if (proclaimedBy && !EMERGENCY_AUTHORITIES.includes(proclaimedBy)) report('proclaimedBy', `Choose one of ${EMERGENCY_AUTHORITIES.join(', ')}.`);
  if (specifiedDate && compareDates(specifiedDate, sent) < 0) report('specifiedDate', 'The date the notice names is before the day it was sent.');
}

function checkPause({ from, to }: TollFact, report: Report): void {
  if (!to) report('to', 'This pause never ends: give the day the agency had your answer.');
  else if (compareDates(to, from) < 0) report('to', 'The answer can’t be earlier than the question.');
  else if (toDayNumber(to) - toDayNumber(from) > LONGEST_PAUSE_DAYS) report('to', 'This pause lasts more than ten years: check the day the agency had your answer.');
}

function checkRepeated(facts: readonly StatuteFact[], report: Report): void {
  const seen = new Set<FactType>();
  for (const [index, { type }] of facts.entries()) {
    if (!ONCE.has(type)) continue;
    if (seen.has(type)) report(`facts.${index}.type`, `The fact ${type} is given twice; keep the right one.`);
    seen.add(type);
  }
}

function checkOverlaps(facts: readonly StatuteFact[], report: Report): void {
  const earlier: { from: CivilDate; to: CivilDate }[] = [];
  for (const [index, fact] of facts.entries()) {
    if (!('from' in fact) || !fact.to) continue;
    const { from, to } = fact;
    if (earlier.some((other) => compareDates(from, other.to) < 0 && compareDates(other.from, to) < 0)) report(`facts.${index}.from`, 'This pause overlaps another one; give each day once.');
    earlier.push({ from, to });
  }
}
