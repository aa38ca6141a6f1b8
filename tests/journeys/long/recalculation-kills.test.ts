import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { rulesVersion } from '../../../server/features/statutes/rules.js';
import { verifyTimeline } from '../../../server/features/timeline/verify-timeline.js';
import { type OpenDb, createDb } from '../../../server/platform/db.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { fillRequests } from '../../bench/fill-requests.js';
import { type Office, openOffice } from '../office.js';
import { until } from '../processes.js';

const REQUESTS = 6_000;
/** One job that took more workers with it would be given up, and wait for the sweep a quarter of an hour later. */
const KILLS = 5;

jest.setTimeout(15 * 60_000);

let office: Office;
let database: OpenDb;

beforeAll(async () => {
  office = await openOffice('PostgreSQL');
  await office.startWeb();
  await office.setUp();
  database = createDb({ url: office.databaseUrl, maxConnections: 2 });
}, 120_000);
afterAll(async () => {
  await database?.close();
  await office?.close();
});

test(`a worker killed with -9 at ${KILLS} moments of counting ${REQUESTS} requests again: each is counted once, none is left, and the timeline holds`, async () => {
  const { db, pool } = database;
  const person = await db.person.findFirstOrThrow({ include: { group: true } });
  const lapd = await db.agency.findFirstOrThrow({ where: { slug: 'lapd' } });
  const owner: Actor = { groupId: person.groupId, personId: person.id, role: 'owner', name: person.name, groupName: person.group.name, isExample: false, timeZone: person.group.timeZone, via: 'session' };
  // Counted with another version's rules, every one to another date than today's give.
  await fillRequests(pool, owner, REQUESTS, [lapd.id, lapd.id]);
  const left = () => db.deadline.count({ where: { rulesVersion: { not: rulesVersion } } });
  const amid: number[] = [];
  for (let n = 0; n < KILLS; n += 1) {
    const before = await left();
    const doomed = office.startWorker();
    await until('it counts', async () => (await left()) < before || before === 0, 60_000);
    await new Promise((resolve) => setTimeout(resolve, randomInt(0, 300)));
    await doomed.stop('SIGKILL');
    amid.push(await left());
  }
  const last = office.startWorker();
  await until('nothing is marked any more', async () => (await left()) + (await db.recalculation.count()) === 0, 240_000);
  await last.stop();
  const revisions = await db.deadlineRevision.groupBy({ by: ['deadlineId'], _count: true });
  expect([revisions.length, Math.max(...revisions.map((row) => row._count))]).toEqual([REQUESTS, 1]);
  expect(await db.event.count({ where: { type: 'deadline.moved' } })).toBe(REQUESTS);
  expect((await verifyTimeline({ db }, owner.groupId)).broken).toBeNull();
  expect(amid.filter((count) => count > 0).length).toBeGreaterThan(KILLS / 2);
  process.stdout.write(`${KILLS} kills, left to count after each: ${amid.join(', ')}\n`);
});
