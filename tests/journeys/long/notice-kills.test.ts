import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { type SentLetter, approveLetter, determinationOf, mailsTo, readMail, untilLetter } from '../cases.js';
import { type Member, type Office, openOffice, plusDays } from '../office.js';
import { until } from '../processes.js';

const REQUESTS = 8;
const KILLS_A_DAY = 4;

jest.setTimeout(15 * 60_000);

let office: Office;
let advocate: Member;
let lawyer: Member;
const letters: SentLetter[] = [];

beforeAll(async () => {
  office = await openOffice('PostgreSQL');
  await office.startWeb();
  const owner = await office.setUp();
  advocate = await office.invite(owner, 'advocate', 'Ada Advocate');
  lawyer = await office.invite(owner, 'lawyer', 'Lou Lawyer');
  const worker = office.startWorker();
  for (let n = 0; n < REQUESTS; n += 1) letters.push(await approveLetter(advocate));
  for (const { letterId } of letters) await untilLetter(advocate, letterId, 'sent');
  await worker.stop();
}, 300_000);
afterAll(() => office?.close());

/** Message-IDs of mails to a person, as often as a server took them. */
const idsTo = (member: Member) => mailsTo(office, member.email).map((mail) => readMail(mail.raw).headers.get('message-id') ?? '');
const minute = (day: string, minutes: number) => new Date(Date.parse(`${day}T17:00:00Z`) + minutes * 60_000).toISOString();

test(`workers killed with -9 at any moment of ${KILLS_A_DAY * 4} mornings' warnings: none is lost, none comes twice but with the same Message-ID, one by one or in one mail a day`, async () => {
  // The lawyer gets one mail a day; the advocate each at once.
  await office.query("INSERT INTO notice_settings (id, group_id, role, delivery, updated_at) SELECT gen_random_uuid(), id, 'lawyer', 'digest', now() FROM groups");
  const { due } = await determinationOf(advocate, letters[0]?.requestId ?? '');
  let kills = 0;
  for (const before of [7, 3, 1, 0]) {
    const day = plusDays(due, -before);
    for (let n = 0; n < KILLS_A_DAY; n += 1) {
      const doomed = await office.startWorkerAt(minute(day, n * 5));
      await new Promise((resolve) => setTimeout(resolve, randomInt(0, 1_500)));
      await doomed.stop('SIGKILL');
      kills += 1;
    }
    // Past the time a claim is held to be under way.
    const last = await office.startWorkerAt(minute(day, KILLS_A_DAY * 5 + 10));
    await until('nothing waits any more', async () => {
      const [open] = await office.query<{ n: string }>(
        "SELECT (SELECT count(*) FROM notices WHERE state IN ('pending', 'claimed')) + (SELECT count(*) FROM notice_digests WHERE state IN ('pending', 'claimed')) AS n",
      );
      const [written] = await office.query<{ n: string }>('SELECT count(*) AS n FROM notices WHERE due_on = $1::date', [day]);
      return open?.n === '0' && written?.n === String(REQUESTS * 2);
    }, 120_000);
    await last.stop();
  }
  const ledger = await office.query<{ email: string; state: string; rung: string; message: string }>(
    'SELECT p.email, n.state, n.rung, coalesce(d.message_id, n.message_id) AS message FROM notices n JOIN people p ON p.id = n.person_id LEFT JOIN notice_digests d ON d.id = n.digest_id',
  );
  expect(ledger).toHaveLength(REQUESTS * 2 * 4);
  expect(new Set(ledger.map((row) => row.state))).toEqual(new Set(['sent']));
  let again = 0;
  for (const member of [advocate, lawyer]) {
    const taken = idsTo(member);
    const wanted = new Set(ledger.filter((row) => row.email === member.email).map((row) => row.message));
    expect(new Set(taken)).toEqual(wanted);
    again += taken.length - wanted.size;
  }
  const chain = await office.query<{ n: string }>("SELECT count(*) AS n FROM events WHERE type = 'notice.sent'");
  expect(chain[0]?.n).toBe(String(ledger.length));
  process.stdout.write(`${kills} kills, ${ledger.length} warnings: each told, ${again} mails offered again with the same Message-ID\n`);
});
