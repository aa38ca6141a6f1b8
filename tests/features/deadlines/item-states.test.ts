import { describe, expect, test } from '@jest/globals';
import { type TypedFact, typedFact } from '../../../server/features/deadlines/fact-types.js';
import { itemStatesFrom } from '../../../server/features/deadlines/item-states.js';

let facts = 0;
function fact(type: string, date: string, details: object): TypedFact {
  facts += 1;
  const made = typedFact({ id: String(facts).padStart(4, '0'), type, date, time: null, basis: 'letter', presumed: false, details });
  if (!made) throw new Error(`no such fact: ${type}`);
  return made;
}
const stateOf = (n: number, list: readonly TypedFact[], touched: readonly number[] = []) => itemStatesFrom(list, [1, 2, 3], touched).find((change) => change.n === n);

describe('where an item stands', () => {
  test('records that came are not promised again by a later determination, which may still date the rest', () => {
    const came = fact('produced', '2026-11-10', { items: [{ n: 1, complete: false }] });
    const answered = fact('determination', '2026-11-18', { items: [{ n: 1, outcome: 'partly', promisedFor: '2026-12-01', ground: 'Section 7927.700' }] });
    expect(stateOf(1, [came, answered])).toEqual({ n: 1, state: 'partly_produced', promisedFor: '2026-12-01', ground: 'Section 7927.700' });
  });

  test('a refusal takes a promise away', () => {
    const promised = fact('determination', '2026-11-10', { items: [{ n: 2, outcome: 'disclose', promisedFor: '2026-12-01' }] });
    expect(stateOf(2, [promised, fact('denial', '2026-11-20', { items: [2], ground: 'Drafts' })])).toEqual({ n: 2, state: 'withheld', promisedFor: null, ground: 'Drafts' });
  });

  test('a denial that names no item refuses every one', () => {
    expect(itemStatesFrom([fact('denial', '2026-11-20', { ground: 'All exempt' })], [1, 2, 3]).map((change) => change.state)).toEqual(['withheld', 'withheld', 'withheld']);
  });

  test('withdrawing leaves what is settled as it was', () => {
    const list = [fact('produced', '2026-11-10', { items: [{ n: 1, complete: true }] }), fact('withdrawn', '2026-11-20', {})];
    expect([1, 2].map((n) => stateOf(n, list)?.state)).toEqual(['produced', 'withdrawn']);
  });

  test('an item no fact speaks of is left alone, and one whose only fact fell is open again', () => {
    expect(stateOf(3, [fact('acknowledged', '2026-11-10', {})])).toBeUndefined();
    expect(stateOf(3, [], [3])).toEqual({ n: 3, state: 'open', promisedFor: null, ground: '' });
  });
});
