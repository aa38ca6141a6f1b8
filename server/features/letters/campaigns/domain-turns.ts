import type { Tx } from '../../../platform/db.js';

/** Letters of one campaign that may be queued at once, so that pausing it is quick. */
export const MOST_ON_THE_WAY = 25;

/** When a letter last went to a recipient domain, and what became of it. */
export interface Turn {
  readonly takenAt: Date | null;
  readonly letterState: string | null;
  readonly sentAt: Date | null;
}

/** When the next letter may go there; null while one is on its way: a server that is slow gets no second. */
export function freeAt({ takenAt, letterState, sentAt }: Turn, paceSeconds: number): Date | null {
  if (letterState === 'queued' || letterState === 'sending') return null;
  const last = Math.max(takenAt?.getTime() ?? 0, sentAt?.getTime() ?? 0);
  return new Date(last === 0 ? 0 : last + paceSeconds * 1000);
}

/**
 * Takes the turn at a recipient domain, if it is free now. Its row stays locked until the transaction ends: over all of a group's campaigns and
 * workers, one letter at a time is let go there.
 */
export async function takeTurn(tx: Tx, { groupId, domain, paceSeconds, now }: { groupId: string; domain: string; paceSeconds: number; now: Date }): Promise<boolean> {
  await tx.$executeRaw`INSERT INTO domain_turns (group_id, domain) VALUES (${groupId}::uuid, ${domain}) ON CONFLICT DO NOTHING`;
  const [turn] = await tx.$queryRaw<Turn[]>`
    SELECT t.taken_at AS "takenAt", l.state::text AS "letterState", l.sent_at AS "sentAt"
    FROM domain_turns t LEFT JOIN letters l ON l.group_id = t.group_id AND l.id = t.letter_id
    WHERE t.group_id = ${groupId}::uuid AND t.domain = ${domain} FOR UPDATE OF t`;
  const free = turn ? freeAt(turn, paceSeconds) : null;
  if (free === null || free > now) return false;
  await tx.domainTurn.update({ where: { groupId_domain: { groupId, domain } }, data: { takenAt: now, letterId: null } });
  return true;
}

/** Says which letter has the turn. */
export async function noteTurn(tx: Tx, { groupId, domain, letterId }: { groupId: string; domain: string; letterId: string }): Promise<void> {
  await tx.domainTurn.updateMany({ where: { groupId, domain }, data: { letterId } });
}
