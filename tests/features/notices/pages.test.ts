import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as cheerio from 'cheerio';
import request from 'supertest';
import type { Actor } from '../../../server/platform/http/actor.js';
import { fillGroup } from '../http/filled-group.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';

let world: World;
let owner: Actor;
let visitor: Browser;
let noticeId: string;

beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  owner = await world.addGroup();
  await world.tokenOf(owner);
  noticeId = (await fillGroup(world, owner)).ids['noticeId'] ?? '';
  visitor = await world.signIn(owner);
});

const notice = () => world.database.db.notice.findUniqueOrThrow({ where: { id: noticeId } });
const settingsOf = (actor: Actor) => world.database.db.noticeSettings.findUnique({ where: { groupId_personId: { groupId: actor.groupId, personId: actor.personId } } });

describe('the page a mail leads to', () => {
  test('opened, by whatever program, it acknowledges nothing; its one button does, and the list says who has it', async () => {
    const page = await visitor.get(`/notices/${noticeId}`);
    expect(page.status).toBe(200);
    const shown = cheerio.load(page.text);
    expect(shown('main button[type=submit]').toArray().map((button) => shown(button).text())).toEqual(['I have this']);
    expect([(await notice()).acknowledgedAt, (await notice()).seenAt === null]).toEqual([null, false]);
    const done = await visitor.post(`/notices/${noticeId}/acknowledged`);
    expect([done.status, done.headers['location']]).toEqual([303, `/notices/${noticeId}`]);
    expect((await notice()).acknowledgedAt).toEqual(world.clock.now());
    expect((await visitor.get(`/notices/${noticeId}`)).text).toContain('Olive Owner has this');
    expect((await visitor.get('/notices')).text).toContain('Olive Owner has this');
    const events = await world.database.db.event.findMany({ where: { groupId: owner.groupId, type: 'notice.acknowledged' } });
    expect(events.map((event) => event.personId)).toEqual([owner.personId]);
  });

  test('pressed twice, it stays with the first time and writes one event', async () => {
    await visitor.post(`/notices/${noticeId}/acknowledged`);
    const first = (await notice()).acknowledgedAt;
    world.clock.pass(1);
    await visitor.post(`/notices/${noticeId}/acknowledged`);
    expect((await notice()).acknowledgedAt).toEqual(first);
    expect(await world.database.db.event.count({ where: { groupId: owner.groupId, type: 'notice.acknowledged' } })).toBe(1);
  });

  test('by the API: whether it asks, and saying so', async () => {
    const call = request(world.app);
    const token = await world.tokenOf(owner);
    const list = async () => (await call.get('/api/v1/notices').set('authorization', `Bearer ${token}`)).body.notices[0];
    expect(await list()).toMatchObject({ id: noticeId, rung: 'due', asksForAnswer: true, acknowledgedAt: null });
    const answer = await call.post(`/api/v1/notices/${noticeId}/acknowledged`).set('authorization', `Bearer ${token}`);
    expect([answer.status, answer.body]).toEqual([200, { acknowledged: true }]);
    expect(await list()).toMatchObject({ acknowledgedAt: world.clock.now().toISOString() });
  });
});

describe('how one is told', () => {
  const fields = { delivery: 'digest', without: ['', 'before-7', 'before-1'], quietDays: ['', '0', '6'], awayFrom: '2026-12-24', awayTo: '2027-01-02' };

  test('is set on one page, kept as typed, and can be given up for the role’s', async () => {
    expect((await visitor.get('/account/notices')).text).toContain('Nobody has set anything');
    expect((await visitor.post('/account/notices', fields)).status).toBe(303);
    expect(await settingsOf(owner)).toMatchObject({ delivery: 'digest', without: ['before-7', 'before-1'], quietDays: [0, 6] });
    const shown = cheerio.load((await visitor.get('/account/notices')).text);
    expect(shown('input:checked').toArray().map((input) => shown(input).val())).toEqual(['digest', 'before-7', 'before-1', '6', '0']);
    expect(shown('#awayFrom').val()).toBe('2026-12-24');
    expect((await visitor.post('/account/notices/reset')).status).toBe(303);
    expect(await settingsOf(owner)).toBeNull();
  });

  test.each([
    ['a week without any day for mail', { ...fields, quietDays: ['', '0', '1', '2', '3', '4', '5', '6'] }, 'Leave at least one day of the week with mail.'],
    ['a first day away without a last', { ...fields, awayTo: '' }, 'Give the first and the last day, or neither.'],
    ['days away in the wrong order', { ...fields, awayTo: '2026-12-01' }, 'The last day can’t be before the first.'],
    ['the day itself left out', { ...fields, without: ['due'] }, ''],
  ])('refuses %s, and keeps what was typed', async (_what, wrong, says) => {
    await visitor.get('/account/notices');
    const answer = await visitor.post('/account/notices', wrong);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(says);
    expect(cheerio.load(answer.text)('#awayFrom').val()).toBe('2026-12-24');
    expect(await settingsOf(owner)).toBeNull();
  });

  test('an owner sets it for a role; whoever set nothing sees it there, and nobody else may', async () => {
    await visitor.get('/settings/notices');
    expect((await visitor.post('/settings/notices', { role: 'lawyer', delivery: 'digest', without: [''], quietDays: ['', '0'] })).status).toBe(303);
    const lawyer = await world.addPerson(owner, 'lawyer');
    const theirs = await world.signIn(lawyer);
    expect((await theirs.get('/account/notices')).text).toContain('the settings of your role');
    expect((await theirs.get('/settings/notices')).status).toBe(403);
    const token = await world.tokenOf(lawyer);
    const answer = await request(world.app).get('/api/v1/notice-settings').set('authorization', `Bearer ${token}`);
    expect(answer.body).toEqual({ from: 'role', delivery: 'digest', without: [], quietDays: [0], awayFrom: null, awayTo: null });
  });
});
