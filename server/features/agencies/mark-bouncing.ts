import type { Tx } from '../../platform/db.js';
import { newId } from '../../platform/ids.js';
import { appendEvent } from '../timeline/append-event.js';

/**
 * Keeps that an address bounces, so that the next letter there asks a person first; a step of the caller's transaction.
 * @param input `words`: the mail server's
 */
export async function markBouncing(tx: Tx, input: { groupId: string; agencyId: string; address: string; words: string; at: Date }): Promise<void> {
  const { groupId, agencyId, words, at } = input;
  const address = input.address.trim().toLowerCase();
  const known = await tx.bouncingAddress.findFirst({ where: { groupId, address, clearedAt: null }, select: { id: true } });
  await tx.bouncingAddress.upsert({
    where: { groupId_address: { groupId, address } },
    create: { id: newId(at.getTime()), groupId, agencyId, address, words, since: at },
    update: { agencyId, words, since: at, clearedAt: null, clearedById: null },
  });
  if (known) return;
  await appendEvent(tx, { groupId, at, type: 'agency.address-bounced', subject: { type: 'agency', id: agencyId }, words: { address, server: words } });
}

/** Codes of RFC 5321 § 4.2.3 about a mailbox, for servers that give no enhanced code of RFC 3463. */
const MAILBOX_CODES = ['550', '551', '553'];

/** Whether a permanent refusal is about the address, not about the message: 5.1.x is the address, 5.2.1 a mailbox that takes nothing. */
export function isAboutAddress(words: string): boolean {
  const [, code = '', enhanced] = /\b(5\d\d)(?:[ -](5\.\d{1,3}\.\d{1,3}))?\b/.exec(words) ?? [];
  return enhanced === undefined ? MAILBOX_CODES.includes(code) : enhanced.startsWith('5.1.') || enhanced === '5.2.1';
}
