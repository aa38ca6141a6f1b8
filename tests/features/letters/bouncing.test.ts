import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { isAboutAddress } from '../../../server/features/agencies/mark-bouncing.js';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { deliverLetter } from '../../../server/features/letters/deliver-letter.js';
import { resendNotSent } from '../../../server/features/letters/resend-not-sent.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type TestSmtpServer, startSmtpServer } from '../../support/smtp-server.js';
import { type World, makeWorld } from '../../support/world.js';

const ADDRESS = 'cpra@lapd.example';

let world: World;
let smtp: TestSmtpServer;
let owner: Actor;
let advocate: Actor;
let lapd: string;

beforeAll(async () => {
  smtp = await startSmtpServer();
  world = await makeWorld({ smtpUrl: smtp.url });
  lapd = await world.agencyId('lapd');
});
afterAll(async () => {
  await world.close();
  await smtp.close();
});
beforeEach(async () => {
  owner = await world.addGroup();
  advocate = await world.addPerson(owner, 'advocate');
  smtp.behave({});
});

const newDraft = async () => (await createDraft(world.context, advocate, { agencyId: lapd, templateSlug: 'cpra-alpr-sharing' })).id;
const send = (requestId: string, more: object = {}) => sendLetter(world.context, advocate, { requestId, version: null, channel: 'email', toAddress: ADDRESS, ...more });
const deliver = (letterId: string) => deliverLetter(world.context, { groupId: owner.groupId, letterId });

/** A letter that the server refused in these words. */
async function refused(text = '5.1.1 No such mailbox', code = 550): Promise<string> {
  const { letterId } = await send(await newDraft());
  smtp.behave({ refuse: { at: 'recipient', code, text } });
  expect(await deliver(letterId)).toBe('refused');
  smtp.behave({});
  return letterId;
}

describe('an address that a mail server does not know', () => {
  test('the next letter there is stopped with the server’s words, however it is spelled, and goes with a tick', async () => {
    await refused();
    const id = await newDraft();
    await expect(send(id, { toAddress: 'CPRA@lapd.example' })).rejects.toMatchObject({ code: 'letters.address-bounces', message: expect.stringContaining('No such mailbox') });
    const { letterId } = await send(id, { evenIfBounces: true });
    expect(await deliver(letterId)).toBe('sent');
  });

  test('another address, another way and another group are not asked', async () => {
    await refused();
    await expect(send(await newDraft(), { toAddress: 'records@lapd.example' })).resolves.toMatchObject({ state: 'queued' });
    await expect(send(await newDraft(), { channel: 'portal' })).resolves.toMatchObject({ state: 'not_sent' });
    owner = await world.addGroup('Other');
    advocate = await world.addPerson(owner, 'advocate');
    await expect(send(await newDraft())).resolves.toMatchObject({ state: 'queued' });
  });

  test('the refused letter itself goes there again only with a tick, on its page too', async () => {
    const letterId = await refused();
    await expect(resendNotSent(world.context, advocate, { letterId })).rejects.toMatchObject({ code: 'letters.address-bounces' });
    const browser = await world.signIn(advocate);
    expect((await browser.get(`/letters/${letterId}`)).text).toContain('name="evenIfBounces"');
    await browser.post(`/letters/${letterId}/send`);
    expect(await deliver(letterId)).toBe('not-claimed');
    await browser.post(`/letters/${letterId}/send`, { evenIfBounces: 'on' });
    expect(await deliver(letterId)).toBe('sent');
  });

  test('the page that sends a request asks, keeps what was typed, and sends with the tick', async () => {
    await refused();
    const id = await newDraft();
    const browser = await world.signIn(advocate);
    const form = { version: '0', channel: 'email', toAddress: ADDRESS, responsibleId: advocate.personId };
    const asked = await browser.post(`/requests/${id}/compose/send`, form);
    expect([asked.status, asked.text.includes('name="evenIfBounces"'), asked.text.includes(`value="${ADDRESS}"`)]).toEqual([409, true, true]);
    expect(asked.text).toMatch(/value="email"[^>]* checked/);
    expect((await browser.post(`/requests/${id}/compose/send`, { ...form, evenIfBounces: 'on' })).status).toBe(303);
  });

  test('its agency’s page tells it until somebody says that it works; then nothing asks any more', async () => {
    await refused();
    const browser = await world.signIn(owner);
    const page = await browser.get(`/agencies/${lapd}`);
    expect(page.text).toContain('cpra@lapd.example did not take our letter of');
    expect((await browser.post(`/agencies/${lapd}/address-works`, { address: ADDRESS })).status).toBe(303);
    expect((await browser.get(`/agencies/${lapd}`)).text).not.toContain('did not take our letter');
    await expect(send(await newDraft())).resolves.toMatchObject({ state: 'queued' });
    const types = (await world.database.db.event.findMany({ where: { groupId: owner.groupId, type: { startsWith: 'agency.' } }, orderBy: { seq: 'asc' } })).map(({ type }) => type);
    expect(types).toEqual(['agency.address-bounced', 'agency.address-works']);
  });

  test('programs are told by a code and say it by a field', async () => {
    await refused();
    const authorization = `Bearer ${await world.tokenOf(advocate)}`;
    const post = async (body: object) => request(world.app).post(`/api/v1/requests/${await newDraft()}/send`).set('Authorization', authorization).send({ channel: 'email', toAddress: ADDRESS, ...body });
    expect((await post({})).body).toMatchObject({ error: { code: 'letters.address-bounces' } });
    expect((await post({ evenIfBounces: true })).status).toBe(201);
  });

  test('a refusal of the letter, not of the address, marks nothing', async () => {
    await refused('5.7.1 Message looks like spam', 554);
    await expect(send(await newDraft())).resolves.toMatchObject({ state: 'queued' });
  });
});

test.each([
  ['550 5.1.1 <a@b.example>: no such user', true],
  ['550 No such mailbox', true],
  ['553 5.1.3 bad address syntax', true],
  ['550 5.2.1 mailbox disabled', true],
  ['550 5.7.1 rejected by policy', false],
  ['552 5.3.4 message too big', false],
  ['554 Transaction failed', false],
  ['', false],
])('“%s” is about the address: %s', (words, about) => {
  expect(isAboutAddress(words)).toBe(about);
});
