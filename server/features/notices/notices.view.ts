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
}
