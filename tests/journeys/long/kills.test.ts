import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { type SentLetter, approveLetter, letterOf } from '../cases.js';
import { type Member, type Office, openOffice } from '../office.js';
import { until } from '../processes.js';

const KILLS = 20;

jest.setTimeout(15 * 60_000);

let office: Office;
let advocate: Member;

beforeAll(async () => {
  office = await openOffice('PostgreSQL');
  await office.startWeb();
  advocate = await office.invite(await office.setUp(), 'advocate', 'Ada Advocate');
}, 150_000);
afterAll(() => office?.close());

test(`${KILLS} workers killed at any moment of their work: no letter goes twice, and none is called sent that was not`, async () => {
  const letters: SentLetter[] = [];
  for (let n = 0; n < KILLS; n += 1) {
    const worker = office.startWorker();
    await until('the worker takes jobs', async () => (await office.query('SELECT 1 FROM pg_stat_activity WHERE application_name <> $1 AND datname = current_database()', [''])).length > 2);
    letters.push(await approveLetter(advocate), await approveLetter(advocate));
    await new Promise((resolve) => setTimeout(resolve, randomInt(0, 1500)));
    await worker.stop('SIGKILL');
  }
  const last = office.startWorker();
  await until('nothing is queued any more', async () => (await office.query("SELECT 1 FROM letters WHERE state = 'queued'")).length === 0, 180_000);
  await last.stop();

  const counts = { sent: 0, sending: 0 };
  for (const { letterId } of letters) {
    const letter = await letterOf(advocate, letterId);
    const taken = office.smtp.messages.filter((message) => message.raw.toString().includes(letter.messageId)).length;
    expect({ letterId, taken: taken <= 1 }).toEqual({ letterId, taken: true });
    if (letter.state === 'sent') expect(taken).toBe(1);
    // A claim a crash left: the sweep brings it to a person after ten minutes, and never sends it.
    else expect(letter.state).toBe('sending');
    counts[letter.state === 'sent' ? 'sent' : 'sending'] += 1;
  }
  process.stdout.write(`${KILLS} kills, ${letters.length} letters: ${counts.sent} sent once, ${counts.sending} left for a person\n`);
});
