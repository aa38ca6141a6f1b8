import { addClosure } from '../../server/features/deadlines/add-closure.js';
import { recalculateMany } from '../../server/features/deadlines/recalculate-many.js';
import { sweepDeadlines } from '../../server/features/deadlines/sweep-deadlines.js';
import type { CivilDate } from '../../server/features/statutes/civil-date.js';
import { verifyTimeline } from '../../server/features/timeline/verify-timeline.js';
import type { Actor } from '../../server/platform/http/actor.js';
import { type World, makeWorld } from '../support/world.js';
import { fillRequests } from './fill-requests.js';
import { type Result, type Row, peakMemory } from './measure.js';

const FEW = 10_000;
const MANY = 100_000;

/**
 * Requests counted again: a closed day that moves every date, rules that move every date, rules that move none; beside one bare SQL statement that
 * writes the same rows. Memory is the peak of this process, which holds application and worker; few beside many shows whether it grows.
 */
export async function recalculationBench(): Promise<Result> {
  return { bench: 'recalculation', rows: [...(await of(FEW)), ...(await of(MANY))] };
}

async function of(count: number): Promise<Row[]> {
  const world = await makeWorld({ now: new Date().toISOString() });
  try {
    const owner = await world.addGroup();
    const lapd = await world.agencyId('lapd');
    await fillRequests(world.database.pool, owner, count, [lapd, lapd]);
    const rows = [
      await afterRules(world, owner, count, 'rules that move every date', count),
      await afterRules(world, owner, count, 'rules that move no date', 0),
      await afterClosure(world, owner, lapd, count),
      await bareSql(world, owner, count),
    ];
    const verdict = await verifyTimeline(world.database, owner.groupId);
    if (verdict.broken) throw new Error(`the timeline broke at ${verdict.broken.seq}: ${verdict.broken.why}`);
    return rows;
  } finally {
    await world.close();
  }
}

async function afterRules(world: World, owner: Actor, count: number, what: string, moves: number): Promise<Row> {
  await world.database.db.deadline.updateMany({ where: { groupId: owner.groupId }, data: { rulesVersion: 'another' } });
  return measured(`${what}, ${count}`, count, moves, async () => {
    await sweepDeadlines(world.context);
  }, () => recalculateMany(world.context, owner));
}

async function afterClosure(world: World, owner: Actor, agencyId: string, count: number): Promise<Row> {
  const { due } = await world.database.db.deadline.findFirstOrThrow({ where: { groupId: owner.groupId }, select: { due: true } });
  const date = due.toISOString().slice(0, 10) as CivilDate;
  return measured(`a closed day, ${count}`, count, count, async () => {
    await addClosure(world.context, owner, { agencyId, date, name: 'A fire', evidence: 'The notice at the door.' });
  }, () => recalculateMany(world.context, owner));
}

async function measured(what: string, count: number, moves: number, mark: () => Promise<void>, work: () => Promise<{ counted: number; moved: number }>): Promise<Row> {
  const memory = peakMemory();
  const start = performance.now();
  await mark();
  const marked = performance.now();
  const done = await work();
  const end = performance.now();
  if (done.counted !== count || done.moved !== moves) throw new Error(`${what}: counted ${done.counted}, moved ${done.moved}`);
  return { what, figures: { 'marking s': (marked - start) / 1000, 'counting s': (end - marked) / 1000, 'requests per s': count / ((end - marked) / 1000), 'peak MiB': memory.stop() } };
}

/** What the database needs to write the same columns of the same rows, and nothing beside. */
async function bareSql(world: World, owner: Actor, count: number): Promise<Row> {
  const start = performance.now();
  await world.database.pool.query(`UPDATE deadlines SET due = due + 1, assert_after = assert_after + 1, derivation = derivation || '{"again":1}', revision = revision + 1, wake_at = now() WHERE group_id = $1`, [owner.groupId]);
  const seconds = (performance.now() - start) / 1000;
  return { what: `one bare UPDATE, ${count}`, figures: { 'counting s': seconds, 'requests per s': count / seconds } };
}
