import { type RequestCase, deadlinesFor } from './derive-for-request.js';
import { type DeadlineValues, type ExistingDeadline, type PlannedDeadline, clockOf, nextOf, planDeadlines } from './plan-deadlines.js';

/** A request with everything its dates follow from, and the dates it has. */
export interface CountedCase extends RequestCase {
  readonly requestId: string;
  readonly existing: readonly ExistingDeadline[];
}

/** What one request needs written. */
export interface RequestPlan {
  readonly requestId: string;
  readonly planned: readonly PlannedDeadline[];
  /** The open date a list shows from now on; null when nothing changed that it could follow. */
  readonly next: { readonly due: string | null; readonly assertAfter: string | null; readonly presumed: boolean } | null;
}

/**
 * What recalculating a request must write; pure.
 * @param today YYYY-MM-DD at the agency
 */
export function planRequest(counted: CountedCase, today: string): RequestPlan {
  const { requestId, existing } = counted;
  const planned = planDeadlines(existing, deadlinesFor(counted), today);
  const changes = planned.some((plan) => plan.kind !== 'restamp');
  return { requestId, planned, next: changes ? (nextOf(afterwards(existing, planned)) ?? { due: null, assertAfter: null, presumed: false }) : null };
}

function afterwards(existing: readonly ExistingDeadline[], planned: readonly PlannedDeadline[]): DeadlineValues[] {
  const touched = new Set(planned.map((plan) => clockOf(plan.values)));
  return [...existing.filter((row) => !touched.has(clockOf(row))), ...planned.map((plan) => plan.values)];
}
