import type { Tx } from '../../platform/db.js';
import { newId } from '../../platform/ids.js';
import { tooManyItems, tooManyItemsEntered } from './requests.errors.js';

/** letters.md 5a: more than fourteen items in one request invites an extension for volume. */
export const MOST_ITEMS = 14;
/** One that went before it came here is as it is; facts about items name as many. */
export const MOST_ITEMS_ENTERED = 50;

export interface NewItem {
  readonly heading: string;
  readonly text: string;
  readonly whereToLook?: string;
  readonly period?: string;
  readonly format?: string;
  readonly fields?: string;
}

/**
 * Replaces all items of a request; they are numbered 1, 2, 3 … in the order given.
 * @param input.entered the request went before it came here
 * @throws requests.too-many-items
 */
export async function replaceItems(tx: Tx, input: { groupId: string; requestId: string; items: readonly NewItem[]; entered?: boolean }): Promise<void> {
  if (input.entered && input.items.length > MOST_ITEMS_ENTERED) throw tooManyItemsEntered(MOST_ITEMS_ENTERED);
  if (!input.entered && input.items.length > MOST_ITEMS) throw tooManyItems(MOST_ITEMS);
  await tx.requestItem.deleteMany({ where: { groupId: input.groupId, requestId: input.requestId } });
  if (input.items.length === 0) return;
  await tx.requestItem.createMany({
    data: input.items.map((item, index) => ({
      id: newId(), groupId: input.groupId, requestId: input.requestId, n: index + 1, heading: item.heading, text: item.text,
      whereToLook: item.whereToLook ?? '', period: item.period ?? '', format: item.format ?? '', fields: item.fields ?? '',
    })),
  });
}
