import type { Db } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { requestsVisibleTo, seesAgencyNumbers } from './visibility.js';

/**
 * Requests whose own number or one of the agency's is exactly this, capitals aside: at most two, to tell one from several. A volunteer is not told by the agency's,
 * which they don't see.
 */
export async function requestsNumbered(db: Db, actor: Pick<Actor, 'groupId' | 'role'>, number: string): Promise<string[]> {
  const { groupId } = actor;
  // A pattern's signs are meant literally, and without wildcards ILIKE is equality.
  const equals = { equals: number.replace(/[\\%_]/g, (sign) => `\\${sign}`), mode: 'insensitive' as const };
  const rows = await db.recordsRequest.findMany({
    where: { groupId, AND: [requestsVisibleTo(actor), { OR: [{ number: equals }, ...(seesAgencyNumbers(actor) ? [{ agencyNumbers: { some: { groupId, number: equals } } }] : [])] }] },
    orderBy: [{ movedAt: 'desc' }, { id: 'desc' }], take: 2, select: { id: true },
  });
  return rows.map((row) => row.id);
}
