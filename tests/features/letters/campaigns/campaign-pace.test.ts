import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { continueCampaign } from '../../../../server/features/letters/campaigns/continue-campaign.js';
import { pauseCampaign } from '../../../../server/features/letters/campaigns/pause-campaign.js';
import { recallCampaign } from '../../../../server/features/letters/campaigns/recall-campaign.js';
import { startCampaign } from '../../../../server/features/letters/campaigns/start-campaign.js';
import { stepCampaign } from '../../../../server/features/letters/campaigns/step-campaign.js';
import { sweepCampaigns } from '../../../../server/features/letters/campaigns/sweep-campaigns.js';
import { holdRestoredLetters } from '../../../../server/features/letters/hold-restored-letters.js';
import type { Actor } from '../../../../server/platform/http/actor.js';
import { newId } from '../../../../server/platform/ids.js';
import type { Mailer } from '../../../../server/platform/mailer.js';
import { createSmtpMailer } from '../../../../server/platform/mailer.smtp.js';
import { type TestSmtpServer, startSmtpServer } from '../../../support/smtp-server.js';
import { type LetterDeps, NOON, type World, makeWorld } from '../world.js';
import { addAgencies, checkedCampaign, workOnce } from './office.js';
import { runWhole } from './run-whole.js';

/** Campaigns against a real mail server, with a clock the test moves. */

jest.setTimeout(120_000);

let world: World;
let smtp: TestSmtpServer;
let mailer: Mailer;
let groupId: string;
let advocate: Actor;
let deps: LetterDeps;
let now: number;

const pass = (seconds: number) => {
  now += seconds * 1000;
  world.setNow(new Date(now).toISOString());
};
const recipients = () => smtp.messages.map((message) => message.to[0] ?? '');
const state = async (campaignId: string) => (await world.database.db.campaign.findUniqueOrThrow({ where: { id: campaignId } })).state;
const places = async (campaignId: string) => {
  const rows = await world.database.db.campaignAgency.groupBy({ by: ['place'], where: { campaignId }, _count: { _all: true } });
  return Object.fromEntries(rows.map((row) => [row.place, row._count._all]));
};

beforeAll(async () => {
  world = await makeWorld();
  smtp = await startSmtpServer();
  mailer = createSmtpMailer({ url: smtp.url, ehloName: 'replies.example.org' });
});
beforeEach(async () => {
  now = Date.parse(NOON);
  world.setNow(NOON);
  groupId = await world.addGroup();
  advocate = await world.addPerson(groupId);
  deps = world.deps(mailer);
  (smtp.messages as unknown[]).length = 0;
  smtp.behave({});
});
afterAll(async () => {
  await smtp?.close();
  await world?.close();
});

test('40 agencies over 20 domains, paused, gone on with by a new process: the pace is kept, nobody is written to twice and nobody forgotten', () => runWhole({ world, smtp, deps, advocate }, 40), 120_000);

describe('a pause', () => {
  test('takes back at once what is queued and has not left; its words stay on record, and the same agency gets one letter later', async () => {
    const campaignId = await checkedCampaign(deps, advocate, await addAgencies(world.database, groupId, 6, 3));
    const where = { groupId, campaignId };
    await startCampaign(deps, advocate, { campaignId, version: null });
    await stepCampaign(deps, where);
    expect(await world.database.db.letter.count({ where: { groupId, state: 'queued' } })).toBe(3);
    expect(await pauseCampaign(deps, advocate, where)).toEqual({ takenBack: 3 });
    expect(await world.database.db.letter.count({ where: { groupId, state: 'queued' } })).toBe(0);
    await workOnce(deps, where);
    expect(smtp.messages).toHaveLength(0);
    await continueCampaign(deps, advocate, where);
    for (let round = 0; round < 6; round += 1) {
      pass(130);
      await workOnce(deps, where);
    }
    expect(recipients().sort()).toEqual([...new Set(recipients())].sort());
    expect(smtp.messages).toHaveLength(6);
  });

  test('a letter the server puts off while its campaign is paused does not leave later by itself', async () => {
    const campaignId = await checkedCampaign(deps, advocate, await addAgencies(world.database, groupId, 1, 1));
    const where = { groupId, campaignId };
    await startCampaign(deps, advocate, { campaignId, version: null });
    await stepCampaign(deps, where);
    // The worker has claimed it when the pause comes; the server then asks for patience.
    await world.database.db.letter.updateMany({ where: { groupId }, data: { state: 'sending', claimedAt: new Date(now) } });
    await pauseCampaign(deps, advocate, where);
    await stepCampaign(deps, where);
    await world.database.db.letter.updateMany({ where: { groupId }, data: { state: 'queued', nextAttemptAt: new Date(now + 60_000) } });
    pass(10);
    await sweepCampaigns(deps);
    expect(world.called.filter((job) => job.name === 'campaign.step').at(-1)?.payload).toEqual(where);
    await stepCampaign(deps, where);
    pass(120);
    await workOnce(deps, where);
    expect(smtp.messages).toHaveLength(0);
    expect(await places(campaignId)).toEqual({ created: 1 });
  });

  test('a domain whose server is slow gets no second letter meanwhile', async () => {
    const campaignId = await checkedCampaign(deps, advocate, await addAgencies(world.database, groupId, 3, 1));
    const where = { groupId, campaignId };
    await startCampaign(deps, advocate, { campaignId, version: null });
    smtp.behave({ refuse: { at: 'recipient', code: 451, text: 'Try later' } });
    await workOnce(deps, where);
    for (let round = 0; round < 4; round += 1) {
      pass(150);
      await stepCampaign(deps, where);
    }
    expect(await world.database.db.letter.count({ where: { groupId } })).toBe(1);
    smtp.behave({});
    for (let round = 0; round < 6; round += 1) {
      pass(150);
      await workOnce(deps, where);
    }
    expect(smtp.messages).toHaveLength(3);
  });
});

test('a start can be thought better of: within the group’s wait nothing leaves, and a recall leaves nothing behind', async () => {
  await world.database.db.group.update({ where: { id: groupId }, data: { undoMinutes: 5 } });
  const campaignId = await checkedCampaign(deps, advocate, await addAgencies(world.database, groupId, 3, 3));
  const where = { groupId, campaignId };
  await startCampaign(deps, advocate, { campaignId, version: null });
  pass(290);
  await workOnce(deps, where);
  expect(await world.database.db.letter.count({ where: { groupId } })).toBe(0);
  await recallCampaign(deps, advocate, where);
  pass(60);
  await workOnce(deps, where);
  expect(smtp.messages).toHaveLength(0);
  expect(await world.database.db.recordsRequest.count({ where: { groupId } })).toBe(0);
  // Another, left alone: after the wait each letter leaves in its turn, without a wait of its own.
  const other = await checkedCampaign(deps, advocate, await addAgencies(world.database, groupId, 2, 1));
  await startCampaign(deps, advocate, { campaignId: other, version: null });
  pass(301);
  await workOnce(deps, { groupId, campaignId: other });
  pass(120);
  await workOnce(deps, { groupId, campaignId: other });
  expect(smtp.messages).toHaveLength(2);
});

test('restored from a backup it is paused: letters may have gone from the installation the backup was made of', async () => {
  const campaignId = await checkedCampaign(deps, advocate, await addAgencies(world.database, groupId, 2, 1));
  const where = { groupId, campaignId };
  await startCampaign(deps, advocate, { campaignId, version: null });
  await workOnce(deps, where);
  expect(smtp.messages).toHaveLength(1);
  await holdRestoredLetters(world.database.pool, new Date(now));
  pass(300);
  await sweepCampaigns(deps);
  await workOnce(deps, where);
  expect(smtp.messages).toHaveLength(1);
  expect(await world.database.db.campaign.findUniqueOrThrow({ where: { id: campaignId } })).toMatchObject({ state: 'paused', pausedFrom: 'running', trouble: expect.stringContaining('restored') });
});

test('an address that begins to bounce while its letter waits: nothing is sent there, a person carries it and is told why', async () => {
  const [first = '', second = ''] = await addAgencies(world.database, groupId, 2, 1);
  const campaignId = await checkedCampaign(deps, advocate, [first, second]);
  const where = { groupId, campaignId };
  await startCampaign(deps, advocate, { campaignId, version: null });
  await workOnce(deps, where);
  await world.database.db.bouncingAddress.create({ data: { id: newId(), groupId, agencyId: second, address: 'records1@d0.example', words: '550 5.1.1 No such mailbox', since: new Date(now) } });
  for (let round = 0; round < 3; round += 1) {
    pass(150);
    await workOnce(deps, where);
  }
  expect(recipients()).toEqual(['records0@d0.example']);
  const place = await world.database.db.campaignAgency.findFirstOrThrow({ where: { campaignId, agencyId: second } });
  expect(place).toMatchObject({ place: 'released', problem: expect.stringContaining('records1@d0.example did not take our last letter') });
  expect(await world.database.db.letter.findUniqueOrThrow({ where: { id: place.letterId ?? '' } })).toMatchObject({ state: 'not_sent', channel: 'post', toAddress: '' });
  expect(await state(campaignId)).toBe('done');
});

test('two campaigns of a group keep one pace at a domain both write to', async () => {
  const agencies = await addAgencies(world.database, groupId, 4, 1);
  const one = await checkedCampaign(deps, advocate, agencies.slice(0, 2));
  const other = await checkedCampaign(deps, advocate, agencies.slice(2));
  for (const campaignId of [one, other]) await startCampaign(deps, advocate, { campaignId, version: null });
  for (const campaignId of [one, other]) await workOnce(deps, { groupId, campaignId });
  expect(smtp.messages).toHaveLength(1);
  pass(120);
  for (const campaignId of [other, one]) await workOnce(deps, { groupId, campaignId });
  expect(smtp.messages).toHaveLength(2);
});

test('the first few go alone, and the others when a person lets them', async () => {
  const campaignId = await checkedCampaign(deps, advocate, await addAgencies(world.database, groupId, 5, 5), { canary: 2 });
  const where = { groupId, campaignId };
  expect(await startCampaign(deps, advocate, { campaignId, version: null })).toEqual({ state: 'canary', notBefore: null });
  for (let round = 0; round < 3; round += 1) {
    await workOnce(deps, where);
    pass(200);
  }
  expect(recipients().sort()).toEqual(['records0@d0.example', 'records1@d1.example']);
  expect(await places(campaignId)).toEqual({ planned: 3, released: 2 });
  expect(await world.database.db.recordsRequest.count({ where: { groupId } })).toBe(2);
  await continueCampaign(deps, advocate, where);
  await workOnce(deps, where);
  await workOnce(deps, where);
  expect(smtp.messages).toHaveLength(5);
  expect(await state(campaignId)).toBe('done');
});

test('a recall takes back all that has not left; what went stays as it went', async () => {
  const campaignId = await checkedCampaign(deps, advocate, await addAgencies(world.database, groupId, 6, 2, 2));
  const where = { groupId, campaignId };
  await startCampaign(deps, advocate, { campaignId, version: null });
  await workOnce(deps, where);
  pass(130);
  await stepCampaign(deps, where);
  expect(await world.database.db.letter.groupBy({ by: ['state'], where: { groupId }, _count: { _all: true }, orderBy: { state: 'asc' } })).toEqual(
    expect.arrayContaining([expect.objectContaining({ state: 'sent', _count: { _all: 2 } }), expect.objectContaining({ state: 'queued' }), expect.objectContaining({ state: 'not_sent', _count: { _all: 2 } })]),
  );
  await recallCampaign(deps, advocate, where);
  for (let round = 0; round < 3; round += 1) {
    await workOnce(deps, where);
    pass(200);
  }
  expect(smtp.messages).toHaveLength(2);
  const states = (await world.database.db.recordsRequest.findMany({ where: { groupId }, select: { state: true } })).map((request) => request.state).sort();
  expect(states.filter((one) => one === 'awaiting')).toHaveLength(2);
  expect(states.filter((one) => one === 'draft' || one === 'not_sent')).toHaveLength(0);
  expect(await places(campaignId)).toEqual({ released: 2, recalled: 6 });
});

test('who started it leaves the group: it pauses, says why, and another takes it on', async () => {
  const campaignId = await checkedCampaign(deps, advocate, await addAgencies(world.database, groupId, 2, 1));
  const where = { groupId, campaignId };
  await startCampaign(deps, advocate, { campaignId, version: null });
  await workOnce(deps, where);
  await world.database.db.person.update({ where: { id: advocate.personId }, data: { deactivatedAt: new Date(now) } });
  pass(200);
  await workOnce(deps, where);
  expect(smtp.messages).toHaveLength(1);
  expect(await world.database.db.campaign.findUniqueOrThrow({ where: { id: campaignId } })).toMatchObject({ state: 'paused', trouble: expect.stringContaining('no longer') });
  await continueCampaign(deps, await world.addPerson(groupId), where);
  await workOnce(deps, where);
  expect(smtp.messages).toHaveLength(2);
});
