import type { CountedCase } from '../deadlines/plan-request.js';
import { planRequest } from '../deadlines/plan-request.js';
import type { DeadlineChange } from '../deadlines/plan-deadlines.js';
import { typedFact } from '../deadlines/fact-types.js';
import type { FactToWrite } from '../deadlines/write-fact.js';

/** One date that recording a fact would touch. Days are YYYY-MM-DD. */
export interface Moved {
  readonly rule: string;
  readonly owner: 'agency' | 'requester';
  readonly statutory: boolean;
  readonly change: DeadlineChange;
  /** Null when the date is new. */
  readonly from: string | null;
  readonly to: string;
  readonly safeFrom: string | null;
  readonly safeTo: string | null;
}

/**
 * What recording a fact would do to a request's dates: counted as recording it counts, and written nowhere. Pure.
 * @param today YYYY-MM-DD at the agency
 */
export function whatItMoves(counted: CountedCase, fact: FactToWrite, today: string): Moved[] {
  const supposed = typedFact({ id: 'supposed', type: fact.type, date: fact.date, time: fact.time ?? null, basis: fact.basis, presumed: false, details: fact.details });
  if (!supposed) return [];
  const others = fact.type === 'received' ? counted.facts.filter((other) => !(other.type === 'received' && other.presumed)) : counted.facts;
  return planRequest({ ...counted, facts: [...others, supposed] }, today).planned.flatMap((plan): Moved[] => {
    if (plan.kind !== 'insert' && plan.kind !== 'revise') return [];
    const { values, change } = plan;
    const before = plan.kind === 'revise' ? plan.before : null;
    return [{ rule: values.rule, owner: values.owner, statutory: values.kind === 'statutory', change, from: before?.due ?? null, to: values.due, safeFrom: before?.assertAfter ?? null, safeTo: values.assertAfter }];
  });
}
