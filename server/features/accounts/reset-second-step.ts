import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { ownSecondStep } from './accounts.errors.js';
import { turnOffSecondStep } from './turn-off-second-step.js';

/**
 * An owner turns off somebody's second step, for a lost phone. That person's sessions end, so that whoever holds the phone is out.
 * @throws AppError `accounts.person-not-found`, `accounts.own-second-step`: for one's own the password is asked
 */
export async function resetSecondStep(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, personId: string): Promise<void> {
  if (personId === actor.personId) throw ownSecondStep();
  await deps.db.$transaction((tx) => turnOffSecondStep(tx, actor, { personId, by: 'an owner', at: deps.clock.now() }));
}
