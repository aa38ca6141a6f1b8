import v8 from 'node:v8';
import vm from 'node:vm';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { sentRequest } from '../../features/replies/mail-world.js';
import { expectAllTaken } from '../../features/replies/mails/expect-taken.js';
import { type TestSmtpServer, startSmtpServer } from '../../support/smtp-server.js';
import { type World, makeWorld } from '../../support/world.js';

const MAILS = Number(process.env['MAILS'] ?? 10_000);
const WARM = 200;
const MB = 1024 * 1024;
/** What may be in use after all of them beside what was after the first. */
const MOST_GROWTH = 60 * MB;

jest.setTimeout(2 * 60 * 60_000);

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

let world: World;
let smtp: TestSmtpServer;
beforeAll(async () => {
  smtp = await startSmtpServer();
  world = await makeWorld({ smtpUrl: smtp.url });
});
afterAll(async () => {
  await world.close();
  await smtp.close();
});

test(`${MAILS.toLocaleString('en-US')} random mails through the whole door: all kept, read and placed, in memory that stays as it is`, async () => {
  await world.addGroup('Another group');
  const owner = await world.addGroup();
  const request = await sentRequest(world, owner);
  const taking = { envelopes: [request.address, 'nobody@elsewhere.example'], groupId: owner.groupId };
  const inUse = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  await expectAllTaken(world, { ...taking, mails: WARM });
  const before = inUse();
  await expectAllTaken(world, { ...taking, mails: MAILS });
  const grew = inUse() - before;
  const outcomes = await world.database.db.message.groupBy({ by: ['state'], _count: true });
  process.stdout.write(`${outcomes.map(({ state, _count }) => `${state} ${_count}`).join(', ')}; ${Math.round(grew / MB)} MB more in use\n`);
  expect(grew).toBeLessThan(MOST_GROWTH);
});
