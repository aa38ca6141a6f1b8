import type { Db } from '../../platform/db.js';

/**
 * The highest number kept of a mailbox.
 * @param prefix of the source keys of the mailbox as it is numbered now
 */
export async function highestUidKept(db: Db, prefix: string): Promise<number | null> {
  const [row] = await db.$queryRaw<{ uid: bigint | null }[]>`
    SELECT max(substr(source_key, ${prefix.length + 1}::int)::bigint) AS uid FROM raw_mails WHERE door = 'imap' AND starts_with(source_key, ${prefix})`;
  return row?.uid ? Number(row.uid) : null;
}
