import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { secondStepOn } from './accounts.errors.js';
import { newTotpSecret } from './totp.js';

/**
 * Makes a new secret that counts for nothing until a code of it was typed; an unfinished earlier try is forgotten.
 * @throws AppError `accounts.second-step-on` (409)
 */
export async function beginSecondStep(deps: Pick<Context, 'db'>, actor: Actor): Promise<void> {
  const begun = await deps.db.person.updateMany({
    where: { id: actor.personId, groupId: actor.groupId, totpConfirmedAt: null }, data: { totpSecret: newTotpSecret(), totpLastStep: null },
  });
  if (begun.count !== 1) throw secondStepOn();
}
