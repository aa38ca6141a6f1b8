import { civilIn } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import { lockRequest } from '../requests/lock-request.js';
import { lockTimeline } from '../timeline/append-event.js';
import { loadCases } from './load-cases.js';
import { planRequest } from './plan-request.js';
import { writePlans } from './write-plans.js';

export interface Recalculation {
  readonly groupId: string;
  readonly requestId: string;
  readonly at: Date;
  /** One sentence for the timeline and the worksheet: why dates may have changed. */
  readonly reason: string;
  /** The fact that caused it, if one did. */
  readonly factId?: string | null;
}

/**
 * Brings a request's deadlines in line with its standing facts; a step of the caller's transaction. Letters, mail and states are not
 * read, so none of them moves a date. Doing it again changes nothing.
 * @returns how many deadlines got a new revision
 * @throws requests.not-found
 */
export async function recalculateDeadlines(tx: Tx, input: Recalculation): Promise<{ moved: number }> {
  const { groupId, requestId, at, reason, factId } = input;
  const { agencyId, statute } = await lockRequest(tx, { groupId, requestId });
  // From here to the end nobody adds a closed day or switches a bill: whoever does waits for the head, and then finds this request as it will be.
  await lockTimeline(tx, groupId);
  const [loaded] = await loadCases(tx, groupId, [{ requestId, agencyId, statute }]);
  if (!loaded) throw new Error('a case asked for was not loaded');
  if ('error' in loaded) throw loaded.error;
  const { counted } = loaded;
  const plan = planRequest(counted, civilIn(at, counted.agency.timeZone).date);
  return { moved: await writePlans(tx, { groupId, at, plans: [{ ...plan, reason, factId }] }) };
}
