import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { copyMessage } from '../../../server/features/replies/copy-message.js';
import { keepRawMail } from '../../../server/features/replies/keep-raw-mail.js';
import { mergeMessages } from '../../../server/features/replies/merge-messages.js';
import { processMail } from '../../../server/features/replies/process-mail.js';
import { sweepMail } from '../../../server/features/replies/sweep-mail.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type TestSmtpServer, startSmtpServer } from '../../support/smtp-server.js';
import { type World, makeWorld } from '../../support/world.js';
import { type Sent, mailText, mailWithPdf, sentRequest, takeMail } from './mail-world.js';

let world: World;
let smtp: TestSmtpServer;
let owner: Actor;
let advocate: Actor;
let one: Sent;
let two: Sent;

beforeAll(async () => {
  smtp = await startSmtpServer();
  world = await makeWorld({ smtpUrl: smtp.url });
  owner = await world.addGroup();
  advocate = await world.addPerson(owner, 'advocate', 'Ada Advocate');
  one = await sentRequest(world, advocate);
  two = await sentRequest(world, advocate);
});
afterAll(async () => {
  await world.close();
  await smtp.close();
});

const db = () => world.database.db;
async function placed(raw: string, envelopeTo: string[]): Promise<string> {
  const result = await takeMail(world, raw, { envelopeTo });
  if (!('messageId' in result)) throw new Error(result.outcome);
  return result.messageId;
}
const refusals = (settled: readonly PromiseSettledResult<unknown>[]): unknown[] => settled.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));

describe('two people at once', () => {
  test('who file one mail on a second request file it there once', async () => {
    const messageId = await placed(mailWithPdf({}), [one.address]);
    const copies = await Promise.allSettled([1, 2].map(() => copyMessage(world.context, advocate, { messageId, requestId: two.id })));
    expect(refusals(copies)).toMatchObject([{ code: 'replies.there-already' }]);
    const there = { groupId: owner.groupId, requestId: two.id };
    expect([await db().message.count({ where: there }), await db().event.count({ where: { ...there, type: 'message.filed' } })]).toEqual([1, 1]);
  });

  test.each([['on a request', () => [one.address]], ['in the pen', () => [one.address, two.address]]])('who join two %s, either way round, leave one standing', async (_where, addresses) => {
    const [first, second] = [await placed(mailText({}, 'Here it is.'), addresses()), await placed(mailText({}, 'Here it is, resent.'), addresses())];
    const joined = await Promise.allSettled([[first, second], [second, first]].map(([messageId = '', intoId = '']) => mergeMessages(world.context, advocate, { messageId, intoId })));
    expect(refusals(joined)).toMatchObject([{ code: 'replies.is-duplicate' }]);
    expect(await db().message.count({ where: { groupId: owner.groupId, id: { in: [first, second] }, state: 'duplicate' } })).toBe(1);
  });
});

describe('a mail', () => {
  const context = (files: PropertyDescriptorMap) => ({ ...world.context, files: Object.create(world.context.files, files) as World['context']['files'] });

  test('whose file vanished before a row named it is read again', async () => {
    const { rawMailId } = await keepRawMail(world.context, { stream: Readable.from([Buffer.from(mailWithPdf({}))]), door: 'upload', groupId: owner.groupId });
    expect(await processMail(context({ exists: { value: () => Promise.resolve(false) } }), { rawMailId })).toBeNull();
    expect(await db().message.count({ where: { rawMailId } })).toBe(0);
    expect(await processMail(world.context, { rawMailId })).toMatchObject({ outcome: 'held' });
  });

  test('that ends every process which reads it is left to an operator in the end', async () => {
    const { rawMailId } = await keepRawMail(world.context, { stream: Readable.from([Buffer.from(mailText({}))]), door: 'smtp', groupId: null });
    const row = () => db().rawMail.findUniqueOrThrow({ where: { id: rawMailId } });
    const dying = context({ open: { value: () => new Promise(() => undefined) } });
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      void processMail(dying, { rawMailId });
      while ((await row()).attempts < attempt) await new Promise((resolve) => setTimeout(resolve, 5));
      world.clock.pass(1);
      world.jobs.enqueued.length = 0;
      await sweepMail(world.context);
      expect(world.jobs.enqueued).toHaveLength(attempt < 12 ? 1 : 0);
    }
    expect(await row()).toMatchObject({ state: 'failed', claimedAt: null });
  });
});
