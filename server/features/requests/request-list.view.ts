import type { Chip, IsoDate, Link, SelectOption, StateWord } from '../../platform/views-parts.view.js';

/** The list of requests: filters live in the address, pages run on keys (newer, older), never on numbers. */
export interface RequestListView {
  readonly today: IsoDate;
  /** What the list holds, in a sentence: “41 requests, 3 of them late.” */
  readonly summary: string;
  /** Ready filters: All · Late · Due this week · Waiting for the agency · Not sent · Closed. */
  readonly chips: readonly Chip[];
  /** Filters set at the moment beyond the chips; each link takes its filter off. Empty when none. */
  readonly set: readonly Link[];
  /** The form behind “More filters”: choices and what is chosen. */
  readonly filters: {
    /** Open the form (a filter in it is set). */
    readonly open: boolean;
    /** Name and value of filters the form must carry along (the chip). */
    readonly carried: readonly { readonly name: string; readonly value: string }[];
    readonly agencies: readonly SelectOption[];
    readonly agency: string;
    readonly people: readonly SelectOption[];
    readonly person: string;
    /** Words in title, items or numbers. */
    readonly words: string;
  };
  /** Heads that sort are links; `direction` is how the list is sorted by it now, null when it is not. */
  readonly sorts: {
    readonly number: SortHead;
    readonly nextDate: SortHead;
    readonly lastMovement: SortHead;
  };
  readonly rows: readonly RequestRow[];
  /** Addresses of the next pages; null at either end. */
  readonly newer: string | null;
  readonly older: string | null;
  /** `/compose`, or null for a role that may not write requests. */
  readonly newRequest: Link | null;
  /** Entering a request already under way; null likewise. */
  readonly underWay: Link | null;
  /** Shown instead of the table when there is no row: nothing yet, or nothing with these filters. */
  readonly empty: { readonly title: string; readonly says: string; readonly action: (Link & { readonly primary: boolean }) | null };
}

export interface SortHead {
  readonly href: string;
  readonly direction: 'ascending' | 'descending' | null;
}

export interface RequestRow {
  readonly href: string;
  /** `TD-2026-0001`. */
  readonly number: string;
  readonly title: string;
  /** Agency's short name. */
  readonly agency: string;
  /** Responsible person's name; empty when hidden from this role. */
  readonly responsible: string;
  /** Where it stands, in words with their tone. */
  readonly stands: StateWord;
  /** A second line: “2 of 6 items answered”; null when nothing. */
  readonly standsMore: string | null;
  /** The earliest open date; null when there is none. */
  readonly next: {
    readonly date: IsoDate;
    /** What it is: “determination due”, “promised”, “our appeal”. */
    readonly what: string;
    /** Counted from a presumed receipt. */
    readonly presumed: boolean;
    /** Past `assertAfter` on a confirmed receipt: only then the distance reads “late”. */
    readonly late: boolean;
  } | null;
  /** The day of the last movement in the group's zone, and what moved. */
  readonly moved: { readonly date: IsoDate; readonly what: string };
}
