import { randomBytes } from 'node:crypto';
import type { Tx } from '../../platform/db.js';
import { newId } from '../../platform/ids.js';
import { type EventWord, GENESIS_HASH, digestOf, linkHash } from './event-chain.js';

export interface NewEvent {
  readonly groupId: string;
  readonly at: Date;
  /** A past fact, `noun.verb-ed`: 'letter.sent', 'fact.recorded', 'deadline.moved'. */
  readonly type: string;
  readonly requestId?: string | null;
  /** Null when Tenday itself did it. */
  readonly personId?: string | null;
  readonly subject?: { readonly type: string; readonly id: string };
  /** What changed, in words: `{ what?, from?, to?, reason? }` and whatever the event needs to be read later. Erasable. */
  readonly words: { readonly [key: string]: EventWord };
}

/**
 * Writes one event into the caller's transaction. Locks the group's chain head until that transaction ends, so that links
 * follow each other without gaps; call it when the rest of the work is done.
 * @returns the event's id
 */
export async function appendEvent(tx: Tx, event: NewEvent): Promise<string> {
  const head = await lockTimeline(tx, event.groupId);
  const salt = randomBytes(16).toString('hex');
  const link = {
    id: newId(event.at.getTime()),
    groupId: event.groupId,
    seq: head.seq + 1,
    at: event.at,
    type: event.type,
    requestId: event.requestId ?? null,
    personId: event.personId ?? null,
    subjectType: event.subject?.type ?? null,
    subjectId: event.subject?.id ?? null,
    digest: digestOf(event.words, salt),
    prevHash: head.hash,
  };
  const hash = linkHash(link);
  await tx.event.create({
    data: { ...link, hash, words: { create: { groupId: event.groupId, salt, words: event.words } } },
  });
  await tx.chainHead.update({ where: { groupId: event.groupId }, data: { seq: link.seq, hash } });
  return link.id;
}

/**
 * Locks a group's timeline until the transaction ends: nobody else of the group appends meanwhile. Whoever must see what others of the group
 * have recorded up to now takes it before reading; request rows are locked before it, never after.
 * @returns the last link
 */
export async function lockTimeline(tx: Tx, groupId: string): Promise<{ seq: number; hash: string }> {
  await tx.$executeRaw`
    INSERT INTO chain_heads (group_id, seq, hash) VALUES (${groupId}::uuid, 0, ${GENESIS_HASH})
    ON CONFLICT (group_id) DO NOTHING`;
  const [head] = await tx.$queryRaw<{ seq: number; hash: string }[]>`
    SELECT seq, hash FROM chain_heads WHERE group_id = ${groupId}::uuid FOR UPDATE`;
  if (!head) throw new Error('chain head vanished');
  return head;
}
