import type { Chip, Citation, Confidence, IsoDate, Link, SelectOption, Slip, StateWord } from '../../platform/views-parts.view.js';

/** Every open date by day: what agencies owe, and what we owe, apart. What is late comes first. */
export interface AgendaView {
  readonly today: IsoDate;
  readonly title: string;
  /** Whose dates these are, in one line that says the rule. */
  readonly says: string;
  readonly filters: DeadlineFilters;
  /** When only one day is shown. */
  readonly day: { readonly date: IsoDate; readonly all: Link; readonly month: Link } | null;
  readonly late: { readonly rows: readonly AgendaRow[]; readonly more: Link | null } | null;
  readonly days: readonly AgendaDay[];
  /** Earlier and later dates. */
  readonly earlier: string | null;
  readonly later: string | null;
  readonly empty: { readonly title: string; readonly says: string };
  readonly subscribe: Link | null;
}

/** What the agenda and the month are filtered by, every choice in the address. */
export interface DeadlineFilters {
  readonly views: readonly Chip[];
  readonly owners: readonly Chip[];
  readonly scopes: readonly Chip[];
  readonly form: {
    readonly action: string;
    readonly open: boolean;
    readonly carried: readonly { readonly name: string; readonly value: string }[];
    readonly agencies: readonly SelectOption[];
    readonly agency: string;
    readonly people: readonly SelectOption[];
    readonly person: string;
    readonly kinds: readonly SelectOption[];
    readonly kind: string;
  };
  /** Filters set, each a link that takes it off. */
  readonly set: readonly Link[];
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
  readonly due: IsoDate;
  readonly state: StateWord;
  /** Safe to call late after; null for our own, and when it is the day itself. */
  readonly safeAfter: IsoDate | null;
  readonly slip: Slip | null;
  readonly citation: Citation;
  readonly confidence: Confidence;
}
