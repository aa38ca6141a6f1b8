import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startCampaign } from '../../../../server/features/letters/campaigns/start-campaign.js';
import { stepCampaign } from '../../../../server/features/letters/campaigns/step-campaign.js';
import { verifyTimeline } from '../../../../server/features/timeline/verify-timeline.js';
import { until } from '../../../support/jobs.js';
import { NOON, type World, makeWorld } from '../world.js';
import { addAgencies, checkedCampaign } from './office.js';

const STEPPING = fileURLToPath(new URL('./stepping-process.js', import.meta.url));
const AGENCIES = 60;
const KILLS = 3;

let world: World;
let child: ChildProcess | undefined;

beforeAll(async () => {
  world = await makeWorld();
});
afterEach(() => {
  child?.kill('SIGKILL');
});
afterAll(() => world.close());

test(`killed ${KILLS} times amid making its requests, a campaign makes one for each agency, with its items and one letter`, async () => {
  const { db } = world.database;
  const groupId = await world.addGroup();
  const advocate = await world.addPerson(groupId);
  const deps = world.deps();
  const campaignId = await checkedCampaign(deps, advocate, await addAgencies(world.database, groupId, AGENCIES, AGENCIES));
  await startCampaign(deps, advocate, { campaignId, version: null });
  const made = () => db.recordsRequest.count({ where: { groupId } });

  const grown: number[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = await made();
    const running = spawn(process.execPath, [STEPPING, world.database.url, groupId, campaignId, NOON], { stdio: ['ignore', 'pipe', 'inherit'] });
    child = running;
    await until(async () => (await made()) > before, 90_000);
    running.kill('SIGKILL');
    await once(running, 'exit');
    grown.push(await made());
  }
  // Each kill came amid the work: something was made, and something was left to make.
  expect(grown[0]).toBeGreaterThan(0);
  expect(grown[0]).toBeLessThan(AGENCIES);
  // Two at once go on with what is left.
  const go = async () => {
    for (let round = 0; round < 20 && (await stepCampaign(deps, { groupId, campaignId })) !== null; round += 1);
  };
  await Promise.all([go(), go()]);

  const requests = await db.recordsRequest.findMany({ where: { groupId }, include: { items: true, letters: true } });
  expect(requests).toHaveLength(AGENCIES);
  expect(new Set(requests.map((request) => request.agencyId)).size).toBe(AGENCIES);
  expect(requests.map((request) => request.number).sort()).toEqual(Array.from({ length: AGENCIES }, (_, index) => `TD-2026-${String(index + 1).padStart(4, '0')}`));
  expect(requests.every((request) => request.items.length === 1 && request.letters.length === 1 && request.state === 'not_sent')).toBe(true);
  const places = await db.campaignAgency.findMany({ where: { campaignId } });
  expect(places.map((place) => place.requestId).sort()).toEqual(requests.map((request) => request.id).sort());
  expect((await db.campaign.findUniqueOrThrow({ where: { id: campaignId } })).state).toBe('done');
  expect((await verifyTimeline(world.database, groupId)).broken).toBeNull();
}, 300_000);
