import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { correctFact } from '../../../server/features/deadlines/correct-fact.js';
import { takeBackFact } from '../../../server/features/deadlines/take-back-fact.js';
import type { FactToWrite } from '../../../server/features/deadlines/write-fact.js';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import { confirmSuggestion } from '../../../server/features/replies/confirm-suggestion.js';
import { dismissSuggestion } from '../../../server/features/replies/dismiss-suggestion.js';
import { finishReading } from '../../../server/features/replies/finish-reading.js';
import { logCall } from '../../../server/features/replies/log-call.js';
import { readMessage } from '../../../server/features/replies/message-reading.queries.js';
import { pasteMessage } from '../../../server/features/replies/paste-message.js';
import { verifyTimeline } from '../../../server/features/timeline/verify-timeline.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type World, makeWorld } from '../../support/world.js';
import { eventWords, wordsIn } from '../deadlines/world.js';

const EXTENSION =
  'Harbor Records Project:\n\nYour request has been assigned number 26-11873. The Department is extending its time to respond until December 10, 2026, because of the need to consult with another agency.\n\nYour password is heron-42-x.\nJ. Esterby\n';

let world: World;
let advocate: Actor;
let lapd: string;

beforeAll(async () => {
  world = await makeWorld({ now: '2026-11-24T18:00:00Z' });
  const owner = await world.addGroup();
  advocate = await world.addPerson(owner, 'advocate', 'Ilse Marrowby');
  lapd = await world.agencyId('lapd');
}, 60_000);
afterAll(() => world.close());

async function sent(received = true): Promise<string> {
  const { id } = await enterRequest(world.context, advocate, {
    agencyId: lapd, title: 'Who plate data goes to', sentOn: '2026-11-16', channel: 'portal', letterText: 'We ask for lists.', agencyNumbers: [],
    items: [{ heading: 'Sharing list', text: 'All' }, { heading: 'Access logs', text: 'All' }], ...(received ? { received: { date: '2026-11-16', basis: 'portal' as const } } : {}),
  });
  return id;
}
const paste = (requestId: string, over: object = {}) =>
  pasteMessage(world.context, advocate, { requestId, channel: 'portal', fromName: 'LAPD, CPRA Unit', subject: 'Notice', text: EXTENSION, sentOn: '2026-11-23', ...over });
const read = (requestId: string, messageId: string) => readMessage(world.database.db, { groupId: advocate.groupId, requestId, messageId });
const keyOf = async (requestId: string, messageId: string, type: string) => {
  const { suggestions } = await read(requestId, messageId);
  const found = suggestions.find(({ suggestion }) => suggestion.type === type);
  if (!found) throw new Error(`no ${type} among ${suggestions.map(({ suggestion }) => suggestion.key).join(', ')}`);
  return found;
};
/** Everything a message must leave alone. */
async function standing(requestId: string) {
  const { db } = world.database;
  const where = { requestId };
  return {
    deadlines: await db.deadline.findMany({ where, orderBy: { id: 'asc' } }), facts: await db.fact.findMany({ where, orderBy: { id: 'asc' } }), items: await db.requestItem.findMany({ where, orderBy: { n: 'asc' } }),
    request: await db.recordsRequest.findUniqueOrThrow({ where: { id: requestId }, select: { state: true, nextDue: true, nextAssertAfter: true, nextPresumed: true, closedOn: true } }),
  };
}
const due = async (requestId: string, rule: string) => (await world.database.db.deadline.findFirst({ where: { requestId, rule, state: 'open' } }))?.due.toISOString().slice(0, 10) ?? null;

describe('keeping', () => {
  test.each(['portal', 'email', 'post', 'fax'] as const)('a message that came by %s moves no clock, no state and no item', async (channel) => {
    const requestId = await sent();
    const before = await standing(requestId);
    await paste(requestId, { channel, text: 'All responsive records have been produced. This request is closed. Your request is denied in full under Gov. Code § 7927.705.' });
    expect(await standing(requestId)).toEqual(before);
    expect(await eventWords(world.database.db, requestId, 'message.recorded')).toEqual([{ channel, from: 'LAPD, CPRA Unit', date: '2026-11-23', subject: 'Notice' }]);
  });

  test.each(['phone', 'meeting'] as const)('nor does a %s', async (channel) => {
    const requestId = await sent(false);
    const before = await standing(requestId);
    await logCall(world.context, advocate, { requestId, channel, fromName: 'The desk', text: 'They say they received it on November 17, 2026 and close it.', sentOn: '2026-11-23' });
    expect(await standing(requestId)).toEqual(before);
  });

  test('the same words pasted twice are told and kept once; the next month’s same words are another message', async () => {
    const requestId = await sent();
    const { messageId } = await paste(requestId);
    expect(await paste(requestId, { text: EXTENSION.replaceAll('\n', '\r\n'), channel: 'email' })).toEqual({ messageId, already: true });
    expect(await paste(requestId, { sentOn: '2026-11-24' })).toMatchObject({ already: false });
    expect(await world.database.db.message.count({ where: { requestId } })).toBe(2);
    expect(await eventWords(world.database.db, requestId, 'message.recorded')).toHaveLength(2);
  });

  test('nothing from tomorrow, on a draft, or with another request’s document', async () => {
    const requestId = await sent();
    await expect(paste(requestId, { sentOn: '2026-11-25' })).rejects.toMatchObject({ code: 'replies.message-refused', fields: { sentOn: expect.stringContaining('still to come') } });
    await expect(paste(requestId, { sentOn: '2026-11-24', sentTime: '23:00' })).rejects.toMatchObject({ fields: { sentTime: expect.stringContaining('10:00') } });
    await expect(paste(requestId, { documentId: requestId })).rejects.toMatchObject({ fields: { documentId: expect.stringContaining('no such document') } });
    const draft = await createDraft(world.context, advocate, { agencyId: lapd, templateSlug: 'cpra-alpr-sharing', title: 'A draft' });
    await expect(paste(draft.id)).rejects.toMatchObject({ code: 'replies.nothing-sent' });
  });
});

describe('what it suggests', () => {
  test('confirmed, the date moves, the timeline names the message; twice is told; taken back, the date moves back and the suggestion is open', async () => {
    const requestId = await sent();
    const { messageId } = await paste(requestId);
    expect(await due(requestId, 'cpra.determination')).toBe('2026-11-30');
    const { suggestion, state } = await keyOf(requestId, messageId, 'extension_notice');
    expect([state, suggestion.details]).toEqual(['open', { specifiedDate: '2026-12-10', ground: 'consultation' }]);
    const act = { requestId, messageId, key: suggestion.key };
    const { factId, moved } = await confirmSuggestion(world.context, advocate, act);
    expect(moved).toBeGreaterThan(0);
    expect(await due(requestId, 'cpra.extension')).toBe('2026-12-10');
    expect(await world.database.db.fact.findUniqueOrThrow({ where: { id: factId } })).toMatchObject({ basis: 'message', type: 'extension_notice', recordedById: advocate.personId });
    expect((await eventWords(world.database.db, requestId, 'fact.recorded')).at(-1)).toMatchObject({ messageId, message: expect.stringContaining('LAPD, CPRA Unit') });
    await expect(confirmSuggestion(world.context, advocate, act)).rejects.toMatchObject({ code: 'replies.confirmed-already' });
    await expect(dismissSuggestion(world.context, advocate, act)).rejects.toMatchObject({ code: 'replies.confirmed-already' });
    expect(await world.database.db.fact.count({ where: { requestId, type: 'extension_notice' } })).toBe(1);

    await takeBackFact(world.context, advocate, { requestId, factId, why: 'It was about another request.' });
    expect(await due(requestId, 'cpra.extension')).toBeNull();
    expect(await due(requestId, 'cpra.determination')).toBe('2026-11-30');
    expect((await keyOf(requestId, messageId, 'extension_notice')).state).toBe('open');
    expect(await verifyTimeline(world.context, advocate.groupId)).toMatchObject({ broken: null });
  });

  test('confirmed by two at once, it is recorded once', async () => {
    const requestId = await sent();
    const { messageId } = await paste(requestId);
    const { suggestion } = await keyOf(requestId, messageId, 'extension_notice');
    const both = await Promise.allSettled([1, 2].map(() => confirmSuggestion(world.context, advocate, { requestId, messageId, key: suggestion.key })));
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await world.database.db.fact.count({ where: { requestId, type: 'extension_notice' } })).toBe(1);
  });

  test('recorded as corrected; a fact corrected later is still this suggestion’s', async () => {
    const requestId = await sent();
    const { messageId } = await paste(requestId);
    const { suggestion } = await keyOf(requestId, messageId, 'extension_notice');
    const details = { specifiedDate: '2026-12-08', ground: 'voluminous' } as const;
    const fact: FactToWrite = { type: 'extension_notice', date: '2026-11-23', basis: 'message', details };
    await expect(confirmSuggestion(world.context, advocate, { requestId, messageId, key: suggestion.key, fact: { ...fact, type: 'acknowledged', details: {} } })).rejects.toMatchObject({ code: 'deadlines.fact-refused' });
    const { factId } = await confirmSuggestion(world.context, advocate, { requestId, messageId, key: suggestion.key, fact });
    expect(await due(requestId, 'cpra.extension')).toBe('2026-12-08');
    await correctFact(world.context, advocate, { requestId, factId, date: '2026-11-23', basis: 'message', details: { ...details, specifiedDate: '2026-12-09' }, why: 'Misread.' });
    expect(await keyOf(requestId, messageId, 'extension_notice')).toMatchObject({ state: 'confirmed', fact: { details: { specifiedDate: '2026-12-09' } } });
  });

  test('dismissed, it moves nothing, stands in the timeline, and may be thought better of', async () => {
    const requestId = await sent();
    const { messageId } = await paste(requestId);
    const { suggestion } = await keyOf(requestId, messageId, 'extension_notice');
    const act = { requestId, messageId, key: suggestion.key };
    const before = await standing(requestId);
    await dismissSuggestion(world.context, advocate, act);
    await expect(dismissSuggestion(world.context, advocate, act)).rejects.toMatchObject({ code: 'replies.dismissed-already' });
    expect(await standing(requestId)).toEqual(before);
    expect(await eventWords(world.database.db, requestId, 'message.suggestion-dismissed')).toMatchObject([{ fact: 'extension_notice' }]);
    await confirmSuggestion(world.context, advocate, act);
    expect((await keyOf(requestId, messageId, 'extension_notice')).state).toBe('confirmed');
  });

  test('a receipt in a message confirms the presumed one; what it leaves open is asked for', async () => {
    const requestId = await sent(false);
    const { messageId } = await paste(requestId, { text: 'We received your request on November 17, 2026.' });
    const { suggestion } = await keyOf(requestId, messageId, 'received');
    await confirmSuggestion(world.context, advocate, { requestId, messageId, key: suggestion.key });
    expect(await world.database.db.fact.findMany({ where: { requestId, type: 'received', supersededAt: null } })).toMatchObject([{ presumed: false, basis: 'message' }]);
    const vague = await paste(requestId, { text: 'We need a 14-day extension to respond to your request.' });
    const open = await keyOf(requestId, vague.messageId, 'extension_notice');
    await expect(confirmSuggestion(world.context, advocate, { requestId, messageId: vague.messageId, key: open.suggestion.key })).rejects.toMatchObject({ code: 'replies.not-as-read' });
  });
});

describe('pages and programs', () => {
  test('pasted on a page, read beside its facts, recorded, and seen in the thread and on Today', async () => {
    const requestId = await sent();
    const browser = await world.signIn(advocate);
    expect(wordsIn((await browser.get(`/requests/${requestId}/messages/new`)).text)).toContain('Nothing moves until you record one.');
    const empty = await browser.post(`/requests/${requestId}/messages`, { text: EXTENSION, sentOn: '' });
    expect([empty.status, wordsIn(empty.text).includes('Choose how it came.'), empty.text.includes('heron-42-x')]).toEqual([400, true, true]);
    const kept = await browser.post(`/requests/${requestId}/messages`, { channel: 'portal', fromName: 'LAPD, CPRA Unit', subject: 'Notice of extension', text: EXTENSION, sentOn: '2026-11-23', sentTime: '09:47', documentId: '' });
    expect(kept.status).toBe(303);
    const address = kept.get('Location') ?? '';
    const shown = await browser.get(address);
    expect(wordsIn(shown.text)).toMatch(/Extension notice.*Answer by.*Dec 10, 2026.*Changes \d+ dates? set by law.*Nov 30, 2026/);
    expect(wordsIn(shown.text, 'mark')).toContain('extending its time to respond until December 10, 2026');
    expect(wordsIn(shown.text, '.secret span')).toBe('heron-42-x');
    const today = await browser.get('/');
    expect([wordsIn(today.text).includes('nobody has read through'), today.text.includes(`href="${address}"`)]).toEqual([true, true]);
    expect(wordsIn((await browser.get(`/requests/${requestId}`)).text, '.thread')).toMatch(/We wrote to LAPD.*LAPD, CPRA Unit.*Nobody has read it through/);

    const key = /name="key" value="(extension[^"]*)"/.exec(shown.text)?.[1] ?? '';
    expect((await browser.post(`${address}/confirm`, { key })).status).toBe(303);
    expect(wordsIn((await browser.get(`/requests/${requestId}`)).text, '.thread')).toMatch(/Facts confirmed from this.*Extension notice/);
    const again = await browser.post(`${address}/confirm`, { key });
    expect([again.status, wordsIn(again.text).includes('not recorded a second time')]).toEqual([409, true]);
    await browser.post(`${address}/read`);
    expect((await browser.get('/')).text).not.toContain(`href="${address}"`);
    await expect(finishReading(world.context, advocate, { requestId, messageId: address.split('/').at(-1) ?? '' })).rejects.toMatchObject({ code: 'replies.read-already' });
    expect(wordsIn((await browser.get(`/requests/${requestId}/timeline`)).text)).toMatch(/Message read through.*Read from the message of LAPD, CPRA Unit/);
  });

  test('a link that ends is a reminder of the day before, said first; the link is not shown', async () => {
    const requestId = await sent();
    const text = 'The records are ready: https://files.example.org/s/k9XbTq72mmLqP0vR8w\n\nThis link expires on December 4, 2026.';
    const { messageId } = await paste(requestId, { text });
    const browser = await world.signIn(advocate);
    const shown = await browser.get(`/requests/${requestId}/messages/${messageId}`);
    expect(wordsIn(shown.text)).toMatch(/Fetch the records before their link ends on Fri, Dec 4, 2026\. 1 fact was read/);
    expect((await browser.post(`/requests/${requestId}/messages/${messageId}/confirm`, { key: 'reminder:link_ends' })).status).toBe(303);
    const reminder = await world.database.db.fact.findFirstOrThrow({ where: { requestId, type: 'reminder' } });
    expect([reminder.basis, reminder.details]).toEqual(['message', expect.objectContaining({ on: '2026-12-03', whateverHappens: true })]);
    expect(await world.database.db.deadline.count({ where: { requestId, state: 'open', due: new Date('2026-12-03') } })).toBe(1);
    const after = await browser.get(`/requests/${requestId}`);
    expect([wordsIn(after.text).includes('their link ends on'), after.text.includes('k9XbTq72mmLqP0vR8w')]).toEqual([true, false]);
  });

  test('the form to correct opens as read, without what the message does not say', async () => {
    const requestId = await sent();
    const { messageId } = await paste(requestId, { text: 'We need a 14-day extension to respond to your request.' });
    const { suggestion } = await keyOf(requestId, messageId, 'extension_notice');
    const browser = await world.signIn(advocate);
    const address = `/requests/${requestId}/messages/${messageId}/record/${encodeURIComponent(suggestion.key)}`;
    const form = await browser.get(address);
    expect([form.status, /name="date"[^>]*value="2026-11-23"/.test(form.text), form.text.includes('<option value="none_stated" selected')]).toEqual([200, true, false]);
    const refused = await browser.post(address, { date: '2026-11-23', basis: 'message' });
    expect([refused.status, wordsIn(refused.text).includes('Choose the reason they gave')]).toEqual([400, true]);
    expect((await browser.post(address, { date: '2026-11-23', basis: 'message', reason: 'none_stated' })).status).toBe(303);
    expect((await keyOf(requestId, messageId, 'extension_notice')).state).toBe('confirmed');
  });

  test('programs paste, list, read and confirm; volunteers see nothing of it', async () => {
    const requestId = await sent();
    const token = await world.tokenOf(advocate);
    const call = (method: 'get' | 'post', path: string, bearer = token) => request(world.app)[method](`/api/v1/requests/${requestId}${path}`).set('Authorization', `Bearer ${bearer}`);
    const { body } = await call('post', '/messages').send({ channel: 'email', fromName: 'Desk', text: EXTENSION, sentOn: '2026-11-23' });
    await call('post', '/calls').send({ channel: 'phone', fromName: 'Desk', text: 'They will call back.', sentOn: '2026-11-24', sentTime: '09:00' });
    const first = await call('get', '/messages?limit=1');
    const rest = await call('get', `/messages?limit=1&after=${first.body.next}`);
    expect([first.body.messages[0].channel, rest.body.messages[0].channel, rest.body.next]).toEqual(['phone', 'email', null]);
    const shown = await call('get', `/messages/${body.messageId}`);
    const { key, sentence } = shown.body.suggestions.find((one: { type: string }) => one.type === 'extension_notice');
    expect(sentence).toContain('extending its time');
    expect((await call('post', `/messages/${body.messageId}/confirm`).send({ key })).status).toBe(201);
    expect((await call('post', `/messages/${body.messageId}/confirm`).send({ key })).status).toBe(409);
    const volunteer = await world.tokenOf(await world.addPerson(advocate, 'volunteer'));
    expect((await call('get', `/messages/${body.messageId}`, volunteer)).status).toBe(403);
    expect((await call('get', '/messages', volunteer)).status).toBe(403);
  });
});
