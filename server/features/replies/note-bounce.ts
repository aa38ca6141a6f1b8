import type { Tx } from '../../platform/db.js';
import { t } from '../../platform/words.js';
import { markBouncing } from '../agencies/mark-bouncing.js';
import { withdrawPresumedReceipt } from '../deadlines/withdraw-presumed-receipt.js';
import type { LockedRequest } from '../requests/lock-request.js';
import { appendEvent } from '../timeline/append-event.js';

/** Of a mail server's report: enough to see what it says. */
const MOST_WORDS = 300;

export interface Bounced {
  readonly groupId: string;
  readonly request: LockedRequest;
  readonly message: { readonly id: string; readonly text: string; readonly failedRecipients: readonly string[]; readonly returned: readonly string[]; readonly inReplyTo: readonly string[] };
  readonly at: Date;
}

/**
 * A permanent bounce on a request says that a letter reached nobody: the receipt it was presumed to have is withdrawn, and its address asks a person before the next
 * letter goes there. Only for a letter that went to an address the report names. A step of the caller's transaction, after the request is locked.
 * @returns the letter's id, or null when it is about none of ours
 */
export async function noteBounce(tx: Tx, { groupId, request, message, at }: Bounced): Promise<string | null> {
  const failed = new Set(message.failedRecipients.map((address) => address.trim().toLowerCase()));
  const named = new Set([...message.returned, ...message.inReplyTo]);
  const sent = await tx.letter.findMany({
    where: { groupId, requestId: request.id, channel: 'email', state: 'sent' }, orderBy: [{ frozenAt: 'desc' }, { id: 'desc' }], select: { id: true, toAddress: true, messageId: true },
  });
  const there = sent.filter(({ toAddress }) => failed.has(toAddress.trim().toLowerCase()));
  const letter = there.find(({ messageId }) => named.has(messageId)) ?? there[0];
  if (!letter) return null;
  const words = saidBy(message.text);
  await withdrawPresumedReceipt(tx, { groupId, requestId: request.id, letterId: letter.id, why: t('The letter to {address} came back: nobody received it.', { address: letter.toAddress }), at });
  await markBouncing(tx, { groupId, agencyId: request.agencyId, address: letter.toAddress, words, at });
  await appendEvent(tx, { groupId, at, type: 'letter.bounced', requestId: request.id, subject: { type: 'letter', id: letter.id }, words: { channel: 'email', to: letter.toAddress, server: words, messageId: message.id } });
  return letter.id;
}

/** The server's own line where there is one, else how the report begins. */
function saidBy(text: string): string {
  const line = text.split('\n').find((one) => /\b5\d\d[ -]|\b5\.\d{1,3}\.\d{1,3}\b/.test(one)) ?? text;
  return line.replace(/\s+/g, ' ').trim().slice(0, MOST_WORDS);
}
