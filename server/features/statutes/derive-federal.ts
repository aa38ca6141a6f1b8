import { agencyDeadline, type AgencyClock, type Counted, type LaterReading } from './agency-clock.js';
import type { OpenDays } from './calendars.js';
import { formatLong, toDayNumber, type CivilDate, type DayNumber } from './civil-date.js';
import { addWorkingDays, isTolled, rollForward, type Toll } from './counting.js';
import type { CountedDeadline, DerivationLine } from './deadline.js';
import { calendarName, line, squares, workingDayLines } from './explain.js';
import { factsOf, type UnusualCircumstancesNotice } from './facts.js';
import { federalReceiptLines, federalStart, tollLines, tollNotes, tollsOf, type Tolls } from './federal-start.js';
import { dayZero } from './receipt.js';
import { receiptNotes, type ReceiptCase } from './request-case.js';
import type { Rule } from './rule.js';
import { requireRule } from './rules.js';

/** What a federal agency owes under FOIA: the determination, its extension, the decision on speed, the decision on an appeal. */

interface FederalCase {
  readonly request: ReceiptCase;
  readonly tolls: Tolls;
  /** Day 0 after routing, by the policy chosen and by the later one. */
  readonly start: DayNumber;
  readonly latestStart: DayNumber;
}

/** Every deadline the agency has, in the order a page shows them. */
export function federalAgencyDeadlines(at: ReceiptCase): CountedDeadline[] {
  const { standard, widest } = at.agency;
  const federal: FederalCase = { request: at, tolls: tollsOf(at.facts), start: federalStart(at, at.policy, standard), latestStart: federalStart(at, 'next_business_day', widest) };
  const plain = agencyDeadline(determinationClock(federal, null));
  const notice = firstNotice(federal);
  const effect = notice ? effectOf(notice, plain) : 'none';
  const determination = notice ? agencyDeadline(determinationClock(federal, { notice, effect })) : plain;
  const extended = notice && effect !== 'none' ? [agencyDeadline(extensionClock(federal, notice, effect))] : [];
  return [determination, ...extended, ...expedited(at), ...appealDecision(at)];
}

type Effect = 'extends' | 'assert_only' | 'none';

/** The statute speaks of one notice; the first sent is it. */
function firstNotice({ request }: FederalCase): UnusualCircumstancesNotice | undefined {
  return [...factsOf(request.facts, 'unusual_circumstances_notice')].sort((a, b) => toDayNumber(a.sent) - toDayNumber(b.sent))[0];
}

/** Treated as California's late notices are: after `due` it moves `assertAfter` only, after that nothing. */
function effectOf(notice: UnusualCircumstancesNotice, { dates }: CountedDeadline): Effect {
  const sent = toDayNumber(notice.sent);
  if (sent <= toDayNumber(dates.due)) return 'extends';
  return sent <= toDayNumber(dates.assertAfter) ? 'assert_only' : 'none';
}

function determinationClock(at: FederalCase, judged: { notice: UnusualCircumstancesNotice; effect: Effect } | null): AgencyClock {
  const rule = requireRule('foia.determination', at.request.received);
  const extendedBy = judged && judged.effect !== 'none' ? 'foia.extension' : undefined;
  return workingDayClock(at, rule, rule.count, { extendedBy, notes: () => (judged ? [noticeNote(judged)] : []) });
}

function noticeNote({ notice, effect }: { notice: UnusualCircumstancesNotice; effect: Effect }): string {
  if (effect !== 'none') return 'The agency extended this time; see the extension for the dates that count now.';
  return `The notice of unusual circumstances was sent on ${formatLong(toDayNumber(notice.sent))}, after the time ended by every reading; it extends nothing.`;
}

function extensionClock(at: FederalCase, notice: UnusualCircumstancesNotice, effect: Effect): AgencyClock {
  const rule = requireRule('foia.extension', at.request.received);
  const base = requireRule('foia.determination', at.request.received).count;
  const sent = toDayNumber(notice.sent);
  const full = workingDayClock(at, rule, base + rule.count, { notes: () => secondNoticeNotes(at), opening: () => line('count', `Notice of unusual circumstances sent ${formatLong(sent)}: up to ten working days more.`, sent, { section: rule.section }) });
  if (effect === 'extends') return full;
  const late = (): DerivationLine => line('count', `Notice of unusual circumstances sent ${formatLong(sent)}, late: the due date stays.`, sent, { section: rule.section });
  const unmoved = workingDayClock(at, rule, base, { notes: () => secondNoticeNotes(at), opening: late });
  return { ...unmoved, later: [...full.later, fullPeriodReading(at, rule, base + rule.count)] };
}

function fullPeriodReading(at: FederalCase, rule: Rule, count: number): LaterReading {
  const { widest } = at.request.agency;
  const counted = working(at.latestStart, count, widest, at.tolls.counted);
  return {
    id: 'late_notice', name: 'The late notice taken as good', days: widest, counted, citation: rule.section, confidence: 'unsettled',
    sentence: () => `If the late notice is taken as good, ${count} working days end on ${formatLong(counted.last)}`,
  };
}

function secondNoticeNotes(at: FederalCase): string[] {
  return factsOf(at.request.facts, 'unusual_circumstances_notice').length > 1 ? ['Only the first notice of unusual circumstances extends the time.'] : [];
}

function working(start: DayNumber, count: number, days: OpenDays, tolls: readonly Toll[]): Counted {
  const last = addWorkingDays(start, count, days, tolls);
  return { nominal: last, last };
}

interface ClockParts {
  readonly extendedBy?: 'foia.extension';
  readonly notes: () => readonly string[];
  readonly opening?: () => DerivationLine;
}

/** A count of working days from the receipt of the request, with its tolls. */
function workingDayClock(at: FederalCase, rule: Rule, count: number, parts: ClockParts): AgencyClock {
  const { standard, widest } = at.request.agency;
  const tolls = at.tolls.counted;
  return {
    rule, agency: at.request.agency, readsCalendars: true, extendedBy: parts.extendedBy,
    countOn: (days) => working(at.start, count, days, tolls),
    later: nextOpenDay(at.start, at.latestStart, count, widest, tolls),
    lines: (due) => [
      ...federalReceiptLines(at.request, at.start),
      ...(parts.opening ? [parts.opening()] : []),
      ...tollLines(at.tolls),
      ...workingDayLines(at.start, due.last, standard),
      line('count', countSentence(count, at.start, due.last), due.last, { section: rule.section }),
    ],
    squares: (due, safe) => squares({ dayZero: at.start, due, safe, days: standard, widest, tolls, numberCountedOnly: true, isPassedOver: (day) => standard.isClosed(day) || isTolled(day, tolls) }),
    notes: () => [...parts.notes(), ...tollNotes(at.tolls), ...receiptNotes(at.request)],
  };
}

function countSentence(count: number, start: DayNumber, last: DayNumber): string {
  return `${count} working days after ${formatLong(start)}, leaving out Saturdays, Sundays and legal public holidays, end on ${formatLong(last)}.`;
}

function nextOpenDay(start: DayNumber, latestStart: DayNumber, count: number, days: OpenDays, tolls: readonly Toll[]): LaterReading[] {
  if (latestStart === start) return [];
  const counted = working(latestStart, count, days, tolls);
  return [{
    id: 'next_open_day', name: 'Received on the next open day', days, counted, citation: 'no statute; some agencies’ practice', confidence: 'unsettled',
    sentence: () => `Counted from ${formatLong(latestStart)}, the next day open, as some agencies do, on the calendar ${calendarName(days)}: ${formatLong(counted.last)}`,
  }];
}

/** Ten calendar days that no closed day moves; it is safe to call the agency late only after the next open day. */
function expedited(at: ReceiptCase): CountedDeadline[] {
  const rule = requireRule('foia.expedited', at.received);
  const { standard, widest } = at.agency;
  return factsOf(at.facts, 'expedited_requested').map((fact) => {
    const start = toDayNumber(fact.requested);
    const last = start + rule.count;
    const rolled: Counted = { nominal: last, last: rollForward(last, widest) };
    return agencyDeadline({
      rule, agency: at.agency, readsCalendars: false, countOn: () => ({ nominal: last, last }),
      later: [{ id: 'next_open_day', name: 'The next day open', days: widest, counted: rolled, citation: widest.calendar.citation, confidence: 'unsettled', sentence: () => `The statute moves no closed day; the next day open is ${formatLong(rolled.last)}` }],
      lines: () => [
        line('received', `Expedited processing requested ${formatLong(start)}: this clock runs from the request, and that day is day 0.`, start, { section: rule.section }),
        line('count', `Ten calendar days, closed days included, end on ${formatLong(last)}, and no closed day moves it.`, last, { section: rule.section }),
      ],
      squares: (due, safe) => squares({ dayZero: start, due, safe, days: standard, widest, numberCountedOnly: false, isPassedOver: () => false }),
      notes: () => ['The request needs a certified statement of compelling need.'],
    });
  });
}

function appealDecision(at: ReceiptCase): CountedDeadline[] {
  return factsOf(at.facts, 'appeal_received').map((fact) => appealClock(at, fact.date)).map(agencyDeadline);
}

function appealClock(at: ReceiptCase, received: CivilDate): AgencyClock {
  const rule = requireRule('foia.appeal_decision', at.received);
  const { standard, widest } = at.agency;
  const [start, latestStart] = [dayZero({ date: received }, at.policy, standard), dayZero({ date: received }, 'next_business_day', widest)];
  return {
    rule, agency: at.agency, readsCalendars: true,
    countOn: (days) => working(start, rule.count, days, []),
    later: nextOpenDay(start, latestStart, rule.count, widest, []),
    lines: (due) => [
      line('received', `Appeal received ${formatLong(start)}; that day is day 0 and is not counted.`, start, { section: rule.section }),
      ...workingDayLines(start, due.last, standard),
      line('count', countSentence(rule.count, start, due.last), due.last, { section: rule.section }),
    ],
    squares: (due, safe) => squares({ dayZero: start, due, safe, days: standard, widest, numberCountedOnly: true, isPassedOver: (day) => standard.isClosed(day) }),
    notes: () => [],
  };
}
