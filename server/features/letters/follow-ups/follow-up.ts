import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import type { Law } from '../../deadlines/facts-to-statutes.js';
import type { LetterInput, TypedInputs } from './letter-inputs.js';
import { type Situation, writtenOf } from './situation.js';

/** The shelf a letter stands on where all of them are listed. */
export type Topic = 'receipt' | 'extension' | 'overdue' | 'records' | 'closed' | 'denied' | 'answered' | 'end' | 'courtesy';

export type FollowUpSlug = 'cpra-confirm-receipt' | 'cpra-extension-objection' | 'cpra-overdue-ten-days' | 'cpra-overdue-extension' | 'cpra-promise-missed' | 'cpra-closed-without-answer' | 'cpra-production-date'
  | 'cpra-denial-incomplete' | 'cpra-denial-dispute' | 'cpra-redaction-dispute' | 'cpra-no-records-search' | 'cpra-supervisor-review' | 'cpra-preservation' | 'cpra-presuit-demand' | 'cpra-clawback-reply'
  | 'cpra-clarification-reply' | 'cpra-existing-data' | 'cpra-native-format' | 'cpra-fee-question' | 'cpra-held-elsewhere' | 'cpra-confidentiality-agreement' | 'cpra-posted-record'
  | 'cpra-withdrawal' | 'cpra-narrowing' | 'cpra-thanks'
  | 'foia-clarification-reply' | 'foia-overdue' | 'foia-appeal' | 'foia-ogis' | 'foia-presuit' | 'foia-preservation';

/** What a letter takes from the record, as its template prints it; sections that do not apply are blank or false. */
export type LetterFacts = Readonly<Record<string, LetterFact>>;
export type LetterFact = string | boolean | readonly LetterFact[] | { readonly [name: string]: LetterFact };

/** Whether a letter fits now. What it says is known only where it does. */
export type Weighed = { readonly offered: false; readonly why: string } | Offered;

export interface Offered {
  readonly offered: true;
  /** One sentence for the person: what happened that this letter answers. */
  readonly reason: string;
  /** Its rank here, where what happened makes it weigh more or less than it does as a rule. */
  readonly rank?: number;
  /** It fits and does no harm, but is not what the request needs next: never proposed. */
  readonly aside?: true;
  /** Items it is about; none means the request as a whole. */
  readonly items: readonly number[];
  /** What it will have spoken of, so that no other letter does again. */
  readonly about: readonly string[];
  readonly facts: LetterFacts;
}

/** A letter of the library: its words are in `templates/letters/`, when it fits is decided here. */
export interface FollowUp {
  readonly slug: FollowUpSlug;
  readonly statute: Law;
  readonly topic: Topic;
  /** Higher first, where several fit: what happened later in a request's life weighs more. */
  readonly rank: number;
  /** Printed in the subject, so not translated. */
  readonly subject: string;
  readonly title: () => string;
  /** One sentence: what it does. */
  readonly purpose: () => string;
  /** Facts it can't do without, in words. */
  readonly needs: () => readonly string[];
  /** Days until the reply we ask for: our wish, never a legal date; null where none is asked for. */
  readonly replyWithin: number | null;
  /** Nothing calls for it: it is there for whoever wants it, and never proposed. */
  readonly atWill?: true;
  /** A lawyer of the group should read it first, or alone may send it; nothing where anybody who writes may. */
  readonly lawyer?: 'advised' | 'required';
  /** Goes to another office than the one the request went to: what that one refuses does not bind it, and no address is filled in. */
  readonly elsewhere?: true;
  /** Waiting does harm: it goes though another letter went within the week. */
  readonly atOnce?: true;
  /** The frame around its words; that of its statute unless given. */
  readonly frame?: string;
  readonly weigh: (situation: Situation) => Weighed;
  /** What a person types into it beside the fields of every letter; asked though it does not fit now. */
  readonly inputs?: (situation: Situation) => readonly LetterInput[];
  /** What it is about and prints once that is typed, where the template can't say it by itself. */
  readonly refine?: (offered: Offered, typed: TypedInputs, situation: Situation) => Offered;
}

/** What a letter that withdraws the whole request has spoken of. Recording the withdrawal stays a person’s act. */
export const WITHDRAWN = 'withdrawn';

export const notOffered = (why: string): Weighed => ({ offered: false, why });

/** What stops every follow-up, a closing all but the one about it; null when nothing does. */
export function stopped(situation: Situation, { evenClosed = false, law: wanted = 'CPRA' }: { readonly evenClosed?: boolean; readonly law?: Law } = {}): string | null {
  const { law, state, written } = situation;
  if (law !== wanted) return wanted === 'CPRA' ? t('It is written for requests under the California Public Records Act.') : t('It is written for requests under the Freedom of Information Act.');
  if (written.some((letter) => letter.about.includes(WITHDRAWN))) return t('A letter withdraws the request.');
  switch (state) {
    case 'draft':
    case 'not_sent':
      return t('The request has not gone out yet.');
    case 'withdrawn':
      return t('The request was withdrawn.');
    case 'closed':
      return evenClosed ? null : t('The request is closed.');
    default:
      return null;
  }
}

/** Days between two follow-ups about one request, unless a lawyer says otherwise (letters.md 6). */
export const DAYS_BETWEEN = 7;
/** Follow-ups to one agency in that time. */
export const MOST_A_WEEK = 3;

/** The day the last letter of a kind went, `today` while it waits; null when none was written. */
export function lastWritten(situation: Situation, slug: FollowUpSlug): string | null {
  const last = writtenOf(situation, slug).at(-1);
  return last ? (last.sentOn ?? situation.today) : null;
}

export const alreadyWritten = (on: string): string => t('It was written on {date}; a letter is not repeated.', { date: formatDate(on) });
