import { itemIsSettled } from '../requests/request-state.js';
import type { FactDetails, TypedFact } from './fact-types.js';
import type { Closing } from './facts-to-statutes.js';
import { itemStatesFrom } from './item-states.js';
import { type PromiseThread, inOrder } from './promise-threads.js';

/** How a promise ended, or null while it is open. An agency's own closing, a message or a state ends nothing. */
export function promiseEnding(thread: PromiseThread, facts: readonly TypedFact[]): Closing | null {
  const since = thread.said.at(-1)?.on ?? '';
  const kept = facts.filter((fact) => fact.type === 'promise_kept' && fact.details.rule === thread.rule && fact.details.key === thread.key).map((fact): Closing => ({ state: 'met', on: fact.date }));
  const items = thread.rule === 'promise.other' ? [] : itemsEnding(thread.items.map((n) => itemEnding(n, thread, facts.filter((fact) => fact.date >= since))));
  return first([...kept, ...items, ...endedByUs(facts)]);
}

/** When every item has ended: on the day the last one did, met when any of them was. */
function itemsEnding(endings: readonly (Closing | null)[]): Closing[] {
  const ended = endings.flatMap((one) => one ?? []);
  if (ended.length < endings.length) return [];
  const on = ended.map((one) => one.on).sort().at(-1) ?? '';
  return [{ state: ended.some((one) => one.state === 'met') ? 'met' : 'void', on }];
}

/** Facts dated from the day of the latest word on: what came before it can't have kept it. */
function itemEnding(n: number, { rule }: PromiseThread, facts: readonly TypedFact[]): Closing | null {
  return first(facts.flatMap((fact): Closing[] => {
    const ending = endingOf(n, rule === 'promise.determination', fact);
    return ending ? [{ state: ending, on: fact.date }] : [];
  }));
}

function endingOf(n: number, ofAnswer: boolean, fact: TypedFact): Closing['state'] | null {
  const about = (items: readonly number[]) => n === 0 || items.includes(n);
  switch (fact.type) {
    case 'produced':
      return about(fact.details.items.filter((item) => item.complete).map((item) => item.n)) ? 'met' : null;
    case 'denial':
      return fact.details.items.length === 0 || about(fact.details.items) ? (ofAnswer ? 'met' : 'void') : null;
    case 'determination':
      return determined(n, ofAnswer, fact.details);
    default:
      return null;
  }
}

function determined(n: number, ofAnswer: boolean, { items }: FactDetails['determination']): Closing['state'] | null {
  if (ofAnswer) return items.length === 0 || n === 0 || items.some((item) => item.n === n) ? 'met' : null;
  return items.some((item) => item.n === n && (item.outcome === 'withhold' || item.outcome === 'none_found')) ? 'void' : null;
}

/** How a reminder ended, or null while it stands. */
export function reminderEnding(reminder: FactDetails['reminder'], facts: readonly TypedFact[], items: readonly number[]): Closing | null {
  const done = facts.filter((fact) => fact.type === 'reminder_done' && fact.details.n === reminder.n).map((fact): Closing => ({ state: 'met', on: fact.date }));
  return first([...done, ...(reminder.whateverHappens ? [] : nothingOwed(facts, items))]);
}

/** Whether nothing is owed on the request any more: every item settled, or ended by us. */
export function nothingOwed(facts: readonly TypedFact[], items: readonly number[]): Closing[] {
  const settled = settledOn(facts, items);
  return [...(settled ? [{ state: 'void' as const, on: settled }] : []), ...endedByUs(facts)];
}

/** Records that may be destroyed wait until they came whole. */
export function retentionEnding(retention: FactDetails['retention'], facts: readonly TypedFact[], items: readonly number[]): Closing | null {
  const waiting = new Set(retention.items.length > 0 ? retention.items : items.length > 0 ? items : [0]);
  for (const fact of inOrder(facts)) {
    if (fact.type !== 'produced') continue;
    const complete = fact.details.items.filter((item) => item.complete);
    for (const item of complete) waiting.delete(item.n);
    if (complete.length > 0) waiting.delete(0);
    if (waiting.size === 0) return { state: 'met', on: fact.date };
  }
  return null;
}

/** The day from which nothing is owed on any item; null while something is, or there are no items. */
function settledOn(facts: readonly TypedFact[], items: readonly number[]): string | null {
  if (items.length === 0) return null;
  const settledBy = (known: readonly TypedFact[]) => itemStatesFrom(known, items).filter((item) => itemIsSettled(item.state)).length === items.length;
  if (!settledBy(facts)) return null;
  const ordered = inOrder(facts);
  let since = ordered.length;
  while (since > 0 && settledBy(ordered.slice(0, since - 1))) since -= 1;
  return ordered[since - 1]?.date ?? null;
}

function endedByUs(facts: readonly TypedFact[]): Closing[] {
  return facts.filter((fact) => fact.type === 'withdrawn' || (fact.type === 'closed' && fact.details.by === 'us')).map((fact) => ({ state: 'void', on: fact.date }));
}

/** The earliest; on one day what was kept goes before what fell away. */
function first(closings: readonly Closing[]): Closing | null {
  return [...closings].sort((a, b) => a.on.localeCompare(b.on) || a.state.localeCompare(b.state))[0] ?? null;
}
