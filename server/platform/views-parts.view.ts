/** Small shapes that several pages share; each is what the partial of the same name takes. All words are translated already. */

/** YYYY-MM-DD. */
export type IsoDate = string;

/** ISO 8601 with offset or Z. */
export type IsoInstant = string;

/** Colour, weight and icon of a state; its words always say it too. `late` only past `assertAfter` on a confirmed receipt. */
export type Tone = 'late' | 'soon' | 'own' | 'promise' | 'done' | 'refused' | 'waiting' | 'presumed' | 'unsent' | 'quiet' | 'problem' | 'closed';

export interface StateWord {
  readonly tone: Tone;
  /** “5 days late”, “in 6 days”, “Extended, Nov 4”. */
  readonly words: string;
}

/** How sure the law is of a date; the last two are no dates of the law: an agency's word, and what we set ourselves. */
export type Confidence = 'settled' | 'unsettled' | 'unverified' | 'their_word' | 'our_own';

export interface Link {
  readonly href: string;
  readonly label: string;
}

export interface Citation {
  /** “§ 7922.535(b)”. */
  readonly text: string;
  /** The deadline's worksheet or the rule; null prints plain text. */
  readonly href: string | null;
}

/** The dates an agency gave, in the order it gave them. */
export interface Slip {
  readonly earlier: readonly IsoDate[];
  readonly latest: IsoDate;
  /** “moved twice”, “the first date they gave”; null to say nothing. */
  readonly says: string | null;
}

/** A choice of scope or a filter shown as a link; `active` is where the page is. */
export interface Chip extends Link {
  readonly active: boolean;
  /** How many it would show; null to show none. */
  readonly count: number | null;
}

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

/** One line of the arithmetic. */
export interface SumStep {
  /** `1`, `2`, … or the letter of a day passed over or of a reading: `a`, `b`; empty for a second line of the answer. */
  readonly no: string;
  /** What was done, as a sentence; may hold `**strong**`. */
  readonly says: string;
  /** Section and reason below it; null when there is nothing to add. */
  readonly because: string | null;
  /** The date reached; null when the step reaches none. */
  readonly date: IsoDate | null;
  /** The date was reached and then passed over (struck through). */
  readonly passedOver: boolean;
  /** The answer stands between a single and a double rule; put it last. */
  readonly answer: boolean;
}
