import { openDays, type OpenDays } from './calendars.js';
import { addYears, formatLong, fromDayNumber, toDayNumber, type CivilDate, type DayNumber } from './civil-date.js';
import { addWorkingDays, rollBack, rollForward } from './counting.js';
import type { CountedDeadline, DeadlineDates, DerivationLine, Reading } from './deadline.js';
import { closedBecause, closedRun, line, listed, squares } from './explain.js';
import { factsOf, servedOrder, type StatuteFact, type ServiceFact } from './facts.js';
import { componentOf, type FederalComponent } from './agency-calendars.js';
import type { Confidence } from './holiday-rules.js';
import type { Rule } from './rule.js';
import { requireRule, ruleInForce } from './rules.js';

/**
 * What we owe: appeals, petitions, suits. `due` is the last open day on or before the earliest reading, never moved later; the later
 * date the law may allow stands in `lastLawful` and is not to be relied on.
 */

interface OwnClock {
  readonly rule: Rule;
  readonly dayZero: DayNumber;
  readonly opening: string;
  /** The law that excludes day 0, where one says so. */
  readonly dayZeroSection?: string;
  /** The earliest reading's last day, before it is put back to an open day. */
  readonly nominal: DayNumber;
  readonly counted: string;
  readonly lastLawful: DayNumber;
  readonly days: OpenDays;
  readonly byCalendar: DeadlineDates['byCalendar'];
  readonly notes: readonly string[];
  /** Where this case is less sure than its rule. */
  readonly confidence?: Confidence;
  /** Later dates worth showing as lines, never as due. */
  readonly readings: readonly { readonly id: string; readonly name: string; readonly day: DayNumber; readonly sentence: string; readonly citation: string }[];
}

/** Our own deadlines under California law: writ, fee appeal, petition. Filed in court, so read on the courts' days. */
export function californiaOwnDeadlines(received: CivilDate, facts: readonly StatuteFact[]): CountedDeadline[] {
  const days = openDays('CA_JUD');
  return [
    ...factsOf(facts, 'service').map((fact) => (servedOrder(fact.of) === 'fees' ? feeAppeal(received, fact, days) : writ(received, fact, days))),
    ...factsOf(facts, 'denial').map((fact) => petition(received, fact.date, days)),
  ];
}

/** Our own deadlines under federal law: the appeal after an adverse response, and the suit after the agency's time ran out. */
export function federalOwnDeadlines(received: CivilDate, facts: readonly StatuteFact[], component: FederalComponent | undefined): CountedDeadline[] {
  return [
    ...factsOf(facts, 'adverse_determination').map((fact) => appeal(received, fact.date, component ?? componentOf(fact.agency))),
    ...factsOf(facts, 'constructive_exhaustion').map((fact) => suit(received, fact.date)),
  ];
}

function writ(received: CivilDate, fact: ServiceFact, days: OpenDays): CountedDeadline {
  const rule = requireRule('cpra.appellate_writ', received);
  const served = toDayNumber(fact.date);
  const nominal = served + rule.count;
  const byMail = rollForward(nominal + 5, days);
  const mail = { id: 'mail', name: 'Five days more for service by mail', day: byMail, citation: 'not verified', sentence: `Service by mail may add five days, to ${formatLong(byMail)}; that is not verified and is not relied on.` };
  return ownDeadline({
    rule, days, nominal, dayZero: served, dayZeroSection: 'CCP § 12', byCalendar: {},
    opening: `Notice of entry of the order was served on ${formatLong(served)}; that day is day 0.`,
    counted: `Twenty calendar days end on ${formatLong(nominal)}.`,
    lastLawful: fact.method === 'mail' ? byMail : rollForward(nominal, days),
    readings: fact.method === 'mail' ? [mail] : [],
    confidence: fact.method === 'mail' ? 'unsettled' : undefined,
    notes: ['The time is jurisdictional. A court can add up to twenty days for good cause.'],
  });
}

function feeAppeal(received: CivilDate, fact: ServiceFact, days: OpenDays): CountedDeadline {
  const rule = requireRule('cpra.fee_order_appeal', received);
  const served = toDayNumber(fact.date);
  const nominal = served + rule.count;
  return ownDeadline({
    rule, days, nominal, dayZero: served, dayZeroSection: 'CCP § 12', byCalendar: {}, readings: [], lastLawful: rollForward(nominal, days),
    opening: `Notice of entry of the fee order was served on ${formatLong(served)}; that day is day 0.`,
    counted: `Sixty calendar days end on ${formatLong(nominal)}.`,
    notes: ['The sixty days are not verified: have a lawyer check rule 8.104 before relying on them.'],
  });
}

function petition(received: CivilDate, denied: CivilDate, days: OpenDays): CountedDeadline {
  const rule = requireRule('cpra.petition_reference', received);
  const start = toDayNumber(denied);
  const nominal = toDayNumber(addYears(denied, rule.count));
  const [prompt, year] = [start + 60, toDayNumber(addYears(denied, 1))];
  return ownDeadline({
    rule, days, nominal, dayZero: start, byCalendar: {}, lastLawful: nominal,
    opening: `Denied on ${formatLong(start)}; that day is day 0.`,
    counted: `Three years end on ${formatLong(nominal)}, if CCP § 338(a) applies, which no decision says for the Public Records Act.`,
    readings: [
      { id: 'sixty_days', name: 'Sixty days: prompt', day: prompt, citation: 'unsettled', sentence: `Sixty days on is ${formatLong(prompt)}: file by then to be prompt.` },
      { id: 'one_year', name: 'One year: warning', day: year, citation: 'unsettled', sentence: `A year on is ${formatLong(year)}: a warning, since waiting may be held against you.` },
    ],
    notes: ['The Act sets no time for a petition. Waiting can lose the case earlier (laches): ask a lawyer.'],
  });
}

function appeal(received: CivilDate, response: CivilDate, component: FederalComponent | undefined): CountedDeadline {
  // Without a known department the statute's own minimum is kept.
  const rule = (component && ruleInForce('foia.appeal', received, component)) ?? requireRule('foia.appeal', received);
  const start = toDayNumber(response);
  const nominal = start + 90;
  const [fed, strict] = [openDays('FED'), openDays('FED_STRICT')].map((days) => addWorkingDays(start, 90, days)) as [DayNumber, DayNumber];
  const working = component === 'DHS';
  return ownDeadline({
    rule, days: openDays('FED'), nominal, dayZero: start, lastLawful: working ? fed : nominal,
    byCalendar: working ? { FED: fromDayNumber(fed), FED_STRICT: fromDayNumber(strict) } : {},
    opening: `The response is dated ${formatLong(start)}; that day is day 0.`,
    counted: `Ninety calendar days end on ${formatLong(nominal)}.`,
    readings: working ? workingDayReadings(fed, strict, rule) : [],
    notes: working
      ? ['The rule counts working days and ends at 11:59:59 pm Eastern; some DHS letters say “90 days”, so calendar days are kept. The rule’s text of 2026 was not read.']
      : component === 'DOJ' ? ['That the ninety days are calendar days is taken from the department’s own page; its rule’s text of 2026 was not read.'] : ['The agency’s own rule may allow longer; the statute’s minimum is kept.'],
  });
}

function workingDayReadings(fed: DayNumber, strict: DayNumber, rule: Rule): OwnClock['readings'] {
  return [
    { id: 'FED_STRICT', name: 'Ninety working days, holidays on the statute’s dates only', day: strict, citation: rule.section, sentence: `Ninety working days end on ${formatLong(strict)}, leaving out holidays on the statute’s dates only.` },
    { id: 'FED', name: 'Ninety working days, holidays as agencies keep them', day: fed, citation: rule.section, sentence: `Ninety working days end on ${formatLong(fed)}, leaving out holidays as agencies keep them.` },
  ];
}

function suit(received: CivilDate, exhausted: CivilDate): CountedDeadline {
  const rule = requireRule('foia.suit', received);
  const start = toDayNumber(exhausted);
  const nominal = toDayNumber(addYears(exhausted, rule.count));
  return ownDeadline({
    rule, days: openDays('FED'), nominal, dayZero: start, byCalendar: {}, readings: [], lastLawful: nominal,
    opening: `The agency’s time ran out on ${formatLong(start)}, and the right to sue arose.`,
    counted: `Six years end on ${formatLong(nominal)}.`,
    notes: ['If the agency answers late but before a suit, appeal first.'],
  });
}

function ownDeadline(clock: OwnClock): CountedDeadline {
  const due = rollBack(clock.nominal, clock.days);
  const date = fromDayNumber(due);
  const dates: DeadlineDates = {
    rule: clock.rule.id, owner: 'requester', kind: 'statutory', nominal: fromDayNumber(clock.nominal), earliest: date, due: date, assertAfter: date,
    lastLawful: fromDayNumber(clock.lastLawful), byCalendar: clock.byCalendar, citation: clock.rule.citation, confidence: clock.confidence ?? clock.rule.confidence,
  };
  return { dates, explain: () => explain(clock, due) };
}

function explain(clock: OwnClock, due: DayNumber): ReturnType<CountedDeadline['explain']> {
  const { rule, days, nominal, lastLawful } = clock;
  const lines = [
    line('received', clock.opening, clock.dayZero, { section: clock.dayZeroSection }),
    line('count', clock.counted, nominal, { section: rule.section, struck: due !== nominal }),
    ...rollBackLines(nominal, due, days),
    line('due', `Ours, due ${formatLong(due)}: the last open day on or before the earliest reading, never moved later.`, due),
    ...clock.readings.map(({ sentence, day }) => line('reading', sentence, day)),
    ...(lastLawful === due ? [] : [line('reading', `The law may allow until ${formatLong(lastLawful)}; do not rely on it.`, lastLawful)]),
  ];
  const row = rule.unit === 'year' ? [] : squares({ dayZero: clock.dayZero, due, safe: due, days, widest: days, numberCountedOnly: false, isPassedOver: () => false });
  return { notes: clock.notes, derivation: { calendar: days.calendar.id, lines, days: row, readings: readingRows(clock, due) } };
}

function rollBackLines(nominal: DayNumber, due: DayNumber, days: OpenDays): DerivationLine[] {
  if (due === nominal) return [];
  const closed = closedRun(due + 1, nominal + 1, days).reverse();
  const lines = closed.map((day) => line('closed', `${formatLong(day)} is ${closedBecause(days.reasons(day))}, so a deadline of ours is put before it.`, day, { struck: true }));
  return [...lines, line('roll', `The last day open before it is ${formatLong(due)}.`, due)];
}

function readingRows(clock: OwnClock, due: DayNumber): Reading[] {
  const { rule, nominal, days } = clock;
  const closedOn = closedRun(due + 1, nominal + 1, days).map((day) => ({ date: fromDayNumber(day), name: listed(days.reasons(day).map((reason) => reason.name)) }));
  const own: Reading = { id: 'own', name: 'The earliest reading, put back to an open day', citation: rule.citation, date: fromDayNumber(due), closedOn, usedFor: ['earliest', 'due'], confidence: rule.confidence };
  const others = clock.readings.map(({ id, name, day, citation }): Reading => ({ id, name, citation, date: fromDayNumber(day), closedOn: [], usedFor: [], confidence: 'unverified' }));
  return [own, ...others];
}
