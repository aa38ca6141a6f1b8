import type { Context } from '../../context.js';
import { rulesVersion } from '../statutes/rules.js';
import { recalculateDeadlines } from './recalculate-deadlines.js';

const BATCH = 200;

interface Outdated {
  group_id: string;
  request_id: string;
}

/**
 * Finds requests whose open dates were counted with other rules than today's and counts them again, each in a transaction of its own; what
 * moves says so in the timeline.
 * @returns how many requests were looked at
 */
export async function sweepDeadlines(deps: Pick<Context, 'db' | 'clock' | 'logger'>): Promise<number> {
  let after = '00000000-0000-0000-0000-000000000000';
  let seen = 0;
  for (;;) {
    const rows = await deps.db.$queryRaw<Outdated[]>`
      SELECT DISTINCT group_id, request_id FROM deadlines
      WHERE state = 'open' AND rules_version <> ${rulesVersion} AND request_id > ${after}::uuid
      ORDER BY request_id LIMIT ${BATCH}`;
    for (const row of rows) await countAgain(deps, row);
    seen += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return seen;
    after = last.request_id;
  }
}

/** One request that can't be counted must not keep the others from it. */
async function countAgain(deps: Pick<Context, 'db' | 'clock' | 'logger'>, row: Outdated): Promise<void> {
  const input = { groupId: row.group_id, requestId: row.request_id, at: deps.clock.now(), reason: `The rules changed: counted again with the rules of ${rulesVersion}.` };
  try {
    await deps.db.$transaction((tx) => recalculateDeadlines(tx, input));
  } catch (error) {
    deps.logger.error({ err: error, requestId: row.request_id }, 'a request could not be counted with the new rules');
  }
}
