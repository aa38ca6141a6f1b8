import type { Confidence } from '../../platform/views-parts.view.js';

/** What governs a clock that runs beside the law's. */
export interface ParallelRule {
  readonly id: ParallelRuleId;
  readonly owner: 'agency' | 'requester';
  readonly kind: 'promised' | 'set_by_us';
  /** Stands where a date of the law has its section. */
  readonly citation: string;
  readonly confidence: Extract<Confidence, 'their_word' | 'our_own'>;
  /** One plain sentence: what the date is and what ends it. */
  readonly sentence: string;
}

export type ParallelRuleId = 'promise.determination' | 'promise.records' | 'promise.instalment' | 'promise.other' | 'reminder' | 'records.retention';

const promised = (id: ParallelRuleId, sentence: string): ParallelRule => ({ id, owner: 'agency', kind: 'promised', citation: 'promised, not statutory', confidence: 'their_word', sentence });
const ours = (id: ParallelRuleId, citation: string, sentence: string): ParallelRule => ({ id, owner: 'requester', kind: 'set_by_us', citation, confidence: 'our_own', sentence });

/** Rules of the clocks that are no law. None of them moves a statutory date, and none makes anybody late. */
export const PARALLEL_RULES: Readonly<Record<ParallelRuleId, ParallelRule>> = Object.fromEntries(
  [
    promised('promise.determination', 'The day an agency says it will answer by. Ended by its answer on every item of the promise.'),
    promised('promise.records', 'The day an agency says the records will come by. Ended when everything came, or when it refused them.'),
    promised('promise.instalment', 'The day an agency says one part of the records will come by. Ended when somebody says that it came, or when everything came.'),
    promised('promise.other', 'The day an agency says it will do something else by. Ended when somebody says that it was done.'),
    ours('reminder', 'set by us', 'A day we set ourselves. Ended when it is ticked off, or when nothing is owed on the request any more, unless it stays whatever happens.'),
    ours('records.retention', 'set by us', 'The first day the records themselves may be destroyed: we must act before. Ended when everything came.'),
  ].map((rule) => [rule.id, rule]),
) as Record<ParallelRuleId, ParallelRule>;

export function isParallelRule(rule: string): rule is ParallelRuleId {
  return Object.hasOwn(PARALLEL_RULES, rule);
}
