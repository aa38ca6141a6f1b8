import type { DeriveInput } from '../../../../server/features/statutes/deadline.js';
import { factsOf, type ExtensionNotice } from '../../../../server/features/statutes/facts.js';
import { back, calendarDays, dayZero, forward, workingDays, type OracleCalendar } from './counting.js';
import { dayOf, later, sooner, walk, yearsLater, type Day } from './days.js';
import { isoOf, type OracleDeadline } from './deadline.js';

/** California's clocks as law.md and contract.md define them, step by step. */

interface Case {
  readonly all: readonly OracleCalendar[];
  readonly standard: OracleCalendar;
  readonly widest: OracleCalendar;
  readonly received: Day;
  readonly start: Day;
  readonly latestStart: Day;
  /** AB 1821 switched on and governing; and as a mere reading for `assertAfter`. */
  readonly business: boolean;
  readonly maybeBusiness: boolean;
}

export interface OracleNotice {
  readonly sent: string;
  readonly effect: 'extends' | 'assert_only' | 'none';
  readonly defects: readonly string[];
}

function caseOf(input: DeriveInput): Case {
  const closings = new Set((input.closures ?? []).map(({ date }) => date as string));
  const none: ReadonlySet<string> = new Set();
  // A closing of the City's offices closes no court; LASD and Cal DOJ have only the courts' days, so theirs is added to them.
  const all: OracleCalendar[] = input.agency.calendarSet === 'LA_CITY'
    ? [{ id: 'CA_JUD', closings: none }, { id: 'LA_CITY', closings }, { id: 'LA_CPRA', closings }, { id: 'LA_CPRA_MAX', closings }]
    : [{ id: 'CA_JUD', closings }, { id: 'CA_MAX', closings }];
  const [first, second, third, fourth] = all;
  const [standard, widest] = third && fourth ? [third, fourth] : [first, second];
  if (!standard || !widest) throw new Error('no calendar');
  const receipt = typeof input.received === 'string' ? { date: input.received } : input.received;
  const received = dayOf(receipt.date);
  const policy = input.receiptPolicy ?? factsOf(input.facts, 'receipt_policy')[0]?.value;
  const latestStart = dayZero(widest, received, receipt.time, true);
  const business = received.year >= 2027 && input.switchedOn?.includes('ab_1821') === true;
  return { all, standard, widest, received, start: dayZero(standard, received, receipt.time, policy === 'next_business_day'), latestStart, business, maybeBusiness: !business && latestStart.year >= 2027 };
}

const tenDays = (at: Case, start: Day, calendar: OracleCalendar): Day => (at.business ? workingDays(calendar, start, 10) : forward(calendar, calendarDays(start, 10)));
const twentyFour = (at: Case, calendar: OracleCalendar): Day => (at.business ? workingDays(calendar, at.start, 24) : forward(calendar, calendarDays(at.start, 24)));

/** The latest day an extension may end on: the fourteen from the moved day ten, from the later day 0, on the widest calendar; and the bill. */
function latestExtension(at: Case): Day {
  if (at.business) return workingDays(at.widest, at.latestStart, 24);
  const rolled = forward(at.widest, calendarDays(tenDays(at, at.latestStart, at.widest), 14));
  return at.maybeBusiness ? later(rolled, workingDays(at.widest, at.latestStart, 24)) : rolled;
}

function determinationOf(at: Case): OracleDeadline {
  const tens = at.all.map((calendar) => tenDays(at, at.start, calendar));
  const due = tenDays(at, at.start, at.standard);
  const latest = later(...tens, tenDays(at, at.latestStart, at.widest), ...(at.maybeBusiness ? [workingDays(at.widest, at.latestStart, 10)] : []));
  return {
    rule: 'cpra.determination', nominal: at.business ? due.iso : calendarDays(at.start, 10).iso, earliest: sooner(...tens).iso, due: due.iso, assertAfter: latest.iso,
    byCalendar: isoOf(at.all, tens),
  };
}

/** Each notice judged in the order of sending. */
function judge(at: Case, notices: readonly ExtensionNotice[], determination: OracleDeadline): OracleNotice[] {
  const inOrder = [...notices].sort((a, b) => (a.sent < b.sent ? -1 : a.sent > b.sent ? 1 : 0));
  const furthest = later(twentyFour(at, at.standard), latestExtension(at)).iso;
  return inOrder.map((notice, index) => {
    const late = notice.sent > determination.due;
    const hopeless = notice.sent > determination.assertAfter;
    const defects = [
      ...(index > 0 ? ['second'] : []),
      ...(late ? ['late'] : []),
      ...(hasGround(notice, at.received) ? [] : ['no_ground']),
      ...(notice.specifiedDate ? (notice.specifiedDate > furthest ? ['too_long'] : []) : ['no_date']),
    ];
    return { sent: notice.sent, effect: index > 0 || hopeless ? 'none' : late ? 'assert_only' : 'extends', defects };
  });
}

/** SB 1034 brought the emergency in 2025, AB 370 the cyberattack in 2026. */
function hasGround({ ground }: ExtensionNotice, received: Day): boolean {
  if (!ground || ground === 'none_stated') return false;
  if (ground === 'cyberattack') return received.year >= 2026;
  return ground !== 'governor_emergency' || received.year >= 2025;
}

function extensionOf(at: Case, notice: ExtensionNotice, judged: OracleNotice, determination: OracleDeadline): OracleDeadline {
  const fulls = at.all.map((calendar) => twentyFour(at, calendar));
  const latest = later(latestExtension(at));
  if (judged.effect === 'assert_only') {
    return { ...determination, rule: 'cpra.extension', assertAfter: later(latest, ...Object.values(determination.byCalendar).map(dayOf)).iso };
  }
  const allowed = at.business ? twentyFour(at, at.standard) : calendarDays(at.start, 24);
  const named = notice.specifiedDate ? dayOf(notice.specifiedDate) : allowed;
  const isEarlier = named.at < allowed.at;
  // An earlier day binds and rolls, but the notice shortens no ten days.
  const held = at.all.map((calendar, index) => {
    const full = fulls[index] ?? allowed;
    return isEarlier ? sooner(full, later(tenDays(at, at.start, calendar), forward(calendar, named))) : full;
  });
  const due = held[at.all.indexOf(at.standard)] ?? allowed;
  return {
    rule: 'cpra.extension', nominal: (isEarlier ? named : allowed).iso, earliest: sooner(...held).iso, due: due.iso, assertAfter: later(latest, ...held).iso,
    byCalendar: isoOf(at.all, held),
  };
}

function fortyFive(at: Case, rule: OracleDeadline['rule'], from: Day): OracleDeadline {
  const nominal = calendarDays(from, 45);
  const lasts = at.all.map((calendar) => forward(calendar, nominal));
  return { rule, nominal: nominal.iso, earliest: sooner(...lasts).iso, due: forward(at.standard, nominal).iso, assertAfter: later(...lasts).iso, byCalendar: isoOf(at.all, lasts) };
}

/** Ours: due on the last open court day on or before the nominal one. */
function ours(rule: OracleDeadline['rule'], nominal: Day, lastLawful: Day): OracleDeadline {
  const due = back({ id: 'CA_JUD', closings: new Set() }, nominal).iso;
  return { rule, nominal: nominal.iso, earliest: due, due, assertAfter: due, lastLawful: lastLawful.iso, byCalendar: {} };
}

function afterService(of: string, method: string, served: Day): OracleDeadline {
  const courts: OracleCalendar = { id: 'CA_JUD', closings: new Set() };
  if (of.includes('fee')) return ours('cpra.fee_order_appeal', calendarDays(served, 60), forward(courts, calendarDays(served, 60)));
  return ours('cpra.appellate_writ', calendarDays(served, 20), forward(courts, calendarDays(served, method === 'mail' ? 25 : 20)));
}

/** Every deadline of a California request, and its notices judged. */
export function oracleCalifornia(input: DeriveInput): { deadlines: OracleDeadline[]; notices: OracleNotice[] } {
  const at = caseOf(input);
  const plain = determinationOf(at);
  const sorted = [...factsOf(input.facts, 'extension_notice')].sort((a, b) => (a.sent < b.sent ? -1 : a.sent > b.sent ? 1 : 0));
  const notices = judge(at, sorted, plain);
  const [first, judged] = [sorted[0], notices[0]];
  const extends_ = first && judged && judged.effect !== 'none';
  return {
    notices,
    deadlines: [
      extends_ ? { ...plain, extendedBy: 'cpra.extension' } : plain,
      ...(extends_ ? [extensionOf(at, first, judged, plain)] : []),
      ...factsOf(input.facts, 'peace_officer_records').map(({ requested }) => fortyFive(at, 'pc832_7.production', dayOf(requested))),
      ...factsOf(input.facts, 'incident_known').map(({ date }) => fortyFive(at, 'cpra.incident_video', dayOf(date))),
      ...factsOf(input.facts, 'service').map(({ of, method, date }) => afterService(of, method, dayOf(date))),
      ...factsOf(input.facts, 'denial').map(({ date }) => ours('cpra.petition_reference', yearsLater(dayOf(date), 3), yearsLater(dayOf(date), 3))),
    ],
  };
}

export const shift = (iso: string, steps: number): string => walk(dayOf(iso), steps).iso;
