import type { Db } from '../../../platform/db.js';
import type { Turn } from './domain-turns.js';

/** Whoever is first in line at a recipient domain, and when that domain was last written to. */
export interface FirstInLine extends Turn {
  readonly kind: 'first' | 'chaser';
  readonly id: string;
  readonly domain: string;
}

/** The first in line at each domain; of first letters those up to a position only. */
export async function firstsInLine(db: Db, { groupId, campaignId, upTo }: { groupId: string; campaignId: string; upTo: number | null }): Promise<FirstInLine[]> {
  return db.$queryRaw<FirstInLine[]>`
    SELECT DISTINCT ON (q.domain) q.kind, q.id, q.domain, t.taken_at AS "takenAt", l.state::text AS "letterState", l.sent_at AS "sentAt"
    FROM (
      SELECT 'first' AS kind, id, domain, lpad(position::text, 10, '0') AS place FROM campaign_agencies
      WHERE group_id = ${groupId}::uuid AND campaign_id = ${campaignId}::uuid AND place = 'created' AND domain <> '' AND position <= ${upTo ?? 2_147_483_647}
      UNION ALL
      SELECT 'chaser', id, domain, id::text FROM campaign_chasers WHERE group_id = ${groupId}::uuid AND campaign_id = ${campaignId}::uuid AND place = 'created' AND domain <> ''
    ) q
    LEFT JOIN domain_turns t ON t.group_id = ${groupId}::uuid AND t.domain = q.domain
    LEFT JOIN letters l ON l.group_id = ${groupId}::uuid AND l.id = t.letter_id
    ORDER BY q.domain, q.kind DESC, q.place`;
}

/** Letters for a person to carry, which keep no pace. */
export async function byHandInLine(db: Db, { groupId, campaignId, upTo }: { groupId: string; campaignId: string; upTo: number | null }, limit: number): Promise<{ kind: 'first' | 'chaser'; id: string }[]> {
  return db.$queryRaw<{ kind: 'first' | 'chaser'; id: string }[]>`
    (SELECT 'first' AS kind, id FROM campaign_agencies
     WHERE group_id = ${groupId}::uuid AND campaign_id = ${campaignId}::uuid AND place = 'created' AND domain = '' AND position <= ${upTo ?? 2_147_483_647} ORDER BY position LIMIT ${limit})
    UNION ALL
    (SELECT 'chaser', id FROM campaign_chasers WHERE group_id = ${groupId}::uuid AND campaign_id = ${campaignId}::uuid AND place = 'created' AND domain = '' ORDER BY id LIMIT ${limit})`;
}

/** The position of the last of those that go first. */
export async function lastOfCanary(db: Db, { groupId, campaignId, canary }: { groupId: string; campaignId: string; canary: number }): Promise<number> {
  const rows = await db.campaignAgency.findMany({ where: { groupId, campaignId }, orderBy: { position: 'asc' }, take: canary, select: { position: true } });
  return rows.at(-1)?.position ?? 0;
}

/** How many wait for their turn or to be made. */
export async function countWaiting(db: Db, { groupId, campaignId }: { groupId: string; campaignId: string }): Promise<{ planned: number; created: number; chasers: number }> {
  const places = await db.campaignAgency.groupBy({ by: ['place'], where: { groupId, campaignId }, _count: { _all: true } });
  const of = (place: string) => places.find((one) => one.place === place)?._count._all ?? 0;
  return { planned: of('planned'), created: of('created'), chasers: await db.campaignChaser.count({ where: { groupId, campaignId, place: 'created' } }) };
}
