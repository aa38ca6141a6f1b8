import type { Confidence, IsoDate, SelectOption, SumStep } from '../../platform/views-parts.view.js';
import type { SquaresView } from '../../platform/views-squares.js';
import type { LegendEntry, ReadingsView } from './worksheet.view.js';

/** The public calculator: a form by GET, so that the address is the result. Nothing typed is kept. */
export interface CalculatorView {
  readonly form: CalculatorForm;
  /** Above the form when something can't be counted; null when all is well. */
  readonly message: string | null;
  readonly problems: readonly { readonly id: string; readonly says: string }[];
  /** Null until there is enough to count. */
  readonly result: CalculatorResult | null;
}

/** Fields by their names in the address: see calculator-query.ts. */
export interface CalculatorForm {
  readonly law: 'CPRA' | 'FOIA';
  readonly agencies: readonly SelectOption[];
  readonly agency: string;
  /** What was typed, YYYY-MM-DD or empty. */
  readonly received: string;
  /** `by5`, `later`, `unknown`, or empty: nothing is chosen beforehand. */
  readonly time: string;
  readonly policies: readonly SelectOption[];
  readonly policy: string;
  readonly facts: readonly FactRow[];
  /** What can be added under this law; empty when the form is full. */
  readonly add: readonly SelectOption[];
  /** Field → what is wrong; empty strings where nothing is. */
  readonly errors: { readonly agency: string; readonly received: string; readonly time: string; readonly policy: string };
}

export interface FactRow {
  /** `f1`: the row's name in the address. */
  readonly id: string;
  readonly type: string;
  readonly says: string;
  readonly dates: readonly AskedField[];
  readonly choices: readonly AskedField[];
  readonly error: string;
  /** The same question without this row. */
  readonly remove: string;
}

export interface AskedField {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly error: string;
  readonly hint: string;
  readonly optional: boolean;
  readonly options: readonly SelectOption[];
}

export interface CalculatorResult {
  /** “LAPD owes its determination by”: the date below ends the sentence. */
  readonly lead: string;
  readonly due: IsoDate;
  /** “In 16 days. Safe to call late after **Mon, Dec 14, 2026**. …” */
  readonly lede: string;
  /** What was taken for granted because nobody said; null when nothing was. */
  readonly assumed: string | null;
  readonly confidence: Confidence;
  readonly confidenceSays: string;
  /** Every date at a glance; empty when there is only one. */
  readonly dates: readonly DateRow[];
  /** How each was counted, the one that counts now first. */
  readonly sheets: readonly CountedSheet[];
  /** The dates as a calendar file. */
  readonly calendarFile: string;
}

export interface DateRow {
  readonly what: string;
  readonly href: string;
  readonly owes: string;
  readonly due: IsoDate;
  /** Null for our own, and for a date whose place an extension took. */
  readonly safeAfter: IsoDate | null;
  readonly confidence: Confidence;
  /** “its place was taken by the extension”; null mostly. */
  readonly says: string | null;
}

export interface CountedSheet {
  readonly id: string;
  readonly what: string;
  readonly first: boolean;
  readonly due: IsoDate;
  readonly squares: SquaresView | null;
  readonly legend: readonly LegendEntry[];
  readonly steps: readonly SumStep[];
  readonly readings: ReadingsView | null;
  readonly confidence: Confidence;
  readonly confidenceSays: string;
  /** Defects found and doubts, one sentence each. */
  readonly notes: readonly string[];
  readonly citation: string;
}
