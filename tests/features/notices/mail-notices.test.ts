import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sendMailNotices } from '../../../server/features/notices/send-mail-notices.js';
import { sweepNotices } from '../../../server/features/notices/sweep-notices.js';
import { moveMessage } from '../../../server/features/replies/move-message.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import type { TestSmtpServer } from '../../support/smtp-server.js';
import { makeMailingWorld, type World } from '../../support/world.js';
import { type Sent, mailText, sentRequest, takeMail } from '../replies/mail-world.js';

let world: World;
let smtp: TestSmtpServer;
let owner: Actor;
let advocate: Actor;
let request: Sent;
/** Mails before this one are not looked at. */
let seen = 0;

beforeAll(async () => {
  ({ world, smtp } = await makeMailingWorld());
  await world.addGroup('Another group');
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.set('2026-11-24T17:00:00Z');
  owner = await world.addGroup();
  advocate = await world.addPerson(owner, 'advocate', 'Ada Advocate');
  request = await sentRequest(world, advocate);
  await tell();
  seen = smtp.messages.length;
});

/** What the sweep and its workers do, with two minutes between. */
async function tell(): Promise<void> {
  await sweepNotices(world.context);
  world.clock.pass(1 / 30);
  world.jobs.enqueued.length = 0;
  await sweepNotices(world.context);
  for (const { name, payload } of world.jobs.enqueued) if (name === 'mail-notice.send') await sendMailNotices(world.context, payload as { groupId: string; personId: string });
}
const mails = () => smtp.messages.slice(seen).map(({ raw, to }) => ({ to, text: raw.toString().replaceAll('=\r\n', '') }));
const take = (envelopeTo: string[], body = 'Your request about plate readers is denied.') => takeMail(world, mailText({ Subject: 'Plate readers' }, body), { envelopeTo });

test('the responsible person is told of a filed mail once, with our number and a link and nothing of what it says', async () => {
  const placed = await take([request.address]);
  await tell();
  await tell();
  expect(mails()).toHaveLength(1);
  const [mail] = mails();
  expect(mail?.to).toEqual([await world.emailOf(advocate)]);
  expect(mail?.text).toContain(`Subject: ${request.number}: a message came`);
  expect(mail?.text).toContain(`/replies/${'messageId' in placed ? placed.messageId : ''}`);
  expect(mail?.text).not.toMatch(/plate|denied|LAPD|lapd/i);
});

test('several go in one mail', async () => {
  for (const n of [1, 2, 3]) await take([request.address], `Part ${n} of our answer.`);
  await tell();
  expect(mails().map(({ text }) => /^Subject: (.*)\r$/m.exec(text)?.[1])).toEqual(['3 messages came']);
});

test('of a held one whoever looks after a request it points to is told; of one that points to none, the owner', async () => {
  const other = await sentRequest(world, advocate);
  seen = smtp.messages.length;
  await take([request.address, other.address]);
  await takeMail(world, mailText({}, 'Who is this for?'), { door: 'upload', groupId: owner.groupId });
  await tell();
  const told = mails();
  expect(told.map(({ to }) => to[0]).sort()).toEqual([await world.emailOf(advocate), await world.emailOf(owner)].sort());
  for (const { text } of told) expect(text).toContain('Subject: A message waits in the holding pen');
});

test('what a person filed is told to nobody', async () => {
  const held = await takeMail(world, mailText({}, 'Who is this for?'), { door: 'upload', groupId: owner.groupId });
  await tell();
  seen = smtp.messages.length;
  await moveMessage(world.context, advocate, { messageId: 'messageId' in held ? held.messageId : '', requestId: request.id });
  await tell();
  expect(mails()).toEqual([]);
});

test('while that person is away the owner is told; a mail server that refuses is asked again', async () => {
  await world.database.db.noticeSettings.create({ data: { id: request.id, groupId: owner.groupId, personId: advocate.personId, awayFrom: new Date('2026-11-20'), awayTo: new Date('2026-11-30'), updatedAt: world.clock.now() } });
  await take([request.address]);
  smtp.behave({ refuse: { at: 'recipient', code: 450, text: '4.2.0 Later' } });
  await tell();
  expect(mails()).toEqual([]);
  smtp.behave({});
  world.clock.pass(1);
  await tell();
  expect(mails().map(({ to }) => to)).toEqual([[await world.emailOf(owner)]]);
});
