import { civilIn } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { newId, newReplyToken } from '../../platform/ids.js';
import { appendEvent } from '../timeline/append-event.js';
import { type NewItem, replaceItems } from './replace-items.js';
import { takeNumber } from './take-number.js';

export interface NewRequest {
  readonly agencyId: string;
  readonly statute: 'CPRA' | 'FOIA';
  readonly title: string;
  /** Null when the request was not composed here. */
  readonly templateSlug: string | null;
  readonly items: readonly NewItem[];
  /** The sender unless changed. Must be a person of the same group. */
  readonly responsibleId?: string;
  /** Compose wizard's fields; null for a request entered as under way. */
  readonly draft: object | null;
}

/**
 * Creates a records request as a draft with its number, reply address and items; a step of the caller's transaction.
 * The agency must already be known to be the group's to use.
 */
export async function createRequest(tx: Tx, actor: Actor, input: NewRequest, at: Date): Promise<{ id: string; number: string; replyToken: string }> {
  const year = Number(civilIn(at, actor.timeZone).date.slice(0, 4));
  const number = await takeNumber(tx, { groupId: actor.groupId, year });
  const id = newId(at.getTime());
  const replyToken = newReplyToken();
  await tx.recordsRequest.create({
    data: {
      id, groupId: actor.groupId, number, title: input.title, agencyId: input.agencyId, statute: input.statute,
      templateSlug: input.templateSlug, responsibleId: input.responsibleId ?? actor.personId, createdById: actor.personId,
      createdAt: at, movedAt: at, replyToken, ...(input.draft ? { draft: input.draft } : {}),
    },
  });
  await replaceItems(tx, { groupId: actor.groupId, requestId: id, items: input.items, entered: input.draft === null });
  await appendEvent(tx, {
    groupId: actor.groupId, at, type: 'request.created', requestId: id, personId: actor.personId,
    words: { number, title: input.title, items: input.items.length },
  });
  return { id, number, replyToken };
}
