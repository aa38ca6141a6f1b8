/** A connection of the driver's own: a restore loads rows where no Prisma transaction reaches. */
interface Connection {
  query(sql: string, values: unknown[]): Promise<{ rowCount: number | null }>;
}

/**
 * A step of a restore. A letter that waited to be sent when the backup was made may have gone since, from the installation it was made of; sent again from this
 * one it would go twice. So each counts as claimed at that instant, and the ordinary sweep brings it to a person as *uncertain*.
 * @param at when the backup was made, by the installation's clock
 * @returns how many letters were held
 */
export async function holdRestoredLetters(connection: Connection, at: Date): Promise<number> {
  const held = await connection.query(
    `UPDATE letters SET state = 'sending', claimed_at = $1, next_attempt_at = NULL WHERE state = 'queued'`,
    [at],
  );
  return held.rowCount ?? 0;
}
