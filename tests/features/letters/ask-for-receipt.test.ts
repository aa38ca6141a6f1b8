import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { changeGroupSettings } from '../../../server/features/accounts/change-group-settings.js';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { deliverLetter } from '../../../server/features/letters/deliver-letter.js';
import { BY_ITSELF, askForReceipt } from '../../../server/features/letters/follow-ups/ask-for-receipt.js';
import { startFollowUp } from '../../../server/features/letters/follow-ups/start-follow-up.js';
import { sweepReceipts } from '../../../server/features/letters/follow-ups/sweep-receipts.js';
import { recallLetter } from '../../../server/features/letters/recall-letter.js';
import { recordDelivery } from '../../../server/features/letters/record-delivery.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type TestSmtpServer, startSmtpServer } from '../../support/smtp-server.js';
import { type World, makeWorld } from '../../support/world.js';

const SENT_AT = '2026-11-16T18:00:00Z';
const SOON = '2026-11-18T18:00:00Z';
const THEN = '2026-11-23T18:00:00Z';

let world: World;
let smtp: TestSmtpServer;
let owner: Actor;
let advocate: Actor;

beforeAll(async () => {
  smtp = await startSmtpServer();
  world = await makeWorld({ smtpUrl: smtp.url, now: SENT_AT });
});
afterAll(async () => {
  await world.close();
  await smtp.close();
});
// A group for each: three letters a week are the most one agency gets.
beforeEach(async () => {
  world.clock.set(SENT_AT);
  owner = await world.addGroup('Harbor Records Project', { undoMinutes: 5 });
  advocate = await world.addPerson(owner, 'advocate', 'Ilse Marrowby');
});

const order = (confirmsByItself: boolean, by = owner) => changeGroupSettings(world.context, by, { confirmsByItself });
const ask = (requestId: string) => askForReceipt(world.context, { groupId: owner.groupId, requestId });
const letters = (requestId: string) => world.database.db.letter.findMany({ where: { requestId, templateSlug: BY_ITSELF } });

async function sentByEmail(): Promise<string> {
  world.clock.set(SENT_AT);
  const { id } = await createDraft(world.context, advocate, { agencyId: await world.agencyId('lapd'), templateSlug: 'cpra-alpr-sharing' });
  const { letterId } = await sendLetter(world.context, advocate, { requestId: id, version: null, channel: 'email', toAddress: 'cpra@lapd.example' });
  world.clock.set('2026-11-16T18:06:00Z');
  expect(await deliverLetter(world.context, { groupId: owner.groupId, letterId })).toBe('sent');
  world.clock.set(THEN);
  return id;
}

describe('the letter that asks to confirm receipt', () => {
  test('goes by itself in no group that has not ordered it', async () => {
    const id = await sentByEmail();
    const before = world.jobs.enqueued.length;
    await sweepReceipts(world.context);
    expect(world.jobs.enqueued.slice(before)).toEqual([]);
    expect(await ask(id)).toBe(false);
    expect(await letters(id)).toEqual([]);
  });

  test('ordered, it goes three working days later, once whoever calls, after the group’s wait, signed by the person responsible', async () => {
    const id = await sentByEmail();
    await order(true);
    world.clock.set(SOON);
    expect(await ask(id)).toBe(false);
    world.clock.set(THEN);
    const before = world.jobs.enqueued.length;
    expect(await sweepReceipts(world.context)).toBe(1);
    expect(world.jobs.enqueued.slice(before)).toEqual([{ name: 'receipt.ask', payload: { groupId: owner.groupId, requestId: id } }]);
    expect((await Promise.all([ask(id), ask(id), ask(id)])).filter(Boolean)).toHaveLength(1);
    const [letter, ...more] = await letters(id);
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ state: 'queued', byItself: true, channel: 'email', toAddress: 'cpra@lapd.example', createdById: owner.personId, followUp: true });
    expect(letter?.undoUntil?.toISOString()).toBe('2026-11-23T18:05:00.000Z');
    expect(letter?.bodyText).toContain('Ilse Marrowby');
    const where = { groupId: owner.groupId, letterId: letter?.id ?? '' };
    expect(await deliverLetter(world.context, where)).toBe('not-claimed');
    world.clock.set('2026-11-23T18:05:00Z');
    const sent = smtp.messages.length;
    expect(await deliverLetter(world.context, where)).toBe('sent');
    expect(smtp.messages).toHaveLength(sent + 1);
    expect(await sweepReceipts(world.context)).toBe(0);
    expect(await ask(id)).toBe(false);
  });

  test('the record says that Tenday wrote it and on whose order, nobody’s approval', async () => {
    const id = await sentByEmail();
    await order(true);
    await ask(id);
    const { body } = await request(world.app).get(`/api/v1/requests/${id}/timeline`).set('Authorization', `Bearer ${await world.tokenOf(advocate)}`);
    const events = (body as { events: { type: string; what: string; change: string }[] }).events;
    expect(events.find(({ what }) => what === 'Letter frozen by Tenday')?.change).toContain('on the group’s standing order, given by Olive Owner');
    const event = await world.database.db.event.findFirstOrThrow({ where: { requestId: id, type: 'letter.frozen' }, orderBy: { seq: 'desc' }, include: { words: true } });
    expect(event.personId).toBeNull();
    expect(JSON.stringify(event.words?.words)).not.toContain('approvedBy');
    const [letter] = await letters(id);
    expect((await (await world.signIn(advocate)).get(`/letters/${letter?.id}`)).text).toContain('on the standing order of Olive Owner');
  });

  test('taken back, it is not written again; a person still can', async () => {
    const id = await sentByEmail();
    await order(true);
    await ask(id);
    const [letter] = await letters(id);
    await recallLetter(world.context, advocate, { letterId: letter?.id ?? '' });
    world.clock.set('2026-11-24T18:00:00Z');
    expect(await sweepReceipts(world.context)).toBe(0);
    expect(await ask(id)).toBe(false);
    await expect(startFollowUp(world.context, advocate, { requestId: id, templateSlug: BY_ITSELF })).resolves.toMatchObject({ id: expect.any(String) });
  });

  test.each<[string, (id: string) => Promise<unknown>]>([
    ['the order was taken back', () => order(false)],
    ['whoever ordered it is gone', () => world.database.db.person.updateMany({ where: { id: owner.personId }, data: { deactivatedAt: world.clock.now() } })],
    ['whoever ordered it sends no letters any more', () => world.database.db.person.updateMany({ where: { id: owner.personId }, data: { role: 'volunteer' } })],
    ['the person responsible is gone', () => world.database.db.person.updateMany({ where: { id: advocate.personId }, data: { deactivatedAt: world.clock.now() } })],
    ['somebody is writing it', (id) => startFollowUp(world.context, advocate, { requestId: id, templateSlug: BY_ITSELF })],
    ['the request was closed', (id) => world.database.db.recordsRequest.updateMany({ where: { id }, data: { state: 'closed' } })],
    ['they refuse e-mail since', async () => world.database.db.agencyCorrection.create({ data: { id: owner.groupId, groupId: owner.groupId, agencyId: await world.agencyId('lapd'), correctedById: owner.personId, updatedAt: world.clock.now(), fields: { refuses: [{ what: 'email', why: 'Portal only', confidence: 'group' }] } } })],
  ])('is left to people when %s', async (_why, happens) => {
    const id = await sentByEmail();
    await order(true);
    await happens(id);
    expect(await ask(id)).toBe(false);
    expect(await letters(id)).toEqual([]);
  });

  test('is left to people when the request went by the portal', async () => {
    const { id } = await createDraft(world.context, advocate, { agencyId: await world.agencyId('lapd'), templateSlug: 'cpra-alpr-sharing' });
    const { letterId } = await sendLetter(world.context, advocate, { requestId: id, version: null, channel: 'portal' });
    await recordDelivery(world.context, advocate, { letterId, channel: 'portal', date: '2026-11-16' });
    await order(true);
    world.clock.set(THEN);
    expect(await ask(id)).toBe(false);
    expect(await letters(id)).toEqual([]);
  });

  test('is ordered and taken back on the settings page', async () => {
    const browser = await world.signIn(owner);
    const form = { name: 'Harbor Records Project', numberPrefix: 'TD', timeZone: 'America/Los_Angeles', postalAddress: '', contactEmail: '', contactPhone: '', feeCeiling: '25.00', undoMinutes: '5' };
    const group = () => world.database.db.group.findUniqueOrThrow({ where: { id: owner.groupId } });
    await browser.post('/settings', { ...form, confirmsByItself: 'yes' });
    expect(await group()).toMatchObject({ confirmsByItself: true, confirmsSetById: owner.personId });
    expect((await browser.get('/settings')).text).toMatch(/name="confirmsByItself"[^>]* checked/);
    await browser.post('/settings', form);
    expect(await group()).toMatchObject({ confirmsByItself: false });
  });
});
