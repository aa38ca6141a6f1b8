import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { appendEvent } from '../timeline/append-event.js';
import { secondStepNotBegun, secondStepOn, wrongCode } from './accounts.errors.js';
import { personInGroup } from './person-in-group.js';
import { totpStep } from './totp.js';
import { forgetTries, takeTry } from './try-limits.js';

/**
 * Turns the second step on: the code proves that the app has the secret.
 * @throws AppError `accounts.second-step-not-begun`, `accounts.second-step-on` (409), `accounts.wrong-code` (401), `accounts.too-many-tries` (429)
 */
export async function confirmSecondStep(deps: Pick<Context, 'db' | 'pool' | 'clock'>, actor: Actor, code: string): Promise<void> {
  const { groupId, personId } = actor;
  const person = await personInGroup(deps.db, groupId, personId);
  if (person.totpConfirmedAt) throw secondStepOn();
  if (!person.totpSecret) throw secondStepNotBegun();
  await takeTry(deps.pool, 'code', personId);
  const at = deps.clock.now();
  const step = totpStep(person.totpSecret, code, at);
  if (step === null) throw wrongCode();
  await deps.db.$transaction(async (tx) => {
    const confirmed = await tx.person.updateMany({
      where: { id: personId, totpSecret: person.totpSecret, totpConfirmedAt: null }, data: { totpConfirmedAt: at, totpLastStep: step },
    });
    if (confirmed.count !== 1) throw secondStepOn();
    await appendEvent(tx, { groupId, at, type: 'person.second-step-on', personId, subject: { type: 'person', id: personId }, words: {} });
  });
  await forgetTries(deps.pool, 'code', personId);
}
