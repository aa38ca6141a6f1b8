export type RequestStateName = 'draft' | 'not_sent' | 'awaiting' | 'determined' | 'producing' | 'closed' | 'withdrawn';
export type ItemStateName = 'open' | 'promised' | 'partly_produced' | 'produced' | 'withheld' | 'none_found' | 'withdrawn';

/** What a request's state is computed from: facts that stand, and whether its letter has left. */
export interface StateEvidence {
  /** A letter was frozen (queued, not sent, refused …), whether or not it left. */
  readonly hasFrozenLetter: boolean;
  /** A letter left, or the request was entered as already under way. */
  readonly hasLeft: boolean;
  /** Types of the facts that stand (not superseded), e.g. 'received', 'determination', 'produced'. */
  readonly facts: readonly string[];
  readonly items: readonly ItemStateName[];
}

/** Item states after which nothing more is owed on the item. */
const SETTLED: ReadonlySet<ItemStateName> = new Set(['produced', 'withheld', 'none_found', 'withdrawn']);

export function itemIsSettled(state: ItemStateName): boolean {
  return SETTLED.has(state);
}

/**
 * Where a request stands. Few states, each earned by a fact; lateness is never one of them, it is computed from dates.
 * 'closed' needs a recorded closing: an agency's closing and ours look the same here, and unanswered items stay visible as such.
 */
export function requestState(evidence: StateEvidence): RequestStateName {
  const has = (...types: string[]) => types.some((type) => evidence.facts.includes(type));
  if (has('withdrawn')) return 'withdrawn';
  if (has('closed')) return 'closed';
  if (has('produced')) return 'producing';
  if (has('determination', 'denial')) return 'determined';
  if (evidence.hasLeft || has('received')) return 'awaiting';
  return evidence.hasFrozenLetter ? 'not_sent' : 'draft';
}
