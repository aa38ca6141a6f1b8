import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { correctMessage } from '../../../server/features/replies/correct-message.js';
import { logCall } from '../../../server/features/replies/log-call.js';
import { pasteMessage } from '../../../server/features/replies/paste-message.js';
import { verifyTimeline } from '../../../server/features/timeline/verify-timeline.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { makeAdvocatesWorld, type World } from '../../support/world.js';
import { eventWords, wordsIn } from '../deadlines/world.js';
import { enteredRequest } from './mail-world.js';

let world: World;
let advocate: Actor;
let requestId: string;

beforeAll(async () => {
  ({ world, advocate } = await makeAdvocatesWorld({ now: '2026-11-24T18:00:00Z', name: 'Ilse Marrowby' }));
  requestId = await enteredRequest(world, advocate);
}, 60_000);
afterAll(() => world.close());

const paste = (text: string, over: object = {}) => pasteMessage(world.context, advocate, { requestId, channel: 'portal', fromName: 'CPRA Unit', subject: '', text, sentOn: '2026-11-22', ...over });
const correct = (messageId: string, over: object) => correctMessage(world.context, advocate, { requestId, messageId, fromName: 'CPRA Unit', sentOn: '2026-11-22', ...over });

test('day, time and sender are put right, the words stay, and the timeline says from what to what', async () => {
  const { messageId } = await paste('We have your request.');
  expect(await correct(messageId, { fromName: 'LAPD, CPRA Unit', sentOn: '2026-11-23', sentTime: '09:47' })).toBe(true);
  expect(await world.database.db.message.findUniqueOrThrow({ where: { id: messageId } })).toMatchObject({ fromName: 'LAPD, CPRA Unit', sentOn: new Date('2026-11-23T00:00:00Z'), sentTime: '09:47', text: 'We have your request.' });
  expect(await eventWords(world.database.db, requestId, 'message.corrected')).toEqual([{ from: 'CPRA Unit', newFrom: 'LAPD, CPRA Unit', date: '2026-11-22', newDate: '2026-11-23', time: '', newTime: '09:47' }]);
  const browser = await world.signIn(advocate);
  expect(wordsIn((await browser.get(`/requests/${requestId}/timeline`)).text)).toContain('From: CPRA Unit → LAPD, CPRA Unit. Date: Sun, Nov 22, 2026 → Mon, Nov 23, 2026. Time: none → 09:47');
  expect(await verifyTimeline(world.context, advocate.groupId)).toMatchObject({ broken: null });
  // The same words of the corrected day are the same message; those of the old day are another.
  expect(await paste('We have your request.', { sentOn: '2026-11-23' })).toEqual({ messageId, already: true });
  expect(await paste('We have your request.')).toMatchObject({ already: false });
});

test('not to tomorrow, and not to what is kept already; as it stood is no change', async () => {
  const { messageId } = await paste('One.');
  await paste('One.', { sentOn: '2026-11-20' });
  await expect(correct(messageId, { sentOn: '2026-11-25' })).rejects.toMatchObject({ fields: { sentOn: expect.stringContaining('still to come') } });
  await expect(correct(messageId, { sentOn: '2026-11-20' })).rejects.toMatchObject({ fields: { sentOn: expect.stringContaining('kept already') } });
  const events = await world.database.db.event.count();
  expect(await correct(messageId, {})).toBe(false);
  expect(await world.database.db.event.count()).toBe(events);
});

test('by form and by program; a call keeps its own sameness', async () => {
  const { messageId } = await logCall(world.context, advocate, { requestId, channel: 'phone', fromName: 'The desk', text: 'They will call back.', sentOn: '2026-11-23', sentTime: '09:00' });
  const browser = await world.signIn(advocate);
  const address = `/requests/${requestId}/messages/${messageId}`;
  expect((await browser.get(address)).text).toContain(`${address}/correction`);
  expect(wordsIn((await browser.get(`${address}/correction`)).text)).toContain('With whom you spoke');
  const refused = await browser.post(`${address}/correction`, { fromName: '', sentOn: '2026-11-23', sentTime: '09:00' });
  expect([refused.status, wordsIn(refused.text).includes('Say who it is from')]).toEqual([400, true]);
  expect((await browser.post(`${address}/correction`, { fromName: 'Ms. Esterby', sentOn: '2026-11-23', sentTime: '' })).status).toBe(303);
  expect(wordsIn((await browser.get(address)).text)).toContain('Ms. Esterby');
  const answer = await request(world.app).patch(`/api/v1${address}`).set('Authorization', `Bearer ${await world.tokenOf(advocate)}`).send({ fromName: 'Ms. Esterby', sentOn: '2026-11-22' });
  expect([answer.status, answer.body]).toEqual([200, { messageId, changed: true }]);
});
