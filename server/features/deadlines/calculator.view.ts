import type { Confidence, IsoDate, SelectOption, SumStep } from '../../platform/views-parts.view.js';
import type { SquaresView } from '../../platform/views-squares.js';
import type { LegendEntry } from './worksheet.view.js';

/** The public calculator: a form by GET, so that the address is the result. Nothing typed is kept. */
export interface CalculatorView {
  readonly form: CalculatorForm;
  /** Above the form when something can't be counted; null when all is well. */
  readonly message: string | null;
  readonly problems: readonly { readonly id: string; readonly says: string }[];
  /** Null until there is enough to count. */
  readonly result: CalculatorResult | null;
}

/** Fields by their names in the address: `law agency received time ext ext_sent ext_date ext_ground`. */
export interface CalculatorForm {
  readonly law: 'CPRA' | 'FOIA';
  readonly agencies: readonly SelectOption[];
  readonly agency: string;
  /** What was typed, YYYY-MM-DD or empty. */
  readonly received: string;
  /** `by5`, `later`, `unknown`, or empty: nothing is chosen beforehand. */
  readonly time: string;
  /** The agency extended its time: its three fields are shown. */
  readonly extension: {
    readonly open: boolean;
    readonly sent: string;
    readonly date: string;
    readonly ground: string;
    readonly grounds: readonly SelectOption[];
    /** Add or take away the fields: an address with everything else kept. */
    readonly toggle: string;
  } | null;
  /** Field → what is wrong; empty strings where nothing is. */
  readonly errors: {
    readonly agency: string;
    readonly received: string;
    readonly time: string;
    readonly ext_sent: string;
    readonly ext_date: string;
    readonly ext_ground: string;
  };
}

export interface CalculatorResult {
  readonly due: IsoDate;
  /** “In 16 days. Safe to call late after **Mon, Dec 14, 2026**. …” */
  readonly lede: string;
  readonly confidence: Confidence;
  readonly confidenceSays: string;
  readonly squares: SquaresView | null;
  readonly legend: readonly LegendEntry[];
  readonly steps: readonly SumStep[];
  /** What the calendars say together; may hold `**strong**`. */
  readonly calendars: string;
  /** Defects found and doubts, one sentence each. */
  readonly notes: readonly string[];
}
