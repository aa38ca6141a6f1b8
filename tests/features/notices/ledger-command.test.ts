import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ledgerCommand } from '../../../server/admin/ledger.js';
import { acknowledgeNotice } from '../../../server/features/notices/acknowledge-notice.js';
import { changeNoticeSettings } from '../../../server/features/notices/change-notice-settings.js';
import { USUAL } from '../../../server/features/notices/delivery.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import { type LadderOffice, openLadder, sweepAndWork } from './office.js';

let database: TestDatabase;
let office: LadderOffice;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  office = await openLadder(database);
});

async function print(options: Record<string, string>): Promise<{ lines: string[]; notices: Record<string, unknown>[] }> {
  const { db, config, clock, logger } = office.deps;
  const context = { db, config, clock, logger, pool: database.pool, databaseUrl: database.url };
  const { json, text } = await ledgerCommand.run(context, ledgerCommand.input.parse({ group: office.world.groupId, ...options }) as never);
  return { lines: text.split('\n'), notices: 'notices' in json ? (json.notices as Record<string, unknown>[]) : [] };
}

test('says of each warning what became of it: sent, overtaken, gathered in a mail, acknowledged', async () => {
  const { world, clock, deps } = office;
  await changeNoticeSettings(deps, world.lawyer, { role: null, settings: { ...USUAL, delivery: 'digest' } });
  const request = await office.confirmed();
  for (const time of ['16:05', '16:07']) {
    clock.set(`2026-11-30T${time}:00Z`);
    await sweepAndWork(deps);
  }
  const due = await database.db.notice.findFirstOrThrow({ where: { requestId: request.id, personId: world.advocate.personId, rung: 'due' } });
  await acknowledgeNotice(deps, world.advocate, due.id);
  const mine = await print({ person: await office.emailOf(world.advocate) });
  const to = await office.emailOf(world.advocate);
  expect(mine.lines.sort()).toEqual([
    `2026-11-23  before-7   ${request.number} (2026-11-30)  ${to}  cancelled: overtaken by a later rung`,
    `2026-11-27  before-3   ${request.number} (2026-11-30)  ${to}  cancelled: overtaken by a later rung`,
    `2026-11-29  before-1   ${request.number} (2026-11-30)  ${to}  cancelled: overtaken by a later rung`,
    `2026-11-30  due        ${request.number} (2026-11-30)  ${to}  sent, acknowledged 2026-11-30T16:07:00.000Z`,
  ]);
  const theirs = await print({ person: world.lawyer.personId });
  expect(theirs.lines[0]).toMatch(/sent, in the mail of 2026-11-30 \(sent\)$/);
  expect(theirs.notices[0]).toMatchObject({ rung: 'due', state: 'sent', digest: { day: '2026-11-30', state: 'sent', attempts: 1 } });
});

test('of one request by its number, and refuses what is not there', async () => {
  const [one, other] = [await office.confirmed(), await office.confirmed()];
  await office.morning('2026-11-30');
  const { notices } = await print({ request: one.number.toLowerCase() });
  expect(new Set(notices.map((notice) => notice['number']))).toEqual(new Set([one.number]));
  expect((await print({ request: other.id })).notices).toHaveLength(8);
  await expect(print({ request: 'TD-2026-9999' })).rejects.toMatchObject({ code: 'requests.not-found' });
  await expect(print({ person: 'nobody@example.org' })).rejects.toMatchObject({ code: 'accounts.person-not-found' });
});
