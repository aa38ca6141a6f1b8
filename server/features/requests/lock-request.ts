import type { Tx } from '../../platform/db.js';
import { requestNotFound } from './requests.errors.js';

export interface LockedRequest {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly agencyId: string;
  readonly statute: 'CPRA' | 'FOIA';
  readonly state: string;
  readonly responsibleId: string;
}

/**
 * Locks a request's row until the transaction ends, so that two people who record something at once are taken in turn. Take it
 * before the first event of a transaction: everybody locks the request first and the timeline's head after it.
 * @throws requests.not-found when it is not the group's
 */
export async function lockRequest(tx: Tx, input: { groupId: string; requestId: string }): Promise<LockedRequest> {
  const [row] = await tx.$queryRaw<LockedRequest[]>`
    SELECT id, number, title, agency_id AS "agencyId", statute, state::text AS state, responsible_id AS "responsibleId"
    FROM records_requests WHERE group_id = ${input.groupId}::uuid AND id = ${input.requestId}::uuid FOR NO KEY UPDATE`;
  if (!row) throw requestNotFound();
  return row;
}
