import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { simpleParser } from 'mailparser';
import request from 'supertest';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { deliverLetter } from '../../../server/features/letters/deliver-letter.js';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import { discardFollowUp } from '../../../server/features/letters/follow-ups/discard-follow-up.js';
import { followUps } from '../../../server/features/letters/follow-ups/offer-letters.js';
import { saveFollowUp } from '../../../server/features/letters/follow-ups/save-follow-up.js';
import { sendFollowUp } from '../../../server/features/letters/follow-ups/send-follow-up.js';
import { startFollowUp } from '../../../server/features/letters/follow-ups/start-follow-up.js';
import { recallLetter } from '../../../server/features/letters/recall-letter.js';
import { recordDelivery } from '../../../server/features/letters/record-delivery.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { newId } from '../../../server/platform/ids.js';
import { type TestSmtpServer, startSmtpServer } from '../../support/smtp-server.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';

const OBJECTION = 'cpra-extension-objection';
let world: World;
let smtp: TestSmtpServer;
let advocate: Actor;
let lawyer: Actor;
let browser: Browser;
let agencyId: string;

beforeAll(async () => {
  smtp = await startSmtpServer();
  world = await makeWorld({ smtpUrl: smtp.url, now: '2026-10-14T17:00:00Z' });
  const owner = await world.addGroup();
  advocate = await world.addPerson(owner, 'advocate', 'Ilse Marrowby');
  lawyer = await world.addPerson(owner, 'lawyer', 'Tom Reyes');
  browser = await world.signIn(advocate);
  agencyId = newId();
  await world.database.db.agency.create({
    data: {
      id: agencyId, groupId: owner.groupId, slug: 'zanzibar-police', name: 'Zanzibar Police Department', shortName: 'ZPD', level: 'city', statute: 'CPRA', calendarSet: 'LA_CITY', timeZone: 'America/Los_Angeles',
      channels: [{ kind: 'email', value: 'cpra@zpd.example', designated: true, confidence: 'group' }, { kind: 'post', value: '1 Main Street', confidence: 'group' }],
    },
  });
});

afterAll(async () => {
  await world.close();
  await smtp.close();
});

/** Each test's own: three letters a week to one are the most. */
async function anotherAgency(): Promise<string> {
  const { db } = world.database;
  const { id: _, ...agency } = await db.agency.findUniqueOrThrow({ where: { id: agencyId } });
  const id = newId();
  await db.agency.create({ data: { ...agency, id, slug: `zanzibar-${id}`, channels: agency.channels ?? [], refuses: agency.refuses ?? [], sureness: agency.sureness ?? {} } });
  return id;
}

/** A request on record as received October 1, with an extension notice of October 8 that names no ground. */
async function extendedRequest(details: { specifiedDate: `${number}-${number}-${number}` | null; ground: 'none_stated' | 'consultation' } = { specifiedDate: '2026-10-23', ground: 'none_stated' }): Promise<string> {
  world.clock.set('2026-10-14T17:00:00Z');
  const { id } = await enterRequest(world.context, advocate, {
    agencyId: await anotherAgency(), title: 'Jail lists', sentOn: '2026-10-01', channel: 'email', letterText: 'We ask for lists.', agencyNumbers: ['26-1234'],
    items: [{ heading: 'Lists', text: 'All' }, { heading: 'Logs', text: 'All' }], received: { date: '2026-10-01', basis: 'portal' },
  });
  await recordFact(world.context, advocate, { requestId: id, fact: { type: 'extension_notice', date: '2026-10-08', basis: 'message', details } });
  return id;
}

const record = (requestId: string, fact: Parameters<typeof recordFact>[2]['fact']) => recordFact(world.context, advocate, { requestId, fact });
const begin = (requestId: string, who = advocate) => startFollowUp(world.context, who, { requestId, templateSlug: OBJECTION });
const facts = (requestId: string) => world.database.db.fact.findMany({ where: { requestId }, orderBy: { id: 'asc' } });
const dates = (requestId: string) => world.database.db.deadline.findMany({ where: { requestId }, orderBy: { id: 'asc' }, select: { rule: true, due: true, assertAfter: true, state: true, revision: true } });
const events = async (requestId: string) => (await world.database.db.event.findMany({ where: { requestId }, orderBy: { seq: 'asc' } })).map(({ type }) => type);
const textOf = (html: string) => load(html)('main').text().replace(/\s+/g, ' ');

describe('from a faulty extension to a letter that answers it', () => {
  test('the request page proposes it, the person reads, adds and sends it, and no date moves', async () => {
    const id = await extendedRequest();
    const page = await browser.get(`/requests/${id}`);
    expect(load(page.text)('.next').text().replace(/\s+/g, ' ')).toMatch(/Object to the extension The extension notice of Thu, Oct 8, 2026 names no ground the law lists\./);
    expect(textOf(page.text)).toContain('Extension notice of Thu, Oct 8, 2026: it extends the time.');
    expect(load(page.text)('.judged li').text()).toMatch(/gives no reason the Act lists/);
    expect(load(page.text)('.next a.btn').attr('href')).toBe(`/requests/${id}/letters/new#${OBJECTION}`);

    const choose = await browser.get(`/requests/${id}/letters/new`);
    expect(textOf(choose.text)).toContain('One reading of the law still allows them until Tue, Oct 27, 2026.');
    const begun = await browser.post(`/requests/${id}/letters`, { template: OBJECTION });
    const address = begun.get('Location') ?? '';
    const draft = await browser.get(address);
    expect(textOf(draft.text)).toContain('The notice gives no reason that we can match');
    expect(load(draft.text)('#signerName').attr('value')).toBe('Ilse Marrowby');
    expect(load(draft.text)('#replyBy').attr('value')).toBe('2026-10-19');

    const hidden = (name: string, html: string) => load(html)(`input[name="${name}"]`).attr('value') ?? '';
    const form = { version: hidden('version', draft.text), seen: hidden('seen', draft.text), replyBy: '2026-10-20', ownWords: 'Item 1 matters most to us.', signerName: 'Ilse Marrowby', channel: 'email', toAddress: 'cpra@zpd.example' };
    expect((await browser.post(address, { ...form, act: 'save' })).status).toBe(303);
    const kept = await browser.get(address);
    expect(textOf(kept.text)).toContain('Item 1 matters most to us.');
    expect(textOf(kept.text)).toContain('Please reply by: October 20, 2026');

    const before = { facts: await facts(id), dates: await dates(id) };
    const sent = await browser.post(address, { ...form, version: hidden('version', kept.text), act: 'send' });
    const letterId = /letters\/([0-9a-f-]{36})/.exec(sent.get('Location') ?? '')?.[1] ?? '';
    expect(await deliverLetter(world.context, { groupId: advocate.groupId, letterId })).toBe('sent');
    const mail = await simpleParser(smtp.messages.at(-1)?.raw ?? Buffer.alloc(0));
    expect(mail.subject).toMatch(/^Public records request TD-2026-\d{4}: Your notice of extension$/);
    expect(mail.attachments.map(({ filename, content }) => [filename?.replace(/\d{4}\.txt/, 'n.txt'), content.toString().trim()])).toEqual([['TD-2026-n.txt', 'We ask for lists.']]);
    expect({ facts: await facts(id), dates: await dates(id) }).toEqual(before);
    expect(await events(id)).toEqual(expect.arrayContaining(['letter.begun', 'letter.frozen', 'letter.sent']));
    expect((await browser.get(address)).get('Location')).toBe(`/letters/${letterId}`);
    // Said once, it is not proposed again.
    expect(textOf((await browser.get(`/requests/${id}`)).text)).not.toContain('Object to the extension');
    expect(textOf((await browser.get(`/letters/${letterId}`)).text)).not.toContain('clock');
  });

  test('by hand: frozen, delivered, recorded, without a receipt of the request', async () => {
    const id = await extendedRequest();
    const before = await dates(id);
    const { id: draftId } = await begin(id);
    const { letterId, state } = await sendFollowUp(world.context, advocate, { requestId: id, draftId, version: 0, channel: 'post' });
    expect(state).toBe('not_sent');
    expect(load((await browser.get(`/requests/${id}`)).text)('.next a.btn').attr('href')).toBe(`/letters/${letterId}`);
    const page = await browser.get(`/letters/${letterId}`);
    expect(textOf(page.text)).toContain('ZPD designated other ways: by e-mail (cpra@zpd.example). A letter by another way may lie unread.');
    expect(load((await browser.get(`/letters/${letterId}/deliver`)).text)('#receivedOn')).toHaveLength(0);
    await expect(recordDelivery(world.context, advocate, { letterId, channel: 'portal', date: '2026-10-14', receivedOn: '2026-10-14' })).rejects.toMatchObject({ code: 'letters.invalid-input', fields: { receivedOn: expect.stringMatching(/no receipt/) } });
    await recordDelivery(world.context, advocate, { letterId, channel: 'post', date: '2026-10-14' });
    expect((await facts(id)).filter(({ type }) => type === 'received')).toHaveLength(1);
    expect(await dates(id)).toEqual(before);
  });

  test('a letter by e-mail joins the thread of those before it', async () => {
    world.clock.set('2026-10-01T17:00:00Z');
    const first = await createDraft(world.context, advocate, { agencyId, templateSlug: 'cpra-alpr-sharing' });
    const { letterId } = await sendLetter(world.context, advocate, { requestId: first.id, version: 0, channel: 'email', toAddress: 'cpra@zpd.example' });
    await deliverLetter(world.context, { groupId: advocate.groupId, letterId });
    world.clock.set('2026-10-07T17:00:00Z');
    const { id: draftId } = await startFollowUp(world.context, advocate, { requestId: first.id, templateSlug: 'cpra-confirm-receipt' });
    const frozen = await sendFollowUp(world.context, advocate, { requestId: first.id, draftId, version: 0, channel: 'email', toAddress: 'cpra@zpd.example' });
    await deliverLetter(world.context, { groupId: advocate.groupId, letterId: frozen.letterId });
    const request = await world.database.db.letter.findUniqueOrThrow({ where: { id: letterId } });
    const mail = await simpleParser(smtp.messages.at(-1)?.raw ?? Buffer.alloc(0));
    expect([mail.inReplyTo, mail.references]).toEqual([request.messageId, request.messageId]);
    // Still presumed: asking for the receipt is none.
    const receipts = (await facts(first.id)).filter(({ type }) => type === 'received');
    expect(receipts.map(({ presumed, date }) => [presumed, date.toISOString().slice(0, 10)])).toEqual([[true, '2026-10-01']]);
  });
});

describe('what stops a letter', () => {
  test('two people who send one draft at the same moment make one letter', async () => {
    const id = await extendedRequest();
    const { id: draftId } = await begin(id);
    expect((await begin(id, lawyer)).id).toBe(draftId);
    expect(load((await browser.get(`/requests/${id}`)).text)('.next h2').text()).toBe('Finish the letter: Object to the extension');
    const send = (who: Actor) => sendFollowUp(world.context, who, { requestId: id, draftId, version: null, channel: 'post' });
    const results = await Promise.allSettled([send(advocate), send(lawyer), send(advocate), send(lawyer)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as { code: string }).code] : []))).toEqual(Array(3).fill('letters.already-sent'));
    expect(await world.database.db.letter.count({ where: { requestId: id, followUp: true } })).toBe(1);
  });

  test('facts that changed meanwhile are shown, and the letter read before does not go', async () => {
    const id = await extendedRequest();
    const { id: draftId } = await begin(id);
    await record(id, { type: 'produced', date: '2026-10-12', basis: 'message', details: { items: [{ n: 1, complete: true }] } });
    await expect(sendFollowUp(world.context, advocate, { requestId: id, draftId, version: null, channel: 'post' })).rejects.toMatchObject({ code: 'letters.facts-moved', message: expect.stringMatching(/the items it is about/) });
    const page = await browser.get(`/requests/${id}/letters/${draftId}`);
    expect(textOf(page.text)).toMatch(/Since this letter was last saved, the record changed: the items it is about\./);
    expect(textOf(page.text)).toContain('About: item 2');
    await saveFollowUp(world.context, advocate, { requestId: id, draftId, version: null, fields: {}, read: true });
    await expect(sendFollowUp(world.context, advocate, { requestId: id, draftId, version: null, channel: 'post' })).resolves.toMatchObject({ state: 'not_sent' });
  });

  test('a letter that no longer fits keeps its words and does not go, not even from the queue', async () => {
    const id = await extendedRequest();
    const { id: draftId } = await begin(id);
    await saveFollowUp(world.context, advocate, { requestId: id, draftId, version: 0, fields: { ownWords: 'Kept words.' }, read: false });
    const { letterId } = await sendFollowUp(world.context, advocate, { requestId: id, draftId, version: null, channel: 'email', toAddress: 'cpra@zpd.example' });
    await record(id, { type: 'determination', date: '2026-10-13', basis: 'message', details: { items: [] } });
    const had = smtp.messages.length;
    expect(await deliverLetter(world.context, { groupId: advocate.groupId, letterId })).toBe('not_sent');
    expect(smtp.messages).toHaveLength(had);
    expect((await world.database.db.letter.findUniqueOrThrow({ where: { id: letterId } })).lastError).toMatch(/no longer fits: They have made their determination/);
    expect(await recallLetter(world.context, advocate, { letterId })).toEqual({ requestId: id, draftId });
    const page = await browser.get(`/requests/${id}/letters/${draftId}`);
    expect(textOf(page.text)).toContain('It does not fit now.');
    expect(load(page.text)('#ownWords').text()).toContain('Kept words.');
    await expect(sendFollowUp(world.context, advocate, { requestId: id, draftId, version: null, channel: 'post' })).rejects.toMatchObject({ code: 'letters.not-offered' });
  });

  test('an agency that was found to refuse e-mail gets none, though the letter was queued', async () => {
    const id = await extendedRequest();
    const { id: draftId } = await begin(id);
    const { letterId } = await sendFollowUp(world.context, advocate, { requestId: id, draftId, version: null, channel: 'email', toAddress: 'cpra@zpd.example' });
    const { agencyId: own } = await world.database.db.recordsRequest.findUniqueOrThrow({ where: { id } });
    await world.database.db.agency.update({ where: { id: own }, data: { refuses: [{ what: 'email', why: 'It reads no mail.', confidence: 'group' }] } });
    const had = smtp.messages.length;
    expect(await deliverLetter(world.context, { groupId: advocate.groupId, letterId })).toBe('not_sent');
    expect(smtp.messages).toHaveLength(had);
    expect(textOf((await browser.get(`/letters/${letterId}/deliver`)).text)).toContain('ZPD takes nothing by e-mail: It reads no mail.');
    await recallLetter(world.context, advocate, { letterId });
    await expect(sendFollowUp(world.context, advocate, { requestId: id, draftId, version: null, channel: 'email', toAddress: 'cpra@zpd.example' })).rejects.toMatchObject({ code: 'letters.channel-refused' });
  });

  test('a day early it can’t be begun; the day after every reading it can', async () => {
    const id = await extendedRequest({ specifiedDate: '2026-10-26', ground: 'consultation' });
    const overdue = (who = advocate) => startFollowUp(world.context, who, { requestId: id, templateSlug: 'cpra-overdue-extension' });
    // Late evening of October 27 in Los Angeles is October 28 in London.
    world.clock.set('2026-10-28T06:30:00Z');
    await expect(overdue()).rejects.toMatchObject({ code: 'letters.not-offered', message: expect.stringMatching(/Oct.27/) });
    world.clock.set('2026-10-28T07:30:00Z');
    await expect(overdue()).resolves.toMatchObject({ version: 0 });
  });

  test('a second letter within a week is a lawyer’s to send; an accusing word, a past wish or an older window stops anybody', async () => {
    const id = await extendedRequest();
    const first = await begin(id);
    const send = (draftId: string, who: Actor, more: object = {}) => sendFollowUp(world.context, who, { requestId: id, draftId, version: null, channel: 'post', ...more });
    await expect(send(first.id, advocate, { fields: { ownWords: 'Your answer is late and unlawful.' } })).rejects.toMatchObject({ code: 'letters.words-stop' });
    await expect(send(first.id, advocate, { fields: { replyBy: '2026-10-14' } })).rejects.toMatchObject({ code: 'letters.invalid-input' });
    await expect(send(first.id, advocate, { version: 7 })).rejects.toMatchObject({ code: 'letters.draft-moved-on' });
    await expect(send(first.id, advocate, { fields: { signerName: '' } })).rejects.toMatchObject({ code: 'letters.gaps' });
    const { letterId } = await send(first.id, advocate);
    await recordDelivery(world.context, advocate, { letterId, channel: 'post', date: '2026-10-14' });
    await record(id, { type: 'extension_notice', date: '2026-10-14', basis: 'message', details: { specifiedDate: '2026-11-20', ground: 'none_stated' } });
    const second = await begin(id);
    await expect(send(second.id, advocate)).rejects.toMatchObject({ code: 'letters.too-soon' });
    await expect(send(second.id, lawyer)).resolves.toMatchObject({ state: 'not_sent' });
  });

  test('a fourth letter to one agency within a week is a lawyer’s to send', async () => {
    world.clock.set('2026-11-20T17:00:00Z');
    const ids: string[] = [];
    for (const n of [1, 2, 3, 4]) {
      const { id } = await enterRequest(world.context, advocate, {
        agencyId, title: `Lists ${n}`, sentOn: '2026-10-01', channel: 'post', letterText: 'We ask.', items: [{ heading: 'Lists', text: 'All' }], agencyNumbers: [], received: { date: '2026-10-01', basis: 'person' },
      });
      ids.push(id);
    }
    const send = async (requestId: string, who: Actor) => {
      const { id: draftId } = await startFollowUp(world.context, who, { requestId, templateSlug: 'cpra-overdue-ten-days' });
      return sendFollowUp(world.context, who, { requestId, draftId, version: null, channel: 'post' });
    };
    const [a = '', b = '', c = '', d = ''] = ids;
    for (const id of [a, b, c]) await send(id, advocate);
    await expect(send(d, advocate)).rejects.toMatchObject({ code: 'letters.too-many' });
    await expect(send(d, lawyer)).resolves.toMatchObject({ state: 'not_sent' });
  });

  test('a draft of a letter this version does not know leaves the request readable', async () => {
    const id = await extendedRequest();
    const { id: draftId } = await begin(id);
    await world.database.db.letterDraft.update({ where: { id: draftId }, data: { templateSlug: 'cpra-of-tomorrow' } });
    expect((await browser.get(`/requests/${id}`)).status).toBe(200);
    expect((await browser.get(`/requests/${id}/letters/${draftId}`)).status).toBe(404);
  });

  test('thrown away it is gone, with an event; a letter that was sent stays', async () => {
    const id = await extendedRequest();
    const { id: draftId } = await begin(id);
    await discardFollowUp(world.context, advocate, { requestId: id, draftId });
    expect(await events(id)).toContain('letter.given-up');
    await expect(discardFollowUp(world.context, advocate, { requestId: id, draftId })).rejects.toMatchObject({ code: 'letters.no-such-draft' });
    const again = await begin(id);
    await sendFollowUp(world.context, advocate, { requestId: id, draftId: again.id, version: null, channel: 'post' });
    await expect(discardFollowUp(world.context, advocate, { requestId: id, draftId: again.id })).rejects.toMatchObject({ code: 'letters.already-sent' });
  });
});

test('a program goes the same way: offers, draft, change, preview, send once', async () => {
  const id = await extendedRequest();
  const token = await world.tokenOf(advocate);
  const call = (method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object) => request(world.app)[method](`/api/v1/requests/${id}${path}`).set('Authorization', `Bearer ${token}`).send(body);
  const offers = await call('get', '/letter-offers');
  expect(offers.body.offered.filter(({ atWill }: { atWill: boolean }) => !atWill)).toEqual([expect.objectContaining({ template: OBJECTION, items: [1, 2], reason: expect.stringMatching(/no ground/) })]);
  expect(offers.body.offered.length + offers.body.notOffered.filter(({ why }: { why: string }) => why !== '').length).toBe(followUps().length);
  expect((await call('post', '/letter-drafts', { template: 'cpra-overdue-ten-days' })).status).toBe(409);
  const begun = await call('post', '/letter-drafts', { template: OBJECTION, ownWords: 'Thank you.' });
  expect(begun.status).toBe(201);
  expect((await call('patch', `/letter-drafts/${begun.body.id}`, { signerTitle: 'Secretary', version: 0 })).body).toEqual({ version: 1 });
  expect((await call('patch', `/letter-drafts/${begun.body.id}`, { signerTitle: 'Chair', version: 0 })).status).toBe(409);
  const preview = await call('post', `/letter-drafts/${begun.body.id}/preview`);
  expect(preview.body).toMatchObject({ version: 1, fits: true, changed: [], gaps: [], findings: [], text: expect.stringMatching(/Ilse Marrowby\nSecretary/) });
  const sent = await call('post', `/letter-drafts/${begun.body.id}/send`, { channel: 'email', toAddress: 'cpra@zpd.example', version: 1, seen: preview.body.seen });
  expect([sent.status, sent.body.state]).toEqual([201, 'queued']);
  expect((await call('post', `/letter-drafts/${begun.body.id}/send`, { channel: 'post' })).status).toBe(409);
  expect((await call('delete', `/letter-drafts/${begun.body.id}`)).status).toBe(409);
});

describe('a letter that asks for what no record holds', () => {
  const hidden = (name: string, html: string) => load(html)(`input[name="${name}"]`).attr('value') ?? '';

  test('asks on the page, keeps what is typed, marks a gap, and goes only when it is filled', async () => {
    const id = await extendedRequest();
    const begun = await browser.post(`/requests/${id}/letters`, { template: 'cpra-narrowing' });
    const address = begun.get('Location') ?? '';
    const page = await browser.get(address);
    expect(load(page.text)('.gaps a').attr('href')).toBe('#inputs.first');
    expect(load(page.text)('textarea[name="inputs[first]"]').attr('id')).toBe('inputs.first');
    expect(load(page.text)('#replyBy').attr('value')).toBe('');
    expect(textOf(page.text)).toContain('Fill in: What to send first');
    const form = (html: string) => ({ version: hidden('version', html), seen: hidden('seen', html), signerName: 'Ilse Marrowby', channel: 'post', toAddress: '' });

    const early = await browser.post(address, { ...form(page.text), act: 'send' });
    expect(early.status).toBe(400);
    const kept = await browser.post(`${address}/autosave`, { version: hidden('version', page.text), signerName: 'Ilse Marrowby', inputs: { first: 'Item 2: the logs' } });
    expect(kept.body.version).toBe(1);
    const saved = await browser.get(address);
    expect(load(saved.text)('textarea[name="inputs[first]"]').text().trim()).toBe('Item 2: the logs');
    expect(textOf(saved.text)).toContain('Item 2: the logs');
    const wrong = await browser.post(address, { ...form(saved.text), inputs: { first: 'x', nosuch: 'y' }, act: 'save' });
    expect([wrong.status, textOf(wrong.text).includes('This letter has no such field now.')]).toEqual([400, true]);
    const bad = await browser.post(address, { ...form(saved.text), inputs: { first: 'You violated the Act.' }, act: 'send' });
    expect(textOf(bad.text)).toContain('violated');
    const sent = await browser.post(address, { ...form((await browser.get(address)).text), inputs: { first: 'Item 2: the logs\r\nItem 1' }, act: 'send' });
    const letter = await world.database.db.letter.findUniqueOrThrow({ where: { id: /letters\/([0-9a-f-]{36})/.exec(sent.get('Location') ?? '')?.[1] ?? '' } });
    expect(letter.bodyText).toMatch(/- Item 2: the logs\n\n- Item 1\n/);
  });

  test('a withdrawal that has gone stops every other letter and leaves recording it to a person', async () => {
    const id = await extendedRequest();
    const before = await dates(id);
    const { id: draftId } = await startFollowUp(world.context, advocate, { requestId: id, templateSlug: 'cpra-withdrawal' });
    const { letterId } = await sendFollowUp(world.context, advocate, { requestId: id, draftId, version: 0, channel: 'post' });
    await recordDelivery(world.context, advocate, { letterId, channel: 'post', date: '2026-10-14' });
    expect(await dates(id)).toEqual(before);
    const page = await browser.get(`/requests/${id}`);
    expect(load(page.text)('.next a.btn').attr('href')).toBe(`/requests/${id}/record/withdrawn`);
    expect(textOf((await browser.get(`/requests/${id}/letters/new`)).text)).toContain('A letter withdraws the request.');
    await record(id, { type: 'withdrawn', date: '2026-10-14', basis: 'person', details: {} });
    expect(textOf((await browser.get(`/requests/${id}`)).text)).not.toContain('Record that you withdrew it');
  });

  test('by program: named in the preview, refused by field, ticks as true and false', async () => {
    const id = await extendedRequest();
    const token = await world.tokenOf(advocate);
    const call = (method: 'get' | 'post' | 'patch', path: string, body?: object) => request(world.app)[method](`/api/v1/requests/${id}/letter-drafts${path}`).set('Authorization', `Bearer ${token}`).send(body);
    const begun = await call('post', '', { template: 'cpra-narrowing', inputs: { later: 'Item 2' } });
    expect(begun.status).toBe(201);
    const preview = await call('post', `/${begun.body.id}/preview`);
    expect(preview.body.inputs.map(({ name, kind, required, value }: Record<string, unknown>) => [name, kind, required, value])).toEqual([['first', 'lines', true, ''], ['later', 'lines', false, 'Item 2']]);
    expect(preview.body.gaps.map(({ path }: { path: string }) => path)).toEqual(['inputs.first']);
    const refused = await call('patch', `/${begun.body.id}`, { inputs: { first: 'x'.repeat(4001) } });
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('inputs.first')]);
    expect((await call('patch', `/${begun.body.id}`, { inputs: { first: 'Item 1' } })).status).toBe(200);
    expect((await call('post', `/${begun.body.id}/preview`)).body).toMatchObject({ gaps: [], text: expect.stringContaining('- Item 2') });
  });
});
