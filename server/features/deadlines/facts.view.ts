import type { IsoDate, IsoInstant, Link } from '../../platform/views-parts.view.js';

/** The facts a request's clocks run on, those set aside too. */
export interface FactsView {
  readonly request: Link & { readonly title: string };
  readonly zone: string;
  readonly rows: readonly FactRow[];
  readonly message: string | null;
}

export interface FactRow {
  readonly id: string;
  readonly date: IsoDate;
  readonly time: string | null;
  /** “Extension notice”. */
  readonly what: string;
  /** The day it names and its words; may be empty. */
  readonly says: string;
  /** “The portal shows it”, “Presumed from the sending”. */
  readonly basis: string;
  readonly presumed: boolean;
  readonly note: string;
  /** Who recorded it and when; the name is null when Tenday did. */
  readonly by: string | null;
  readonly at: IsoInstant;
  readonly document: Link | null;
  /** Why it was set aside; null while it stands. */
  readonly setAside: string | null;
  readonly correct: string | null;
  readonly takeBack: string | null;
}
