import type { Tx } from '../../platform/db.js';
import { appendEvent } from '../timeline/append-event.js';
import { namedInEvent } from './file-message.js';
import type { HeldWhy, Suggestion, Why } from './match-mail.js';

export interface Holding {
  readonly groupId: string;
  readonly message: { readonly id: string; readonly channel: string; readonly fromName: string; readonly sentOn: Date; readonly subject: string };
  readonly heldWhy: HeldWhy;
  readonly why: readonly Why[];
  readonly suggestions: readonly Suggestion[];
  readonly at: Date;
}

/** Puts a message that is on no request into the holding pen: a person decides. A step of the caller's transaction. */
export async function holdMessage(tx: Tx, { groupId, message, heldWhy, why, suggestions, at }: Holding): Promise<void> {
  await tx.message.update({ where: { groupId_id: { groupId, id: message.id } }, data: { state: 'held', heldWhy, why: why.map((one) => ({ ...one })), suggestions: suggestions.map((one) => ({ ...one })) } });
  await appendEvent(tx, { groupId, at, type: 'message.held', subject: { type: 'message', id: message.id }, words: { ...namedInEvent(message), why: why[0]?.says ?? '' } });
}
