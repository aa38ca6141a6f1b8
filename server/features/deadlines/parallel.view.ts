import type { Confidence, IsoDate, IsoInstant, Link, StateWord } from '../../platform/views-parts.view.js';
import type { EarlierValue } from './worksheet.view.js';

/** The worksheet of a date that is not the law's: nothing is counted; it says who said it, when, and how it moved. */
export interface ParallelView {
  readonly today: IsoDate;
  readonly zone: string;
  readonly groupName: string;
  readonly request: Link & { readonly title: string };
  /** “Records promised”. */
  readonly name: string;
  /** “LAPD promised records, items 1 and 2, by Fri, Dec 4, 2026”. */
  readonly title: string;
  /** May hold `**strong**`. */
  readonly lede: string;
  readonly state: StateWord;
  readonly confidence: Confidence;
  /** The rule in one plain sentence. */
  readonly sentence: string;
  /** Where it is written, whom it is for: label and value. */
  readonly about: readonly { readonly label: string; readonly value: string }[];
  /** Head of the table of what was said. */
  readonly saidTitle: string;
  /** Whether the table has their words: not for what we set ourselves. */
  readonly hasWords: boolean;
  readonly said: readonly SaidRow[];
  /** Days between the first day named and the latest, in words; null when it never moved. */
  readonly moved: string | null;
  /** What to do about it, one paragraph each. */
  readonly notes: readonly string[];
  /** Empty when it never had another. */
  readonly earlier: readonly EarlierValue[];
  readonly rule: string;
  readonly done: Link | null;
  /** Where letters about it are chosen; null when none is. */
  readonly write: Link | null;
  readonly change: Link | null;
}

export interface SaidRow {
  readonly on: IsoDate;
  readonly by: IsoDate;
  /** “11 days later”; '' for the first. */
  readonly slip: string;
  /** In their words; may be empty. */
  readonly says: string;
  /** How we know it, and who recorded it. */
  readonly basis: string;
  readonly who: string;
  readonly at: IsoInstant | null;
  readonly source: Link | null;
}
