import type pg from 'pg';
import { sweepNotices } from '../../server/features/notices/sweep-notices.js';
import type { Actor } from '../../server/platform/http/actor.js';
import { type World, makeWorld } from '../support/world.js';
import { type Result, type Row, medianOf } from './measure.js';

const DUE = 1_000;
const MANY = [10_000, 1_000_000] as const;
const ROUNDS = 7;
/** Nine on a winter morning in Los Angeles. */
const NOW = '2026-11-30T17:00:00Z';

/**
 * One sweep that finds 1,000 rungs due among so many open deadlines: ledger rows written, next looks noted, workers woken. The same rounds on both sizes, one after the other, so
 * that whatever else the machine does falls on both; each round has its own thousand due.
 */
export async function sweepBench(): Promise<Result> {
  const worlds: { open: number; world: World; owner: Actor; times: number[] }[] = [];
  try {
    for (const open of MANY) worlds.push({ open, times: [], ...(await fill(open)) });
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const one of worlds) {
        const ms = await sweepOnce(one.world, one.owner, round);
        // The first warms both up.
        if (round > 0) one.times.push(ms);
      }
    }
    const rows = worlds.map(({ open, times }): Row => ({ what: `${DUE.toLocaleString('en')} due among ${open.toLocaleString('en')} open`, figures: { 'ms a sweep': medianOf(times) } }));
    const [few, many] = worlds.map(({ times }) => medianOf(times));
    return { bench: 'sweep', rows: [...rows, { what: 'the many against the few', figures: { ratio: (many ?? 0) / (few ?? 1) } }] };
  } finally {
    for (const { world } of worlds) await world.close();
  }
}

async function fill(open: number): Promise<{ world: World; owner: Actor }> {
  const world = await makeWorld({ now: NOW });
  const owner = await world.addGroup();
  await fillDeadlines(world.database.pool, owner, open, await world.agencyId('lapd'));
  return { world, owner };
}

/** Open deadlines due in a year, their next look in months; and for each round a thousand that are due today and wait to be looked at. */
async function fillDeadlines(pool: pg.Pool, owner: Actor, open: number, agencyId: string): Promise<void> {
  const id = (kind: number) => `('0190${kind}000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;
  await pool.query(
    `INSERT INTO records_requests (id, group_id, number, title, agency_id, statute, state, responsible_id, created_by_id, created_at, reply_token, sent_on, moved_at, next_presumed)
     SELECT ${id(1)}, $1::uuid, 'TD-2026-' || lpad(n::text, 7, '0'), 'Plate reader searches, month ' || n, $4::uuid, 'CPRA', 'awaiting', $2::uuid, $2::uuid, now(), lpad(n::text, 13, '0'), '2026-11-16', now(), false
     FROM generate_series(1, $3::int) n`,
    [owner.groupId, owner.personId, open, agencyId],
  );
  await pool.query(
    `INSERT INTO deadlines (id, group_id, request_id, rule, owner, kind, nominal, earliest, due, assert_after, citation, confidence, derivation, time_zone, rules_version, wake_at, created_at, updated_at)
     SELECT ${id(2)}, $1::uuid, ${id(1)}, 'cpra.determination', 'agency', 'statutory', d.due, d.due, d.due, d.due, 'Cal. Gov. Code § 7922.535(a)', 'settled', '{"steps":[],"notes":[]}', 'America/Los_Angeles', 'bench',
       '2027-03-01T16:00:00Z'::timestamptz + n % 86400 * interval '1 second', '2026-11-29T20:00:00Z', now()
     FROM generate_series(1, $2::int) n, LATERAL (SELECT CASE WHEN n <= ${DUE * (ROUNDS + 1)} THEN '2026-11-30'::date ELSE '2027-11-30'::date + (n % 200)::int END AS due) d`,
    [owner.groupId, open],
  );
  await pool.query('VACUUM ANALYZE deadlines');
  await pool.query('ANALYZE');
}

/** The thousand of a round come up, and one sweep finds them. */
async function sweepOnce(world: World, owner: Actor, round: number): Promise<number> {
  const { pool, db } = world.database;
  await pool.query(
    `UPDATE deadlines SET wake_at = '2026-11-30T16:00:00Z' WHERE id IN (SELECT ('01902000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid FROM generate_series($1::int, $2::int) n)`,
    [round * DUE + 1, (round + 1) * DUE],
  );
  await db.notice.updateMany({ where: { groupId: owner.groupId }, data: { state: 'in_app' } });
  const start = performance.now();
  const { added } = await sweepNotices(world.context);
  const ms = performance.now() - start;
  const waiting = await db.notice.count({ where: { groupId: owner.groupId, rung: 'due', state: 'pending' } });
  if (waiting !== DUE) throw new Error(`${waiting} notices wait after a sweep that added ${added}; ${DUE} were to`);
  return ms;
}
