import { createHash } from 'node:crypto';

/** What the chain covers: ids, times and a digest; never a word that names somebody. */
export interface ChainedEvent {
  readonly groupId: string;
  readonly seq: number;
  readonly id: string;
  readonly at: Date;
  readonly type: string;
  readonly requestId: string | null;
  readonly personId: string | null;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly digest: string;
  readonly prevHash: string;
}

export type EventWord = string | number | boolean | null | readonly EventWord[] | { readonly [key: string]: EventWord };

/** Before the first event of a group. */
export const GENESIS_HASH = '0'.repeat(64);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** JSON with keys in order, so that the same words always have the same digest, however the database kept them. */
export function canonicalJson(value: EventWord): string {
  if (Array.isArray(value)) return `[${value.map((entry) => canonicalJson(entry as EventWord)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value as Record<string, EventWord>).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Digest of an event's words under a salt that can be erased with them (the digest then tells nothing). */
export function digestOf(words: EventWord, salt: string): string {
  return sha256(`${salt}\n${canonicalJson(words)}`);
}

/** Hash of one link: every chained field, length-safe through JSON, and the hash before it. */
export function linkHash(event: ChainedEvent): string {
  return sha256(
    JSON.stringify([
      event.groupId, event.seq, event.id, event.at.toISOString(), event.type, event.requestId, event.personId,
      event.subjectType, event.subjectId, event.digest, event.prevHash,
    ]),
  );
}
