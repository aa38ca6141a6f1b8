import type { AgencyCalendar } from '../statutes/agency-calendars.js';
import type { CivilDate } from '../statutes/civil-date.js';
import type { DeriveInput, DerivedDeadline } from '../statutes/deadline.js';
import { deriveDeadlines, judgeNotices } from '../statutes/derive.js';
import type { JudgedNotice } from '../statutes/extension-notice.js';
import { rulesVersion } from '../statutes/rules.js';
import type { StatuteFact } from '../statutes/facts.js';
import type { CountingTerms } from './counting-terms.js';
import type { TypedFact } from './fact-types.js';
import { type Law, type Receipt, closingOf, receiptOf, statuteFacts } from './facts-to-statutes.js';
import { parallelClocks } from './parallel-clocks.js';
import type { DeadlineValues } from './plan-deadlines.js';

export interface RequestCase extends CountingTerms {
  readonly law: Law;
  readonly agency: AgencyCalendar;
  /** Facts that stand. */
  readonly facts: readonly TypedFact[];
  /** Numbers of the request's items. */
  readonly items: readonly number[];
}

/** Rules that do not run from the receipt: a presumed receipt does not make them presumed. */
const NOT_FROM_RECEIPT: ReadonlySet<string> = new Set(['cpra.appellate_writ', 'cpra.fee_order_appeal', 'cpra.petition_reference', 'foia.appeal', 'foia.appeal_decision', 'cpra.incident_video', 'pc832_7.production']);

/** Every deadline a request should have, from its standing facts alone. Without a receipt there is none of the law. */
export function deadlinesFor(request: RequestCase): DeadlineValues[] {
  const receipt = receiptOf(request.facts);
  const statutory = receipt ? apart(derivedFor(request).map((deadline) => toValues(deadline, request, receipt))) : [];
  return [...statutory, ...parallelClocks({ facts: request.facts, items: request.items, timeZone: request.agency.timeZone })];
}

/** Two refusals open two clocks of one rule: the earliest has no key, the next are numbered. What ends on one day is one clock. */
function apart(values: readonly DeadlineValues[]): readonly DeadlineValues[] {
  if (new Set(values.map((one) => one.rule)).size === values.length) return values;
  return values.flatMap((one) => {
    const days = [...new Set(values.filter((other) => other.rule === one.rule).map((other) => other.nominal))].sort();
    const first = values.find((other) => other.rule === one.rule && other.nominal === one.nominal);
    const at = days.indexOf(one.nominal);
    return first === one ? [at === 0 ? one : { ...one, key: String(at + 1) }] : [];
  });
}

/** What the statutes slice makes of a request's facts, with `supposed` ones added: for saying what something would do. */
export function derivedFor(request: RequestCase, supposed: readonly StatuteFact[] = []): readonly DerivedDeadline[] {
  const input = inputOf(request);
  return input ? deriveDeadlines({ ...input, facts: [...input.facts, ...supposed] }) : [];
}

/**
 * The request's extension notices as its clocks judge them, in order of sending; none without a receipt, and none where facts recorded by an
 * earlier version no longer pass: whoever reads the request reads on.
 */
export function judgedFor(request: RequestCase): readonly JudgedNotice[] {
  const input = inputOf(request);
  try {
    return input ? judgeNotices(input) : [];
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function inputOf(request: RequestCase): DeriveInput | null {
  const receipt = receiptOf(request.facts);
  if (!receipt) return null;
  const facts = statuteFacts(request.law, request.facts).filter((fact) => datedFrom(fact) >= receipt.date);
  const { law, agency, closures, switchedOn } = request;
  return { law, agency, closures, switchedOn, received: receivedFor(receipt), facts };
}

/** A fact dated before the receipt it follows can't bind (a corrected receipt may overtake one until it is corrected too). */
function datedFrom(fact: StatuteFact): string {
  if (fact.type === 'received_by_other_component') return '9999-12-31';
  if ('sent' in fact) return fact.sent;
  if ('from' in fact) return fact.from;
  return 'date' in fact ? fact.date : '9999-12-31';
}

function receivedFor(receipt: Receipt): CivilDate | { date: CivilDate; time: string } {
  const date = receipt.date as CivilDate;
  return receipt.time ? { date, time: receipt.time } : date;
}

function toValues(deadline: DerivedDeadline, request: RequestCase, receipt: Receipt): DeadlineValues {
  const closing = closingOf(deadline, request.facts, request.items);
  return {
    rule: deadline.rule, key: '', owner: deadline.owner, kind: deadline.kind, nominal: deadline.nominal, earliest: deadline.earliest, due: deadline.due,
    assertAfter: deadline.owner === 'agency' ? deadline.assertAfter : null, lastLawful: deadline.lastLawful ?? null, byCalendar: deadline.byCalendar, citation: deadline.citation,
    confidence: deadline.confidence, derivation: explanationOf(deadline),
    presumed: receipt.presumed && !NOT_FROM_RECEIPT.has(deadline.rule), state: closing?.state ?? 'open', closedOn: closing?.on ?? null,
    timeZone: request.agency.timeZone, rulesVersion,
  };
}

/** Steps, notes and structure: what the worksheet is drawn from. Plain values only; a key without one is as good as none. */
function explanationOf(deadline: DerivedDeadline): DeadlineValues['derivation'] {
  return { steps: deadline.steps, notes: deadline.notes, ...deadline.derivation } as unknown as DeadlineValues['derivation'];
}
