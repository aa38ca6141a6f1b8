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
  /** The law that excludes day 0, where one says so. */
  readonly dayZeroSection?: string;
  /** The earliest reading's last day, before it is put back to an open day. */
  readonly nominal: DayNumber;
  readonly lastLawful: DayNumber;
  readonly days: OpenDays;
  readonly byCalendar: DeadlineDates['byCalendar'];
  /** Where this case is less sure than its rule. */
  readonly confidence?: Confidence;
  /** Made only when a page asks. */
  readonly words: () => OwnWords;
}

interface OwnWords {
  readonly opening: string;
  readonly counted: string;
  readonly notes: readonly string[];
  readonly readings: readonly OwnReading[];
}

/** A later date worth showing as a line, never as due. */
interface OwnReading {
  readonly id: string;
  readonly name: string;
  readonly day: DayNumber;
  readonly sentence: string;
  readonly citation: string;
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
  const isMail = fact.method === 'mail';
  const lastLawful = rollForward(isMail ? nominal + 5 : nominal, days);
  return ownDeadline({
    rule, days, nominal, dayZero: served, dayZeroSection: 'CCP § 12', byCalendar: {}, lastLawful, confidence: isMail ? 'unsettled' : undefined,
    words: () => ({
      opening: `Notice of entry of the order was served on ${formatLong(served)}; that day is day 0.`,
      counted: `Twenty calendar days end on ${formatLong(nominal)}.`,
      readings: isMail ? [mailReading(lastLawful)] : [],
      notes: ['The time is jurisdictional. A court can add up to twenty days for good cause.'],
    }),
  });
}

function mailReading(day: DayNumber): OwnReading {
  const sentence = `Service by mail may add five days, to ${formatLong(day)}; that is not verified and is not relied on.`;
  return { id: 'mail', name: 'Five days more for service by mail', day, citation: 'not verified', sentence };
}

function feeAppeal(received: CivilDate, fact: ServiceFact, days: OpenDays): CountedDeadline {
  const rule = requireRule('cpra.fee_order_appeal', received);
  const served = toDayNumber(fact.date);
  const nominal = served + rule.count;
  return ownDeadline({
    rule, days, nominal, dayZero: served, dayZeroSection: 'CCP § 12', byCalendar: {}, lastLawful: rollForward(nominal, days),
    words: () => ({
      opening: `Notice of entry of the fee order was served on ${formatLong(served)}; that day is day 0.`,
      counted: `Sixty calendar days end on ${formatLong(nominal)}.`,
      readings: [],
      notes: ['The sixty days are not verified: have a lawyer check rule 8.104 before relying on them.'],
    }),
  });
}

function petition(received: CivilDate, denied: CivilDate, days: OpenDays): CountedDeadline {
  const rule = requireRule('cpra.petition_reference', received);
  const start = toDayNumber(denied);
  const nominal = toDayNumber(addYears(denied, rule.count));
  return ownDeadline({ rule, days, nominal, dayZero: start, byCalendar: {}, lastLawful: nominal, words: () => petitionWords(denied, nominal) });
}

/** No one limitation number: a prompt at sixty days, a warning at a year, and the reference date of three years. */
function petitionWords(denied: CivilDate, nominal: DayNumber): OwnWords {
  const [prompt, year] = [toDayNumber(denied) + 60, toDayNumber(addYears(denied, 1))];
  return {
    opening: `Denied on ${formatLong(toDayNumber(denied))}; that day is day 0.`,
    counted: `Three years end on ${formatLong(nominal)}, if CCP § 338(a) applies, which no decision says for the Public Records Act.`,
    readings: [
      { id: 'sixty_days', name: 'Sixty days: prompt', day: prompt, citation: 'unsettled', sentence: `Sixty days on is ${formatLong(prompt)}: file by then to be prompt.` },
      { id: 'one_year', name: 'One year: warning', day: year, citation: 'unsettled', sentence: `A year on is ${formatLong(year)}: a warning, since waiting may be held against you.` },
    ],
    notes: [
      `File by ${formatLong(prompt)}, sixty days on, to be prompt; take ${formatLong(year)}, a year on, as the last warning. Neither is in the Act.`,
      'The Act sets no time for a petition. Waiting can lose the case earlier (laches): ask a lawyer.',
    ],
  };
}

function appeal(received: CivilDate, response: CivilDate, component: FederalComponent | undefined): CountedDeadline {
  // Without a known department the statute's own minimum is kept.
  const rule = (component && ruleInForce('foia.appeal', received, component)) ?? requireRule('foia.appeal', received);
  const start = toDayNumber(response);
  const nominal = start + 90;
  const working = component === 'DHS' ? { FED: addWorkingDays(start, 90, openDays('FED')), FED_STRICT: addWorkingDays(start, 90, openDays('FED_STRICT')) } : null;
  return ownDeadline({
    rule, days: openDays('FED'), nominal, dayZero: start, lastLawful: working ? working.FED : nominal,
    byCalendar: working ? { FED: fromDayNumber(working.FED), FED_STRICT: fromDayNumber(working.FED_STRICT) } : {},
    words: () => ({
      opening: `The response is dated ${formatLong(start)}; that day is day 0.`,
      counted: `Ninety calendar days end on ${formatLong(nominal)}.`,
      readings: working ? workingDayReadings(working.FED, working.FED_STRICT, rule) : [],
      notes: [appealNote(component)],
    }),
  });
}

function appealNote(component: FederalComponent | undefined): string {
  if (component === 'DHS') return 'The rule counts working days and ends at 11:59:59 pm Eastern; some DHS letters say “90 days”, so calendar days are kept. The rule’s text of 2026 was not read.';
  if (component === 'DOJ') return 'That the ninety days are calendar days is taken from the department’s own page; its rule’s text of 2026 was not read.';
  return 'The agency’s own rule may allow longer; the statute’s minimum is kept.';
}

function workingDayReadings(fed: DayNumber, strict: DayNumber, rule: Rule): OwnReading[] {
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
    rule, days: openDays('FED'), nominal, dayZero: start, byCalendar: {}, lastLawful: nominal,
    words: () => ({
      opening: `The agency’s time ran out on ${formatLong(start)}, and the right to sue arose.`,
      counted: `Six years end on ${formatLong(nominal)}.`,
      readings: [],
      notes: ['If the agency answers late but before a suit, appeal first.'],
    }),
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
  const { opening, counted, readings, notes } = clock.words();
  const lines = [
    line('received', opening, clock.dayZero, { section: clock.dayZeroSection }),
    line('count', counted, nominal, { section: rule.section, struck: due !== nominal }),
    ...rollBackLines(nominal, due, days),
    line('due', `Ours, due ${formatLong(due)}: the last open day on or before the earliest reading, never moved later.`, due),
    ...readings.map(({ sentence, day }) => line('reading', sentence, day)),
    ...(lastLawful === due ? [] : [line('reading', `The law may allow until ${formatLong(lastLawful)}; do not rely on it.`, lastLawful)]),
  ];
  const row = rule.unit === 'year' ? [] : squares({ dayZero: clock.dayZero, due, safe: due, days, widest: days, numberCountedOnly: false, isPassedOver: () => false });
  return { notes, derivation: { calendar: days.calendar.id, lines, days: row, readings: readingRows(clock, due, readings) } };
}

function rollBackLines(nominal: DayNumber, due: DayNumber, days: OpenDays): DerivationLine[] {
  if (due === nominal) return [];
  const closed = closedRun(due + 1, nominal + 1, days).reverse();
  const lines = closed.map((day) => line('closed', `${formatLong(day)} is ${closedBecause(days.reasons(day))}, so a deadline of ours is put before it.`, day, { struck: true }));
  return [...lines, line('roll', `The last day open before it is ${formatLong(due)}.`, due)];
}

function readingRows(clock: OwnClock, due: DayNumber, later: readonly OwnReading[]): Reading[] {
  const { rule, nominal, days } = clock;
  const closedOn = closedRun(due + 1, nominal + 1, days).map((day) => ({ date: fromDayNumber(day), name: listed(days.reasons(day).map((reason) => reason.name)) }));
  const own: Reading = { id: 'own', name: 'The earliest reading, put back to an open day', citation: rule.citation, date: fromDayNumber(due), closedOn, usedFor: ['earliest', 'due'], confidence: rule.confidence };
  const others = later.map(({ id, name, day, citation }): Reading => ({ id, name, citation, date: fromDayNumber(day), closedOn: [], usedFor: [], confidence: 'unverified' }));
  return [own, ...others];
}
