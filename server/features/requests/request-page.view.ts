import type { Confidence, IsoDate, IsoInstant, Link, Slip, StateWord, Tone } from '../../platform/views-parts.view.js';

/** One request. Sections a role may not see are null; lists that are empty teach what will appear. */
export interface RequestPageView {
  readonly id: string;
  readonly today: IsoDate;
  /** The agency's zone (IANA): all instants on the page are shown in it. */
  readonly zone: string;
  readonly number: string;
  readonly title: string;
  /** Agency's short name and its page. */
  readonly agency: Link;
  /** `CPRA`, `FOIA`. */
  readonly statute: string;
  /** The agency's numbers, oldest first. */
  readonly agencyNumbers: readonly string[];
  /** Where an agency's reply goes; null while nothing was sent, and where no address works. */
  readonly replyAddress: string | null;
  /** “being written by …”, “approved by …”, “sent by …”; null when hidden from this role. */
  readonly by: string | null;
  /** Responsible person; null when hidden from this role. */
  readonly responsible: string | null;
  readonly standing: {
    readonly tone: Tone;
    /** The first words, stressed: “LAPD is late on items 3 and 5.” */
    readonly lead: string;
    /** The rest, from facts; may hold `**strong**`; may be empty. */
    readonly rest: string;
  };
  readonly nextStep: NextStepView | null;
  /** Forms at `/requests/:id/record/:act`; null for roles that record nothing, and for drafts. */
  readonly acts: readonly Link[] | null;
  /** What else they answered, which moves no date, by kind; null as `acts`. */
  /** Steps only FOIA has; null under another law. */
  readonly federalActs: readonly { readonly legend: string; readonly acts: readonly Link[] }[] | null;
  readonly answers: readonly { readonly legend: string; readonly acts: readonly Link[] }[] | null;
  /** Dates of our own: a reminder, records about to be destroyed; null as `acts`. */
  readonly ownActs: readonly Link[] | null;
  readonly receipt: ReceiptView | null;
  readonly clocks: readonly ClockRow[] | null;
  /** The agency's extension notices: what each does to the clock, and what is wrong with it in sentences. */
  readonly notices: readonly { readonly says: string; readonly lacks: readonly string[] }[];
  readonly items: readonly RequestItem[];
  /** “6 items: 2 late, 2 promised.” */
  readonly itemsSummary: string;
  readonly correspondence: readonly ThreadEntry[] | null;
  /** Messages before those of the thread; null when it shows all. */
  readonly earlier: (Link & { readonly count: number }) | null;
  /** Recording what came in or was said; null as `acts`. */
  readonly recordMessage: readonly Link[] | null;
  /** Writing another letter; null when not allowed or not possible. */
  readonly write: Link | null;
  readonly documents: readonly DocumentRow[];
  /** `/requests/:id/documents/new`; null when this role may not upload. */
  readonly upload: Link | null;
  readonly timeline: readonly TimelineRow[] | null;
  /** Earlier entries; null when all are shown. */
  readonly timelineOlder: string | null;
}

export interface NextStepView {
  readonly title: string;
  /** Why this is proposed; may hold `**strong**`. */
  readonly why: string;
  /** The page's only filled button; null when the step is to wait. */
  readonly action: Link | null;
  /** “Something else”. */
  readonly other: Link | null;
}

/** What the clocks run from. */
export interface ReceiptView {
  readonly date: IsoDate;
  /** Local `HH:MM` at the agency; null when not known. */
  readonly time: string | null;
  /** Nobody confirmed it: it warns us and makes nobody late. */
  readonly presumed: boolean;
  /** How we know it, in words: “portal receipt, recorded by …”. */
  readonly basis: string;
  /** Confirming or correcting it; null when not allowed. */
  readonly correct: Link | null;
}

export interface ClockRow {
  /** What is owed: “Determination, items 3 and 5”. */
  readonly what: string;
  /** Its worksheet. */
  readonly href: string;
  readonly citation: string;
  /** Who owes it: “LAPD”, “Us, …”. */
  readonly owes: string;
  /** Null where no law sets a day. */
  readonly due: IsoDate | null;
  /** “Safe to call late after”; null for our own dates and promises. */
  readonly assertAfter: IsoDate | null;
  readonly promised: Slip | null;
  /** Counted from a presumed receipt: its dates are drawn dashed. */
  readonly presumed: boolean;
  readonly state: StateWord;
  readonly confidence: Confidence | null;
  /** Ticking a reminder off, or saying that a promise was kept: the address posted to. Null when not to be pressed. */
  readonly done: { readonly action: string; readonly label: string } | null;
}

export interface RequestItem {
  readonly n: number;
  readonly heading: string;
  readonly text: string;
  /** Documents or pages that answer it. */
  readonly documents: readonly Link[];
  readonly state: StateWord;
  /** The ground the agency gave, or what is missing in its answer; null when nothing. */
  readonly stateMore: string | null;
}

export interface ThreadEntry {
  readonly ours: boolean;
  /** “We wrote to LAPD”, “LAPD, CPRA Unit”. */
  readonly who: string;
  /** When it left or came in; null for a letter that has not left. */
  readonly at: IsoInstant | null;
  /** “by e-mail”, “City portal”, “not sent”. */
  readonly channel: string;
  /** Set when it needs attention: not sent, refused, unclear. */
  readonly trouble: StateWord | null;
  /** Its first lines, as written. */
  readonly excerpt: string;
  /** The letter as sent, attachments, raw message. */
  readonly links: readonly Link[];
  /** Facts confirmed from it; may hold `**strong**`. */
  readonly facts: readonly string[];
}

export interface DocumentRow {
  readonly name: string;
  /** Downloads it with its original name and bytes. */
  readonly href: string;
  /** “LAPD”, or who put it in. */
  readonly from: string;
  readonly date: IsoDate;
  /** “1.4 MB”, “3 pages”. */
  readonly size: string;
  /** Whether volunteers see it; null for roles that see only such. */
  readonly release: StateWord | null;
}

export interface TimelineRow {
  readonly at: IsoInstant;
  readonly who: string;
  /** “Receipt”, “Determination due”. */
  readonly what: string;
  /** “presumed → confirmed, Mon, Oct 26, 10:05 am”. */
  readonly change: string;
}
