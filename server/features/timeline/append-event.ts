import { randomBytes } from 'node:crypto';
import type { Tx } from '../../platform/db.js';
import { newId } from '../../platform/ids.js';
import { type ChainedEvent, type EventWord, GENESIS_HASH, digestOf, linkHash } from './event-chain.js';

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

interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** Rows of one statement: enough to be quick, few enough to be small. */
const AT_ONCE = 1000;

/**
 * Writes one event into the caller's transaction. Locks the group's chain head until that transaction ends, so that links
 * follow each other without gaps; call it when the rest of the work is done.
 * @returns the event's id
 */
export async function appendEvent(tx: Tx, event: NewEvent): Promise<string> {
  const { groupId, ...what } = event;
  const [id] = await appendEvents(tx, groupId, [what]);
  if (!id) throw new Error('an event was not written');
  return id;
}

/**
 * Writes many events of one group in their order, with the chain's head locked and moved once.
 * @returns their ids, in that order
 */
export async function appendEvents(tx: Tx, groupId: string, events: readonly Omit<NewEvent, 'groupId'>[]): Promise<string[]> {
  if (events.length === 0) return [];
  let head = await lockTimeline(tx, groupId);
  const links: Link[] = [];
  for (const event of events) {
    const link = linkAfter(head, { ...event, groupId });
    links.push(link);
    head = link;
  }
  for (let start = 0; start < links.length; start += AT_ONCE) await insertLinks(tx, links.slice(start, start + AT_ONCE));
  await tx.chainHead.update({ where: { groupId }, data: { seq: head.seq, hash: head.hash } });
  return links.map((link) => link.id);
}

/**
 * Locks a group's timeline until the transaction ends: nobody else of the group appends meanwhile. Whoever must see what others of the group
 * have recorded up to now takes it before reading; request rows are locked before it, never after.
 * @returns the last link
 */
export async function lockTimeline(tx: Tx, groupId: string): Promise<ChainHead> {
  await tx.$executeRaw`
    INSERT INTO chain_heads (group_id, seq, hash) VALUES (${groupId}::uuid, 0, ${GENESIS_HASH})
    ON CONFLICT (group_id) DO NOTHING`;
  const [head] = await tx.$queryRaw<ChainHead[]>`
    SELECT seq, hash FROM chain_heads WHERE group_id = ${groupId}::uuid FOR UPDATE`;
  if (!head) throw new Error('chain head vanished');
  return head;
}

interface Link extends ChainedEvent {
  readonly hash: string;
  readonly salt: string;
  readonly words: NewEvent['words'];
}

function linkAfter(head: ChainHead, event: NewEvent): Link {
  const salt = randomBytes(16).toString('hex');
  const link: ChainedEvent = {
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
  return { ...link, hash: linkHash(link), salt, words: event.words };
}

async function insertLinks(tx: Tx, links: readonly Link[]): Promise<void> {
  const rows = JSON.stringify(links);
  await tx.$executeRaw`
    INSERT INTO events (id, group_id, seq, at, type, request_id, person_id, subject_type, subject_id, digest, prev_hash, hash)
    SELECT e.id, e."groupId", e.seq, e.at, e.type, e."requestId", e."personId", e."subjectType", e."subjectId", e.digest, e."prevHash", e.hash
    FROM json_to_recordset(${rows}::json) AS e(id uuid, "groupId" uuid, seq int, at timestamptz, type text, "requestId" uuid, "personId" uuid, "subjectType" text, "subjectId" uuid, digest text, "prevHash" text, hash text)`;
  await tx.$executeRaw`
    INSERT INTO event_words (event_id, group_id, salt, words)
    SELECT e.id, e."groupId", e.salt, e.words FROM json_to_recordset(${rows}::json) AS e(id uuid, "groupId" uuid, salt text, words jsonb)`;
}
