import type { Tx } from '../../../platform/db.js';

/** How long a start can be thought better of before anything leaves, in ms. */
export async function undoMs(_tx: Tx, _groupId: string): Promise<number> {
  return 0;
}
