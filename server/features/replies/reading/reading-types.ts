import type { Ground } from '../../deadlines/fact-types.js';
import type { CivilDate } from '../../statutes/civil-date.js';
import type { NamedAmount } from './amounts.js';
import type { NamedDay, NamedTime } from './days.js';
import type { Part } from './parts.js';
import type { CitedSection } from './sections.js';
import type { Sentence } from './sentences.js';
import type { ReplyKind, SignName } from './sign-types.js';

/** A message as it is read: its own words, and what is known beside them. */
export interface ReplyToRead {
  /** The message as text, without mail headers. Places in the reading are UTF-16 offsets into it. */
  readonly text: string;
  readonly subject?: string;
  /** Civil date on which it was sent, for days written without a year; null when unknown. */
  readonly sentOn: string | null;
  /** What we wrote on this request, as it was sent, so that an echo of it is known for one. */
  readonly ours?: readonly string[];
  /** Headers say a machine sent it (a bounce, an absence note): decided before, by whoever parsed the mail. */
  readonly automatic?: boolean;
}

/** One sentence of the agency's own, with everything found in it. */
export interface SaidSentence extends Sentence {
  /** Its place among the sentences said, from 0. */
  readonly index: number;
  readonly signs: readonly SignName[];
  readonly days: readonly NamedDay[];
  readonly times: readonly NamedTime[];
  readonly amounts: readonly NamedAmount[];
  readonly sections: readonly CitedSection[];
}

/** One thing the message is, with the sentences that say so. */
export interface ReadKind {
  readonly kind: ReplyKind;
  readonly evidence: readonly Sentence[];
}

/** What they say of one numbered item. */
export type ItemSays = 'provided' | 'will_disclose' | 'partly' | 'withheld' | 'none' | 'elsewhere';

export interface ItemAnswer {
  readonly n: number;
  readonly says: ItemSays;
  readonly sentence: SaidSentence;
}

/** A number the agency gives the request, as written. */
export interface NamedNumber {
  readonly number: string;
  readonly start: number;
  readonly end: number;
}

/** What a message says, sentence by sentence. Nothing here is a fact until a person confirms it. */
export interface ReplyReading {
  readonly kinds: readonly ReadKind[];
  readonly values: ReplyValues;
  readonly items: readonly ItemAnswer[];
  readonly numbers: readonly NamedNumber[];
  /** The agency's own sentences in order, without quotes, echoes, signatures and notices. */
  readonly said: readonly SaidSentence[];
  /** What was set aside, and as what. */
  readonly aside: readonly Part[];
  /** Sentences with weight (a day, an amount, a section, a refusal's words) that were not understood. */
  readonly unread: readonly Sentence[];
}

/** Values named in a message. Dates are civil dates, money is whole cents. */
export interface ReplyValues {
  readonly receivedDate?: CivilDate;
  readonly estimatedDate?: CivilDate;
  /** An estimate in words where no day is named: “39 months”. */
  readonly estimatedText?: string;
  readonly previousEstimate?: CivilDate;
  readonly nextUpdateBy?: CivilDate;
  readonly feeCents?: number;
  readonly depositCents?: number;
  readonly perHourCents?: number;
  readonly perPageCents?: number;
  readonly minHours?: number;
  readonly payWithinDays?: number;
  readonly appealDays?: number;
  readonly answerWithinDays?: number;
  readonly closedDate?: CivilDate;
  readonly extensionGround?: Ground;
  /** Sections a refusal rests on, as sections.ts names them. */
  readonly exemptions: readonly string[];
}
