import type { Chip, Citation, Confidence, IsoDate, IsoInstant, Link, Slip } from '../../platform/views-parts.view.js';

/** The page Today: by harm, from top to bottom. A section whose list is empty is not shown; when all are, the page teaches. */
export interface TodayView {
  /** Today in the group's zone. */
  readonly today: IsoDate;
  /** The group's zone (IANA), for instants. */
  readonly zone: string;
  /** One or two sentences: how many are late, what is due by when, where to start. May hold `**strong**`. */
  readonly summary: string;
  /** Mine · Group; each a link, the active one marked. */
  readonly scopes: readonly Chip[];
  /** Null for roles that see no deadlines (volunteers). */
  readonly strip: StripView | null;
  /** Past `assertAfter` on a confirmed receipt. */
  readonly late: readonly LateRow[];
  readonly dueSoon: {
    /** Last day looked at. */
    readonly through: IsoDate;
    readonly rows: readonly DueRow[];
  };
  readonly waiting: readonly WaitingRow[];
  readonly ours: readonly OwnRow[];
  readonly promised: readonly PromisedRow[];
  /** What this person may start from an empty page; null when nothing. */
  readonly firstStep: (Link & { readonly says: string }) | null;
  /** Notices this person has not opened yet. */
  readonly unseenNotices: number;
}

/** Fourteen days from today, one mark per kind. */
export interface StripView {
  readonly days: readonly StripDay[];
}

export interface StripDay {
  readonly date: IsoDate;
  readonly today: boolean;
  /** First of a month: its name is shown below the number. */
  readonly firstOfMonth: boolean;
  /** At most two words when the day is closed on the default calendar: “holiday”, “City, courts”, “closed”; null when open. */
  readonly closed: string | null;
  /** How many dates agencies owe, how many are ours, how many were promised. */
  readonly agencies: number;
  readonly ours: number;
  readonly promised: number;
  /** The deadlines list of that day. */
  readonly href: string;
}

interface Row {
  /** Title of the request or of what is asked. */
  readonly title: string;
  readonly href: string;
  /** Our number, unbreakable on the page: `TD-2026-0001`. */
  readonly number: string;
  /** Agency's short name, or who it concerns. */
  readonly agency: string;
  /** The button of this row; null when there is nothing to press. */
  readonly action: Link | null;
}

export interface LateRow extends Row {
  /** At least 1. */
  readonly daysLate: number;
  /** Late begins the day after this: `assertAfter`. */
  readonly lateAfter: IsoDate;
  /** How the date was reached, in a sentence. */
  readonly says: string;
  readonly citation: Citation;
  /** “Letter ready: …”; null when none is. */
  readonly ready: string | null;
}

export interface DueRow extends Row {
  readonly due: IsoDate;
  /** Counted from a presumed receipt: drawn dashed, warns us, makes nobody late. */
  readonly presumed: boolean;
  readonly says: string;
  readonly citation: Citation;
  readonly confidence: Confidence;
}

export type WaitingKind = 'not-sent' | 'sending-unclear' | 'draft' | 'receipt' | 'approve' | 'reply' | 'holding' | 'release' | 'task';

export interface WaitingRow extends Row {
  readonly kind: WaitingKind;
  /** Since when it waits; null when it does not matter. */
  readonly since: IsoInstant | null;
  /** Beside or instead of the time: “by Tobin Achter”, “5 documents”; null when nothing. */
  readonly about: string | null;
  /** Why it waits and what will happen when this person acts. */
  readonly says: string;
}

export interface OwnRow extends Row {
  /** The conservative date: the earliest reading, never rolled forward. */
  readonly due: IsoDate;
  readonly says: string;
  /** Null for dates we set ourselves. */
  readonly citation: Citation | null;
  readonly confidence: Confidence | null;
}

export interface PromisedRow extends Row {
  readonly slip: Slip;
  readonly ready: string | null;
}
