import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { writeResult } from '../../bench/measure.js';
import { killWorkers, told } from '../kill-loop.js';
import { type Member, type Office, openOffice } from '../office.js';

const KILLS = 500;

jest.setTimeout(60 * 60_000);

let office: Office;
let advocate: Member;

beforeAll(async () => {
  office = await openOffice('PostgreSQL');
  await office.startWeb();
  advocate = await office.invite(await office.setUp(), 'advocate', 'Ada Advocate');
}, 150_000);
afterAll(() => office?.close());

test(`${KILLS} workers killed at any moment of their work, the mail server in any weather: no letter goes twice, each ends where a person understands it`, async () => {
  const begun = performance.now();
  const counts = await killWorkers(office, advocate, KILLS);
  process.stdout.write(told(counts));
  await writeResult({ bench: 'long-kills', rows: [{ what: 'workers killed while they send', figures: { ...counts, s: (performance.now() - begun) / 1000 } }] });
  // The weather lets not half of them through at the first try, a kill some fewer: with none sent, nothing would have been tried.
  expect(counts.sent).toBeGreaterThan(KILLS / 50);
  expect(counts.uncertain).toBeGreaterThan(0);
});
