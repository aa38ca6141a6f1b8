import type { Context } from '../../context.js';
import { StartError } from '../../platform/errors.js';
import { newSecret } from '../../platform/ids.js';

/**
 * Makes the installation's one row at the first start and reads it at every other. What kind of database this is, rehearsal or real, is
 * settled by that first start for good.
 * @returns the secret that signs sessions when no setting gives one
 * @throws StartError when the database is of the other kind than this start
 */
export async function openInstallation(deps: Pick<Context, 'db' | 'clock'>): Promise<{ sessionSecret: string; isRehearsal: boolean }> {
  const isRehearsal = deps.clock.rehearsalStart !== null;
  await deps.db.installation.createMany({
    data: [{ id: 1, createdAt: deps.clock.now(), isRehearsal, sessionSecret: newSecret() }],
    skipDuplicates: true,
  });
  const row = await deps.db.installation.findUniqueOrThrow({ where: { id: 1 } });
  if (row.isRehearsal && !isRehearsal) {
    throw new StartError('This database belongs to a rehearsal and never serves real work. Set REHEARSAL_NOW, or give real work a DATA_DIR or DATABASE_URL of its own.');
  }
  if (!row.isRehearsal && isRehearsal) {
    throw new StartError('REHEARSAL_NOW is set, but this database holds real work. Unset it, or give the rehearsal a DATA_DIR or DATABASE_URL of its own.');
  }
  return { sessionSecret: row.sessionSecret, isRehearsal };
}
