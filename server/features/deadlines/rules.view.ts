import type { Chip, Confidence, IsoDate } from '../../platform/views-parts.view.js';

/** Rules and calendars, for everybody to check. */
export interface RulesView {
  readonly version: string;
  readonly year: number;
  /** The year before, this one, the next. */
  readonly years: readonly Chip[];
  readonly rules: readonly RuleRow[];
  readonly calendars: readonly CalendarRow[];
  readonly lists: readonly { readonly id: string; readonly name: string; readonly days: readonly ClosedDayRow[] }[];
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
  /** Who owes it. */
  readonly owner: string;
  readonly confidence: Confidence;
  /** First and last day of receipt it governs; null when not limited, or not checked. */
  readonly since: IsoDate | null;
  readonly until: IsoDate | null;
}

export interface CalendarRow {
  readonly id: string;
  readonly name: string;
  readonly citation: string;
  readonly source: string;
  readonly confidence: Confidence;
}

export interface ClosedDayRow {
  readonly dates: readonly IsoDate[];
  readonly name: string;
  readonly citation: string;
  readonly confidence: Confidence;
  /** Where an estimated date comes from; null for days the statute fixes. */
  readonly estimate: string | null;
}
