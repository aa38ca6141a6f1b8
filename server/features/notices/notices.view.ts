import type { IsoDate, IsoInstant, StateWord } from '../../platform/views-parts.view.js';

/** A person's notices, newest first. */
export interface NoticesView {
  readonly zone: string;
  readonly rows: readonly NoticeRowView[];
  readonly newer: string | null;
  readonly older: string | null;
}

export interface NoticeRowView {
  readonly id: string;
  readonly number: string;
  readonly href: string;
  /** “3 days before”, “on the day”, “late”. */
  readonly state: StateWord;
  /** “Determination”. */
  readonly what: string;
  readonly date: IsoDate;
  readonly sentAt: IsoInstant;
  /** “by e-mail”, “here only”. */
  readonly by: string;
  readonly seen: boolean;
  /** Somebody must still say “I have this”. */
  readonly asks: boolean;
  /** “Ada Advocate has this”; null while nobody said so. */
  readonly held: string | null;
}

/** One notice, where its mail leads. */
export interface NoticeView extends NoticeRowView {
  readonly zone: string;
  /** The sentence of the mail, as it reads today. */
  readonly says: string;
  readonly worksheet: string;
  readonly request: string;
  /** This person said “I have this”. */
  readonly mine: boolean;
}
