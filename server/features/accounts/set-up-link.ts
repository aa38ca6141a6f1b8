import type { Context } from '../../context.js';
import { hashSecret, newSecret } from '../../platform/ids.js';
import { lockSetUp } from './close-set-up.js';

/**
 * A new one-time set-up link for the start to print; the link printed before stops working.
 * @returns null when a group other than an example exists or set-up was closed
 */
export async function setUpLink(deps: Pick<Context, 'db' | 'config'>): Promise<string | null> {
  const code = newSecret();
  const open = await deps.db.$transaction(async (tx) => {
    const setUp = await lockSetUp(tx);
    if (setUp.open) await tx.installation.update({ where: { id: 1 }, data: { setupCodeHash: hashSecret(code) } });
    return setUp.open;
  });
  return open ? `${deps.config.publicUrl}/set-up?code=${code}` : null;
}
