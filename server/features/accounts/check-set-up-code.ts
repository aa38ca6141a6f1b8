import type { Context } from '../../context.js';
import { hashSecret } from '../../platform/ids.js';
import { setUpClosed, wrongSetUpCode } from './accounts.errors.js';
import { type SetUpState, lockSetUp } from './close-set-up.js';

/**
 * Whether the code is the one printed last and nobody has set up yet, before a form is shown.
 * @throws AppError `accounts.set-up-closed` (410), `accounts.set-up-code` (403)
 */
export async function checkSetUpCode(deps: Pick<Context, 'db'>, code: string): Promise<void> {
  assertSetUpOpen(await deps.db.$transaction(lockSetUp), code);
}

/** The same for a state read under the lock. */
export function assertSetUpOpen(setUp: SetUpState, code: string): void {
  if (!setUp.open) throw setUpClosed();
  if (setUp.codeHash !== hashSecret(code)) throw wrongSetUpCode();
}
