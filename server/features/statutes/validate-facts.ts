import type { DeriveInput } from './deadline.js';
import { civilDateProblem, compareDates, formatLong, toDayNumber, type CivilDate } from './civil-date.js';
import { FACT_LAWS, SERVICE_METHODS, EXTENSION_GROUNDS, servedOrder, type FactType, type StatuteFact, type TollFact } from './facts.js';
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

/** Everything wrong with an input, field by field; empty when it can be derived from. Never throws. */
export function validateInput(input: DeriveInput): FieldProblem[] {
  const receipt = receiptOf(input.received);
  const problems = [...receiptProblems(receipt), ...agencyProblems(input), ...closureProblems(input)];
  const received = civilDateProblem(receipt.date) === null ? receipt.date : null;
  return [...problems, ...validateFacts(input.law, received, input.facts)];
}

/** The receipt as date and optional time, however it was given. */
export function receiptOf(received: CivilDate | Receipt): Receipt {
  return typeof received === 'string' ? { date: received } : received;
}

/**
 * What is wrong with the facts, as `facts.<index>.<field>` and a sentence. `received` is `null` when the receipt itself is unusable; then
 * nothing is compared with it.
 */
export function validateFacts(law: DeriveInput['law'], received: CivilDate | null, facts: readonly StatuteFact[]): FieldProblem[] {
  return [...facts.flatMap((fact, index) => factProblems(law, received, fact, index)), ...repeatedFacts(facts), ...overlappingTolls(facts)];
}

function receiptProblems(receipt: Receipt): FieldProblem[] {
  const date = civilDateProblem(receipt.date);
  const time = receipt.time !== undefined && !isClockTime(receipt.time) ? 'Write the time as HH:MM, 24 hours, for example 17:05.' : null;
  return [...(date ? [{ field: 'received', message: date }] : []), ...(time ? [{ field: 'received', message: time }] : [])];
}

function agencyProblems({ law, agency }: DeriveInput): FieldProblem[] {
  const federal = agency.calendarSet === 'FED';
  if (federal === (law === 'FOIA')) return [];
  const message = federal ? 'This is a federal agency: choose FOIA as the law.' : 'FOIA binds federal agencies only: choose CPRA for this agency.';
  return [{ field: 'agency', message }];
}

function closureProblems({ closures = [] }: DeriveInput): FieldProblem[] {
  return closures.flatMap((closure, index) => problemAt(`closures.${index}.date`, civilDateProblem(closure.date)));
}

function problemAt(field: string, message: string | null): FieldProblem[] {
  return message === null ? [] : [{ field, message }];
}

function factProblems(law: DeriveInput['law'], received: CivilDate | null, fact: StatuteFact, index: number): FieldProblem[] {
  const at = `facts.${index}`;
  if (FACT_LAWS[fact.type] !== 'both' && FACT_LAWS[fact.type] !== law) {
    return [{ field: `${at}.type`, message: `${fact.type} belongs to the ${FACT_LAWS[fact.type]}; this request is under the ${law}.` }];
  }
  const impossible = datesOf(fact).flatMap(([name, date]) => problemAt(`${at}.${name}`, civilDateProblem(date)));
  if (impossible.length > 0) return impossible;
  return [...beforeReceipt(received, fact, at), ...fieldProblems(fact, at)];
}

/** Every date a fact holds, by field name. */
function datesOf(fact: StatuteFact): [name: string, date: CivilDate][] {
  if (fact.type === 'extension_notice') return [['sent', fact.sent], ...(fact.specifiedDate ? [['specifiedDate', fact.specifiedDate] as [string, CivilDate]] : [])];
  if ('sent' in fact) return [['sent', fact.sent]];
  if ('requested' in fact) return [['requested', fact.requested]];
  if ('from' in fact) return [['from', fact.from], ...(fact.to ? [['to', fact.to] as [string, CivilDate]] : [])];
  return 'date' in fact ? [['date', fact.date]] : [];
}

function beforeReceipt(received: CivilDate | null, fact: StatuteFact, at: string): FieldProblem[] {
  if (received === null || MAY_PRECEDE.has(fact.type)) return [];
  return datesOf(fact)
    .filter(([, date]) => compareDates(date, received) < 0)
    .map(([name, date]) => ({ field: `${at}.${name}`, message: `${formatLong(toDayNumber(date))} is before the request was received, ${formatLong(toDayNumber(received))}.` }));
}

function fieldProblems(fact: StatuteFact, at: string): FieldProblem[] {
  switch (fact.type) {
    case 'extension_notice':
      return extensionProblems(fact, at);
    case 'toll_information_request':
    case 'toll_fee_clarification':
      return tollProblems(fact, at);
    case 'service':
      return [
        ...(SERVICE_METHODS.includes(fact.method) ? [] : [{ field: `${at}.method`, message: `Choose one of ${SERVICE_METHODS.join(', ')}.` }]),
        ...(servedOrder(fact.of) ? [] : [{ field: `${at}.of`, message: 'Say what was served: notice of entry of order, or notice of entry of fee order.' }]),
      ];
    case 'receipt_policy':
      return fact.value === 'actual_calendar_day' || fact.value === 'next_business_day' ? [] : [{ field: `${at}.value`, message: 'Choose actual_calendar_day or next_business_day.' }];
    default:
      return [];
  }
}

function extensionProblems(fact: Extract<StatuteFact, { type: 'extension_notice' }>, at: string): FieldProblem[] {
  const unknown = fact.ground && !EXTENSION_GROUNDS.includes(fact.ground) ? [{ field: `${at}.ground`, message: `Choose one of ${EXTENSION_GROUNDS.join(', ')}.` }] : [];
  if (!fact.specifiedDate || compareDates(fact.specifiedDate, fact.sent) >= 0) return unknown;
  return [...unknown, { field: `${at}.specifiedDate`, message: 'The date the notice names is before the day it was sent.' }];
}

function tollProblems(fact: TollFact, at: string): FieldProblem[] {
  if (!fact.to) return [{ field: `${at}.to`, message: 'This pause never ends: give the day the agency had your answer.' }];
  return compareDates(fact.to, fact.from) < 0 ? [{ field: `${at}.to`, message: 'The answer can’t be earlier than the question.' }] : [];
}

function repeatedFacts(facts: readonly StatuteFact[]): FieldProblem[] {
  const seen = new Set<FactType>();
  return facts.flatMap((fact, index) => {
    const repeated = ONCE.has(fact.type) && seen.has(fact.type);
    seen.add(fact.type);
    return repeated ? [{ field: `facts.${index}.type`, message: `${fact.type} is given twice; keep the right one.` }] : [];
  });
}

function overlappingTolls(facts: readonly StatuteFact[]): FieldProblem[] {
  const tolls = facts.flatMap((fact, index) => ('from' in fact && fact.to ? [{ index, from: fact.from, to: fact.to }] : []));
  return tolls.flatMap((toll, place) => {
    const overlapped = tolls.slice(0, place).some((other) => compareDates(toll.from, other.to) < 0 && compareDates(other.from, toll.to) < 0);
    return overlapped ? [{ field: `facts.${toll.index}.from`, message: 'This pause overlaps another one; give each day once.' }] : [];
  });
}
