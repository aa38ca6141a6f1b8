import type { Tx } from '../../platform/db.js';

/**
 * Takes the group's next number of a year, e.g. TD-2026-0001. The series' row stays locked until the transaction ends, so that two
 * people never get the same; a number taken by a rolled-back transaction is given again.
 */
export async function takeNumber(tx: Tx, series: { groupId: string; year: number }): Promise<string> {
  const [row] = await tx.$queryRaw<{ taken: number; prefix: string }[]>`
    INSERT INTO number_series (group_id, year, next) VALUES (${series.groupId}::uuid, ${series.year}, 2)
    ON CONFLICT (group_id, year) DO UPDATE SET next = number_series.next + 1
    RETURNING next - 1 AS taken, (SELECT number_prefix FROM groups WHERE id = ${series.groupId}::uuid) AS prefix`;
  if (!row) throw new Error('no number was given');
  return `${row.prefix}-${series.year}-${String(row.taken).padStart(4, '0')}`;
}
