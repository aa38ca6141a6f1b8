import type { Context } from '../../context.js';
import { assertSetUpOpen, checkSetUpCode } from './check-set-up-code.js';
import { closeSetUp, lockSetUp } from './close-set-up.js';
import { createGroup } from './create-group.js';
import { hashPassword } from './password.js';

export interface FirstGroup {
  readonly code: string;
  readonly groupName: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/**
 * The first visitor makes the group and becomes its owner; set-up is closed in the same transaction, for ever.
 * @throws AppError `accounts.set-up-closed` (410), `accounts.set-up-code` (403), `accounts.weak-password` (400)
 */
export async function setUpGroup(deps: Pick<Context, 'db' | 'clock'>, input: FirstGroup): Promise<{ groupId: string; personId: string }> {
  await checkSetUpCode(deps, input.code);
  const ownerPasswordHash = await hashPassword(input.password, { email: input.email, groupName: input.groupName });
  return deps.db.$transaction(async (tx) => {
    assertSetUpOpen(await lockSetUp(tx), input.code);
    const at = deps.clock.now();
    const made = await createGroup(tx, { name: input.groupName, ownerName: input.name, ownerEmail: input.email, ownerPasswordHash }, at);
    await closeSetUp(tx, at);
    return made;
  });
}
