import type { Db } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { type Delivery, USUAL } from './delivery.js';
import { deliveryOf } from './members.queries.js';
import { TOLD_ROLES, type ToldRole } from './notice-settings.schemas.js';

/** How a person is told, and by whose word: their own, their role's, or nobody's. */
export async function ownSettings(db: Db, actor: Pick<Actor, 'groupId' | 'personId' | 'role'>): Promise<Delivery & { from: 'person' | 'role' | 'default' }> {
  const { groupId, personId, role } = actor;
  const own = await db.noticeSettings.findUnique({ where: { groupId_personId: { groupId, personId } } });
  if (own) return { ...deliveryOf(own), from: 'person' };
  const ofRole = await db.noticeSettings.findUnique({ where: { groupId_role: { groupId, role } } });
  return ofRole ? { ...deliveryOf(ofRole), from: 'role' } : { ...USUAL, from: 'default' };
}

/** How each role of a group is told, where a person said nothing. */
export async function roleSettings(db: Db, groupId: string): Promise<(Delivery & { role: ToldRole })[]> {
  const rows = await db.noticeSettings.findMany({ where: { groupId, role: { in: [...TOLD_ROLES] } } });
  return TOLD_ROLES.map((role) => {
    const row = rows.find((one) => one.role === role);
    return { role, ...(row ? deliveryOf(row) : USUAL) };
  });
}
