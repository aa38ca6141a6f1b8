import { toCivil } from '../../platform/clock.js';
import type { Db } from '../../platform/db.js';
import { type Key, type PageAsk, cutPage } from '../../platform/keyset.js';
import { requestNotFound } from '../requests/requests.errors.js';
import type { MessageChannel } from './messages.schemas.js';
import { messageNotFound, notTypedByHand } from './replies.errors.js';

const rowFields = { id: true, channel: true, fromName: true, subject: true, sentOn: true, sentTime: true, documentId: true, createdById: true, createdAt: true, doneAt: true } as const;

export const messageKey = (row: { readonly sentOn: string; readonly id: string }): Key => [row.sentOn, row.id];

/** A page of a request's messages without their words, latest sent first. @throws requests.not-found */
export async function pageOfMessages(db: Db, where: { groupId: string; requestId: string }, ask: PageAsk) {
  const { groupId, requestId } = where;
  const request = await db.recordsRequest.findUnique({ where: { groupId_id: { groupId, id: requestId } }, select: { id: true } });
  if (!request) throw requestNotFound();
  const fetched = await db.message.findMany({ where: { groupId, requestId, ...beyond(ask.after) }, orderBy: [{ sentOn: 'desc' }, { id: 'desc' }], take: ask.limit + 1, select: rowFields });
  return cutPage(fetched.map((row) => ({ ...row, sentOn: toCivil(row.sentOn) })), ask);
}

function beyond(key: Key | undefined): object {
  if (!key) return {};
  const stored = new Date(`${key[0] ?? ''}T00:00:00Z`);
  const on = Number.isNaN(stored.getTime()) ? new Date(0) : stored;
  return { AND: [{ sentOn: { lte: on } }, { OR: [{ sentOn: { lt: on } }, { id: { lt: key[1] } }] }] };
}

/**
 * Who a message is from and when, as a person typed it.
 * @throws replies.not-found, replies.not-typed for mail
 */
export async function typedMessage(db: Db, key: { groupId: string; requestId: string; messageId: string }): Promise<{ channel: MessageChannel; fromName: string; sentOn: string; sentTime: string | null }> {
  const { groupId, requestId, messageId } = key;
  const row = await db.message.findFirst({ where: { id: messageId, groupId, requestId }, select: { channel: true, fromName: true, sentOn: true, sentTime: true, createdById: true } });
  if (!row) throw messageNotFound();
  if (row.createdById === null) throw notTypedByHand();
  return { channel: row.channel as MessageChannel, fromName: row.fromName, sentOn: toCivil(row.sentOn), sentTime: row.sentTime };
}
