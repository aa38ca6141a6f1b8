import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { changeResponsible } from './change-responsible.js';
import { renameRequest } from './rename-request.js';

/**
 * Changes a request's title, its responsible person, or both: all of it or nothing.
 * @throws requests.not-found, requests.not-responsible (400)
 */
export async function changeRequest(
  deps: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  input: { requestId: string; title?: string | undefined; responsibleId?: string | undefined },
): Promise<void> {
  const common = { groupId: actor.groupId, requestId: input.requestId, personId: actor.personId, at: deps.clock.now() };
  const { title, responsibleId } = input;
  await deps.db.$transaction(async (tx) => {
    if (title !== undefined) await renameRequest(tx, { ...common, title });
    if (responsibleId !== undefined) await changeResponsible(tx, { ...common, responsibleId });
  });
}
