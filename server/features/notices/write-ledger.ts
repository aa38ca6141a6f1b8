import { civilIn, fromCivil } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import { newId } from '../../platform/ids.js';
import { type CivilDate, addDays } from '../statutes/civil-date.js';
import { type DigestKey, digestName, openDigests } from './open-digests.js';
import { OVERTAKEN } from './notice-reasons.js';
import type { Warning } from './plan-warnings.js';
import { hasArrived, isBefore, morningOf } from './rungs.js';

/** A planned warning with what it is about. */
export interface LedgerEntry extends Warning {
  readonly groupId: string;
  readonly requestId: string;
  readonly deadlineId: string;
  /** The agency's zone: `mailOn` is a day there. */
  readonly timeZone: string;
  /** The zone of the group's people: their digest goes at eight there. */
  readonly groupZone: string;
  /** Goes in the day's one mail though the person is told at once: many dates moved together. */
  readonly gathered: boolean;
}

/** So that all a sweep finds is in the mail that gathers it. */
const GATHER_MS = 90_000;

/**
 * Writes warnings into the ledger; a step of the caller's transaction. Written twice, or by two workers, each is there once: the ledger's key decides. A warning that can't wait for the next
 * digest goes by itself.
 * @returns how many rows were added, or wanted again
 */
export async function writeLedger(tx: Tx, entries: readonly LedgerEntry[], { now, domain }: { now: Date; domain: string }): Promise<number> {
  const live = entries.filter((entry) => !entry.overtaken);
  const first = live.flatMap((entry) => todaysDigest(entry, now) ?? []);
  const open = await openDigests(tx, first, { now, domain });
  const second = live.flatMap((entry) => (isFull(todaysDigest(entry, now), open) ? (nextDigest(entry, now) ?? []) : []));
  for (const [name, id] of await openDigests(tx, second, { now, domain })) open.set(name, id);
  const digestOf = (entry: LedgerEntry): string | null => {
    const key = todaysDigest(entry, now);
    const later = isFull(key, open) ? nextDigest(entry, now) : key;
    return (later && open.get(digestName(later))) ?? null;
  };
  const rows = entries.filter((entry) => entry.againId === null).map((entry) => rowOf(entry, entry.overtaken ? null : digestOf(entry), now, domain));
  const { count } = await tx.notice.createMany({ data: rows, skipDuplicates: true });
  let again = 0;
  for (const entry of entries) {
    if (!entry.againId) continue;
    const where = { groupId: entry.groupId, id: entry.againId, state: 'cancelled' as const };
    again += (await tx.notice.updateMany({ where, data: { state: 'pending', lastError: '', digestId: digestOf(entry), nextAttemptAt: mailAt(entry) } })).count;
  }
  return count + again;
}

const mailAt = ({ mailOn, timeZone }: LedgerEntry): Date | null => (mailOn ? morningOf(mailOn, timeZone) : null);

function rowOf(entry: LedgerEntry, digestId: string | null, now: Date, domain: string) {
  const { groupId, requestId, deadlineId, person, rung, forDate, dueOn, overtaken } = entry;
  const id = newId(now.getTime());
  const row = { id, groupId, requestId, deadlineId, personId: person.id, rung, forDate: fromCivil(forDate), dueOn: fromCivil(dueOn), messageId: `<notice-${id}@${domain}>`, createdAt: now };
  return overtaken ? { ...row, state: 'cancelled' as const, lastError: OVERTAKEN } : { ...row, digestId, nextAttemptAt: mailAt(entry) };
}

const isFull = (key: DigestKey | null, open: ReadonlyMap<string, string | null>): boolean => key !== null && open.get(digestName(key)) === null;

/** The digest a warning belongs to: that of the day its mail goes, at eight, or soon when eight has passed. Null for somebody who is told at once. */
function todaysDigest(entry: LedgerEntry, now: Date): DigestKey | null {
  const { person, mailOn, groupZone, gathered } = entry;
  if (person.delivery.delivery !== 'digest' && !gathered) return null;
  const day = mailOn ?? civilIn(now, groupZone).date;
  const soon = new Date(now.getTime() + GATHER_MS);
  const morning = morningOf(day, groupZone);
  return { groupId: entry.groupId, personId: person.id, day, at: morning > soon ? morning : soon };
}

/** Tomorrow's, when today's has gone; null when the warning can't wait so long. */
function nextDigest(entry: LedgerEntry, now: Date): DigestKey | null {
  const key = todaysDigest(entry, now);
  if (!key) return null;
  const day = addDays(key.day as CivilDate, 1);
  const urgent = hasArrived(entry.rung) || entry.rung === 'escalated' || (isBefore(entry.rung) && day >= entry.forDate);
  return urgent ? null : { ...key, day, at: morningOf(day, entry.groupZone) };
}
