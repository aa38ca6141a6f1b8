import type { ClosedReason, OpenDays } from './calendars.js';
import { formatLong, formatMonthDay, formatShort, fromDayNumber, type DayNumber } from './civil-date.js';
import { isTolled, type Toll } from './counting.js';
import type { CalendarSquare, DerivationLine } from './deadline.js';
import { unknownMoonDays } from './moon-days.js';

/** Turns counted days into sentences and squares. Every date in a sentence reads “Mon, Nov 30, 2026”. */

/** One line of the arithmetic. */
export function line(kind: DerivationLine['kind'], sentence: string, day: DayNumber, more: { section?: string; struck?: boolean } = {}): DerivationLine {
  return { kind, sentence, date: fromDayNumber(day), ...(more.section && { section: more.section }), ...(more.struck && { struck: true }) };
}

/** A line as one sentence with its section, the form of the API's `steps`. */
export function stepOf({ sentence, section }: DerivationLine): string {
  return section ? `${sentence.replace(/\.$/, '')} (${section}).` : sentence;
}

/** “Courts and City together”, in quotation marks. */
export function calendarName(days: OpenDays): string {
  return `“${days.calendar.name}”`;
}

/** “a, b and c”. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Lists whose days close somebody's doors; the others only make a day a holiday by name. */
const DOORS: ReadonlySet<ClosedReason['list']> = new Set<ClosedReason['list']>(['judicial', 'la_city', 'federal_observed', 'closure']);

/** Why a day is closed, as the end of a sentence: “Indigenous Peoples Day: City of Los Angeles offices are closed”. */
export function closedBecause(reasons: readonly ClosedReason[]): string {
  const names = listed([...new Set(reasons.map(nameInSentence))]);
  const holidays = reasons.filter((reason) => reason.list !== 'weekend');
  if (holidays.length === 0) return names;
  const closed = [...new Set(holidays.filter((reason) => DOORS.has(reason.list)).map((reason) => reason.who))];
  const estimated = holidays.some((reason) => reason.estimateSource) ? ' (an estimated date)' : '';
  if (closed.length > 0) return `${names}${estimated}: ${listed(closed)} are closed`;
  return `${names}${estimated}, ${listed([...new Set(holidays.map((reason) => reason.who))])}`;
}

function nameInSentence({ list, name }: ClosedReason): string {
  if (list === 'weekend') return `a ${name}`;
  return name.startsWith('Day ') ? `the d${name.slice(1)}` : name;
}

function sectionsOf(reasons: readonly ClosedReason[]): string {
  return [...new Set(reasons.map((reason) => reason.citation))].join('; ');
}

/** The closed days from `from` up to, not including, `to`. */
export function closedRun(from: DayNumber, to: DayNumber, days: OpenDays): DayNumber[] {
  const run: DayNumber[] = [];
  for (let day = from; day < to; day += 1) if (days.isClosed(day)) run.push(day);
  return run;
}

/** One line for each closed day the last day passes over, then the open day it comes to rest on. Empty when it didn't move. */
export function rollLines(nominal: DayNumber, last: DayNumber, days: OpenDays): DerivationLine[] {
  if (last === nominal) return [];
  const closed = closedRun(nominal, last, days).map((day) => closedLine(day, days, 'the last day moves on'));
  const sentence = `The next day open on the calendar ${calendarName(days)} is ${formatLong(last)}.`;
  return [...closed, line('roll', sentence, last, { section: days.calendar.citation })];
}

/** Says of one closed day why it is closed, and what follows: “… is a Sunday, so the last day moves on.” */
export function closedLine(day: DayNumber, days: OpenDays, consequence: string): DerivationLine {
  const reasons = days.reasons(day);
  return line('closed', `${formatLong(day)} is ${closedBecause(reasons)}, so ${consequence}.`, day, { section: sectionsOf(reasons), struck: true });
}

/** Lines for a count of working days: each weekday that is closed, and the weekends together. */
export function workingDayLines(start: DayNumber, last: DayNumber, days: OpenDays): DerivationLine[] {
  const closed = closedRun(start + 1, last, days);
  const isPlainWeekend = (day: DayNumber): boolean => days.reasons(day).every((reason) => reason.list === 'weekend');
  const weekends = closed.filter(isPlainWeekend);
  const holidays = closed.filter((day) => !isPlainWeekend(day)).map((day) => closedLine(day, days, 'it is not counted'));
  if (weekends.length === 0) return holidays;
  const sentence = `Saturdays and Sundays are not counted: ${listed(weekends.map(formatMonthDay))}.`;
  return [...holidays, line('closed', sentence, weekends.at(-1) ?? last, { section: days.calendar.weekendCitation, struck: true })];
}

/** “: Wed, Sep 9 is Admission Day, a state holiday”, naming the closed days a reading passed over; empty when none. */
export function passingOver(nominal: DayNumber, last: DayNumber, days: OpenDays): string {
  const run = closedRun(nominal, last, days);
  return run.length === 0 ? '' : `: ${listed(run.map((day) => `${formatShort(day)} is ${closedBecause(days.reasons(day))}`))}`;
}

/** Lines for moon-based state holidays that may fall on a day but lie beyond the tables: not known, so said. */
export function unknownHolidayLines(day: DayNumber, days: OpenDays): DerivationLine[] {
  if (!days.calendar.lists.includes('state')) return [];
  const unknown = unknownMoonDays(fromDayNumber(day));
  if (unknown.length === 0) return [];
  const names = listed(unknown.map((table) => table.name));
  const sentence = `Whether ${formatLong(day)} is ${names} is not known: the law gives no date, and Tenday’s tables end before; if it is, the date moves on.`;
  return [line('reading', sentence, day, { section: 'Gov. Code § 6700' })];
}

/** A warning when a day touches (within one day) a holiday whose date is only estimated. */
export function estimateNotes(day: DayNumber, days: OpenDays): string[] {
  const near = [day - 1, day, day + 1].flatMap((at) => days.reasons(at).filter((reason) => reason.estimateSource).map((reason) => ({ at, reason })));
  return near.map(({ at, reason }) => `${reason.name} is taken to be ${formatLong(at)}, an estimate: the law names the day without a date. Allow a day more before calling anyone late. Source: ${reason.estimateSource}.`);
}

export interface SquareInput {
  readonly dayZero: DayNumber;
  readonly due: DayNumber;
  /** The same as `due` when no reading is later. */
  readonly safe: DayNumber;
  readonly days: OpenDays;
  readonly widest: OpenDays;
  /** True for a day of the count that is passed over, not counted. */
  readonly isPassedOver: (day: DayNumber) => boolean;
  /** Number only the days that count, as working days are; otherwise days from day 0. */
  readonly numberCountedOnly: boolean;
  readonly tolls?: readonly Toll[];
}

/** The row of days from day 0 to the later of due and safe. */
export function squares(input: SquareInput): CalendarSquare[] {
  const row: CalendarSquare[] = [];
  let counted = 0;
  for (let day = input.dayZero; day <= Math.max(input.due, input.safe); day += 1) {
    const role = roleOf(day, input);
    if (role === 'counted' || role === 'due') counted += 1;
    const n = input.numberCountedOnly ? (role === 'counted' || role === 'due' ? counted : undefined) : day - input.dayZero;
    const reason = role === 'closed' ? reasonOf(day, input) : undefined;
    row.push({ date: fromDayNumber(day), role, ...(n !== undefined && n > 0 && { n }), ...(reason && { reason }) });
  }
  return row;
}

function roleOf(day: DayNumber, { dayZero, due, safe, widest, isPassedOver }: SquareInput): CalendarSquare['role'] {
  if (day === due) return 'due';
  if (day === safe) return 'safe';
  if (day === dayZero) return 'day0';
  if (day < due) return isPassedOver(day) ? 'closed' : 'counted';
  return widest.isClosed(day) ? 'closed' : 'between';
}

function reasonOf(day: DayNumber, { days, widest, due, tolls = [] }: SquareInput): string {
  if (isTolled(day, tolls)) return 'The clock stood still';
  return closedBecause((day < due ? days : widest).reasons(day));
}
