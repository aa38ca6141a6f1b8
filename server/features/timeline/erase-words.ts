import type { Tx } from '../../platform/db.js';

/**
 * Erases the words and salts of every event a person did or is about. Ids, times and digests stay, so the chain still verifies,
 * and a digest without its salt tells nothing of what it was made from.
 * @returns how many events lost their words
 */
export async function eraseWordsOfPerson(tx: Tx, groupId: string, personId: string, at: Date): Promise<number> {
  return tx.$executeRaw`
    UPDATE event_words w SET words = NULL, salt = NULL, erased_at = ${at}
    FROM events e
    WHERE e.id = w.event_id AND w.group_id = ${groupId}::uuid AND w.erased_at IS NULL
      AND (e.person_id = ${personId}::uuid OR (e.subject_type = 'person' AND e.subject_id = ${personId}::uuid))`;
}
