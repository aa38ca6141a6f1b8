import type { IsoDate, Link } from '../../platform/views-parts.view.js';
import type { MailView } from './mail.view.js';

/** A message with what was read from it. */
export interface MessageView {
  readonly request: Link & { readonly title: string };
  readonly title: string;
  readonly lede: string;
  /** What went wrong with what was pressed; null when nothing did. */
  readonly message: string | null;
  readonly subject: string;
  readonly about: readonly { readonly label: string; readonly value: string; readonly href: string | null }[];
  /** How a mail came; null for what a person pasted or told. */
  readonly mail: MailView | null;
  readonly words: readonly WordsView[];
  readonly suggestions: readonly SuggestionView[];
  /** Sentences with a day, an amount or a section that nothing was made of. */
  readonly notUnderstood: readonly string[];
  /** Forms to record by hand what was not read; null when this role records nothing. */
  readonly acts: readonly Link[] | null;
  readonly at: string;
  /** The form that corrects who it is from and when; null for mail, whose headers say it. */
  readonly correct: string | null;
  readonly mayHandle: boolean;
  /** The page to file it on another request; null for those who may not. */
  readonly move: string | null;
  readonly unread: boolean;
}

/** A stretch of the message: shown, or folded because it is quoted, repeated or boilerplate. */
export interface WordsView {
  /** “Quoted text, 41 lines”; null when it is shown. */
  readonly fold: string | null;
  /** Folded, and yet something was read there. */
  readonly open: boolean;
  readonly pieces: readonly PieceView[];
}

export interface PieceView {
  readonly text: string;
  readonly marked: boolean;
  /** Hidden until somebody asks to see it. */
  readonly secret: boolean;
  /** Suggestions whose sentence ends here, by their numbers on the page. */
  readonly numbers: readonly number[];
}

export interface SuggestionView {
  readonly n: number;
  readonly key: string;
  readonly name: string;
  /** Its sentence, secrets hidden. */
  readonly sentence: string;
  readonly rows: readonly { readonly label: string; readonly value: string; readonly href: string | null }[];
  readonly state: 'open' | 'confirmed' | 'dismissed';
  /** What a person must say before it can be recorded, or why it can't be recorded as read; '' when it can. */
  readonly lacks: string;
  readonly consequence: { readonly title: string; readonly moves: readonly MoveView[]; readonly says: string } | null;
  /** The form to correct or complete it; null where there is none. */
  readonly correct: string | null;
  /** Where the recorded fact stands, to correct it or take it back; null unless confirmed. */
  readonly facts: string | null;
}

/** One date touched: from what to what, or in words. */
export interface MoveView {
  readonly label: string;
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly words: string;
}
