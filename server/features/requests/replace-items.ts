import type { Tx } from '../../platform/db.js';
import { newId } from '../../platform/ids.js';
import { tooManyItems } from './requests.errors.js';

/** letters.md 5a: more than fourteen items in one request invites an extension for volume. */
export const MOST_ITEMS = 14;

export interface NewItem {
  readonly heading: string;
  readonly text: string;
  readonly whereToLook?: string;
  readonly period?: string;
  readonly format?: string;
  readonly fields?: string;
}

/** Replaces all items of a draft; they are numbered 1, 2, 3 … in the order given. */
export async function replaceItems(tx: Tx, input: { groupId: string; requestId: string; items: readonly NewItem[] }): Promise<void> {
  if (input.items.length > MOST_ITEMS) throw tooManyItems(MOST_ITEMS);
  await tx.requestItem.deleteMany({ where: { groupId: input.groupId, requestId: input.requestId } });
  if (input.items.length === 0) return;
  await tx.requestItem.createMany({
    data: input.items.map((item, index) => ({
      id: newId(), groupId: input.groupId, requestId: input.requestId, n: index + 1, heading: item.heading, text: item.text,
      whereToLook: item.whereToLook ?? '', period: item.period ?? '', format: item.format ?? '', fields: item.fields ?? '',
    })),
  });
}
