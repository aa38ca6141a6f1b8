import type { Context } from '../../context.js';
import { t } from '../../platform/words.js';
import { rulesVersion } from '../statutes/rules.js';

const AT_ONCE = 5_000;

/**
 * Marks requests of every group whose open dates were counted with other rules than today's, and wakes a worker for each group that has requests
 * to count, among them those whose job was lost.
 * @returns how many requests were marked, and how many groups called
 */
export async function sweepDeadlines(deps: Pick<Context, 'db' | 'clock' | 'jobs'>): Promise<{ marked: number; called: number }> {
  const marked = await markOutdated(deps);
  const now = deps.clock.now();
  const groups = await deps.db.recalculation.groupBy({ by: ['groupId'], where: { wantedAt: { lte: now } } });
  for (const { groupId } of groups) await deps.jobs.enqueue('deadline.recalculate', { groupId }, { dedupeKey: groupId });
  return { marked, called: groups.length };
}

/** A request that is marked already keeps its reason and its rest. Both sides of the version are asked for, so that an index finds none when there is none. */
async function markOutdated(deps: Pick<Context, 'db' | 'clock'>): Promise<number> {
  const reason = t('The rules changed: counted again with the rules of {version}.', { version: rulesVersion });
  let after = '00000000-0000-0000-0000-000000000000';
  let marked = 0;
  for (;;) {
    const [page] = await deps.db.$queryRaw<[{ last: string | null; found: number; marked: number }]>`
      WITH outdated AS (
        SELECT DISTINCT request_id, group_id FROM deadlines
        WHERE state = 'open' AND (rules_version < ${rulesVersion} OR rules_version > ${rulesVersion}) AND request_id > ${after}::uuid
        ORDER BY request_id LIMIT ${AT_ONCE}
      ), added AS (
        INSERT INTO recalculations (request_id, group_id, reason, wanted_at) SELECT request_id, group_id, ${reason}, ${deps.clock.now()} FROM outdated
        ON CONFLICT (request_id) DO NOTHING RETURNING 1
      )
      SELECT (SELECT request_id FROM outdated ORDER BY request_id DESC LIMIT 1) AS last, (SELECT count(*)::int FROM outdated) AS found, (SELECT count(*)::int FROM added) AS marked`;
    marked += page.marked;
    if (page.last === null || page.found < AT_ONCE) return marked;
    after = page.last;
  }
}
