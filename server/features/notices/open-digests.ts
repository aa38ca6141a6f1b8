import { fromCivil, toCivil } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import { newId } from '../../platform/ids.js';

export interface DigestKey {
  readonly groupId: string;
  readonly personId: string;
  /** YYYY-MM-DD in the group's zone. */
  readonly day: string;
  /** When it goes. */
  readonly at: Date;
}

export const digestName = ({ personId, day }: Pick<DigestKey, 'personId' | 'day'>): string => `${personId} ${day}`;

/**
 * Makes the digests that are not there yet and locks them, so that none is mailed while something is put into it; a step of the caller's transaction.
 * @returns the digest's id by `digestName`; null for one that has been offered to a server already: what is put into it then might be taken for a mail already seen
 */
export async function openDigests(tx: Tx, keys: readonly DigestKey[], { now, domain }: { now: Date; domain: string }): Promise<Map<string, string | null>> {
  if (keys.length === 0) return new Map();
  // Always in the same order, so that two workers don't wait for each other.
  const wanted = [...new Map(keys.map((key) => [digestName(key), key])).values()].sort((a, b) => digestName(a).localeCompare(digestName(b)));
  await tx.noticeDigest.createMany({
    skipDuplicates: true,
    data: wanted.map(({ groupId, personId, day, at }) => {
      const id = newId(now.getTime());
      return { id, groupId, personId, day: fromCivil(day), messageId: `<digest-${id}@${domain}>`, nextAttemptAt: at, createdAt: now };
    }),
  });
  const rows = await tx.$queryRaw<{ id: string; personId: string; day: Date; open: boolean }[]>`
    SELECT d.id, d.person_id AS "personId", d.day, d.state = 'pending' AND d.attempts = 0 AS open
    FROM notice_digests d
    JOIN unnest(${wanted.map((key) => key.groupId)}::uuid[], ${wanted.map((key) => key.personId)}::uuid[], ${wanted.map((key) => key.day)}::date[]) AS w(group_id, person_id, day)
      ON d.group_id = w.group_id AND d.person_id = w.person_id AND d.day = w.day
    ORDER BY d.person_id, d.day FOR UPDATE OF d`;
  return new Map(rows.map((row) => [digestName({ personId: row.personId, day: toCivil(row.day) }), row.open ? row.id : null]));
}
