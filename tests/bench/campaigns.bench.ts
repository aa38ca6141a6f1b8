import v8 from 'node:v8';
import vm from 'node:vm';
import { startCampaign } from '../../server/features/letters/campaigns/start-campaign.js';
import { stepCampaign } from '../../server/features/letters/campaigns/step-campaign.js';
import { deliverLetter } from '../../server/features/letters/deliver-letter.js';
import type { Actor } from '../../server/platform/http/actor.js';
import { createOutboxMailer } from '../../server/platform/mailer.outbox.js';
import type { Mailer } from '../../server/platform/mailer.js';
import { addAgencies, checkedCampaign } from '../features/letters/campaigns/office.js';
import { type World, makeWorld } from '../support/world.js';
import { type Result, type Row, peakMemory } from './measure.js';

const FEW = 100;
const MANY = 500;

/**
 * A campaign from the press of the button until every letter is frozen and queued, each to a domain of its own, so that the pace holds nothing up; a
 * mail server that takes everything at once. Beside it the same rows by bare SQL, a transaction an agency. `live MiB` is the most that was in use
 * after a collection amid the run: whether memory grows with the number of agencies; `peak MiB` is the whole process, garbage included.
 */
export async function campaignsBench(): Promise<Result> {
  return { bench: 'campaigns', rows: [...(await of(FEW)), ...(await of(MANY))] };
}

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

const takesAll: Mailer = { ...createOutboxMailer(), canSend: true, send: async (message) => ({ response: '250 OK', accepted: [String(message.to)], refused: [], serverMessageId: null }) };

async function of(count: number): Promise<Row[]> {
  const world = await makeWorld({ now: new Date().toISOString(), mailer: takesAll });
  try {
    const owner = await world.addGroup();
    const campaignId = await checkedCampaign(world.context, owner, await addAgencies(world.database, owner.groupId, count, count), { paceSeconds: 0 });
    return [await whole(world, owner, campaignId, count), await bareSql(world, owner, count)];
  } finally {
    await world.close();
  }
}

async function whole(world: World, owner: Actor, campaignId: string, count: number): Promise<Row> {
  const { db } = world.database;
  const where = { groupId: owner.groupId, campaignId };
  const memory = peakMemory();
  let [stepping, sending, live] = [0, 0, 0];
  const look = () => {
    collect();
    live = Math.max(live, process.memoryUsage().heapUsed / 1024 ** 2);
  };
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return (performance.now() - start) / 1000;
  };
  const made = await timed(async () => {
    await startCampaign(world.context, owner, { campaignId, version: null });
    await stepCampaign(world.context, where);
  });
  look();
  while ((await db.letter.count({ where: { groupId: owner.groupId, state: 'sent' } })) < count) {
    const queued = await db.letter.findMany({ where: { groupId: owner.groupId, state: 'queued' }, select: { id: true } });
    sending += await timed(async () => {
      for (const { id } of queued) await deliverLetter(world.context, { groupId: owner.groupId, letterId: id });
    });
    stepping += await timed(() => stepCampaign(world.context, where));
    look();
  }
  const requests = await db.recordsRequest.count({ where: { groupId: owner.groupId } });
  if (requests !== count) throw new Error(`${requests} requests of ${count}`);
  return { what: `button to all queued, ${count}`, figures: { 'made and first queued s': made, 'others queued s': stepping, 'agencies per s': count / (made + stepping), 'sent s': sending, 'live MiB': live, 'peak MiB': memory.stop() } };
}

const TABLES = ['records_requests', 'request_items', 'letters', 'events', 'event_words'] as const;

/** The rows just written, written again into empty twins of their tables: what the database alone needs. */
async function bareSql(world: World, owner: Actor, count: number): Promise<Row> {
  const { pool } = world.database;
  for (const table of TABLES) await pool.query(`CREATE TABLE bench_${table} (LIKE ${table} INCLUDING ALL)`);
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM records_requests WHERE group_id = $1', [owner.groupId]);
  const start = performance.now();
  const client = await pool.connect();
  for (const { id } of rows) {
    await client.query('BEGIN');
    await client.query('INSERT INTO bench_records_requests SELECT * FROM records_requests WHERE id = $1', [id]);
    for (const table of ['request_items', 'letters', 'events'] as const) await client.query(`INSERT INTO bench_${table} SELECT * FROM ${table} WHERE group_id = $1 AND request_id = $2`, [owner.groupId, id]);
    await client.query('INSERT INTO bench_event_words SELECT w.* FROM event_words w JOIN events e ON e.id = w.event_id WHERE e.group_id = $1 AND e.request_id = $2', [owner.groupId, id]);
    await client.query('COMMIT');
  }
  client.release();
  const seconds = (performance.now() - start) / 1000;
  return { what: `the same rows by bare SQL, ${count}`, figures: { 'others queued s': seconds, 'agencies per s': count / seconds } };
}
