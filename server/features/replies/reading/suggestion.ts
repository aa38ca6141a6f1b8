import type { FactDetails, FactType } from '../../deadlines/fact-types.js';
import type { ItemSays, ReplyReading, SaidSentence } from './reading-types.js';
import type { Sentence } from './sentences.js';
import type { ReplyKind, SignName } from './sign-types.js';
import type { RequestToSuggestFor, SuggestedFact } from './suggestion-types.js';

/** What every suggester is given: a reading and the request it is held against. */
export interface Suggesting {
  readonly reading: ReplyReading;
  readonly request: RequestToSuggestFor;
}

interface Told {
  readonly key?: string;
  /** YYYY-MM-DD; the message's day unless told. */
  readonly date?: string;
  readonly moves?: boolean;
  readonly missing?: readonly string[];
}

/** One suggestion, of the message's day and moving nothing unless told otherwise. */
export function suggestion<T extends FactType>({ request }: Suggesting, type: T, details: FactDetails[T], at: Sentence, told: Told = {}): SuggestedFact {
  const { key = type, date = request.sentOn, moves = false, missing = [] } = told;
  return { key, type, details, date, sentence: at.text, span: { start: at.start, end: at.end }, moves, agencyNumber: null, missing } as SuggestedFact;
}

/** The sentences a kind rests on; empty when the message is nothing of the kind. */
export function evidenceOf({ reading }: Suggesting, ...kinds: readonly ReplyKind[]): readonly Sentence[] {
  return reading.kinds.filter(({ kind }) => kinds.includes(kind)).flatMap(({ evidence }) => evidence);
}

/** The first of what was said with one of these signs. */
export function saidWith({ reading }: Suggesting, ...signs: readonly SignName[]): SaidSentence | undefined {
  return reading.said.find((sentence) => sentence.signs.some((sign) => signs.includes(sign)));
}

/** Items of the request the message says this of. Numbers the request does not have are left out. */
export function itemsSaid({ reading, request }: Suggesting, ...says: readonly ItemSays[]): number[] {
  return reading.items.filter((item) => says.includes(item.says) && request.items.some(({ n }) => n === item.n)).map(({ n }) => n);
}

/** Items of the request that one sentence's answer is about. */
export function itemsOf({ reading, request }: Suggesting, sentence: Sentence): number[] {
  return reading.items.filter((item) => item.sentence.start === sentence.start && request.items.some(({ n }) => n === item.n)).map(({ n }) => n);
}

/** Whether a fact of a type stands already; a presumed one doesn't count. */
export function stands({ request }: Suggesting, type: FactType, what?: string): boolean {
  return request.facts.some((fact) => fact.type === type && !fact.presumed && (what === undefined || (fact.details as { what?: unknown } | null)?.what === what));
}
