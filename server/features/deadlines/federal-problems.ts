import { t } from '../../platform/words.js';
import type { TypedFact } from './fact-types.js';
import type { FederalWhat } from './fact-types-federal.js';
import { sayDate } from './fact-words.js';
import { federalOf, questionsOf } from './federal-facts.js';
import type { FactSurroundings, ProposedFact } from './proposed-fact.js';

type Problems = Record<string, string>;

/** What can be true of a request only once. */
const ONCE: ReadonlySet<FederalWhat> = new Set(['wrong_component', 'right_component', 'expedition_asked', 'exhausted']);
/** What may have been before the component that counts had the request. */
const BEFORE_RECEIPT: ReadonlySet<string> = new Set(['wrong_component', 'expedition_asked']);

export function mayPrecedeReceipt(fact: Pick<TypedFact, 'type' | 'details'> | ProposedFact): boolean {
  return fact.type === 'federal' && 'what' in fact.details && BEFORE_RECEIPT.has(fact.details.what);
}

/** What keeps a fact of FOIA's from being recorded: another law, a second one, an answer without its question. */
export function federalProblems(fact: ProposedFact, { law, facts }: FactSurroundings): Problems {
  if (fact.type !== 'federal' || !('what' in fact.details)) return {};
  if (law !== 'FOIA') return { 'details.what': t('Only a request under FOIA has this.') };
  const what = fact.details.what as FederalWhat;
  if (ONCE.has(what) && federalOf(facts, what).length > 0) return { date: t('This is recorded already. Correct it instead of recording it again.') };
  const needed = NEEDS[what];
  if (!needed) return {};
  const since = needed.since(facts);
  if (since === null) return { date: needed.says() };
  return fact.date < since ? { date: t('That is before {date}, what it follows.', { date: sayDate(since) }) } : {};
}

interface Needed {
  /** The day of what it follows; null when nothing on record calls for it. */
  readonly since: (facts: readonly TypedFact[]) => string | null;
  readonly says: () => string;
}

const firstOf = (what: FederalWhat) => (facts: readonly TypedFact[]) => federalOf(facts, what)[0]?.date ?? null;
const openOf = (kind: 'information' | 'fee') => (facts: readonly TypedFact[]) => questionsOf(facts, kind).find(({ to }) => to === null)?.from ?? null;

const NEEDS: Readonly<Partial<Record<FederalWhat, Needed>>> = {
  information_answered: { since: openOf('information'), says: () => t('No question of theirs is open. Record the question first.') },
  fee_answered: { since: openOf('fee'), says: () => t('No question about fees is open. Record the question first.') },
  expedition_decided: { since: firstOf('expedition_asked'), says: () => t('Record the day we asked for expedited processing first.') },
  appeal_received: { since: firstOf('appeal_sent'), says: () => t('Record the day the appeal was sent first.') },
  appeal_decided: { since: firstOf('appeal_sent'), says: () => t('Record the day the appeal was sent first.') },
};
