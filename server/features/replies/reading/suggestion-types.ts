import type { Law } from '../../deadlines/facts-to-statutes.js';
import type { FactDetails, FactType } from '../../deadlines/fact-types.js';

/** What is known of the request a message is filed on. */
export interface RequestToSuggestFor {
  readonly law: Law;
  readonly items: readonly { readonly n: number }[];
  /** Facts that stand. */
  readonly facts: readonly { readonly type: string; readonly date: string; readonly presumed: boolean; readonly details: unknown }[];
  /** Numbers already noted, so that none is suggested twice. */
  readonly agencyNumbers: readonly string[];
  /** Civil date of the message at the agency: the day of whatever it says; null when unknown, and then a person gives it. */
  readonly sentOn: string | null;
}

interface Suggestion {
  /** Names the suggestion among those of its message; the same message read again gives the same key. */
  readonly key: string;
  /** YYYY-MM-DD, the day it happened at the agency; null: a person must give it. */
  readonly date: string | null;
  /** The sentence it was read from, as it stands in the message but with single spaces. */
  readonly sentence: string;
  /** Where that sentence stands: UTF-16 offsets into the message's text, `end` exclusive. */
  readonly span: { readonly start: number; readonly end: number };
  /** Confirming it can move a date set by law. */
  readonly moves: boolean;
  /** A number to note with it, not noted before; null when they gave none. */
  readonly agencyNumber: string | null;
  /** What a person must fill in because the message does not say it: field names of `details`. */
  readonly missing: readonly string[];
}

/** A fact a message suggests; a person confirms, corrects or dismisses it. */
export type SuggestedFact = { readonly [T in FactType]: Suggestion & { readonly type: T; readonly details: FactDetails[T] } }[FactType];
