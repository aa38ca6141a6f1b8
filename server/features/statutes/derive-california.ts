import { agencyDeadline, type AgencyClock, type Counted, type LaterReading } from './agency-clock.js';
import { billNotes, billReading, countDetermination, countRolling, countWorking, receiptLines, receiptNotes, type CaliforniaCase } from './request-case.js';
import { addYears, formatLong, fromDayNumber, toDayNumber, type DayNumber } from './civil-date.js';
import { rollForward } from './counting.js';
import type { CalendarSquare, CountedDeadline, DeadlineDates, DerivationLine } from './deadline.js';
import { calendarName, line, rollLines, squares, workingDayLines } from './explain.js';
import { judgeExtensionNotices, type JudgedNotice } from './extension-notice.js';
import { factsOf } from './facts.js';
import type { Rule } from './rule.js';
import { requireRule } from './rules.js';

/** What a California agency owes: the determination, its extension, and the two 45-day clocks. */

/** Every deadline the agency has, in the order a page shows them. */
export function californiaAgencyDeadlines(at: CaliforniaCase): CountedDeadline[] {
  const plain = agencyDeadline(determinationClock(at, []));
  const judged = judge(at, plain.dates);
  const extending = judged.find(({ effect }) => effect !== 'none');
  const determination = judged.length === 0 ? plain : agencyDeadline(determinationClock(at, judged));
  return [determination, ...(extending ? [extension(at, extending, judged)] : []), ...production(at), ...incidentVideo(at)];
}

/** The request's extension notices, judged: what each moves and what is wrong with it. In order of sending. */
export function judgedNotices(at: CaliforniaCase): JudgedNotice[] {
  return judge(at, agencyDeadline(determinationClock(at, [])).dates);
}

function judge(at: CaliforniaCase, { due, assertAfter }: DeadlineDates): JudgedNotice[] {
  const notices = factsOf(at.facts, 'extension_notice');
  if (notices.length === 0) return [];
  const latest = Math.max(...laterExtensions(at).filter((reading) => !reading.shownOnly).map((reading) => reading.counted.last));
  const full = fullExtension(at, at.agency.standard);
  return judgeExtensionNotices(notices, { received: at.received, due: toDayNumber(due), assertAfter: toDayNumber(assertAfter), allowed: full.nominal, allowedLatest: Math.max(full.last, latest) });
}

function determinationClock(at: CaliforniaCase, judged: readonly JudgedNotice[]): AgencyClock {
  const rule = requireRule('cpra.determination', at.received, at.billInForce ? 'ab_1821' : undefined);
  const extendedBy = judged.some(({ effect }) => effect !== 'none') ? 'cpra.extension' : undefined;
  return {
    rule, agency: at.agency, readsCalendars: true, extendedBy,
    countOn: (days) => countDetermination(at, at.start, days),
    later: [...nextOpenDayReading(at, (start) => countDetermination(at, start, at.agency.widest)), ...billReading(at, rule.count)],
    lines: (due) => determinationLines(at, rule, due),
    squares: (due, safe) => receiptSquares(at, due, safe, []),
    notes: () => [PURPOSE, ...(extendedBy ? [EXTENDED] : defectNotes(judged)), ...receiptNotes(at), ...billNotes(at)],
  };
}

const PURPOSE = 'By then the agency must say what it will disclose, why, and when it will be ready. The Act sets no fixed day for the records themselves.';
const EXTENDED = 'The agency extended this time; see the extension for the dates that count now.';

/** The later receipt policy as a reading, where it gives another day 0. */
function nextOpenDayReading(at: CaliforniaCase, count: (start: DayNumber) => Counted): LaterReading[] {
  if (at.latestStart === at.start) return [];
  const counted = count(at.latestStart);
  return [{
    id: 'next_open_day', name: 'Received on the next open day', days: at.agency.widest, counted, citation: 'no statute; some agencies’ practice', confidence: 'unsettled',
    sentence: () => `Counted from ${formatLong(at.latestStart)}, the next day open, as some agencies do, on the calendar ${calendarName(at.agency.widest)}: ${formatLong(counted.last)}`,
  }];
}

function determinationLines(at: CaliforniaCase, rule: Rule, due: Counted): DerivationLine[] {
  const { standard } = at.agency;
  if (at.billInForce) {
    const sentence = `Ten business days end on ${formatLong(due.last)}.`;
    return [...receiptLines(at), ...workingDayLines(at.start, due.last, standard), line('count', sentence, due.last, { section: rule.section })];
  }
  const sentence = `Ten calendar days, closed days included, end on ${formatLong(due.nominal)}.`;
  const struck = due.last !== due.nominal;
  return [...receiptLines(at), line('count', sentence, due.nominal, { section: rule.section, struck }), ...rollLines(due.nominal, due.last, standard)];
}

function receiptSquares(at: CaliforniaCase, due: DayNumber, safe: DayNumber, runs: readonly Counted[]): CalendarSquare[] {
  const { standard, widest } = at.agency;
  const moved = [countDetermination(at, at.start, standard), ...runs];
  const isPassedOver = (day: DayNumber): boolean => standard.isClosed(day) && (at.billInForce || moved.some((run) => day >= run.nominal && day < run.last));
  return squares({ dayZero: at.start, due, safe, days: standard, widest, isPassedOver, numberCountedOnly: at.billInForce });
}

/** Fourteen days more, counted from day ten itself: the earlier reading, used for `due`. */
function fullExtension(at: CaliforniaCase, days: CaliforniaCase['agency']['standard']): Counted {
  const total = requireRule('cpra.determination', at.received).count + requireRule('cpra.extension', at.received).count;
  return at.billInForce ? countWorking(at.start, total, days) : countRolling(at.start, total, days);
}

/** Fourteen days more, counted from the day that day ten moved to: the later reading. */
function rolledExtension(at: CaliforniaCase, start: DayNumber, days: CaliforniaCase['agency']['standard']): Counted {
  return countRolling(countDetermination(at, start, days).last, requireRule('cpra.extension', at.received).count, days);
}

function laterExtensions(at: CaliforniaCase): LaterReading[] {
  const { standard, widest } = at.agency;
  if (at.billInForce) return [fullBusinessDays(at)];
  const shown = rolledExtension(at, at.start, standard);
  const latest = rolledExtension(at, at.latestStart, widest);
  const section = requireRule('cpra.extension', at.received).section;
  return [
    {
      id: 'rolled_base', name: 'Fourteen days from the day the ten days moved to', days: standard, counted: shown, citation: section, confidence: 'unsettled', shownOnly: true,
      sentence: () => `Counted from the day the ten days moved to, fourteen days end on ${formatLong(shown.last)}; the Act does not say where they start`,
    },
    {
      id: 'rolled_base_latest', name: 'The same, by the widest calendar and the later day of receipt', days: widest, counted: latest, citation: section, confidence: 'unsettled',
      sentence: () => `Counted so on the calendar ${calendarName(widest)} from ${formatLong(at.latestStart)}: ${formatLong(latest.last)}`,
    },
    ...billReading(at, 24),
  ];
}

/** All the business days a notice can take, whatever earlier day it names. */
function fullBusinessDays(at: CaliforniaCase): LaterReading {
  const { widest } = at.agency;
  const counted = countWorking(at.latestStart, 24, widest);
  return {
    id: 'full_period', name: 'All the business days, by the widest calendar and the later day of receipt', days: widest, counted, citation: requireRule('cpra.extension', at.received, 'ab_1821').section, confidence: 'unverified',
    sentence: () => `All 24 business days from ${formatLong(at.latestStart)}, on the calendar ${calendarName(widest)}, end on ${formatLong(counted.last)}`,
  };
}

function extension(at: CaliforniaCase, judgement: JudgedNotice, judged: readonly JudgedNotice[]): CountedDeadline {
  const rule = requireRule('cpra.extension', at.received, at.billInForce ? 'ab_1821' : undefined);
  const countOn: AgencyClock['countOn'] = (days) => countExtension(at, judgement, days);
  return agencyDeadline({
    rule, agency: at.agency, readsCalendars: true, countOn, later: laterExtensions(at),
    lines: (due) => extensionLines(at, rule, judgement, due),
    squares: (due, safe) => receiptSquares(at, due, safe, [countOn(at.agency.standard)]),
    notes: () => [...defectNotes(judged), ...groundNotes(judgement), ...receiptNotes(at), ...billNotes(at)],
  });
}

function countExtension(at: CaliforniaCase, judgement: JudgedNotice, days: CaliforniaCase['agency']['standard']): Counted {
  const determination = countDetermination(at, at.start, days);
  if (judgement.effect === 'assert_only') return determination;
  const full = fullExtension(at, days);
  if (judgement.earlierDate === null) return full;
  const named = toDayNumber(judgement.earlierDate);
  // A notice can't shorten the ten days, nor stretch past the fourteen.
  return { nominal: named, last: Math.min(full.last, Math.max(determination.last, rollForward(named, days))) };
}

function extensionLines(at: CaliforniaCase, rule: Rule, judgement: JudgedNotice, due: Counted): DerivationLine[] {
  const determination = countDetermination(at, at.start, at.agency.standard);
  const base = determinationLines(at, requireRule('cpra.determination', at.received), determination);
  const sent = toDayNumber(judgement.notice.sent);
  if (judgement.effect === 'assert_only') {
    return [...base, line('count', `Extension notice sent ${formatLong(sent)}, after ${formatLong(determination.last)}: the due date stays.`, determination.last, { section: rule.section })];
  }
  const notice = line('count', `Extension notice sent ${formatLong(sent)}, in time: at most fourteen days more.`, sent, { section: rule.section });
  const full = fullExtension(at, at.agency.standard);
  const count = `Fourteen ${at.billInForce ? 'business ' : ''}days from day ten, ${formatLong(determination.nominal)}, end on ${formatLong(full.nominal)}.`;
  const isFull = judgement.earlierDate === null;
  const counted = line('count', count, full.nominal, { section: rule.section, struck: !isFull || due.last !== due.nominal });
  if (isFull) return [...base, notice, counted, ...rollLines(due.nominal, due.last, at.agency.standard)];
  return [...base, notice, counted, ...earlierLines(at, due)];
}

function earlierLines(at: CaliforniaCase, due: Counted): DerivationLine[] {
  const rolled = rollForward(due.nominal, at.agency.standard);
  const named = line('count', `The notice names an earlier date, ${formatLong(due.nominal)}, and is held to it.`, due.nominal, { struck: due.last !== due.nominal });
  const moved = rollLines(due.nominal, rolled, at.agency.standard);
  if (due.last <= rolled) return [named, ...moved];
  return [named, line('roll', `The ten days themselves run until ${formatLong(due.last)}; a notice does not shorten them.`, due.last)];
}

function defectNotes(judged: readonly JudgedNotice[]): string[] {
  return judged.flatMap(({ notice, defects, doubts }) => [...defects, ...doubts].map(({ sentence }) => `Notice sent ${formatLong(toDayNumber(notice.sent))}: ${sentence}`));
}

function groundNotes({ notice }: JudgedNotice): string[] {
  if (notice.ground === 'cyberattack') return ['A cyberattack excuses only records kept electronically on the systems affected, and only until access is regained; it does not lengthen the fourteen days.'];
  if (notice.ground === 'governor_emergency') return ['Only an emergency proclaimed by the Governor counts, not a city’s or a county’s, and not for records made during it and about it.'];
  return [];
}

function production(at: CaliforniaCase): CountedDeadline[] {
  return factsOf(at.facts, 'peace_officer_records').map((fact) => {
    const requested = toDayNumber(fact.requested);
    const opening = (): DerivationLine => line('received', `Requested ${formatLong(requested)}: this clock runs from the request, not from its receipt, and that day is day 0.`, requested, { section: 'CCP § 12' });
    return fortyFiveDays(at, requireRule('pc832_7.production', at.received), requested, opening, () => PRODUCTION_DELAYS);
  });
}

/** Penal Code § 832.7(b)(8) in our words. It is shown and moves no date: each delay rests on facts only the agency has. */
const PRODUCTION_DELAYS: readonly string[] = [
  'Release can be delayed while a crime is investigated: 60 days from the misconduct, or until the prosecutor decides on charges if that is sooner; longer only if release could interfere with enforcement, with its reasons in writing every 180 days, ordinarily for no more than 18 months (Penal Code § 832.7(b)(8); settled, words read in a copy of May 31, 2026).',
  'Once charges are filed over that incident it can wait for the verdict, or until a plea can no longer be withdrawn; in an administrative investigation, for 180 days from the discovery (Penal Code § 832.7(b)(8); settled, words read in a copy of May 31, 2026).',
];

function incidentVideo(at: CaliforniaCase): CountedDeadline[] {
  return factsOf(at.facts, 'incident_known').map((fact) => {
    const known = toDayNumber(fact.date);
    const opening = (): DerivationLine => line('received', `The agency knew, or should have known, of the incident on ${formatLong(known)}; that day is day 0.`, known, { section: 'Gov. Code § 7923.625(a)(1)' });
    return fortyFiveDays(at, requireRule('cpra.incident_video', at.received), known, opening, () => incidentNotes(at, known));
  });
}

function incidentNotes(at: CaliforniaCase, known: DayNumber): string[] {
  const year = toDayNumber(addYears(fromDayNumber(known), 1));
  const ended = known + 45 < toDayNumber(at.received) ? ['The 45 days had run out before the request was received; the ten days of the determination still apply.'] : [];
  return [
    ...ended,
    `Withholding longer, up to a year (${formatLong(year)}), needs a written basis, and a notice to the requester every 30 days that it was looked at again (Gov. Code § 7923.625(a)(2); settled).`,
    'After a year it needs clear and convincing evidence (Gov. Code § 7923.625(a)(2); settled).',
  ];
}

function fortyFiveDays(at: CaliforniaCase, rule: Rule, start: DayNumber, opening: () => DerivationLine, notes: () => readonly string[]): CountedDeadline {
  const { standard, widest } = at.agency;
  return agencyDeadline({
    rule, agency: at.agency, readsCalendars: true, later: [], notes,
    countOn: (days) => countRolling(start, rule.count, days),
    lines: (due) => [
      opening(),
      line('count', `${rule.count} calendar days, closed days included, end on ${formatLong(due.nominal)}.`, due.nominal, { section: rule.section, struck: due.last !== due.nominal }),
      ...rollLines(due.nominal, due.last, standard),
    ],
    squares: (due, safe) => squares({ dayZero: start, due, safe, days: standard, widest, numberCountedOnly: false, isPassedOver: (day) => day >= start + rule.count && standard.isClosed(day) }),
  });
}

