import type { StatuteFact } from '../statutes/facts.js';
import type { CivilDate } from '../statutes/civil-date.js';
import type { Derivation } from '../statutes/deadline.js';
import type { TypedFact } from './fact-types.js';
import { federalClosing, federalStatuteFacts } from './federal-facts.js';

export type Law = 'CPRA' | 'FOIA';

/** The receipt the clock runs from. */
export interface Receipt {
  readonly factId: string;
  readonly date: string;
  readonly time: string | null;
  readonly basis: string;
  readonly presumed: boolean;
}

/** A confirmed receipt before a presumed one; among equals the earliest. Null when nothing says the agency has the request. */
export function receiptOf(facts: readonly TypedFact[]): Receipt | null {
  const receipts = facts.filter((fact) => fact.type === 'received');
  const [first] = receipts.sort((a, b) => Number(a.presumed) - Number(b.presumed) || a.date.localeCompare(b.date) || a.id.localeCompare(b.id));
  return first ? { factId: first.id, date: first.date, time: first.time, basis: first.basis, presumed: first.presumed } : null;
}

/**
 * The facts that move dates, in the words of the statutes slice. An acknowledgement, a production, a closing move none; a determination
 * ends a clock (see `closingOf`) and, under FOIA, opens ours to appeal when it withholds anything or finds nothing (6 C.F.R. § 5.8(a)(1) names both).
 */
export function statuteFacts(law: Law, facts: readonly TypedFact[]): StatuteFact[] {
  return [...facts.filter((fact, at) => !enteredAgain(fact, facts.slice(at + 1))).flatMap((fact) => statuteFact(law, fact)), ...(law === 'FOIA' ? federalStatuteFacts(facts) : [])];
}

/** Two notices of extension of one day are the same notice, entered again: what was entered last holds. Called a second one, it would be objected to. */
function enteredAgain(fact: TypedFact, after: readonly TypedFact[]): boolean {
  return fact.type === 'extension_notice' && after.some((later) => later.type === 'extension_notice' && later.date === fact.date);
}

function statuteFact(law: Law, fact: TypedFact): StatuteFact[] {
  const date = fact.date as CivilDate;
  switch (fact.type) {
    case 'extension_notice':
      if (law === 'FOIA') return [{ type: 'unusual_circumstances_notice', sent: date }];
      return [{ type: 'extension_notice', sent: date, ...(fact.details.specifiedDate === undefined ? {} : { specifiedDate: fact.details.specifiedDate as CivilDate | null }), ...(fact.details.ground ? { ground: fact.details.ground } : {}) }];
    case 'denial':
      return law === 'FOIA' ? [{ type: 'adverse_determination', date }] : [{ type: 'denial', date }];
    case 'determination':
      return law === 'FOIA' && fact.details.items.some((item) => item.outcome !== 'disclose') ? [{ type: 'adverse_determination', date }] : [];
    default:
      return [];
  }
}

/** Rules whose clock an answer ends. */
const ANSWERED_BY_DETERMINATION: ReadonlySet<string> = new Set(['cpra.determination', 'cpra.extension', 'foia.determination', 'foia.extension']);

export interface Closing {
  readonly state: 'met' | 'void';
  /** YYYY-MM-DD of the fact that ended it. */
  readonly on: string;
}

/**
 * How a deadline ended, or null while it is open: met by a determination that covers every item, void when we withdrew or closed the
 * request ourselves, an extension took its place, or FOIA's clock stands still until we answer a question. An agency's own closing, an acknowledgement or a state ends nothing.
 */
export function closingOf(
  deadline: { readonly rule: string; readonly extendedBy?: string | undefined; readonly assertAfter?: string; readonly derivation?: Derivation },
  facts: readonly TypedFact[],
  items: readonly number[],
): Closing | null {
  const ended = earliest(facts.filter((fact) => fact.type === 'withdrawn' || (fact.type === 'closed' && fact.details.by === 'us')));
  const answered = ANSWERED_BY_DETERMINATION.has(deadline.rule) ? answeredOn(facts, items) : null;
  if (answered && (!ended || answered <= ended)) return { state: 'met', on: answered };
  const federal = federalClosing({ rule: deadline.rule, start: deadline.derivation?.lines.find(({ kind }) => kind === 'received')?.date ?? '', assertAfter: deadline.assertAfter ?? '' }, facts);
  if (federal?.state === 'met' && (!ended || federal.on <= ended)) return federal;
  if (ended) return { state: 'void', on: ended };
  const extended = deadline.extendedBy ? earliest(facts.filter((fact) => fact.type === 'extension_notice')) : null;
  return extended ? { state: 'void', on: extended } : federal;
}

/** The day on which the last unanswered item was answered, or null while one waits. */
export function answeredOn(facts: readonly TypedFact[], items: readonly number[]): string | null {
  const answers = facts.flatMap(answerOf).sort((a, b) => a.date.localeCompare(b.date));
  const waiting = new Set(items);
  for (const answer of answers) {
    if (answer.items.length === 0) return answer.date;
    for (const n of answer.items) waiting.delete(n);
    if (waiting.size === 0) return answer.date;
  }
  return null;
}

/** Which items a fact answers; no items means all of them. A complete production answers its item. */
function answerOf(fact: TypedFact): { date: string; items: readonly number[] }[] {
  switch (fact.type) {
    case 'determination':
      return [{ date: fact.date, items: fact.details.items.map((item) => item.n) }];
    case 'denial':
      return [{ date: fact.date, items: fact.details.items }];
    case 'produced': {
      const complete = fact.details.items.filter((item) => item.complete).map((item) => item.n);
      return complete.length > 0 ? [{ date: fact.date, items: complete }] : [];
    }
    default:
      return [];
  }
}

function earliest(facts: readonly TypedFact[]): string | null {
  return facts.map((fact) => fact.date).sort()[0] ?? null;
}
