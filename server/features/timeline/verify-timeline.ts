import type { Db } from '../../platform/db.js';
import { type EventWord, GENESIS_HASH, digestOf, linkHash } from './event-chain.js';

export interface TimelineVerdict {
  readonly groupId: string;
  readonly events: number;
  /** Events whose words were erased; their links still hold. */
  readonly erased: number;
  /** Null when every link holds; otherwise the first that doesn't and why. */
  readonly broken: { readonly seq: number; readonly why: string } | null;
  readonly headHash: string;
}

const BATCH = 1000;

/**
 * Walks a group's chain from the first event: numbering without gaps, each link's hash, each digest against its words unless they
 * were erased, and the head. Reads in batches; memory does not grow with the chain.
 */
export async function verifyTimeline(deps: { db: Db }, groupId: string): Promise<TimelineVerdict> {
  let seq = 0;
  let erased = 0;
  let prevHash = GENESIS_HASH;
  const verdict = (why: string | null, at = seq): TimelineVerdict => ({
    groupId, events: seq, erased, broken: why === null ? null : { seq: at, why }, headHash: prevHash,
  });
  for (;;) {
    const events = await deps.db.event.findMany({
      where: { groupId, seq: { gt: seq } }, orderBy: { seq: 'asc' }, take: BATCH, include: { words: true },
    });
    for (const event of events) {
      if (event.seq !== seq + 1) return verdict('an entry is missing before this one', event.seq);
      if (event.prevHash !== prevHash) return verdict('it does not follow from the entry before it', event.seq);
      if (linkHash(event) !== event.hash) return verdict('the entry was changed after it was written', event.seq);
      const words = event.words;
      if (!words) return verdict('its words were removed without a trace of erasure', event.seq);
      if (words.erasedAt) erased += 1;
      else if (words.salt === null || digestOf((words.words ?? null) as EventWord, words.salt) !== event.digest) {
        return verdict('its words were changed after they were written', event.seq);
      }
      seq = event.seq;
      prevHash = event.hash;
    }
    if (events.length < BATCH) break;
  }
  const head = await deps.db.chainHead.findUnique({ where: { groupId } });
  if (head && (head.seq !== seq || head.hash !== prevHash)) return verdict('entries after this one were removed', seq + 1);
  return verdict(null);
}
