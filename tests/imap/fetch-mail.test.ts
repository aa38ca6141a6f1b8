import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { doorStates } from '../../server/features/replies/doors.queries.js';
import { type MailFetcher, fetchMail } from '../../server/features/replies/fetch-mail.js';
import { placeOf } from '../../server/features/replies/mail-files.js';
import { until } from '../journeys/processes.js';
import { type World, makeWorld } from '../support/world.js';
import { type Dovecot, openDovecot } from './dovecot.js';

jest.setTimeout(120_000);

let dovecot: Dovecot;
let world: World;
let fetchers: MailFetcher[];

beforeEach(async () => {
  dovecot = await openDovecot();
  world = await makeWorld({ settings: { IMAP_URL: dovecot.url } });
  fetchers = [];
});
afterEach(async () => {
  await Promise.all(fetchers.map((one) => one.close()));
  await world.close();
  await dovecot.close();
});

function fetchIn(over: Partial<World['context']> = {}): MailFetcher {
  const made = fetchMail({ ...world.context, ...over }, { pollMs: 60_000, retryMs: 100, turnMs: 200 });
  if (!made) throw new Error('nobody fetches');
  fetchers.push(made);
  return made;
}

const mail = (name: string, body = 'About your request.'): string => ['From: clerk@lapd.example', `Message-ID: <${name}@lapd.example>`, `Subject: ${name}`, '', body, ''].join('\r\n');
const rows = () => world.database.db.rawMail.findMany({ orderBy: { sourceKey: 'asc' } });
const untilKept = (count: number) => until(`${count} mails are kept`, async () => (await rows()).length === count, 20_000);
const untilSeen = (count: number) => until(`${count} mails are marked as read`, async () => (await dovecot.seen()) === count, 20_000);

test('what is unread is kept byte for byte and then marked as read; what comes later comes by itself', async () => {
  await dovecot.deliver(mail('one'));
  fetchIn();
  await untilKept(1);
  await dovecot.deliver(mail('two', '.\r\nFrom here\r\n\xe9'));
  await untilKept(2);
  await untilSeen(2);
  const [one] = await rows();
  expect(one).toMatchObject({ door: 'imap', state: 'kept', groupId: null, sourceKey: expect.stringMatching(/^imap:records@example\.org@127\.0\.0\.1:INBOX:\d+:1$/) });
  const { folder, sha256 } = placeOf(one?.fileKey ?? '');
  expect((await buffer(await world.context.files.open(folder, sha256))).toString()).toBe(mail('one'));
  expect(world.jobs.enqueued.map(({ name }) => name)).toEqual(['mail.process', 'mail.process']);
  expect(await doorStates(world.context)).toEqual([{ door: 'imap', state: 'open', since: null }]);
});

test('a mail that can’t be kept stays unread and comes when it can be; nothing is kept twice', async () => {
  await dovecot.deliver(mail('one'));
  let away = true;
  const db = new Proxy(world.database.db, { get: (target, name) => (name === '$transaction' && away ? () => Promise.reject(new Error('the database is away')) : Reflect.get(target, name) as unknown) });
  fetchIn({ db });
  await until('the trouble is told', async () => (await doorStates(world.context))[0]?.state === 'shut', 20_000);
  expect([await dovecot.seen(), (await rows()).length]).toEqual([0, 0]);
  away = false;
  await untilKept(1);
  await untilSeen(1);
  await until('all is well again', async () => (await doorStates(world.context))[0]?.state === 'open', 20_000);
});

test('what came while nobody fetched, and was read elsewhere, comes too; what was read before the first time does not', async () => {
  await dovecot.deliver(mail('old'));
  await dovecot.readAll();
  await dovecot.deliver(mail('one'));
  const first = fetchIn();
  await untilKept(1);
  await untilSeen(2);
  await first.close();
  await dovecot.deliver(mail('two'));
  await dovecot.readAll();
  fetchIn();
  await untilKept(2);
  expect((await rows()).map(({ sourceKey }) => sourceKey?.split(':').at(-1))).toEqual(['2', '3']);
});

test('the mail server is away and comes back, and numbers the mailbox anew: nothing is lost, what was read is not fetched again', async () => {
  await dovecot.deliver(mail('one'));
  fetchIn();
  await untilKept(1);
  await untilSeen(1);
  await dovecot.stop();
  await dovecot.deliver(mail('two'));
  await until('the trouble is told', async () => (await doorStates(world.context))[0]?.state === 'shut', 20_000);
  await dovecot.start();
  await untilKept(2);
  await untilSeen(2);
  await dovecot.renumber();
  await dovecot.deliver(mail('three'));
  await untilKept(3);
});

test('of two workers one fetches; the other follows it', async () => {
  const first = fetchIn();
  await until('it fetches', async () => (await doorStates(world.context))[0]?.state === 'open', 20_000);
  fetchIn();
  for (let n = 0; n < 5; n += 1) await dovecot.deliver(mail(`m${n}`));
  await untilKept(5);
  await first.close();
  await dovecot.deliver(mail('after'));
  await untilKept(6);
  await untilSeen(6);
  expect(new Set((await rows()).map(({ sha256 }) => sha256)).size).toBe(6);
});
