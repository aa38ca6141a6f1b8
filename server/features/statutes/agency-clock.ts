import type { CalendarId, OpenDays } from './calendars.js';
import type { AgencyDays } from './calendar-sets.js';
import { formatLong, fromDayNumber, type CivilDate, type DayNumber } from './civil-date.js';
import type { CountedDeadline, DeadlineDates, DerivationLine, CalendarSquare, Reading } from './deadline.js';
import { calendarName, closedRun, estimateNotes, line, listed, passingOver, unknownHolidayLines } from './explain.js';
import type { Confidence } from './holiday-rules.js';
import type { Rule, RuleId } from './rule.js';

/** What an agency owes: one count read on every calendar of its set, and on the later readings that decide when it is safe to call it late. */

/** The last day counted, and the day it comes to rest on. */
export interface Counted {
  readonly nominal: DayNumber;
  readonly last: DayNumber;
}

/** A reading that may be later than any calendar's: another day 0, another base, a bill. */
export interface LaterReading {
  readonly id: string;
  readonly name: string;
  /** Made only when a page asks, like every sentence. */
  readonly sentence: () => string;
  readonly citation: string;
  readonly confidence: Confidence;
  readonly counted: Counted;
  readonly days: OpenDays;
  /** An unverified bill: it marks the deadline *unverified* when it alone makes the date later. */
  readonly isBill?: boolean;
  /** Shown for comparison; takes no part in `assertAfter`. */
  readonly shownOnly?: boolean;
}

export interface AgencyClock {
  readonly rule: Rule;
  readonly agency: AgencyDays;
  /** The count on one calendar, from the day 0 that `due` is counted from. */
  readonly countOn: (days: OpenDays) => Counted;
  readonly later: readonly LaterReading[];
  /** False where closed days play no part in the count. */
  readonly readsCalendars: boolean;
  readonly extendedBy?: RuleId;
  /** The lines before the due line, the squares and the notes; made only when a page asks. */
  readonly lines: (due: Counted) => readonly DerivationLine[];
  readonly squares: (due: DayNumber, safe: DayNumber) => readonly CalendarSquare[];
  readonly notes: () => readonly string[];
}

interface CalendarReading {
  readonly days: OpenDays;
  readonly counted: Counted;
}

/** Works out the dates of an agency's deadline; sentences are made when asked for. */
export function agencyDeadline(clock: AgencyClock): CountedDeadline {
  const readings = clock.readsCalendars ? clock.agency.all.map((days) => ({ days, counted: clock.countOn(days) })) : [];
  const due = clock.countOn(clock.agency.standard);
  const dates = datesOf(clock, readings, due);
  return { dates, explain: () => explain(clock, readings, due, dates) };
}

function datesOf(clock: AgencyClock, readings: readonly CalendarReading[], due: Counted): DeadlineDates {
  const { rule, agency, extendedBy } = clock;
  const byCalendar: Partial<Record<CalendarId, CivilDate>> = {};
  let [earliest, withoutBill, bill] = [due.last, due.last, due.last];
  for (const { days, counted } of readings) {
    byCalendar[days.calendar.id] = fromDayNumber(counted.last);
    earliest = Math.min(earliest, counted.last);
    withoutBill = Math.max(withoutBill, counted.last);
  }
  for (const { counted, isBill, shownOnly } of clock.later) {
    if (shownOnly) continue;
    if (isBill) bill = Math.max(bill, counted.last);
    else withoutBill = Math.max(withoutBill, counted.last);
  }
  const latest = Math.max(withoutBill, bill);
  return {
    rule: rule.id, owner: 'agency', kind: 'statutory', nominal: fromDayNumber(due.nominal), earliest: fromDayNumber(earliest), due: fromDayNumber(due.last),
    assertAfter: fromDayNumber(latest), byCalendar, citation: rule.citation, confidence: confidenceOf(rule, agency, { earliest, withoutBill, latest }), ...(extendedBy && { extendedBy }),
  };
}

/** A date is settled when every reading gives it; what isn't verified stays so. */
function confidenceOf(rule: Rule, agency: AgencyDays, at: { earliest: DayNumber; withoutBill: DayNumber; latest: DayNumber }): Confidence {
  if (agency.set.unverified || rule.confidence === 'unverified' || at.latest > at.withoutBill) return 'unverified';
  return at.earliest === at.latest ? 'settled' : 'unsettled';
}

function explain(clock: AgencyClock, readings: readonly CalendarReading[], due: Counted, dates: DeadlineDates): ReturnType<CountedDeadline['explain']> {
  const safe = latestDay(clock, readings, due);
  const { standard, widest } = clock.agency;
  const dueSentence = clock.readsCalendars ? `Due ${formatLong(due.last)}, on the calendar ${calendarName(standard)}.` : `Due ${formatLong(due.last)}.`;
  const lines = [
    ...clock.lines(due),
    line('due', dueSentence, due.last, { section: clock.rule.section }),
    ...calendarLines(readings, due),
    ...laterLines(clock, due),
    ...lastDays(clock, readings, due).flatMap((day) => unknownHolidayLines(day, widest)),
    line('reading', safeSentence(due.last, safe), safe),
  ];
  const notes = [...new Set([...clock.notes(), ...lastDays(clock, readings, due).flatMap((day) => estimateNotes(day, widest))])];
  const table = readingTable(clock, readings, dates);
  return { notes, derivation: { calendar: clock.readsCalendars ? standard.calendar.id : null, lines, days: clock.squares(due.last, safe), readings: table } };
}

/** Every day some reading ends on, before and after closed days move it, without repeats. */
function lastDays(clock: AgencyClock, readings: readonly CalendarReading[], due: Counted): DayNumber[] {
  const counts = [due, ...readings.map(({ counted }) => counted), ...clock.later.map(({ counted }) => counted)];
  return [...new Set(counts.flatMap(({ nominal, last }) => [nominal, last]))].sort((a, b) => a - b);
}

function latestDay(clock: AgencyClock, readings: readonly CalendarReading[], due: Counted): DayNumber {
  const later = clock.later.filter((reading) => !reading.shownOnly).map((reading) => reading.counted.last);
  return Math.max(due.last, ...readings.map(({ counted }) => counted.last), ...later);
}

function safeSentence(due: DayNumber, safe: DayNumber): string {
  if (safe === due) return `Safe to call late after ${formatLong(safe)}: no reading gives a later day.`;
  return `Safe to call late after ${formatLong(safe)}, the latest day any reading gives.`;
}

function calendarLines(readings: readonly CalendarReading[], due: Counted): DerivationLine[] {
  const differing = readings.filter(({ counted }) => counted.last !== due.last);
  const agreeing = readings.filter(({ counted }) => counted.last === due.last);
  const all = differing.length === 0 && agreeing.length > 1;
  const agreed = all ? [line('reading', `Every calendar gives this day: ${listed(agreeing.map(({ days }) => calendarName(days)))}.`, due.last)] : [];
  return [...agreed, ...differing.map(({ days, counted }) => calendarLine(days, counted, due.last))];
}

function calendarLine(days: OpenDays, counted: Counted, due: DayNumber): DerivationLine {
  const word = counted.last < due ? 'earlier' : 'later';
  const why = word === 'later' ? passingOver(counted.nominal, counted.last, days) : '';
  const sentence = `On the calendar ${calendarName(days)} it would be ${word}, ${formatLong(counted.last)}${why}.`;
  return line('reading', sentence, counted.last, { section: days.calendar.citation });
}

/** A line for each later reading that adds a date; a bill is always shown. */
function laterLines({ later }: AgencyClock, due: Counted): DerivationLine[] {
  const addsDate = ({ counted }: LaterReading, index: number): boolean => counted.last !== due.last && !later.slice(0, index).some((other) => other.counted.last === counted.last);
  return later.filter((reading, index) => reading.isBill || addsDate(reading, index)).map(laterLine);
}

function laterLine(reading: LaterReading): DerivationLine {
  const { counted, days, sentence, citation } = reading;
  return line('reading', `${sentence()}${passingOver(counted.nominal, counted.last, days)}.`, counted.last, { section: citation });
}

/** Every reading as a row: by calendar first, then the later ones. The first row that gives a used date is said to be used for it. */
function readingTable(clock: AgencyClock, readings: readonly CalendarReading[], dates: DeadlineDates): Reading[] {
  const rows = [
    ...readings.map(({ days, counted }) => calendarRow(days, counted)),
    ...clock.later.map(laterRow),
  ];
  const partakes = (row: Reading): boolean => !clock.later.some((reading) => reading.id === row.id && reading.shownOnly);
  const earliest = rows.find((row) => row.date === dates.earliest && partakes(row));
  const due = rows.find((row) => row.calendar === clock.agency.set.standard) ?? rows.find((row) => row.date === dates.due);
  const safe = rows.find((row) => row.id === clock.agency.set.widest && row.date === dates.assertAfter) ?? rows.find((row) => row.date === dates.assertAfter && partakes(row));
  return rows.map((row) => ({
    ...row,
    usedFor: [...(row === earliest ? (['earliest'] as const) : []), ...(row === due ? (['due'] as const) : []), ...(row === safe ? (['safe'] as const) : [])],
  }));
}

function calendarRow(days: OpenDays, counted: Counted): Reading {
  const { id, name, citation, confidence } = days.calendar;
  return { id, name, calendar: id, citation, confidence, date: fromDayNumber(counted.last), closedOn: closedOn(counted, days), usedFor: [] };
}

function laterRow({ id, name, citation, confidence, counted, days }: LaterReading): Reading {
  return { id, name, citation, confidence, date: fromDayNumber(counted.last), closedOn: closedOn(counted, days), usedFor: [] };
}

function closedOn(counted: Counted, days: OpenDays): Reading['closedOn'] {
  return closedRun(counted.nominal, counted.last, days).map((day) => ({ date: fromDayNumber(day), name: listed([...new Set(days.reasons(day).map((reason) => reason.name))]) }));
}
