import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { recalculateDeadlines } from '../../../server/features/deadlines/recalculate-deadlines.js';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { changeNoticeSettings } from '../../../server/features/notices/change-notice-settings.js';
import { USUAL } from '../../../server/features/notices/delivery.js';
import { sweepNotices } from '../../../server/features/notices/sweep-notices.js';
import { newId } from '../../../server/platform/ids.js';
import { MailError } from '../../../server/platform/mailer.errors.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import { type LadderOffice, openLadder, sweepAndWork, work } from './office.js';

let database: TestDatabase;
let office: LadderOffice;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  office = await openLadder(database);
  const { world, clock } = office;
  await changeNoticeSettings({ db: database.db, clock }, world.advocate, { role: null, settings: { ...USUAL, delivery: 'digest' } });
});

/** Sweeps at eight sharp, and again once the day's notices are gathered. */
async function eight(day: string): Promise<void> {
  for (const time of ['16:00:00', '16:02:00']) {
    office.clock.set(`${day}T${time}Z`);
    await sweepAndWork(office.deps);
  }
}
const toAdvocate = async () => (await office.mails()).filter((mail) => mail.startsWith('advocate')).map((mail) => mail.replace('advocate: ', ''));
const digests = () => database.db.noticeDigest.findMany({ where: { groupId: office.world.groupId }, orderBy: { day: 'asc' } });
const answered = (requestId: string) =>
  recordFact({ db: database.db, clock: office.clock }, office.world.advocate, { requestId, fact: { type: 'determination', date: '2026-11-20', basis: 'letter', details: { items: [] } } });

test('one mail at eight holds all of that day’s notices, each with its number, date and link; others are told one by one', async () => {
  const requests = [await office.confirmed(), await office.confirmed(), await office.confirmed()];
  await eight('2026-11-23');
  const mails = office.deps.mailer.taken.filter((mail) => String(mail.to).startsWith('advocate'));
  expect(mails.map((mail) => mail.subject)).toEqual(['3 dates to know of']);
  for (const { number } of requests) expect(mails[0]?.text).toContain(`An answer on ${number} is due on Mon, Nov 30, 2026: in 7 days.`);
  expect(mails[0]?.text.match(/https:\/\/tenday\.example\.org\/notices\/[0-9a-f-]{36}/g)).toHaveLength(3);
  expect((await office.mails()).filter((mail) => mail.startsWith('lawyer'))).toHaveLength(3);
  const [digest, ...more] = await digests();
  expect([digest?.state, digest?.messageId, more]).toEqual(['sent', mails[0]?.messageId, []]);
  expect(await database.db.notice.count({ where: { digestId: digest?.id ?? '', state: 'sent' } })).toBe(3);
  expect(await database.db.event.count({ where: { groupId: office.world.groupId, type: 'notice.sent' } })).toBe(6);
});

test('after a crash amid the sending it is offered again with the same Message-ID, and marked once', async () => {
  await office.confirmed();
  await office.confirmed();
  office.clock.set('2026-11-23T16:00:00Z');
  await sweepNotices(office.deps);
  office.deps.jobs.enqueued.splice(0);
  const [digest] = await digests();
  await database.db.noticeDigest.update({ where: { id: digest?.id ?? '' }, data: { state: 'claimed', claimedAt: office.clock.now(), attempts: 1 } });
  office.clock.set('2026-11-23T16:01:59Z');
  await sweepAndWork(office.deps);
  expect(await toAdvocate()).toEqual([]);
  office.clock.set('2026-11-23T16:03:00Z');
  await sweepAndWork(office.deps);
  await sweepAndWork(office.deps);
  expect(await toAdvocate()).toEqual(['2 dates to know of']);
  expect(office.deps.mailer.taken.filter((mail) => mail.messageId === digest?.messageId)).toHaveLength(1);
});

test('put off by the server, it goes later with the same Message-ID and nothing new in it; refused for good, its notices show in the app', async () => {
  await office.confirmed();
  const { world, deps } = office;
  await database.db.person.update({ where: { id: world.lawyer.personId }, data: { deactivatedAt: new Date('2026-11-01T00:00:00Z') } });
  deps.mailer.refuseNext = new MailError('unknown', 'mail.unknown', 'lost', 'the line broke');
  await eight('2026-11-27');
  const [digest] = await digests();
  expect([digest?.state, digest?.lastError]).toEqual(['pending', 'the line broke']);
  const second = await office.confirmed();
  office.clock.set('2026-11-27T16:10:00Z');
  await sweepAndWork(deps);
  expect(deps.mailer.taken.filter((mail) => mail.messageId === digest?.messageId).map((mail) => mail.text.includes(second.number))).toEqual([false]);
  deps.mailer.refuseNext = new MailError('permanent', 'mail.permanent', 'no', '550 no such user');
  await eight('2026-11-30');
  expect(new Set((await office.ledger(second.id)).filter((row) => row.rung === 'due').map((row) => row.state))).toEqual(new Set(['in_app']));
});

test('what can’t wait for tomorrow’s mail goes by itself once today’s has gone; what can, waits', async () => {
  await office.confirmed();
  await eight('2026-11-30');
  expect(await toAdvocate()).toHaveLength(1);
  office.clock.set('2026-11-30T20:00:00Z');
  const today = await office.confirmed();
  office.clock.set('2026-11-30T20:05:00Z');
  await sweepAndWork(office.deps);
  expect(await toAdvocate()).toEqual([`${today.number}: due Mon, Nov 30, 2026`]);
  const soon = await office.confirmed(office.world.advocate, '2026-11-24');
  await sweepAndWork(office.deps);
  expect(await toAdvocate()).toEqual([]);
  await eight('2026-12-01');
  const [mail] = office.deps.mailer.taken.filter((one) => String(one.to).startsWith('advocate')).slice(-1);
  expect(mail?.text).toContain(soon.number);
});

test('what was answered before the mail went is not in it; with nothing left there is no mail', async () => {
  const [one, other] = [await office.confirmed(), await office.confirmed()];
  office.clock.set('2026-11-23T16:00:00Z');
  await sweepNotices(office.deps);
  await answered(one.id);
  office.clock.set('2026-11-23T16:02:00Z');
  await sweepAndWork(office.deps);
  expect(await toAdvocate()).toEqual([`${other.number}: due Mon, Nov 30, 2026`]);
  office.clock.set('2026-11-27T16:00:00Z');
  await sweepNotices(office.deps);
  await answered(other.id);
  office.clock.set('2026-11-27T16:02:00Z');
  await work(office.deps);
  await sweepAndWork(office.deps);
  expect(await toAdvocate()).toEqual([]);
  expect((await digests()).map((digest) => digest.state)).toEqual(['sent', 'cancelled']);
});

test('a closed day that moves many dates at once is told in one mail, to people told at once too', async () => {
  const { world, clock } = office;
  const requests = [await office.confirmed(), await office.confirmed(), await office.confirmed()];
  clock.set('2026-11-24T18:00:00Z');
  const { agencyId } = await database.db.recordsRequest.findUniqueOrThrow({ where: { id: requests[0]?.id ?? '' } });
  await database.db.agencyClosure.create({
    data: { id: newId(), groupId: world.groupId, agencyId, date: new Date('2026-11-30'), name: 'Closed by fire', evidence: 'Notice on the door', addedById: world.owner.personId, addedAt: clock.now() },
  });
  await sweepAndWork(office.deps);
  await office.mails();
  clock.set('2026-11-24T19:00:00Z');
  for (const { id } of requests) await database.db.$transaction((tx) => recalculateDeadlines(tx, { groupId: world.groupId, requestId: id, at: clock.now(), reason: 'A closed day was added.' }));
  for (const time of ['19:01:00', '19:03:00', '19:05:00']) {
    clock.set(`2026-11-24T${time}Z`);
    await sweepAndWork(office.deps);
  }
  expect(await office.mails()).toEqual(['advocate: 3 dates to know of', 'lawyer: 3 dates to know of']);
  expect(office.deps.mailer.taken.at(-1)?.text).toContain(`A date of ${requests[2]?.number} moved from Mon, Nov 30, 2026 to Tue, Dec 1, 2026.`);
});
