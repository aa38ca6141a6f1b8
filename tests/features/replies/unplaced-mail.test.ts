import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { unplacedMailCommand } from '../../../server/admin/unplaced-mail.js';
import { processMail } from '../../../server/features/replies/process-mail.js';
import { sweepMail } from '../../../server/features/replies/sweep-mail.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type World, makeWorld } from '../../support/world.js';
import { mailText, takeMail } from './mail-world.js';

let world: World;
let owner: Actor;
let other: Actor;

beforeAll(async () => {
  world = await makeWorld();
  [owner, other] = [await world.addGroup(), await world.addGroup('Another group')];
});
afterAll(() => world.close());
beforeEach(async () => {
  world.jobs.enqueued.length = 0;
  await world.database.db.rawMail.updateMany({ where: { groupId: null }, data: { groupId: other.groupId } });
});

async function run(options: Record<string, string> = {}) {
  const { db, config, clock, logger } = world.context;
  const context = { db, config, clock, logger, pool: world.database.pool, databaseUrl: world.database.url };
  const { json, text } = await unplacedMailCommand.run(context, unplacedMailCommand.input.parse(options) as never);
  return { text, ids: 'mails' in json ? (json.mails as { rawMailId: string }[]).map(({ rawMailId }) => rawMailId) : [] };
}
const state = (id: string) => world.database.db.rawMail.findUniqueOrThrow({ where: { id }, select: { state: true, groupId: true } });

test('a mail of nobody is listed; given to a group it is read again and waits in its pen, and cannot be given twice', async () => {
  expect((await run()).text).toBe('Every mail belongs to a group and was read.');
  const { rawMailId, outcome } = await takeMail(world, mailText({ Subject: 'About your letter' }), { envelopeFrom: 'clerk@city.example', envelopeTo: ['who@replies.example.org'] });
  expect(outcome).toBe('unplaced');
  const listed = await run();
  expect([listed.ids, /from clerk@city.example to who@replies.example.org/.test(listed.text), listed.text.includes('About your letter')]).toEqual([[rawMailId], true, false]);
  await run({ give: rawMailId, group: owner.groupId });
  world.jobs.enqueued.length = 0;
  await sweepMail(world.context);
  expect(world.jobs.enqueued).toMatchObject([{ name: 'mail.process', payload: { rawMailId } }]);
  expect(await processMail(world.context, { rawMailId })).toMatchObject({ outcome: 'held', groupId: owner.groupId });
  expect(await world.database.db.message.findMany({ where: { rawMailId } })).toMatchObject([{ groupId: owner.groupId, state: 'held', subject: 'About your letter' }]);
  expect((await run()).ids).toEqual([]);
  await expect(run({ give: rawMailId, group: other.groupId })).rejects.toMatchObject({ code: 'replies.mail-not-given' });
});

test('one that could not be read is listed with why, and only its own group has it tried again', async () => {
  const { rawMailId } = await takeMail(world, mailText({}), { groupId: owner.groupId });
  await world.database.db.message.deleteMany({ where: { rawMailId } });
  await world.database.db.rawMail.update({ where: { id: rawMailId }, data: { state: 'failed', lastError: 'the disk was full' } });
  expect((await run()).text).toContain('could not be read: the disk was full');
  await expect(run({ give: rawMailId, group: other.groupId })).rejects.toMatchObject({ code: 'replies.mail-not-given' });
  await run({ give: rawMailId, group: owner.groupId });
  expect(await state(rawMailId)).toEqual({ state: 'kept', groupId: owner.groupId });
});

test('half an order is refused, and so is a group that is not there', async () => {
  await expect(run({ group: owner.groupId })).rejects.toThrow('go together');
  await expect(run({ give: owner.groupId, group: owner.personId })).rejects.toMatchObject({ code: 'accounts.group-not-found' });
});
