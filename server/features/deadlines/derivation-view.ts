import { formatClockTime, formatDate, formatMonthDate } from '../../platform/views-dates.js';
import type { SumStep } from '../../platform/views-parts.view.js';
import type { Square, SquareKind, SquaresView } from '../../platform/views-squares.js';
import { t } from '../../platform/words.js';
import type { Explanation } from './explanation.js';
import type { LegendEntry, ReadingsView } from './worksheet.view.js';

/** The dates an explanation leads to. */
export interface Explained {
  readonly rule: string;
  readonly owner: 'agency' | 'requester';
  readonly due: string;
  /** Null for our own dates. */
  readonly assertAfter: string | null;
}

const KINDS: Readonly<Record<Explanation['days'][number]['role'], SquareKind>> = { day0: 'day-0', counted: 'counted', closed: 'closed', due: 'due', safe: 'safe', between: 'plain' };

/** Two months of squares are as many as one can follow. */
const MOST_SQUARES = 62;
/** Days counted from the receipt before an extension begins: Gov. Code § 7922.535(a). */
const TEN_DAYS = 10;

/** The days of the count as squares; null when there are none or more than one can draw. */
export function squaresOf(explained: Explanation, dates: Explained, today: string): SquaresView | null {
  const first = explained.days[0];
  const last = explained.days.at(-1);
  if (!first || !last || explained.days.length > MOST_SQUARES) return null;
  const days = explained.days.map((day): Square => {
    const kind = day.role === 'counted' && dates.rule === 'cpra.extension' && (day.n ?? 0) > TEN_DAYS ? 'extension' : KINDS[day.role];
    return { date: day.date, kind, below: below(kind, day.n), today: day.date === today, ...(day.reason ? { reason: day.reason } : {}) };
  });
  const closed = days.filter((day) => day.kind === 'closed').length;
  const words = { from: formatDate(first.date), to: formatDate(last.date), due: formatDate(dates.due), closed };
  return { summary: t.count(closed, 'Days from {from} to {to}, with {closed} closed day; due {due}.', 'Days from {from} to {to}, with {closed} closed days; due {due}.', words), days };
}

function below(kind: SquareKind, n: number | undefined): string {
  if (kind === 'day-0') return t('day 0');
  if (kind === 'due') return t('due');
  if (kind === 'safe') return t('safe');
  return kind === 'plain' || n === undefined ? '' : String(n);
}

const LEGEND: readonly (readonly [SquareKind, () => string])[] = [
  ['day-0', () => t('Day 0, not counted')],
  ['counted', () => t('Counted')],
  ['extension', () => t('Extension, by days from receipt')],
  ['closed', () => t('Closed')],
  ['due', () => t('Due')],
  ['safe', () => t('Safe to call late after')],
];

/** Only what is drawn is explained. */
export function legendOf(squares: SquaresView | null): LegendEntry[] {
  if (!squares) return [];
  const drawn = new Set(squares.days.map((day) => day.kind));
  const entries: LegendEntry[] = LEGEND.filter(([kind]) => drawn.has(kind)).map(([kind, label]) => ({ kind, label: label() }));
  return squares.days.some((day) => day.today) ? [...entries, { kind: 'today', label: t('Today') }] : entries;
}

/**
 * The arithmetic, line by line: numbers for what is counted, letters for days passed over and for readings, the answer last. The sentence that
 * says why it is safe to call late stands below that answer.
 */
export function sumOf(explained: Explanation, dates: Explained): SumStep[] {
  const lines = explained.lines.filter((line) => line.kind !== 'due');
  const verdict = dates.assertAfter !== null && lines.at(-1)?.kind === 'reading' ? lines.pop() : undefined;
  const numbered = new Numbering();
  const steps = movedOn(lines).map((line): SumStep => ({
    no: numbered.next(line.kind === 'closed' || line.kind === 'reading' ? 'letter' : 'number'),
    says: withClockTime(line.sentence), because: line.section ?? null, date: line.date, passedOver: line.struck ?? false, answer: false,
  }));
  return [...steps, ...answers(dates, numbered.next('number'), explained.lines.find((line) => line.kind === 'due')?.section ?? null, verdict?.sentence ?? null)];
}

/** “at 16:12” as people read a clock: “at 4:12 pm”. */
const withClockTime = (sentence: string): string => sentence.replace(/\bat ([01]\d|2[0-3]):([0-5]\d)(?![:\d])/g, (_, hour: string, minute: string) => `at ${formatClockTime(`${hour}:${minute}`)}`);

type Line = Explanation['lines'][number];

/**
 * A last day that falls on closed days moves on by one line each: every line is dated with the day it moves to, struck through when that
 * is closed as well, and the line that only names the open day at the end is left out.
 */
function movedOn(lines: readonly Line[]): Line[] {
  const kept: Line[] = [];
  let run: Line[] = [];
  for (const line of lines) {
    if (line.kind === 'closed') {
      run.push(line);
      continue;
    }
    const reached = line.kind === 'roll' && run.length > 0;
    kept.push(...(reached ? run.map((closed, at) => ({ ...closed, date: run[at + 1]?.date ?? line.date, struck: at + 1 < run.length })) : run), ...(reached ? [] : [line]));
    run = [];
  }
  return [...kept, ...run];
}

function answers(dates: Explained, no: string, section: string | null, verdict: string | null): SumStep[] {
  const answer = { date: dates.due, passedOver: false, answer: true };
  if (dates.assertAfter === null) return [{ ...answer, no, says: t('Ours: file by'), because: section }];
  if (dates.assertAfter === dates.due) return [{ ...answer, no, says: t('Due, and safe to call late after'), because: section }];
  return [{ ...answer, no, says: t('Due, the earlier'), because: section }, { ...answer, no: '', says: t('Safe to call late after, the later'), because: verdict, date: dates.assertAfter }];
}

/** 1, 2, 3 … and below each of them a, b, c … */
class Numbering {
  private number = 0;
  private letter = 0;

  next(kind: 'number' | 'letter'): string {
    if (kind === 'number') {
      this.letter = 0;
      return String((this.number += 1));
    }
    this.letter += 1;
    return this.letter <= 26 ? String.fromCharCode(96 + this.letter) : '';
  }
}

const USES = { earliest: () => t('earliest date'), due: () => t('due'), safe: () => t('safe to call late after') } as const;

/** The date by each reading, and which is used for what; null when the rule has only one. */
export function readingsOf(explained: Explanation, owner: 'agency' | 'requester'): ReadingsView | null {
  if (explained.readings.length < 2) return null;
  return {
    says: owner === 'agency' ? t('Tenday counts every list of closed days and uses the longest to call anyone late.') : t('Our own dates go by the earliest reading and are never moved later.'),
    rows: explained.readings.map((reading) => ({
      calendar: reading.name, citation: reading.citation, closedOn: closedWords(reading.closedOn), due: reading.date,
      usedFor: reading.usedFor.map((use) => USES[use]()).join(', ') || t('shown only'), decides: reading.usedFor.includes('due') || reading.usedFor.includes('safe'),
      confidence: reading.confidence === 'settled' ? null : reading.confidence,
    })),
  };
}

/** “Nov 26, Nov 27, weekends”. */
function closedWords(closed: Explanation['readings'][number]['closedOn']): string {
  const isWeekend = (date: string) => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
  const days = closed.filter((day) => !isWeekend(day.date)).map((day) => formatMonthDate(day.date));
  const weekends = closed.some((day) => isWeekend(day.date)) ? [t('weekends')] : [];
  return [...days, ...weekends].join(', ') || t('no day that mattered');
}

/** The sentence beside the confidence word. */
export function confidenceSays(confidence: string, dates: Explained): string {
  if (confidence === 'settled') return dates.assertAfter === null || dates.assertAfter === dates.due ? t('Every reading gives the same day.') : t('The law is clear; closed days differ by calendar.');
  return confidence === 'unsettled' ? t('We found no decision that settles which date holds, so both stand here.') : t('A source this date rests on was not read in full. Check it before relying on the date.');
}
