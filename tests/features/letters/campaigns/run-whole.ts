import { expect } from '@jest/globals';
import { continueCampaign } from '../../../../server/features/letters/campaigns/continue-campaign.js';
import { pauseCampaign } from '../../../../server/features/letters/campaigns/pause-campaign.js';
import { startCampaign } from '../../../../server/features/letters/campaigns/start-campaign.js';
import type { Actor } from '../../../../server/platform/http/actor.js';
import type { TestSmtpServer } from '../../../support/smtp-server.js';
import { type LetterDeps, NOON, type World } from '../world.js';
import { addAgencies, checkedCampaign, workOnce } from './office.js';

const DOMAINS = 20;
const PACE = 120;

/** A whole campaign at a real mail server, paused amid it and gone on with by another process: what must hold of any size. */
export async function runWhole({ world, smtp, deps, advocate }: { world: World; smtp: TestSmtpServer; deps: LetterDeps; advocate: Actor }, count: number): Promise<void> {
  const { groupId } = advocate;
  const { db } = world.database;
  let now = Date.parse(NOON);
  const pass = (seconds: number) => {
    now += seconds * 1000;
    world.setNow(new Date(now).toISOString());
  };
  const campaignId = await checkedCampaign(deps, advocate, await addAgencies(world.database, groupId, count, DOMAINS), { paceSeconds: PACE });
  const where = { groupId, campaignId };
  const state = async () => (await db.campaign.findUniqueOrThrow({ where: { id: campaignId } })).state;
  const recipients = () => smtp.messages.map((message) => message.to[0] ?? '');
  await startCampaign(deps, advocate, { campaignId, version: null });
  const left: { domain: string; at: number }[] = [];
  const look = async (at = deps) => {
    const before = smtp.messages.length;
    await workOnce(at, where);
    for (const address of recipients().slice(before)) left.push({ domain: address.slice(address.indexOf('@') + 1), at: now });
  };

  const perDomain = count / DOMAINS;
  const half = Math.floor(perDomain / 2);
  // Looked at twice within each pace: the second time nothing is due.
  for (let round = 0; round < half * 2; round += 1) {
    await look();
    pass(PACE / 2);
  }
  const before = smtp.messages.length;
  expect(before).toBe(DOMAINS * half);
  await pauseCampaign(deps, advocate, where);
  pass(3600);
  await look();
  expect(smtp.messages).toHaveLength(before);

  // Another process: nothing but the rows goes on.
  const again = { ...deps, mailer: deps.mailer };
  await continueCampaign(again, advocate, where);
  for (let round = 0; (await state()) !== 'done' && round < perDomain * 4; round += 1) {
    await look(again);
    pass(PACE / 2);
  }
  expect(await state()).toBe('done');
  expect(smtp.messages).toHaveLength(count);
  expect(new Set(recipients()).size).toBe(count);
  for (const domain of new Set(left.map((one) => one.domain))) {
    const times = left.filter((one) => one.domain === domain).map((one) => one.at);
    expect(times).toHaveLength(perDomain);
    times.slice(1).forEach((at, index) => expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(PACE * 1000));
  }
  const requests = await db.recordsRequest.findMany({ where: { groupId }, select: { number: true, agencyId: true, state: true, title: true } });
  expect(new Set(requests.map((request) => request.agencyId)).size).toBe(count);
  expect(new Set(requests.map((request) => request.number)).size).toBe(count);
  expect(requests.every((request) => request.state === 'awaiting')).toBe(true);
  expect(requests.some((request) => request.title === 'Plate readers of Town 17')).toBe(true);
}
