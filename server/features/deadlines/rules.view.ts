import type { Confidence, IsoDate, Link } from '../../platform/views-parts.view.js';

/** Rules and calendars, for everybody to check. */
export interface RulesView {
  readonly version: string;
  readonly year: number;
  readonly laws: readonly { readonly id: string; readonly name: string; readonly rules: readonly RuleRow[] }[];
  /** Reasons an agency may extend its time for, with the number each had. */
  readonly grounds: readonly GroundRow[];
  /** Clocks that are no law: promises, reminders, dates of destruction. */
  readonly beside: readonly { readonly name: string; readonly sentence: string; readonly owner: string; readonly confidence: Confidence }[];
  readonly calendars: readonly CalendarRow[];
  /** The group's own switch for a bill not known to be law; null for strangers. */
  readonly law: Link | null;
}

export interface RuleRow {
  readonly id: string;
  readonly name: string;
  readonly sentence: string;
  readonly citation: string;
  /** “10 calendar days”. */
  readonly count: string;
  /** What day 0 is. */
  readonly trigger: string;
  /** What happens when the last day is closed. */
  readonly lastDay: string;
  /** Who owes it. */
  readonly owner: string;
  readonly confidence: Confidence;
  /** “received from Sun, Jan 1, 2023”; what days of receipt this text governs. */
  readonly governs: string;
}

export interface GroundRow {
  readonly name: string;
  readonly sentence: string;
  /** One line for each number it had: “(c)(5), received Jan 1, 2025 to Dec 31, 2025”. */
  readonly numbers: readonly string[];
}

export interface CalendarRow {
  readonly id: string;
  readonly href: string;
  readonly name: string;
  readonly citation: string;
  readonly source: string;
  readonly confidence: Confidence;
  /** Whose dates are read on it. */
  readonly usedFor: string;
}

/** One calendar in one year: every closed day with its law. */
export interface CalendarYearView {
  readonly calendar: CalendarRow;
  readonly year: number;
  readonly years: readonly { readonly value: string; readonly label: string }[];
  readonly previous: Link | null;
  readonly next: Link | null;
  readonly says: string;
  readonly days: readonly ClosedDayRow[];
  /** What the law names and nobody knows the date of; one sentence each. */
  readonly notKnown: readonly string[];
  readonly others: readonly Link[];
}

export interface ClosedDayRow {
  readonly date: IsoDate;
  /** On a weekend, which is closed anyhow. */
  readonly weekend: boolean;
  readonly reasons: readonly { readonly name: string; readonly who: string; readonly citation: string; readonly confidence: Confidence; readonly estimate: string | null }[];
}
