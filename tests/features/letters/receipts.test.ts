import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { changeGroupSettings } from '../../../server/features/accounts/change-group-settings.js';
import { isAboutAddress } from '../../../server/features/agencies/mark-bouncing.js';
import { channelWarnings } from '../../../server/features/letters/channel-warnings.js';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { deliverLetter } from '../../../server/features/letters/deliver-letter.js';
import { askForReceipt, BY_ITSELF } from '../../../server/features/letters/follow-ups/ask-for-receipt.js';
import { startFollowUp } from '../../../server/features/letters/follow-ups/start-follow-up.js';
import { sweepReceipts } from '../../../server/features/letters/follow-ups/sweep-receipts.js';
import { recallLetter } from '../../../server/features/letters/recall-letter.js';
import { recordDelivery } from '../../../server/features/letters/record-delivery.js';
import { resendNotSent } from '../../../server/features/letters/resend-not-sent.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import type { TestSmtpServer } from '../../support/smtp-server.js';
import { makeMailingWorld, type World } from '../../support/world.js';

describe('bouncing addresses', () => {
  const ADDRESS = 'cpra@lapd.example';

  let world: World;
  let smtp: TestSmtpServer;
  let owner: Actor;
  let advocate: Actor;
  let lapd: string;

  beforeAll(async () => {
    ({ world, smtp } = await makeMailingWorld());
    lapd = await world.agencyId('lapd');
  });
  afterAll(() => world.close());
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

    test('the page that sends says so before anything is pressed, with the tick at hand, and chooses another way', async () => {
      await refused();
      const { id } = await createDraft(world.context, advocate, { agencyId: lapd, templateSlug: 'cpra-alpr-sharing', fields: { toAddress: ADDRESS } });
      const { text } = await (await world.signIn(advocate)).get(`/requests/${id}/compose/send`);
      expect(text).toMatch(/did not take our last letter, on .* The mail server said: “.*No such mailbox/);
      expect(text).toContain('name="evenIfBounces"');
      expect(text).not.toMatch(/value="email"[^>]* checked/);
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
});

describe('warnings about channels', () => {
  const way = (kind: 'email' | 'portal' | 'post', value: string, designated: boolean | null) => ({ kind, value, designated, note: '', confidence: 'group' as const, source: '' });
  const agency = { shortName: 'ZPD', statute: 'CPRA' as const, channels: [way('portal', 'requests.example', true), way('email', 'cpra@zpd.example', true), way('post', '1 Main Street', null)], refuses: [] };
  const sending = { channel: 'post' as const, toAddress: '', followUp: false, on: '2026-11-24' };

  describe('ways an agency designated', () => {
    test('another way is said, with those they designated', () => {
      expect(channelWarnings(agency, sending)).toEqual(['ZPD designated other ways: on the agency’s portal (requests.example) or by e-mail (cpra@zpd.example). A letter by another way may lie unread.']);
    });

    test.each([
      ['by a designated one', { ...sending, channel: 'portal' as const }],
      ['to the designated address, however written', { ...sending, channel: 'email' as const, toAddress: ' CPRA@zpd.example ' }],
      ['by e-mail while no address is given', { ...sending, channel: 'email' as const }],
    ])('nothing is said %s', (_, to) => {
      expect(channelWarnings(agency, to)).toEqual([]);
    });

    test('another address than the designated one is another way', () => {
      expect(channelWarnings(agency, { ...sending, channel: 'email', toAddress: 'chief@zpd.example' })).toHaveLength(1);
    });

    test('nothing is said where none is known to be designated', () => {
      expect(channelWarnings({ ...agency, channels: [way('portal', 'requests.example', null)] }, sending)).toEqual([]);
    });

    test('from 2027 on a CPRA request may start no clock that way, which is not verified; a later letter and FOIA are left out', () => {
      const [, bill] = channelWarnings(agency, { ...sending, on: '2027-01-01' });
      expect(bill).toMatch(/AB 1821 became law, which is not verified/);
      expect(channelWarnings(agency, { ...sending, on: '2026-12-31' })).toHaveLength(1);
      expect(channelWarnings(agency, { ...sending, on: '2027-01-01', followUp: true })).toHaveLength(1);
      expect(channelWarnings({ ...agency, statute: 'FOIA' }, { ...sending, on: '2027-01-01' })).toHaveLength(1);
    });

    test('a way they refuse is said with the reason, and nothing besides', () => {
      const refuses = [{ what: 'post' as const, why: 'Nobody opens it.', since: null, confidence: 'group' as const, source: '' }];
      expect(channelWarnings({ ...agency, refuses }, { ...sending, on: '2027-01-01' })).toEqual(['ZPD takes nothing by post: Nobody opens it.']);
    });
  });
});

describe('asking for receipt', () => {
  const SENT_AT = '2026-11-16T18:00:00Z';
  const SOON = '2026-11-18T18:00:00Z';
  const THEN = '2026-11-23T18:00:00Z';

  let world: World;
  let smtp: TestSmtpServer;
  let owner: Actor;
  let advocate: Actor;

  beforeAll(async () => {
    ({ world, smtp } = await makeMailingWorld({ now: SENT_AT }));
  });
  afterAll(() => world.close());
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
});
