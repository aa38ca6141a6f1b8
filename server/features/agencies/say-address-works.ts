import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { appendEvent } from '../timeline/append-event.js';
import { agencyNotFound } from './agencies.errors.js';
import { agencyFor } from './agencies.queries.js';

/**
 * A person says that an address of an agency works again: letters there ask nobody any more. Saying it twice changes nothing.
 * @throws AppError `agencies.not-found`
 */
export async function sayAddressWorks(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { agencyId: string; address: string }): Promise<void> {
  const { groupId, personId } = actor;
  const at = deps.clock.now();
  const address = input.address.trim().toLowerCase();
  await deps.db.$transaction(async (tx) => {
    if (!(await agencyFor(tx, groupId, input.agencyId))) throw agencyNotFound();
    const cleared = await tx.bouncingAddress.updateMany({ where: { groupId, agencyId: input.agencyId, address, clearedAt: null }, data: { clearedAt: at, clearedById: personId } });
    if (cleared.count === 0) return;
    await appendEvent(tx, { groupId, at, type: 'agency.address-works', personId, subject: { type: 'agency', id: input.agencyId }, words: { address } });
  });
}
