import type { Confidence, IsoDate, IsoInstant, Link, SumStep } from '../../platform/views-parts.view.js';
import type { SquareKind, SquaresView } from '../../platform/views-squares.js';

/** How one date was counted: prints on one page. */
export interface WorksheetView {
  readonly today: IsoDate;
  readonly zone: string;
  readonly groupName: string;
  /** Back to the request: its number is the label. */
  readonly request: Link & { readonly title: string };
  /** Short name of the deadline: “Determination”. */
  readonly name: string;
  /** “LAPD’s determination is due by Mon, Nov 30, 2026”. */
  readonly title: string;
  /** “That is in 6 days. …”: distance, and from when it is safe to call late. May hold `**strong**`. */
  readonly lede: string;
  readonly open: boolean;
  /** Counted from a presumed receipt: said above everything, and the dates are drawn dashed. */
  readonly presumed: boolean;
  /** Null for dates that are not counted in days one can draw (years). */
  readonly squares: SquaresView | null;
  readonly legend: readonly LegendEntry[];
  readonly steps: readonly SumStep[];
  readonly readings: ReadingsView | null;
  readonly confidence: Confidence;
  /** “for this request: every reading gives the same day.” */
  readonly confidenceSays: string;
  /** What would move the date, one paragraph each; may hold `**strong**`. */
  readonly whatWouldMoveIt: readonly string[];
  /** Notes of the rule: defects found, doubts, sources to check. */
  readonly notes: readonly string[];
  /** Values it had before, oldest first. */
  readonly earlier: readonly EarlierValue[];
  /** The present value, when it had others before: since when, and why. */
  readonly present: EarlierValue | null;
  /** “Gov. Code §§ …; CCP …”. */
  readonly citation: string;
  /** `cpra.determination`. */
  readonly rule: string;
  readonly rulesVersion: string;
  /** Name of the calendar `due` was read on: `LA_CPRA`; null when none takes part. */
  readonly calendar: string | null;
}

export interface LegendEntry {
  readonly kind: SquareKind | 'today';
  readonly label: string;
}

export interface ReadingsView {
  /** Why there are several and which is used for what. */
  readonly says: string;
  readonly rows: readonly ReadingRow[];
}

export interface ReadingRow {
  /** “Courts”, “City of Los Angeles offices”. */
  readonly calendar: string;
  readonly citation: string;
  /** Closed days that mattered: “Nov 26, Nov 27, weekends”. */
  readonly closedOn: string;
  readonly due: IsoDate;
  /** “due”, “safe to call late after”, “earliest date”, “shown only”. */
  readonly usedFor: string;
  /** The reading one of the two dates rests on: drawn stressed. */
  readonly decides: boolean;
  /** Null when settled needs no word. */
  readonly confidence: Confidence | null;
}

export interface EarlierValue {
  readonly at: IsoInstant;
  readonly due: IsoDate;
  /** “presumed”, “confirmed”, “met”. */
  readonly state: string;
  readonly why: string;
}
