import type { Tx } from '../../platform/db.js';
import { lockRequest } from './lock-request.js';
import { type NewItem, replaceItems } from './replace-items.js';
import { draftMovedOn, requestNotDraft } from './requests.errors.js';

export interface DraftChange {
  readonly groupId: string;
  readonly requestId: string;
  /** The version the person was looking at; null when it does not matter (the program is the only writer). */
  readonly version: number | null;
  readonly title?: string;
  readonly responsibleId?: string;
  /** The compose wizard's fields, whole. */
  readonly draft?: object;
  /** All items, in order. */
  readonly items?: readonly NewItem[];
  readonly at: Date;
}

/**
 * Saves what is being written; a step of the caller's transaction. Saving a draft is no event: its letter is one when it is frozen.
 * @returns the new version
 * @throws requests.not-found, requests.not-draft, requests.draft-moved-on when another window saved meanwhile
 */
export async function saveDraft(tx: Tx, change: DraftChange): Promise<number> {
  const { groupId, requestId } = change;
  const request = await lockRequest(tx, { groupId, requestId });
  if (request.state !== 'draft') throw requestNotDraft(request.number);
  const saved = await tx.recordsRequest.updateMany({
    where: { id: requestId, groupId, ...(change.version === null ? {} : { draftVersion: change.version }) },
    data: {
      draftVersion: { increment: 1 }, movedAt: change.at,
      ...(change.title === undefined ? {} : { title: change.title }),
      ...(change.responsibleId === undefined ? {} : { responsibleId: change.responsibleId }),
      ...(change.draft === undefined ? {} : { draft: change.draft }),
    },
  });
  if (saved.count !== 1) throw draftMovedOn();
  if (change.items) await replaceItems(tx, { groupId, requestId, items: change.items });
  const { draftVersion } = await tx.recordsRequest.findUniqueOrThrow({ where: { groupId_id: { groupId, id: requestId } }, select: { draftVersion: true } });
  return draftVersion;
}
