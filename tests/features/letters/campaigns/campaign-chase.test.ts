import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import { stepCampaign } from '../../../../server/features/letters/campaigns/step-campaign.js';
import { startCampaign } from '../../../../server/features/letters/campaigns/start-campaign.js';
import { pauseCampaign } from '../../../../server/features/letters/campaigns/pause-campaign.js';
import { continueCampaign } from '../../../../server/features/letters/campaigns/continue-campaign.js';
import type { Actor } from '../../../../server/platform/http/actor.js';
import { type TestSmtpServer, startSmtpServer } from '../../../support/smtp-server.js';
import { type Browser, type World, makeWorld } from '../../../support/world.js';
import { addAgencies, checkedCampaign, workOnce } from './office.js';

/** A campaign whose agencies are late, written to again. */

jest.setTimeout(120_000);

let world: World;
let smtp: TestSmtpServer;
let owner: Actor;
let visitor: Browser;
let campaignId: string;
let requests: string[];

const where = () => ({ groupId: owner.groupId, campaignId });
const words = (html: string): string => load(html)('main').text().replace(/\s+/g, ' ');
const call = async (method: 'get' | 'post', address: string, body?: object) => request(world.app)[method](address).set('Authorization', `Bearer ${await world.tokenOf(owner)}`).send(body);
const chasers = () => world.database.db.campaignChaser.findMany({ where: where(), orderBy: { id: 'asc' } });

beforeAll(async () => {
  smtp = await startSmtpServer();
  world = await makeWorld({ smtpUrl: smtp.url });
  owner = await world.addGroup();
  visitor = await world.signIn(owner);
  campaignId = await checkedCampaign(world.context, owner, await addAgencies(world.database, owner.groupId, 4, 1), { paceSeconds: 120 });
  await startCampaign(world.context, owner, { campaignId, version: null });
  for (let round = 0; round < 5; round += 1) {
    await workOnce(world.context, where());
    world.clock.pass(0.05);
  }
  const places = await world.database.db.campaignAgency.findMany({ where: { campaignId }, orderBy: { position: 'asc' } });
  requests = places.map((place) => place.requestId ?? '');
  for (const requestId of requests.slice(0, 3)) await call('post', `/api/v1/requests/${requestId}/facts`, { type: 'received', date: '2026-11-24', basis: 'person' });
  world.clock.set('2026-12-20T20:00:00Z');
}, 120_000);
afterAll(async () => {
  await smtp?.close();
  await world?.close();
});

test('those late get the fitting letter to read; what is not called for is said with the reason', async () => {
  expect(smtp.messages).toHaveLength(4);
  const late = await visitor.get(`/campaigns/${campaignId}/chase?show=late`);
  const $ = load(late.text);
  expect($('input[name=approve]')).toHaveLength(3);
  expect($('.letter').first().text()).toContain('Town 0 Police Department');
  expect(words(late.text)).toContain('3 letters are called for on this page.');
  const all = words((await visitor.get(`/campaigns/${campaignId}/chase?show=sent`)).text);
  expect(all).toContain('Town 3');
  expect(words((await visitor.get(`/campaigns/${campaignId}`)).text)).toContain('Write to these again');
  const now = '2026-12-20T20:00:00Z';
  world.clock.set('2026-11-25T18:00:00Z');
  const young = words((await visitor.get(`/campaigns/${campaignId}`)).text);
  const early = words((await visitor.get(`/campaigns/${campaignId}/chase?show=sent`)).text);
  world.clock.set(now);
  expect(young).not.toContain('Write to these again');
  expect(early).toMatch(/No letter is called for now. “[^”]+”: /);
});

test('approved together they go one to a domain in a pace, paused in between; what changed since it was read does not go, and says so', async () => {
  const $ = load((await visitor.get(`/campaigns/${campaignId}/chase?show=late`)).text);
  const approve = $('input[name=approve]').map((_, box) => $(box).attr('value')).get();
  const [first = '', second = '', third = ''] = approve;
  const answer = await visitor.post(`/campaigns/${campaignId}/chase`, { show: 'late', approve });
  expect(answer.status).toBe(303);
  // The second press, of another window, approves none twice.
  await visitor.post(`/campaigns/${campaignId}/chase`, { show: 'late', approve });
  expect(await chasers()).toHaveLength(3);

  await stepCampaign(world.context, where());
  const queued = await world.database.db.letter.findMany({ where: { groupId: owner.groupId, state: 'queued' } });
  expect(queued).toHaveLength(1);
  await pauseCampaign(world.context, owner, where());
  expect(await world.database.db.letter.count({ where: { groupId: owner.groupId, state: 'queued' } })).toBe(0);
  expect(await world.database.db.letterDraft.count({ where: { groupId: owner.groupId } })).toBe(0);
  await continueCampaign(world.context, owner, where());

  // The third agency answers before its turn comes.
  const [thirdRequest = ''] = third.split('|');
  await call('post', `/api/v1/requests/${thirdRequest}/facts`, { type: 'extension_notice', date: '2026-12-01', basis: 'person', details: { specifiedDate: '2026-12-18', ground: 'voluminous' } });
  for (let round = 0; round < 6; round += 1) {
    await workOnce(world.context, where());
    world.clock.pass(0.034);
  }
  expect(smtp.messages).toHaveLength(6);
  expect(smtp.messages.slice(4).map((message) => message.to[0])).toEqual(['records0@d0.example', 'records1@d0.example']);
  const byRequest = new Map((await chasers()).map((row) => [row.requestId, row]));
  expect(byRequest.get(first.split('|')[0] ?? '')).toMatchObject({ place: 'released' });
  expect(byRequest.get(second.split('|')[0] ?? '')).toMatchObject({ place: 'released' });
  expect(byRequest.get(thirdRequest)).toMatchObject({ place: 'failed' });
  const page = words((await visitor.get(`/campaigns/${campaignId}/chase?show=sent`)).text);
  expect(page).toContain('Approved before');
  expect(page).toContain('Not sent');
});

describe('what a page of letters refuses', () => {
  test('a letter for a request of another campaign, or of none, is not approved', async () => {
    const other = await world.addGroup('Other');
    const theirs = await checkedCampaign(world.context, other, await addAgencies(world.database, other.groupId, 1, 1));
    await startCampaign(world.context, other, { campaignId: theirs, version: null });
    await stepCampaign(world.context, { groupId: other.groupId, campaignId: theirs });
    const place = await world.database.db.campaignAgency.findFirstOrThrow({ where: { campaignId: theirs } });
    const answer = await call('post', `/api/v1/campaigns/${campaignId}/letters`, { approve: [{ requestId: place.requestId, letter: 'cpra-overdue-ten-days', seen: '0'.repeat(32) }] });
    expect(answer.body).toEqual({ approved: 0 });
    expect((await call('get', `/api/v1/campaigns/${theirs}/letters`)).status).toBe(404);
  });

  test('a made-up mark sends nothing', async () => {
    const [requestId] = requests.slice(3);
    await call('post', `/api/v1/campaigns/${campaignId}/letters`, { approve: [{ requestId, letter: 'cpra-confirm-receipt', seen: '0'.repeat(32) }] });
    world.clock.pass(1);
    const before = smtp.messages.length;
    await workOnce(world.context, where());
    expect(smtp.messages).toHaveLength(before);
    expect((await chasers()).at(-1)).toMatchObject({ place: 'failed' });
  });

  test('nothing ticked: it says what to do', async () => {
    const answer = await visitor.post(`/campaigns/${campaignId}/chase`, { show: 'late' });
    expect(answer.status).toBe(400);
    expect(words(answer.text)).toContain('Tick the letters you have read.');
  });
});
