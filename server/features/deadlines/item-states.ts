import type { ItemChange } from '../requests/set-item-states.js';
import { type ItemStateName, itemIsSettled } from '../requests/request-state.js';
import type { TypedFact } from './fact-types.js';

interface Standing {
  state: ItemStateName;
  promisedFor: string | null;
  ground: string;
}

/**
 * Where each item stands, worked out from all facts that stand, oldest first, so that facts recorded out of order, corrected or taken
 * back give the same answer as facts recorded in order.
 * @param items numbers of the request's items
 * @param touched items of facts that no longer stand, which may fall back to open
 * @returns changes for items some fact speaks of; others are left as they are
 */
export function itemStatesFrom(facts: readonly TypedFact[], items: readonly number[], touched: readonly number[] = []): ItemChange[] {
  const standing = new Map<number, Standing>();
  const at = (n: number): Standing => {
    const known = standing.get(n) ?? { state: 'open' as const, promisedFor: null, ground: '' };
    standing.set(n, known);
    return known;
  };
  for (const n of touched) at(n);
  for (const fact of [...facts].sort((a, b) => a.date.localeCompare(b.date) || a.id.localeCompare(b.id))) apply(fact, items, at);
  return [...standing].map(([n, { state, promisedFor, ground }]) => ({ n, state, promisedFor, ground }));
}

/** Numbers of the items a fact speaks of; a fact without items that answers speaks of all. */
export function itemsNamedBy(fact: TypedFact, items: readonly number[]): readonly number[] {
  switch (fact.type) {
    case 'determination':
    case 'produced':
      return fact.details.items.map((item) => item.n);
    case 'promise':
      return fact.details.of !== 'records' ? [] : fact.details.items.length > 0 ? fact.details.items : items;
    case 'denial':
      return fact.details.items.length > 0 ? fact.details.items : items;
    case 'withdrawn':
      return items;
    default:
      return [];
  }
}

function apply(fact: TypedFact, items: readonly number[], at: (n: number) => Standing): void {
  if (fact.type === 'determination') for (const item of fact.details.items) determine(at(item.n), item);
  if (fact.type === 'produced') for (const item of fact.details.items) Object.assign(at(item.n), { state: item.complete ? 'produced' : 'partly_produced' });
  if (fact.type === 'denial') for (const n of itemsNamedBy(fact, items)) Object.assign(at(n), { state: 'withheld', promisedFor: null, ground: fact.details.ground });
  // A day promised is no answer: it dates what is owed and leaves the state as it is.
  if (fact.type === 'promise') for (const n of itemsNamedBy(fact, items)) if (!itemIsSettled(at(n).state) || fact.details.items.length > 0) at(n).promisedFor = fact.details.by;
  if (fact.type === 'withdrawn') for (const n of items) if (!itemIsSettled(at(n).state)) Object.assign(at(n), { state: 'withdrawn', promisedFor: null });
}

function determine(item: Standing, said: { outcome: string; promisedFor?: string | null | undefined; ground?: string | undefined }): void {
  item.ground = said.ground ?? '';
  item.promisedFor = said.outcome === 'disclose' || said.outcome === 'partly' ? (said.promisedFor ?? item.promisedFor) : null;
  if (said.outcome === 'withhold') item.state = 'withheld';
  else if (said.outcome === 'none_found') item.state = 'none_found';
  else if (item.state !== 'produced' && item.state !== 'partly_produced') item.state = 'promised';
}
