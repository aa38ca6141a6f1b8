import { afterAll, beforeAll, jest, test } from '@jest/globals';
import type { Mailer } from '../../../server/platform/mailer.js';
import { createSmtpMailer } from '../../../server/platform/mailer.smtp.js';
import { writeResult } from '../../bench/measure.js';
import { runWhole } from '../../features/letters/campaigns/run-whole.js';
import { type World, makeWorld } from '../../features/letters/world.js';
import { type TestSmtpServer, startSmtpServer } from '../../support/smtp-server.js';

jest.setTimeout(15 * 60_000);

let world: World;
let smtp: TestSmtpServer;
let mailer: Mailer;

beforeAll(async () => {
  world = await makeWorld();
  smtp = await startSmtpServer();
  mailer = createSmtpMailer({ url: smtp.url, ehloName: 'replies.example.org' });
}, 150_000);
afterAll(async () => {
  await smtp?.close();
  await world?.close();
});

test('500 agencies over 20 domains, paused, gone on with by a new process: the pace is kept, nobody is written to twice and nobody forgotten', async () => {
  const advocate = await world.addPerson(await world.addGroup());
  const begun = performance.now();
  await runWhole({ world, smtp, deps: world.deps(mailer), advocate }, 500);
  await writeResult({ bench: 'long-campaign', rows: [{ what: 'a campaign of 500 over 20 domains, sent whole', figures: { mails: smtp.messages.length, s: (performance.now() - begun) / 1000 } }] });
});
