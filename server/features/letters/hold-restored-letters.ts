import { t } from '../../platform/words.js';

/** A connection of the driver's own: a restore loads rows where no Prisma transaction reaches. */
interface Connection {
  query(sql: string, values: unknown[]): Promise<{ rowCount: number | null }>;
}

/**
 * A step of a restore. A letter that waited to be sent when the backup was made may have gone since, from the installation it was made of; sent again from this
 * one it would go twice. So each counts as claimed at that instant, and the ordinary sweep brings it to a person as *uncertain*. A campaign under way may have
 * gone on there too: it is paused until a person has looked.
 * @param at when the backup was made, by the installation's clock
 * @returns how many letters were held
 */
export async function holdRestoredLetters(connection: Connection, at: Date): Promise<number> {
  const held = await connection.query(
    `UPDATE letters SET state = 'sending', claimed_at = $1, next_attempt_at = NULL WHERE state = 'queued'`,
    [at],
  );
  await connection.query(
    `UPDATE campaigns SET paused_from = state, state = 'paused', wake_at = NULL, trouble = $1
     WHERE state IN ('canary', 'running') OR (state = 'done' AND EXISTS (SELECT 1 FROM campaign_chasers c WHERE c.campaign_id = campaigns.id AND c.place = 'created'))`,
    [t('This installation was restored from a backup. Letters may have gone since from the one it was made of: see what arrived before you let it go on.')],
  );
  return held.rowCount ?? 0;
}
