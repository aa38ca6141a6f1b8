import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sweepNotices } from '../../../server/features/notices/sweep-notices.js';
import { createSmtpMailer } from '../../../server/platform/mailer.smtp.js';
import type { Mailer } from '../../../server/platform/mailer.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import { type SmtpBehaviour, type TestSmtpServer, startSmtpServer } from '../../support/smtp-server.js';
import { type Deps, type LadderOffice, openLadder, sweepAndWork } from './office.js';

let database: TestDatabase;
let office: LadderOffice;
let smtp: TestSmtpServer;
let deps: Deps<Mailer>;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  office = await openLadder(database);
  smtp = await startSmtpServer();
  const mailer = createSmtpMailer({ url: smtp.url, ehloName: 'replies.example.org', timeouts: { greeting: 300, reply: 300 } });
  deps = { ...office.deps, mailer };
});
afterEach(async () => {
  deps.mailer.close();
  await smtp.close();
});

const ids = (): string[] => smtp.messages.map((message) => /^message-id:\s+(<[^>]+>)/im.exec(message.raw.toString())?.[1] ?? '');

/** Where the server is well, a busy machine's slow answer is none of the test's matter. */
function waitLonger(): void {
  deps.mailer.close();
  deps = { ...deps, mailer: createSmtpMailer({ url: smtp.url, ehloName: 'replies.example.org', timeouts: { greeting: 20_000, reply: 20_000 } }) };
}

/** Moves the clock on by so many minutes, with two workers sweeping and sending each time. */
async function pass(from: string, minutes: readonly number[]): Promise<void> {
  for (const minute of minutes) {
    office.clock.set(new Date(Date.parse(from) + minute * 60_000).toISOString());
    await sweepAndWork(deps);
  }
}

describe('a mail server that is out of order when the day comes', () => {
  test.each<[string, SmtpBehaviour]>([
    ['refuses the connection for now', { refuse: { at: 'greeting', code: 421, text: 'too busy' } }],
    ['refuses everybody for now', { refuse: { at: 'recipient', code: 451, text: 'try later' } }],
    ['refuses the finished message for now', { refuse: { at: 'message', code: 452, text: 'disk full' } }],
    ['never answers', { hang: 'greeting' }],
    ['breaks the line amid the message', { drop: 'amid-message' }],
  ])('that %s: none is lost, none comes twice', async (_how, behaviour) => {
    const request = await office.confirmed();
    smtp.behave(behaviour);
    await pass('2026-11-30T16:05:00Z', [0, 2]);
    expect(smtp.messages).toHaveLength(0);
    smtp.behave({});
    await pass('2026-11-30T16:05:00Z', [30, 60, 90]);
    expect(smtp.messages).toHaveLength(2);
    expect(new Set(ids()).size).toBe(2);
    expect((await office.ledger(request.id)).filter((row) => row.rung === 'due').map((row) => row.state)).toEqual(['sent', 'sent']);
  });

  test.each<[string, SmtpBehaviour]>([
    ['the line breaks', { drop: 'after-message' }],
    ['its answer never comes', { hang: 'message' }],
  ])('it took the message and %s: it is offered again with the same Message-ID', async (_how, behaviour) => {
    await office.confirmed();
    smtp.behave(behaviour);
    await pass('2026-11-30T16:05:00Z', [0]);
    expect(smtp.messages).toHaveLength(2);
    smtp.behave({});
    await pass('2026-11-30T16:05:00Z', [30, 60, 90]);
    expect(smtp.messages).toHaveLength(4);
    expect(new Set(ids()).size).toBe(2);
  });

  test('out of order for three days: the later rung goes, the earlier ones are in the ledger as overtaken', async () => {
    const request = await office.confirmed();
    smtp.behave({ refuse: { at: 'greeting', code: 421, text: 'too busy' } });
    for (const day of ['2026-11-29', '2026-11-30']) await pass(`${day}T16:05:00Z`, [0, 10]);
    smtp.behave({});
    await pass('2026-12-01T16:05:00Z', [0, 120, 240]);
    const subjects = smtp.messages.map((message) => /^subject: (.*)$/im.exec(message.raw.toString())?.[1]?.trim());
    expect(subjects).toEqual([`${request.number}: late`, `${request.number}: late`]);
    const own = (await office.ledger(request.id)).filter((row) => row.who === office.world.lawyer.personId);
    expect(own.map(({ rung, state }) => [rung, state])).toEqual([['before-7', 'cancelled'], ['before-3', 'cancelled'], ['before-1', 'cancelled'], ['due', 'cancelled'], ['late', 'sent']]);
  });
});

test('a clock set back sends nothing again, and nothing is missed when it comes round', async () => {
  waitLonger();
  await office.confirmed();
  await pass('2026-11-30T16:05:00Z', [0]);
  expect(smtp.messages).toHaveLength(2);
  await pass('2026-11-26T16:05:00Z', [0, 24 * 60, 2 * 24 * 60, 3 * 24 * 60, 4 * 24 * 60]);
  expect(smtp.messages).toHaveLength(2);
  await pass('2026-12-01T16:05:00Z', [0]);
  expect(smtp.messages).toHaveLength(4);
});

test('four sweeps at once over many dates write and mail each warning once', async () => {
  waitLonger();
  const requests = await Promise.all(Array.from({ length: 12 }, () => office.confirmed()));
  office.clock.set('2026-11-27T16:05:00Z');
  const swept = await Promise.all([1, 2, 3, 4].map(() => sweepNotices(deps)));
  expect(swept.reduce((sum, one) => sum + one.added, 0)).toBe(12 * 2 * 2);
  await sweepAndWork(deps);
  expect(smtp.messages).toHaveLength(requests.length * 2);
  expect(new Set(ids()).size).toBe(requests.length * 2);
});

test('a sweep cut off by a crash is done again, without doubles', async () => {
  const request = await office.confirmed();
  office.clock.set('2026-11-27T16:05:00Z');
  // The whole batch is one transaction: what fails at its end leaves nothing behind.
  await database.pool.query('ALTER TABLE deadlines ADD CONSTRAINT cut_off CHECK (wake_at IS NULL OR wake_at < $$2026-11-28$$) NOT VALID');
  await expect(sweepNotices(deps)).rejects.toThrow();
  expect(await office.ledger(request.id)).toEqual([]);
  await database.pool.query('ALTER TABLE deadlines DROP CONSTRAINT cut_off');
  await sweepAndWork(deps);
  expect(smtp.messages).toHaveLength(2);
});
