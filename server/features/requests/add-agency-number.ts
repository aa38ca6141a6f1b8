import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { lockRequest } from './lock-request.js';
import { markMoved } from './mark-moved.js';
import { noteAgencyNumber } from './note-agency-number.js';
import { agencyNumberTaken } from './requests.errors.js';

/**
 * Notes a number the agency gave to a request.
 * @throws requests.not-found, requests.agency-number-twice (409)
 */
export async function addAgencyNumber(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { requestId: string; number: string }): Promise<void> {
  const { groupId, personId } = actor;
  const { requestId, number } = input;
  const at = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    await lockRequest(tx, { groupId, requestId });
    if (!(await noteAgencyNumber(tx, { groupId, requestId, personId, number, at }))) throw agencyNumberTaken(number);
    await markMoved(tx, { groupId, requestId, at });
  });
}
