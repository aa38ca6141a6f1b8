import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { confirmPassword } from './confirm-password.js';
import { turnOffSecondStep } from './turn-off-second-step.js';

/**
 * Turns one's own second step off, after the present password.
 * @throws AppError `accounts.wrong-password`, `accounts.too-many-tries`
 */
export async function removeSecondStep(deps: Pick<Context, 'db' | 'pool' | 'clock'>, actor: Actor, currentPassword: string): Promise<void> {
  await confirmPassword(deps, actor, currentPassword);
  await deps.db.$transaction((tx) => turnOffSecondStep(tx, actor, { personId: actor.personId, by: 'themselves', at: deps.clock.now() }));
}
