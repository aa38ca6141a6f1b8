import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { approveLetter, letterOf, untilLetter } from './cases.js';
import { killWorkers, told } from './kill-loop.js';
import { type Member, type Office, openOffice } from './office.js';
import { until } from './processes.js';

/** The long test kills 500. */
const KILLS = 20;

// Half a minute on an idle machine; each worker is a process that starts, and a busy machine starts them slowly.
jest.setTimeout(15 * 60_000);

let office: Office;
let advocate: Member;

beforeAll(async () => {
  office = await openOffice('PostgreSQL');
  await office.startWeb();
  advocate = await office.invite(await office.setUp(), 'advocate', 'Ada Advocate');
}, 150_000);
afterAll(() => office?.close());

test(`${KILLS} workers killed at any moment, the mail server in any weather: no letter goes twice, each ends where a person understands it`, async () => {
  const counts = await killWorkers(office, advocate, KILLS);
  expect(counts.letters).toBe(KILLS);
  process.stdout.write(told(counts));
});

test('PostgreSQL drops every connection of the worker while the server holds a letter: it goes once, and is not called unsent', async () => {
  office.smtp.behave({ hang: 'message' });
  const before = office.smtp.messages.length;
  const worker = await office.startWorkerAt(new Date(performance.timeOrigin + performance.now()).toISOString());
  const { letterId } = await approveLetter(advocate);
  await until('the server has taken the letter', async () => office.smtp.messages.length === before + 1);
  await office.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
  office.smtp.answer();
  office.smtp.behave({});
  await until('the letter has come to an end', async () => ['sent', 'sending'].includes((await letterOf(advocate, letterId)).state));
  await untilLetter(advocate, letterId, 'sent');
  expect(office.smtp.messages).toHaveLength(before + 1);
  await worker.stop();
});
