import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { type IssuedToken, makeApiToken } from './make-api-token.js';

/** Makes an API token for oneself. It may do whatever the person's role may, until revoked. */
export async function createApiToken(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { name: string }): Promise<IssuedToken> {
  const { groupId, personId } = actor;
  return deps.db.$transaction((tx) => makeApiToken(tx, { groupId, personId, name: input.name, byPersonId: personId, at: deps.clock.now() }));
}
