import { californiaAgencyDeadlines, judgedNotices } from './derive-california.js';
import type { CountedDeadline, DeadlineDates, DerivedDeadline, DeriveInput } from './deadline.js';
import { federalAgencyDeadlines } from './derive-federal.js';
import { stepOf } from './explain.js';
import type { JudgedNotice } from './extension-notice.js';
import { componentOf } from './agency-calendars.js';
import { formatLong, toDayNumber } from './civil-date.js';
import { factsOf } from './facts.js';
import { californiaOwnDeadlines, federalOwnDeadlines } from './own-deadlines.js';
import { californiaCase, receiptCase } from './request-case.js';
import { receiptOf, validateInput } from './validate-facts.js';

export type { DerivedDeadline, DeadlineDates, DeriveInput, Derivation, DerivationLine, CalendarSquare, Reading } from './deadline.js';

/**
 * Every statutory deadline of a request, from its receipt and its facts, with sentences, squares and readings. Pure: the same input
 * always gives the same output. Dates are civil dates in the agency's zone. Throws a `RangeError` naming the first fields when
 * `validateInput` finds a problem: validate first where the input is somebody's typing.
 */
export function deriveDeadlines(input: DeriveInput): DerivedDeadline[] {
  return counted(input).map((deadline) => explained(deadline, input));
}

/** The dates alone, without sentences: the same values as `deriveDeadlines`, for recalculating many requests. */
export function deriveDates(input: DeriveInput): DeadlineDates[] {
  return counted(input).map(({ dates }) => dates);
}

/**
 * What each extension notice of a California request does and what is wrong with it, in the order they were sent. Empty for FOIA.
 * Throws as `deriveDeadlines` does.
 */
export function judgeNotices(input: DeriveInput): JudgedNotice[] {
  requireValid(input);
  return input.law === 'CPRA' ? judgedNotices(californiaCase(input)) : [];
}

function counted(input: DeriveInput): CountedDeadline[] {
  requireValid(input);
  const received = receiptOf(input.received).date;
  if (input.law === 'CPRA') {
    return [...californiaAgencyDeadlines(californiaCase(input)), ...californiaOwnDeadlines(received, input.facts)];
  }
  const component = input.agency.component ?? componentOf(input.agency.slug);
  return [...federalAgencyDeadlines(receiptCase(input)), ...federalOwnDeadlines(received, input.facts, component)];
}

function requireValid(input: DeriveInput): void {
  const problems = validateInput(input);
  if (problems.length > 0) throw new RangeError(problems.map(({ field, message }) => `${field}: ${message}`).join(' '));
}

function explained({ dates, explain }: CountedDeadline, input: DeriveInput): DerivedDeadline {
  const { notes, derivation } = explain();
  return { ...dates, steps: derivation.lines.map(stepOf), notes: [...notes, ...sharedNotes(dates, input)], derivation };
}

function sharedNotes(dates: DeadlineDates, input: DeriveInput): string[] {
  if (dates.owner === 'requester') return [];
  return [...calendarNotes(input), ...claimNotes(dates, input)];
}

function calendarNotes({ agency, closures = [] }: DeriveInput): string[] {
  const unverified = agency.calendarSet === 'CA' ? ['Which closed days bind this agency is not verified: the courts’ days are used.'] : [];
  const federal = agency.calendarSet === 'FED' && closures.length > 0 ? ['A closing by order is not a legal public holiday (5 U.S.C. § 6103(a)): those days are counted.'] : [];
  return [...unverified, ...federal];
}

/** An agency's own word on when it received the request or its clock started is shown beside ours; it moves nothing. */
function claimNotes(dates: DeadlineDates, { facts }: DeriveInput): string[] {
  if (dates.rule !== 'cpra.determination' && dates.rule !== 'foia.determination') return [];
  const claims = [...factsOf(facts, 'deemed_received'), ...factsOf(facts, 'clock_start')];
  return claims.map((claim) => `The agency counts from ${formatLong(toDayNumber(claim.date))}; that is its word and moves no date here.`);
}
