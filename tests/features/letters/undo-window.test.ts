import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { deliverLetter } from '../../../server/features/letters/deliver-letter.js';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { recallLetter } from '../../../server/features/letters/recall-letter.js';
import { resendNotSent } from '../../../server/features/letters/resend-not-sent.js';
import { resolveUncertain } from '../../../server/features/letters/resolve-uncertain.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import { sweepLetters } from '../../../server/features/letters/sweep-letters.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type TestSmtpServer, startSmtpServer } from '../../support/smtp-server.js';
import { type World, makeWorld } from '../../support/world.js';

const SENT_AT = '2026-11-24T20:00:00Z';
const LEAVES_AT = '2026-11-24T20:05:00Z';

let world: World;
let smtp: TestSmtpServer;
let owner: Actor;
let advocate: Actor;
let lapd: string;

beforeAll(async () => {
  smtp = await startSmtpServer();
  world = await makeWorld({ smtpUrl: smtp.url });
  owner = await world.addGroup('Harbor Records Project', { undoMinutes: 5 });
  advocate = await world.addPerson(owner, 'advocate');
  lapd = await world.agencyId('lapd');
});
afterAll(async () => {
  await world.close();
  await smtp.close();
});

async function approved(): Promise<{ letterId: string; requestId: string }> {
  world.clock.set(SENT_AT);
  const { id } = await createDraft(world.context, advocate, { agencyId: lapd, templateSlug: 'cpra-alpr-sharing' });
  const { letterId } = await sendLetter(world.context, advocate, { requestId: id, version: null, channel: 'email', toAddress: 'cpra@lapd.example' });
  return { letterId, requestId: id };
}

const deliver = (letterId: string) => deliverLetter(world.context, { groupId: owner.groupId, letterId });
const row = (id: string) => world.database.db.letter.findUniqueOrThrow({ where: { id } });
const calls = (letterId: string) => world.jobs.enqueued.filter(({ payload }) => 'letterId' in payload && payload.letterId === letterId).length;
const copies = async (letterId: string) => {
  const { messageId } = await row(letterId);
  return smtp.messages.filter(({ raw }) => raw.toString().includes(messageId)).length;
};

describe('a letter approved for e-mail in a group that waits five minutes', () => {
  test('does not leave before, however often workers are called; then it leaves once', async () => {
    const { letterId } = await approved();
    expect((await row(letterId)).undoUntil?.toISOString()).toBe(new Date(LEAVES_AT).toISOString());
    expect(await deliver(letterId)).toBe('not-claimed');
    world.clock.set('2026-11-24T20:04:59.999Z');
    expect(await Promise.all([deliver(letterId), deliver(letterId)])).toEqual(['not-claimed', 'not-claimed']);
    expect(await copies(letterId)).toBe(0);
    world.clock.set(LEAVES_AT);
    expect((await Promise.all([1, 2, 3, 4].map(() => deliver(letterId)))).sort()).toEqual(['not-claimed', 'not-claimed', 'not-claimed', 'sent']);
    expect(await copies(letterId)).toBe(1);
  });

  test('called by a queue whose clock is ahead, it is called again', async () => {
    const { letterId } = await approved();
    const before = calls(letterId);
    world.clock.set('2026-11-24T20:04:58Z');
    await deliver(letterId);
    expect(calls(letterId)).toBe(before + 1);
  });

  test('taken back meanwhile, it never leaves, and its request is a draft again', async () => {
    const { letterId, requestId } = await approved();
    world.clock.set('2026-11-24T20:04:00Z');
    await recallLetter(world.context, advocate, { letterId });
    world.clock.set('2026-11-24T21:00:00Z');
    await sweepLetters(world.context);
    expect(await deliver(letterId)).toBe('not-claimed');
    expect(await copies(letterId)).toBe(0);
    expect((await world.database.db.recordsRequest.findUniqueOrThrow({ where: { id: requestId } })).state).toBe('draft');
  });

  test('taken back at the very moment it leaves, either it went or it is back, never both', async () => {
    for (let n = 0; n < 12; n += 1) {
      const { letterId } = await approved();
      world.clock.set(LEAVES_AT);
      const [sent, back] = await Promise.allSettled([deliver(letterId), recallLetter(world.context, advocate, { letterId })]);
      const went = sent.status === 'fulfilled' && sent.value === 'sent';
      expect({ went, back: back.status }).toEqual({ went, back: went ? 'rejected' : 'fulfilled' });
      expect(await copies(letterId)).toBe(went ? 1 : 0);
    }
  });

  test('whose call was lost is found by the sweep, and not before its time', async () => {
    await world.database.db.letter.updateMany({ where: { state: 'queued' }, data: { state: 'recalled' } });
    const { letterId } = await approved();
    const before = calls(letterId);
    world.clock.set('2026-11-24T20:04:00Z');
    await sweepLetters(world.context);
    expect(calls(letterId)).toBe(before);
    world.clock.set('2026-11-24T20:06:01Z');
    await sweepLetters(world.context);
    expect(calls(letterId)).toBe(before + 1);
  });

  test('the clock set back by a day: it does not leave early, and not a day late either', async () => {
    const { letterId } = await approved();
    world.clock.set('2026-11-23T20:00:00Z');
    expect(await deliver(letterId)).toBe('not-claimed');
    await sweepLetters(world.context);
    world.clock.set('2026-11-23T21:00:00Z');
    expect(await deliver(letterId)).toBe('sent');
  });

  test('refused and sent again, or said not to have gone, it waits as long again', async () => {
    const { letterId } = await approved();
    await world.database.db.letter.update({ where: { id: letterId }, data: { state: 'refused' } });
    world.clock.set('2026-11-24T22:00:00Z');
    await resendNotSent(world.context, advocate, { letterId });
    expect(await deliver(letterId)).toBe('not-claimed');
    await world.database.db.letter.update({ where: { id: letterId }, data: { state: 'uncertain' } });
    world.clock.set('2026-11-24T23:00:00Z');
    await resolveUncertain(world.context, advocate, { letterId, outcome: 'did_not_go' });
    expect((await row(letterId)).undoUntil?.toISOString()).toBe('2026-11-24T23:05:00.000Z');
    world.clock.set('2026-11-24T23:05:00Z');
    expect(await deliver(letterId)).toBe('sent');
  });

  test('its page and the list of letters say when it leaves, and take it back', async () => {
    const browser = await world.signIn(advocate);
    const { letterId } = await approved();
    const page = await browser.get(`/letters/${letterId}`);
    expect(page.text.replaceAll(/[\u00a0\s]+/g, ' ')).toContain('It leaves at Tue, Nov 24, 12:05 pm Pacific. Until then it can be taken back.');
    const list = await browser.get('/outbox');
    expect(list.text.replaceAll(/[\u00a0\s]+/g, ' ')).toContain('leaves at Tue, Nov 24, 12:05 pm');
    expect(list.text).toContain(`action="/letters/${letterId}/recall"`);
    expect((await browser.post(`/letters/${letterId}/recall`)).status).toBe(303);
    expect((await row(letterId)).state).toBe('recalled');
    expect((await browser.get('/outbox?show=recalled')).text).not.toContain(`action="/letters/${letterId}/recall"`);
  });

  test('an owner sets the wait on the settings page; the API tells it and takes letters back', async () => {
    const browser = await world.signIn(owner);
    const form = { name: 'Harbor Records Project', numberPrefix: 'TD', timeZone: 'America/Los_Angeles', postalAddress: '', contactEmail: '', contactPhone: '', feeCeiling: '25.00' };
    expect((await browser.post('/settings', { ...form, undoMinutes: '90' })).text).toContain('A number of minutes from 0 to 60.');
    expect((await browser.post('/settings', { ...form, undoMinutes: '15' })).status).toBe(303);
    const { letterId } = await approved();
    expect((await row(letterId)).undoUntil?.toISOString()).toBe('2026-11-24T20:15:00.000Z');
    const authorization = `Bearer ${await world.tokenOf(owner)}`;
    expect((await request(world.app).get('/api/v1/group').set('Authorization', authorization)).body).toMatchObject({ undoMinutes: 15 });
    expect((await request(world.app).get(`/api/v1/letters/${letterId}`).set('Authorization', authorization)).body).toMatchObject({ undoUntil: '2026-11-24T20:15:00.000Z' });
    const back = await request(world.app).post(`/api/v1/letters/${letterId}/recall`).set('Authorization', authorization);
    expect([back.status, (await row(letterId)).state]).toEqual([200, 'recalled']);
    expect((await request(world.app).patch('/api/v1/group').set('Authorization', authorization).send({ undoMinutes: 0 })).status).toBe(200);
    const next = await approved();
    expect(await deliver(next.letterId)).toBe('sent');
  });
});
