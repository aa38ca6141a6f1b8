import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { appendEvent } from '../timeline/append-event.js';
import { tokenNotFound } from './accounts.errors.js';

/**
 * Revokes one's own token; calls with it are refused from then on.
 * @throws AppError `accounts.token-not-found` for another's, unknown or already revoked one
 */
export async function revokeApiToken(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, tokenId: string): Promise<void> {
  const { groupId, personId } = actor;
  await deps.db.$transaction(async (tx) => {
    const at = deps.clock.now();
    const revoked = await tx.apiToken.updateMany({ where: { id: tokenId, groupId, personId, revokedAt: null }, data: { revokedAt: at } });
    if (revoked.count !== 1) throw tokenNotFound();
    await appendEvent(tx, { groupId, at, type: 'token.revoked', personId, subject: { type: 'person', id: personId }, words: { tokenId } });
  });
}
