import type { ParallelDates } from '../requests/parallel-dates.js';
import { itemIsSettled } from '../requests/request-state.js';
import type { FactDetails, TypedFact } from './fact-types.js';
import { itemStatesFrom } from './item-states.js';
import type { ParallelRuleId } from './parallel-rules.js';

/** What an agency promised, with every day it named for it. */
export interface PromiseThread {
  readonly rule: ParallelRuleId;
  /** The same for as long as the promise is about the same thing: the lowest of its items, the instalment's number, what it is about. */
  readonly key: string;
  /** 0 stands for the whole of a request that has no items. */
  readonly items: readonly number[];
  readonly about: string;
  readonly said: ParallelDates['said'];
}

type Said = ParallelDates['said'][number];

/** In the order of their days, and of their recording within a day. */
export const inOrder = (facts: readonly TypedFact[]): TypedFact[] => [...facts].sort((a, b) => a.date.localeCompare(b.date) || a.id.localeCompare(b.id));

/**
 * The promises of an agency as threads, from facts that stand: items promised together stay one thread until one of them gets a day of its own.
 * @param items numbers of the request's items
 */
export function promiseThreads(facts: readonly TypedFact[], items: readonly number[]): PromiseThread[] {
  const named = inOrder(facts).flatMap((fact) => namedBy(fact, facts, items));
  return [...byItems('determination', named), ...byItems('records', named), ...byName('instalment', named), ...byName('other', named)];
}

/** One day named for something: by a promise, or for an item of a determination. */
interface Named extends Pick<FactDetails['promise'], 'of' | 'instalment' | 'about'> {
  readonly items: readonly number[];
  readonly said: Said;
}

function namedBy(fact: TypedFact, facts: readonly TypedFact[], items: readonly number[]): Named[] {
  const said = (by: string, says: string): Said => ({ factId: fact.id, on: fact.date, by, says, basis: fact.basis });
  if (fact.type === 'promise') {
    const { of, instalment, about, by, says } = fact.details;
    const meant = fact.details.items.length > 0 || of === 'other' ? fact.details.items : owedAt(fact, facts, items);
    return [{ of, instalment, about, items: meant, said: said(by, says) }];
  }
  if (fact.type !== 'determination') return [];
  return fact.details.items.flatMap((item) =>
    item.promisedFor && (item.outcome === 'disclose' || item.outcome === 'partly') ? [{ of: 'records' as const, instalment: null, about: '', items: [item.n], said: said(item.promisedFor, '') }] : []);
}

/** What a promise about the whole request is about: the items something was still owed on that day. */
function owedAt(fact: TypedFact, facts: readonly TypedFact[], items: readonly number[]): readonly number[] {
  const settled = new Set(itemStatesFrom(facts.filter((other) => other.date <= fact.date), items).filter((item) => itemIsSettled(item.state)).map((item) => item.n));
  const owed = items.filter((n) => !settled.has(n));
  return owed.length > 0 ? owed : items.length > 0 ? items : [0];
}

/** Items whose days were named by the same facts share a thread. */
function byItems(of: 'determination' | 'records', named: readonly Named[]): PromiseThread[] {
  const ofItem = new Map<number, Said[]>();
  for (const one of named.filter((other) => other.of === of)) for (const n of one.items) ofItem.set(n, [...(ofItem.get(n) ?? []), one.said]);
  const threads = new Map<string, { items: number[]; said: readonly Said[] }>();
  for (const [n, said] of [...ofItem].sort(([a], [b]) => a - b)) {
    const history = said.map((one) => `${one.factId} ${one.by}`).join('; ');
    const known = threads.get(history) ?? { items: [], said };
    known.items.push(n);
    threads.set(history, known);
  }
  return [...threads.values()].map(({ items, said }) => ({ rule: `promise.${of}`, key: String(items[0]), items, about: '', said: [...said] }));
}

function byName(of: 'instalment' | 'other', named: readonly Named[]): PromiseThread[] {
  const threads = new Map<string, PromiseThread>();
  for (const { items, about, instalment, said } of named.filter((one) => one.of === of)) {
    const key = of === 'instalment' ? String(instalment ?? 1) : keyOf(about);
    threads.set(key, { rule: `promise.${of}`, key, items, about, said: [...(threads.get(key)?.said ?? []), said] });
  }
  return [...threads.values()];
}

/** “The fee estimate” and “the fee estimate.” are one thing. */
function keyOf(about: string): string {
  return about.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').slice(0, 60) || 'other';
}
