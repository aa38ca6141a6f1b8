import type { Tx } from '../../platform/db.js';

/** Says that something happened on a request now; lists sort by it. A step for whoever changed something that leaves its state alone. */
export async function markMoved(tx: Tx, input: { groupId: string; requestId: string; at: Date }): Promise<void> {
  await tx.recordsRequest.update({ where: { groupId_id: { groupId: input.groupId, id: input.requestId } }, data: { movedAt: input.at } });
}
