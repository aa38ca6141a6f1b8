import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { copyMessage } from '../../../server/features/replies/copy-message.js';
import { mergeMessages } from '../../../server/features/replies/merge-messages.js';
import { moveMessage } from '../../../server/features/replies/move-message.js';
import { setAsideMessage } from '../../../server/features/replies/set-aside-message.js';
import { splitMessage } from '../../../server/features/replies/split-message.js';
import { takeUpMessage } from '../../../server/features/replies/take-up-message.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { makeMailingWorld, type World } from '../../support/world.js';
import { type Sent, mailText, mailWithPdf, sentRequest, takeMail } from './mail-world.js';

let world: World;
let owner: Actor;
let advocate: Actor;
let one: Sent;
let two: Sent;

beforeAll(async () => {
  ({ world } = await makeMailingWorld());
  await world.addGroup('Another group');
});
afterAll(() => world.close());
beforeEach(async () => {
  owner = await world.addGroup();
  advocate = await world.addPerson(owner, 'advocate', 'Ada Advocate');
  one = await sentRequest(world, advocate);
  two = await sentRequest(world, advocate);
});

const db = () => world.database.db;
const messageOf = (id: string) => db().message.findUniqueOrThrow({ where: { id }, include: { attachments: true } });
const documents = (requestId: string) => db().document.findMany({ where: { requestId }, select: { id: true, n: true, originalName: true, source: true } });
const told = async (requestId: string, type: string) => (await db().event.findMany({ where: { groupId: owner.groupId, requestId, type }, include: { words: true } })).map(({ words, personId }) => ({ ...Object(words?.words), personId }));
async function placed(raw: string, envelopeTo: string[]): Promise<string> {
  const result = await takeMail(world, raw, { envelopeTo });
  if (!('messageId' in result)) throw new Error(result.outcome);
  return result.messageId;
}
const held = () => placed(mailWithPdf({}), [one.address, two.address]);

describe('a held message', () => {
  test('is filed by a person, with its file as a document, and the timeline names both', async () => {
    const messageId = await held();
    expect(await moveMessage(world.context, advocate, { messageId, requestId: two.id })).toEqual({ from: null });
    expect(await messageOf(messageId)).toMatchObject({ requestId: two.id, state: 'filed', matchedBy: 'person', heldWhy: '', attachments: [{ documentId: expect.any(String) }] });
    expect([await documents(one.id), await documents(two.id)]).toMatchObject([[], [{ n: 1, source: 'mail' }]]);
    expect(await told(two.id, 'message.filed')).toMatchObject([{ by: 'person', why: 'Ada Advocate filed it here.', personId: advocate.personId }]);
    await expect(moveMessage(world.context, advocate, { messageId, requestId: two.id })).rejects.toMatchObject({ code: 'replies.there-already' });
  });

  test('that two people file at once is filed once', async () => {
    const messageId = await held();
    const both = await Promise.allSettled([one, two].map(({ id }) => moveMessage(world.context, advocate, { messageId, requestId: id })));
    const { requestId } = await messageOf(messageId);
    expect(requestId).not.toBeNull();
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    expect(await db().message.count({ where: { groupId: owner.groupId } })).toBe(1);
  });

  test('is set aside with a reason, taken up again, and never twice', async () => {
    const messageId = await held();
    await setAsideMessage(world.context, advocate, { messageId, reason: 'An advertisement' });
    expect((await messageOf(messageId)).state).toBe('set_aside');
    await expect(setAsideMessage(world.context, advocate, { messageId })).rejects.toMatchObject({ code: 'replies.not-held' });
    await takeUpMessage(world.context, advocate, { messageId });
    expect((await messageOf(messageId)).state).toBe('held');
    await expect(takeUpMessage(world.context, advocate, { messageId })).rejects.toMatchObject({ code: 'replies.not-set-aside' });
    const words = await db().event.findMany({ where: { groupId: owner.groupId, type: 'message.set-aside' }, include: { words: true } });
    expect(words.map((event) => event.words?.words)).toMatchObject([{ reason: 'An advertisement', from: 'LAPD CPRA Unit' }]);
  });
});

describe('a misfiled message', () => {
  test('moves to the right request unread, and both timelines say so', async () => {
    const messageId = await placed(mailWithPdf({}), [one.address]);
    await db().message.update({ where: { id: messageId }, data: { doneAt: new Date(), doneById: advocate.personId } });
    expect(await moveMessage(world.context, advocate, { messageId, requestId: two.id, reason: 'They mixed them up' })).toEqual({ from: one.id });
    expect(await messageOf(messageId)).toMatchObject({ requestId: two.id, state: 'filed', doneAt: null });
    expect(await told(one.id, 'message.moved-away')).toMatchObject([{ number: two.number, reason: 'They mixed them up' }]);
    expect(await told(two.id, 'message.filed')).toMatchObject([{ why: `Ada Advocate moved it here from ${one.number}. “They mixed them up”` }]);
    const [here] = await documents(two.id);
    expect((await messageOf(messageId)).attachments).toMatchObject([{ documentId: here?.id }]);
  });

  test('of another group is not found, nor is a request of another group', async () => {
    const messageId = await placed(mailText({}), [one.address]);
    const stranger = await world.addGroup('Stranger');
    await expect(moveMessage(world.context, stranger, { messageId, requestId: two.id })).rejects.toMatchObject({ code: 'replies.not-found' });
    const theirs = await sentRequest(world, await world.addPerson(stranger, 'advocate'));
    await expect(moveMessage(world.context, advocate, { messageId, requestId: theirs.id })).rejects.toMatchObject({ code: 'requests.not-found' });
    expect((await messageOf(messageId)).requestId).toBe(one.id);
  });
});

test('one mail that answers two requests is filed on the second too, once', async () => {
  const messageId = await placed(mailWithPdf({}), [one.address]);
  const copy = await copyMessage(world.context, advocate, { messageId, requestId: two.id });
  expect(await messageOf(copy.messageId)).toMatchObject({ requestId: two.id, state: 'filed', rawMailId: (await messageOf(messageId)).rawMailId, doneAt: null });
  expect([(await documents(one.id)).length, (await documents(two.id)).length]).toEqual([1, 1]);
  await expect(copyMessage(world.context, advocate, { messageId, requestId: two.id })).rejects.toMatchObject({ code: 'replies.there-already' });
  expect(await told(two.id, 'message.filed')).toMatchObject([{ why: `Ada Advocate filed it here too; it is on ${one.number}.` }]);
});

test('two that are the same are joined, and taken apart again into the pen', async () => {
  const [first, second] = [await placed(mailText({}, 'Here it is.'), [one.address]), await placed(mailText({}, 'Here it is, resent.'), [one.address])];
  await mergeMessages(world.context, advocate, { messageId: second, intoId: first, reason: 'Resent' });
  expect(await messageOf(second)).toMatchObject({ state: 'duplicate', duplicateOfId: first, requestId: null });
  expect(await told(one.id, 'message.merged')).toMatchObject([{ reason: 'Resent' }]);
  await expect(mergeMessages(world.context, advocate, { messageId: first, intoId: second })).rejects.toMatchObject({ code: 'replies.is-duplicate' });
  await expect(moveMessage(world.context, advocate, { messageId: second, requestId: two.id })).rejects.toMatchObject({ code: 'replies.is-duplicate' });
  await splitMessage(world.context, advocate, { messageId: second });
  expect(await messageOf(second)).toMatchObject({ state: 'held', duplicateOfId: null, suggestions: [{ requestId: one.id }] });
  expect(await told(one.id, 'message.split')).toHaveLength(1);
  await expect(splitMessage(world.context, advocate, { messageId: second })).rejects.toMatchObject({ code: 'replies.not-duplicate' });
});
