import type { Db, Tx } from '../../../platform/db.js';

/** Letters of a campaign that are frozen and have not left: the first ones and the later ones. */
export interface UnderWay {
  readonly kind: 'first' | 'chaser';
  /** Id of the campaign's row. */
  readonly id: string;
  readonly letterId: string;
  readonly state: 'queued' | 'sending' | 'not_sent' | 'refused';
}

/** Of these states; at most `limit`, in the order they were added. */
export async function lettersUnderWay(db: Db | Tx, { groupId, campaignId }: { groupId: string; campaignId: string }, states: readonly UnderWay['state'][], limit: number): Promise<UnderWay[]> {
  return db.$queryRaw<UnderWay[]>`
    SELECT r.kind, r.id, r.letter_id AS "letterId", l.state::text AS state FROM (
      SELECT 'first' AS kind, id, letter_id, group_id FROM campaign_agencies WHERE group_id = ${groupId}::uuid AND campaign_id = ${campaignId}::uuid AND place = 'released'
      UNION ALL
      SELECT 'chaser', id, letter_id, group_id FROM campaign_chasers WHERE group_id = ${groupId}::uuid AND campaign_id = ${campaignId}::uuid AND place = 'released'
    ) r JOIN letters l ON l.group_id = r.group_id AND l.id = r.letter_id
    WHERE l.state::text = ANY(${[...states]}::text[]) ORDER BY l.id LIMIT ${limit}`;
}
