import type { DeriveInput } from '../../../../server/features/statutes/deadline.js';
import { factsOf } from '../../../../server/features/statutes/facts.js';
import { back, calendarDays, dayZero, forward, workingDays, type OracleCalendar } from './counting.js';
import { dayOf, later, sooner, yearsLater, type Day } from './days.js';
import { isoOf, type OracleDeadline } from './deadline.js';

/** FOIA's clocks as 5 U.S.C. § 552(a)(6) and contract.md define them. A closing by order is no legal public holiday: none is added. */

const FED: OracleCalendar = { id: 'FED', closings: new Set() };
const STRICT: OracleCalendar = { id: 'FED_STRICT', closings: new Set() };
const ALL = [FED, STRICT];

interface Case {
  readonly start: Day;
  readonly latestStart: Day;
  readonly isNextBusinessDay: boolean;
  readonly standsStill: (day: Day) => boolean;
}

function caseOf(input: DeriveInput): Case {
  const receipt = typeof input.received === 'string' ? { date: input.received } : input.received;
  const policy = input.receiptPolicy ?? factsOf(input.facts, 'receipt_policy')[0]?.value;
  const isNextBusinessDay = policy === 'next_business_day';
  const proper = factsOf(input.facts, 'received_by_proper_component')[0]?.date;
  const other = factsOf(input.facts, 'received_by_other_component')[0]?.date;
  const zero = (date: string, later_: boolean): Day => dayZero(FED, dayOf(date), date === receipt.date ? receipt.time : undefined, later_);
  // The right component's receipt, but at the latest ten calendar days after any designated one's.
  const begin = (later_: boolean): Day => {
    if (!proper && !other) return zero(receipt.date, later_);
    const limit = calendarDays(zero(other ?? receipt.date, later_), 10);
    return proper ? sooner(zero(proper, later_), limit) : limit;
  };
  return { start: begin(isNextBusinessDay), latestStart: begin(true), isNextBusinessDay, standsStill: pauses(input) };
}

/** One question for information stops the clock, the first asked; every question about fees does. From the day after it to the answer's day. */
function pauses(input: DeriveInput): (day: Day) => boolean {
  const information = [...factsOf(input.facts, 'toll_information_request')].sort((a, b) => (a.from < b.from ? -1 : 1)).slice(0, 1);
  const stops = [...information, ...factsOf(input.facts, 'toll_fee_clarification')];
  return (day) => stops.some(({ from, to }) => to && day.iso > from && day.iso <= to);
}

function count(at: Case, rule: OracleDeadline['rule'], working: number): OracleDeadline {
  const lasts = ALL.map((calendar) => workingDays(calendar, at.start, working, at.standsStill));
  const due = workingDays(FED, at.start, working, at.standsStill);
  const latest = workingDays(FED, at.latestStart, working, at.standsStill);
  return { rule, nominal: due.iso, earliest: sooner(...lasts).iso, due: due.iso, assertAfter: later(latest, ...lasts).iso, byCalendar: isoOf(ALL, lasts) };
}

function answers(at: Case, input: DeriveInput): OracleDeadline[] {
  const determination = count(at, 'foia.determination', 20);
  const sent = factsOf(input.facts, 'unusual_circumstances_notice').map((notice) => notice.sent as string).sort()[0];
  if (sent === undefined || sent > determination.assertAfter) return [determination];
  const extended = { ...determination, extendedBy: 'foia.extension' as const };
  const full = count(at, 'foia.extension', 30);
  if (sent <= determination.due) return [extended, full];
  return [extended, { ...determination, rule: 'foia.extension', assertAfter: workingDays(FED, at.latestStart, 30, at.standsStill).iso }];
}

function expedited(requested: Day): OracleDeadline {
  const last = calendarDays(requested, 10);
  return { rule: 'foia.expedited', nominal: last.iso, earliest: last.iso, due: last.iso, assertAfter: forward(FED, last).iso, byCalendar: {} };
}

function appealDecision(at: Case, received: Day): OracleDeadline {
  const plain = { standsStill: () => false, isNextBusinessDay: at.isNextBusinessDay };
  return count({ ...plain, start: dayZero(FED, received, undefined, at.isNextBusinessDay), latestStart: dayZero(FED, received, undefined, true) }, 'foia.appeal_decision', 20);
}

const DHS: ReadonlySet<string> = new Set(['dhs', 'ice', 'cbp', 'obim']);

/** Ninety calendar days are kept for everybody; a DHS component's rule allows ninety working days. */
function appeal(response: Day, agency: string | undefined): OracleDeadline {
  const nominal = calendarDays(response, 90);
  const due = back(FED, nominal).iso;
  const isDhs = DHS.has(agency?.toLowerCase() ?? '');
  const ninety = ALL.map((calendar) => workingDays(calendar, response, 90));
  return {
    rule: 'foia.appeal', nominal: nominal.iso, earliest: due, due, assertAfter: due, lastLawful: isDhs ? (ninety[0]?.iso ?? '') : nominal.iso, byCalendar: isDhs ? isoOf(ALL, ninety) : {},
  };
}

function suit(exhausted: Day): OracleDeadline {
  const nominal = yearsLater(exhausted, 6);
  const due = back(FED, nominal).iso;
  return { rule: 'foia.suit', nominal: nominal.iso, earliest: due, due, assertAfter: due, lastLawful: nominal.iso, byCalendar: {} };
}

/** Every deadline of a federal request. */
export function oracleFederal(input: DeriveInput): OracleDeadline[] {
  const at = caseOf(input);
  return [
    ...answers(at, input),
    ...factsOf(input.facts, 'expedited_requested').map(({ requested }) => expedited(dayOf(requested))),
    ...factsOf(input.facts, 'appeal_received').map(({ date }) => appealDecision(at, dayOf(date))),
    ...factsOf(input.facts, 'adverse_determination').map(({ date, agency }) => appeal(dayOf(date), input.agency.slug ?? agency)),
    ...factsOf(input.facts, 'constructive_exhaustion').map(({ date }) => suit(dayOf(date))),
  ];
}
