import type { Context } from '../../context.js';
import { wrongCode } from './accounts.errors.js';
import { totpStep } from './totp.js';
import { forgetTries, takeTry } from './try-limits.js';

/**
 * Takes a code of the second step for a person whose password was right. A code works once: its time step is claimed by a conditional update.
 * @throws AppError `accounts.wrong-code` (401), `accounts.too-many-tries` (429)
 */
export async function takeCode(deps: Pick<Context, 'db' | 'pool' | 'clock'>, input: { groupId: string; personId: string; code: string; address: string }): Promise<void> {
  await takeTry(deps.pool, 'network', input.address);
  await takeTry(deps.pool, 'code', input.personId);
  const person = await deps.db.person.findFirst({
    where: { groupId: input.groupId, id: input.personId, deactivatedAt: null, totpConfirmedAt: { not: null } },
    select: { totpSecret: true },
  });
  const step = person?.totpSecret ? totpStep(person.totpSecret, input.code, deps.clock.now()) : null;
  if (step === null) throw wrongCode();
  const taken = await deps.db.person.updateMany({
    where: { groupId: input.groupId, id: input.personId, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  });
  if (taken.count !== 1) throw wrongCode();
  await forgetTries(deps.pool, 'code', input.personId);
}
