import type { Chip, Citation, Confidence, IsoDate, StateWord } from '../../platform/views-parts.view.js';

/** Every open date by day: what agencies owe, and what we owe, apart. */
export interface AgendaView {
  readonly today: IsoDate;
  readonly owners: readonly Chip[];
  readonly scopes: readonly Chip[];
  /** Whose dates these are, in one line that says the rule. */
  readonly says: string;
  readonly days: readonly AgendaDay[];
  readonly newer: string | null;
  readonly older: string | null;
  readonly empty: { readonly title: string; readonly says: string };
}

export interface AgendaDay {
  readonly date: IsoDate;
  readonly rows: readonly AgendaRow[];
}

export interface AgendaRow {
  readonly title: string;
  readonly href: string;
  readonly number: string;
  readonly agency: string;
  /** “Determination”. */
  readonly what: string;
  readonly state: StateWord;
  /** Safe to call late after; null for our own, and when it is the day itself. */
  readonly safeAfter: IsoDate | null;
  readonly citation: Citation;
  readonly confidence: Confidence;
}
