import { fromCivil } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import { AppError } from '../../platform/errors.js';
import { t } from '../../platform/words.js';
import type { ItemStateName } from './request-state.js';

export interface ItemChange {
  readonly n: number;
  readonly state: ItemStateName;
  /** YYYY-MM-DD; null takes a promise away; undefined leaves it. */
  readonly promisedFor?: string | null;
  readonly ground?: string;
}

/** Sets the states of numbered items, as a fact says they are. Refuses an item number the request lacks. */
export async function setItemStates(tx: Tx, input: { groupId: string; requestId: string; changes: readonly ItemChange[] }): Promise<void> {
  for (const change of input.changes) {
    const done = await tx.requestItem.updateMany({
      where: { groupId: input.groupId, requestId: input.requestId, n: change.n },
      data: {
        state: change.state,
        ...(change.promisedFor === undefined ? {} : { promisedFor: change.promisedFor === null ? null : fromCivil(change.promisedFor) }),
        ...(change.ground === undefined ? {} : { ground: change.ground }),
      },
    });
    if (done.count !== 1) {
      throw new AppError('requests.no-such-item', {
        status: 400,
        message: t('This request has no item {n}.', { n: change.n }),
        fields: { items: t('There is no item {n}.', { n: change.n }) },
      });
    }
  }
}
