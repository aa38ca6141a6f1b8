import type { Context } from '../../context.js';

/** Removes sessions and counts of tries that have run out. Both tables judge by the machine's clock, as what wrote them does. */
export async function sweepSessions(deps: Pick<Context, 'pool'>): Promise<void> {
  await deps.pool.query('DELETE FROM session WHERE expire < now()');
  await deps.pool.query('DELETE FROM rate_limits WHERE expire < extract(epoch FROM now()) * 1000');
}
