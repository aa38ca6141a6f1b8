import type { TypedFact } from '../../deadlines/fact-types.js';
import type { ItemStateName } from '../../requests/request-state.js';

/** What was refused, cut out, not found or asked back, as far as letters care. Civil dates are `YYYY-MM-DD` at the agency. */
export interface SituationDenials {
  /** Refusals that stand, oldest first: each with the items that are still withheld by it. */
  readonly refusals: readonly Refusal[];
  readonly notFound: readonly NotFound[];
  /** Records that came with parts removed, oldest first. */
  readonly redactions: readonly Redaction[];
  /** Records we still want that may be destroyed, the soonest first. */
  readonly destructions: readonly Destruction[];
  /** The latest demand to give something back. */
  readonly demand: { readonly on: string; readonly files: string; readonly ground: string; readonly published: boolean } | null;
  /** The agency's latest closing, with the reason it showed. */
  readonly closing: { readonly on: string; readonly reason: string; readonly items: readonly number[] } | null;
  /** They asked what something means, or for less, and nothing we answered is on record since. */
  readonly questionOpen: boolean;
  /** The latest day on which records came. */
  readonly restoredOn: string | null;
  /** The latest day on which they answered anything, well or badly; an acknowledgement is no answer. */
  readonly answeredOn: string | null;
}

export interface Refusal {
  readonly on: string;
  readonly items: readonly number[];
  /** Exemptions in their words. */
  readonly exemptions: readonly string[];
  readonly ground: string;
  /** What the record says a refusal lacks (Gov. Code § 7922.540); what nobody looked at is not lacking. */
  readonly lacks: readonly Lack[];
}

/** `link`: several exemptions for several items, and not which is for which. */
export type Lack = 'writing' | 'ground' | 'reason' | 'link' | 'name' | 'title';

export interface NotFound {
  readonly n: number;
  readonly on: string;
  readonly basis: readonly { readonly fact: string; readonly document: string; readonly date: string | null }[];
}

export interface Redaction {
  readonly on: string;
  readonly items: readonly number[];
  readonly where: string;
  readonly ground: string;
}

export interface Destruction {
  readonly n: number;
  readonly what: string;
  readonly from: string;
  readonly source: string;
  readonly items: readonly number[];
}

/** Reads the facts of a request, which are oldest first. Pure. */
export function denialsOf(facts: readonly TypedFact[], items: readonly { readonly n: number; readonly state: ItemStateName }[]): SituationDenials {
  const all = items.map(({ n }) => n);
  const inState = (...states: ItemStateName[]) => new Set(items.filter(({ state }) => states.includes(state)).map(({ n }) => n));
  return {
    refusals: refusalsOf(facts, all, inState('withheld')), notFound: notFoundOf(facts, inState('none_found')),
    redactions: facts.flatMap((fact) => (fact.type === 'response' && fact.details.what === 'redacted' ? [{ on: fact.date, items: fact.details.items, where: fact.details.where, ground: fact.details.groundStated }] : [])),
    destructions: destructionsOf(facts, all, inState('open', 'promised', 'partly_produced', 'withheld', 'none_found')),
    demand: facts.flatMap((fact) => (fact.type === 'response' && fact.details.what === 'return_demanded' ? [{ on: fact.date, files: fact.details.files, ground: fact.details.ground, published: fact.details.published }] : [])).at(-1) ?? null,
    closing: closingOf(facts), questionOpen: questionOpen(facts), restoredOn: facts.filter(({ type }) => type === 'produced').at(-1)?.date ?? null, answeredOn: facts.filter(isAnswer).map(({ date }) => date).at(-1) ?? null,
  };
}

/** The refusal an item is withheld by is the last that named it. */
function refusalsOf(facts: readonly TypedFact[], all: readonly number[], withheld: ReadonlySet<number>): Refusal[] {
  const found = facts.flatMap((fact) => refusalsIn(fact, all));
  return found
    .map((refusal, index) => ({ ...refusal, items: refusal.items.filter((n) => withheld.has(n) && !found.slice(index + 1).some((later) => later.items.includes(n))) }))
    .filter(({ items }) => items.length > 0);
}

function refusalsIn(fact: TypedFact, all: readonly number[]): Refusal[] {
  if (fact.type === 'denial') {
    const { ground, exemptions = [] } = fact.details;
    const items = fact.details.items.length > 0 ? fact.details.items : all;
    return [{ on: fact.date, items, exemptions, ground, lacks: lacksOf(fact.details, items.length) }];
  }
  if (fact.type !== 'determination') return [];
  const grounds = new Map<string, number[]>();
  for (const { n, ground = '' } of fact.details.items.filter(({ outcome }) => outcome === 'withhold')) grounds.set(ground, [...(grounds.get(ground) ?? []), n]);
  return [...grounds].map(([ground, items]) => ({ on: fact.date, items, exemptions: [], ground: ground || (fact.details.reasons ?? ''), lacks: [] }));
}

type DenialFact = Extract<TypedFact, { type: 'denial' }>['details'];

function lacksOf({ exemptions = [], inWriting, groundsGiven, nameGiven, titleGiven }: DenialFact, items: number): Lack[] {
  const lacks: [Lack, boolean][] = [
    ['writing', inWriting === false],
    ['ground', groundsGiven === false && exemptions.length === 0],
    ['reason', groundsGiven === false && exemptions.length > 0],
    ['link', exemptions.length > 1 && items > 1],
    ['name', nameGiven === false],
    ['title', titleGiven === false],
  ];
  return lacks.filter(([, lacking]) => lacking).map(([lack]) => lack);
}

function notFoundOf(facts: readonly TypedFact[], notFound: ReadonlySet<number>): NotFound[] {
  const found = new Map<number, NotFound>();
  for (const fact of facts) {
    if (fact.type !== 'determination') continue;
    for (const { n, outcome, basis = [] } of fact.details.items) {
      if (outcome === 'none_found' && notFound.has(n)) found.set(n, { n, on: fact.date, basis: basis.map((one) => ({ fact: one.fact, document: one.document, date: one.date ?? null })) });
    }
  }
  return [...found.values()].sort((a, b) => a.n - b.n);
}

function destructionsOf(facts: readonly TypedFact[], all: readonly number[], wanted: ReadonlySet<number>): Destruction[] {
  return facts
    .flatMap((fact) => {
      if (fact.type !== 'retention') return [];
      const { n, what, destroyedFrom, source, items } = fact.details;
      const waiting = (items.length > 0 ? items : all).filter((one) => wanted.has(one));
      return waiting.length > 0 ? [{ n, what, from: destroyedFrom, source, items: waiting }] : [];
    })
    .sort((a, b) => a.from.localeCompare(b.from));
}

function closingOf(facts: readonly TypedFact[]): SituationDenials['closing'] {
  const closings = facts.flatMap((fact) => {
    if (fact.type === 'closed' && fact.details.by === 'agency') return [{ on: fact.date, reason: '', items: [] as readonly number[] }];
    return fact.type === 'response' && fact.details.what === 'portal_closed' ? [{ on: fact.date, reason: fact.details.reason, items: fact.details.items }] : [];
  });
  const last = closings.at(-1);
  if (!last) return null;
  // Both ways of recording one closing are one closing.
  const same = closings.filter(({ on }) => on === last.on);
  return { on: last.on, reason: same.map(({ reason }) => reason).find((reason) => reason !== '') ?? '', items: [...new Set(same.flatMap(({ items }) => items))].sort((a, b) => a - b) };
}

function questionOpen(facts: readonly TypedFact[]): boolean {
  const last = facts.flatMap((fact) => (fact.type === 'response' && (fact.details.what === 'clarification_asked' || fact.details.what === 'clarification_answered') ? [fact.details.what] : [])).at(-1);
  return last === 'clarification_asked';
}

const OURS: ReadonlySet<string> = new Set(['clarification_answered', 'fee_settled']);

/** Anything that answers a letter of ours, well or badly. */
function isAnswer(fact: TypedFact): boolean {
  if (fact.type === 'response') return !OURS.has(fact.details.what);
  return fact.type === 'determination' || fact.type === 'denial' || fact.type === 'produced' || fact.type === 'promise' || fact.type === 'extension_notice';
}
