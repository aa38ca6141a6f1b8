import { monitorEventLoopDelay } from 'node:perf_hooks';
import request from 'supertest';
import { createFeed } from '../../server/features/deadlines/create-feed.js';
import { type World, makeWorld } from '../support/world.js';
import { fillRequests } from './fill-requests.js';
import { type Result, type Row, medianMs } from './measure.js';

/** A whole group's calendar read over HTTP, and asked for again when nothing changed; how long others wait meanwhile. */
export async function feedsBench(): Promise<Result> {
  const rows: Row[] = [];
  for (const dates of [1000, 20_000]) rows.push(await ofSize(dates));
  return { bench: 'feeds', rows };
}

async function ofSize(dates: number): Promise<Row> {
  const world = await makeWorld();
  try {
    const owner = await world.addGroup();
    await fillRequests(world.database.pool, owner, dates, [await world.agencyId('lapd'), await world.agencyId('bopc')]);
    const { url } = await createFeed(world.context, owner, { scope: 'group', titles: 'full', label: '' });
    return { what: `${dates} open dates, full titles`, figures: await figuresOf(world, new URL(url).pathname) };
  } finally {
    await world.close();
  }
}

async function figuresOf(world: World, path: string): Promise<Row['figures']> {
  // The limit of calls a minute is not what is measured.
  const rounds = { warm: 2, rounds: 9 };
  const first = await request(world.app).get(path);
  const tag = String(first.headers['etag']);
  const waits = monitorEventLoopDelay({ resolution: 5 });
  waits.enable();
  const before = process.cpuUsage();
  const whole = await medianMs(() => request(world.app).get(path).expect(200), rounds);
  const used = process.cpuUsage(before);
  waits.disable();
  const unchanged = await medianMs(() => request(world.app).get(path).set('If-None-Match', tag).expect(304), rounds);
  const events = first.text.split('BEGIN:VEVENT').length - 1;
  return { 'entries': events, 'MB': Buffer.byteLength(first.text) / 1e6, 'whole, ms': whole, 'whole, ms of a core': (used.user + used.system) / 1000 / (rounds.warm + rounds.rounds), 'longest wait of others, ms': waits.max / 1e6, 'unchanged (304), ms': unchanged };
}
