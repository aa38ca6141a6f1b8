import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { fromCivil } from '../../../server/platform/clock.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { newId } from '../../../server/platform/ids.js';
import { MailError } from '../../../server/platform/mailer.errors.js';
import { confirmReceipt } from '../../../server/features/deadlines/confirm-receipt.js';
import { correctFact } from '../../../server/features/deadlines/correct-fact.js';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { takeBackFact } from '../../../server/features/deadlines/take-back-fact.js';
import { OVERTAKEN } from '../../../server/features/notices/notice-reasons.js';
import { sweepNotices } from '../../../server/features/notices/sweep-notices.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import { type SetClock, type World, makeGroup, sentRequest } from '../deadlines/world.js';
import { type Deps, type LadderOffice, openLadder, sweepAndWork, work } from './office.js';

let database: TestDatabase;
let office: LadderOffice;
let world: World;
let clock: SetClock;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  office = await openLadder(database);
  ({ world, clock } = office);
});

const makeDeps = (): Deps => office.deps;
const confirmed = (actor?: Actor, receivedOn?: string) => office.confirmed(actor, receivedOn);
const ledger = (requestId: string) => office.ledger(requestId);
const emailOf = (actor: Actor) => office.emailOf(actor);

describe('the ladder', () => {
  test('warns the responsible person and the lawyers a week, three days and a day before, on the day, the day after it is safe to call it late, and weekly: one each', async () => {
    const request = await confirmed();
    const told: Record<string, string[]> = {};
    for (const day of ['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30', '2026-12-01', '2026-12-02', '2026-12-08', '2026-12-15', '2026-12-16']) {
      await office.morning(day);
      told[day] = await office.mails();
    }
    const both = (words: string) => ['advocate', 'lawyer'].map((who) => `${who}: ${request.number}: ${words}`);
    const due = both('due Mon, Nov 30, 2026');
    expect(told).toEqual({
      '2026-11-22': [], '2026-11-23': due, '2026-11-24': [], '2026-11-27': due, '2026-11-28': [], '2026-11-29': due, '2026-11-30': due, '2026-12-01': both('late'),
      // Nobody said “I have this”: it goes up.
      '2026-12-02': [`owner: ${request.number}: nobody has answered`], '2026-12-08': both('late after Mon, Nov 30, 2026'), '2026-12-15': both('late after Mon, Nov 30, 2026'), '2026-12-16': [],
    });
    expect(await database.db.event.count({ where: { requestId: request.id, type: 'notice.sent' } })).toBe(15);
  });

  test('a warning a newer version wrote waits for a worker that knows it, alone or in a mail of the day', async () => {
    const request = await confirmed();
    const deps = makeDeps();
    const deadline = await database.db.deadline.findFirstOrThrow({ where: { requestId: request.id } });
    const { groupId, personId } = world.advocate;
    const digest = await database.db.noticeDigest.create({ data: { id: newId(), groupId, personId, day: fromCivil('2026-11-20'), messageId: '<digest-of-tomorrow@example.org>', createdAt: clock.now() } });
    const row = (rung: string, digestId: string | null) => ({
      id: newId(), groupId, personId, requestId: request.id, deadlineId: deadline.id, rung, forDate: deadline.due, dueOn: fromCivil('2026-11-20'), messageId: `<${rung}@example.org>`, createdAt: clock.now(), digestId,
    });
    await database.db.notice.createMany({ data: [row('before-90', null), row('before-60', digest.id)] });
    await sweepAndWork(deps);
    expect(deps.mailer.taken).toEqual([]);
    const kept = await database.db.notice.findMany({ where: { requestId: request.id, rung: { in: ['before-90', 'before-60'] } }, select: { state: true, attempts: true, digestId: true } });
    expect(kept).toEqual([{ state: 'pending', attempts: 0, digestId: null }, { state: 'pending', attempts: 0, digestId: null }]);
  });

  test.each([
    ['has left', { deactivatedAt: new Date('2026-11-20T12:00:00Z') }],
    ['became a volunteer', { role: 'volunteer' as const }],
  ])('warns the owners when the responsible person %s, and that person no more', async (_how, change) => {
    const request = await confirmed();
    const before = await database.db.person.findUniqueOrThrow({ where: { id: world.advocate.personId } });
    await database.db.person.update({ where: { id: world.advocate.personId }, data: change });
    try {
      const deps = makeDeps();
      clock.set('2026-11-27T16:05:00Z');
      await sweepAndWork(deps);
      const owners = await database.db.person.findMany({ where: { groupId: world.advocate.groupId, role: 'owner', deactivatedAt: null } });
      expect(owners.length).toBeGreaterThan(0);
      const told = deps.mailer.taken.filter((message) => message.subject.includes(request.number)).map((message) => message.to).sort();
      expect(told).toEqual([await emailOf(world.lawyer), ...owners.map((one) => one.email)].sort());
    } finally {
      await database.db.person.update({ where: { id: before.id }, data: { deactivatedAt: before.deactivatedAt, role: before.role } });
    }
  });

  test('goes at eight in the agency’s morning, not before', async () => {
    await confirmed();
    const deps = makeDeps();
    clock.set('2026-11-23T15:59:59Z');
    expect((await sweepNotices(deps)).added).toBe(0);
    clock.set('2026-11-23T16:00:00Z');
    expect((await sweepNotices(deps)).added).toBe(2);
  });

  test('says number, date and link, and nothing of who or what', async () => {
    const request = await confirmed();
    const deps = makeDeps();
    clock.set('2026-11-30T18:00:00Z');
    await sweepAndWork(deps);
    const [mail] = deps.mailer.taken;
    const notice = await database.db.notice.findFirstOrThrow({ where: { messageId: mail?.messageId ?? '' } });
    expect(mail?.subject).toBe(`${request.number}: due Mon, Nov 30, 2026`);
    expect(mail?.text).toContain(`https://tenday.example.org/notices/${notice.id}`);
    for (const told of [mail?.subject, mail?.text, mail?.html]) {
      for (const hidden of ['Los Angeles', 'LAPD', 'Police', 'plate', 'Harbor Watch', 'advocate', world.advocate.name]) expect(told).not.toContain(hidden);
    }
    expect(mail?.headers).toEqual({ 'Auto-Submitted': 'auto-generated' });
  });

  test('never says late on a presumed receipt', async () => {
    const request = await sentRequest(database.db, world.advocate, { sentOn: '2026-11-16', at: clock.now() });
    const deps = makeDeps();
    for (const day of ['2026-11-27', '2026-11-30', '2026-12-01', '2026-12-02']) {
      clock.set(`${day}T18:00:00Z`);
      await sweepAndWork(deps);
    }
    expect(new Set((await ledger(request.id)).map((row) => row.rung))).toEqual(new Set(['before-7', 'before-3', 'before-1', 'due', 'escalated']));
    await confirmReceipt({ db: database.db, clock }, world.advocate, { requestId: request.id, date: '2026-11-16', basis: 'person' });
    await sweepAndWork(deps);
    expect((await ledger(request.id)).filter((row) => row.rung === 'late').map((row) => row.state)).toEqual(['sent', 'sent']);
  });

  test('tells nobody who left, and nobody of another group', async () => {
    const other = await makeGroup(database.db, 'Another group');
    await database.db.person.update({ where: { id: world.lawyer.personId }, data: { deactivatedAt: clock.now() } });
    const request = await confirmed();
    clock.set('2026-11-30T18:00:00Z');
    await sweepAndWork(makeDeps());
    expect(new Set((await ledger(request.id)).map((row) => row.who))).toEqual(new Set([world.advocate.personId]));
    expect(await database.db.notice.count({ where: { groupId: other.groupId } })).toBe(0);
  });
});

describe('a machine that was off', () => {
  test('sends the most telling of what it missed, once, and the ledger says what was overtaken', async () => {
    const request = await confirmed();
    const deps = makeDeps();
    clock.set('2026-12-03T20:00:00Z');
    await sweepAndWork(deps);
    await sweepAndWork(deps);
    expect(deps.mailer.taken.map((mail) => mail.subject)).toEqual([`${request.number}: late`, `${request.number}: late`]);
    const rows = (await ledger(request.id)).filter((row) => row.who === world.advocate.personId);
    expect(rows.map(({ rung, state, why }) => [rung, state, why])).toEqual([
      ...['before-7', 'before-3', 'before-1', 'due'].map((rung) => [rung, 'cancelled', OVERTAKEN]), ['late', 'sent', ''],
    ]);
  });

  test('a rung waiting in a broken mail server’s queue is overtaken by the next one', async () => {
    const request = await confirmed();
    const deps = makeDeps();
    clock.set('2026-11-27T18:00:00Z');
    await sweepNotices(deps);
    deps.jobs.enqueued.splice(0);
    clock.set('2026-11-30T18:00:00Z');
    await sweepAndWork(deps);
    expect(deps.mailer.taken).toHaveLength(2);
    expect((await ledger(request.id)).filter((row) => row.rung === 'before-3').map((row) => row.why)).toEqual([OVERTAKEN, OVERTAKEN]);
  });

  test('a job that was lost is found by the next sweep', async () => {
    await confirmed();
    const deps = makeDeps();
    clock.set('2026-11-30T18:00:00Z');
    await sweepNotices(deps);
    deps.jobs.enqueued.splice(0);
    expect((await sweepNotices(deps)).added).toBe(0);
    await work(deps);
    expect(deps.mailer.taken).toHaveLength(2);
  });
});

describe('a crash', () => {
  test('leaves a claim that is offered again with the same Message-ID, after a while and not before', async () => {
    await confirmed();
    const deps = makeDeps();
    clock.set('2026-11-30T18:00:00Z');
    await sweepNotices(deps);
    const noticeId = String(deps.jobs.enqueued.splice(0).map((job) => ('noticeId' in job.payload ? job.payload.noticeId : ''))[0]);
    await database.db.notice.update({ where: { id: noticeId }, data: { state: 'claimed', claimedAt: clock.now(), attempts: 1 } });
    const { messageId } = await database.db.notice.findUniqueOrThrow({ where: { id: noticeId } });
    clock.set('2026-11-30T18:01:00Z');
    expect((await sweepNotices(deps)).reclaimed).toBe(0);
    await work(deps);
    clock.set('2026-11-30T18:05:00Z');
    expect((await sweepNotices(deps)).reclaimed).toBe(1);
    await work(deps);
    expect(deps.mailer.taken.filter((mail) => mail.messageId === messageId)).toHaveLength(1);
    expect(deps.mailer.taken).toHaveLength(2);
  });
});

describe('a date that moved', () => {
  const correct = (requestId: string, factId: string, date: string) =>
    correctFact({ db: database.db, clock }, world.advocate, { requestId, factId, date, basis: 'portal', why: `The portal says ${date}.` });

  test('tells whoever did not move it, number and both dates only, once; and warns of the new date, not of the old one', async () => {
    const request = await confirmed();
    await office.morning('2026-11-23');
    await office.mails();
    clock.set('2026-11-23T18:00:00Z');
    await correct(request.id, request.factId, '2026-11-23');
    await sweepAndWork(office.deps);
    await sweepAndWork(office.deps);
    expect(await office.mails()).toEqual([`lawyer: ${request.number}: now Thu, Dec 3, 2026`]);
    expect(office.deps.mailer.taken.at(-1)?.text).toContain(`A date of ${request.number} moved from Mon, Nov 30, 2026 to Thu, Dec 3, 2026.`);
    await office.morning('2026-11-27');
    expect(new Set(await office.mails())).toEqual(new Set([`advocate: ${request.number}: due Thu, Dec 3, 2026`, `lawyer: ${request.number}: due Thu, Dec 3, 2026`]));
    expect((await ledger(request.id)).filter((row) => row.rung === 'before-3' && row.for === '2026-11-30')).toEqual([]);
  });

  test('cancels what was written for the old date and not sent', async () => {
    const request = await confirmed();
    clock.set('2026-11-27T18:00:00Z');
    await sweepNotices(office.deps);
    await correct(request.id, request.factId, '2026-11-24');
    await work(office.deps);
    expect(await office.mails()).toEqual([]);
    expect((await ledger(request.id)).filter((row) => row.rung === 'before-3').map((row) => row.why)).toEqual(['the date moved', 'the date moved']);
  });

  test('corrected forth and back, it loses no warning: what was written for the other date meanwhile stands for nothing', async () => {
    const request = await office.confirmed(world.advocate, '2026-11-16', '2026-11-09');
    clock.set('2026-11-29T18:00:00Z');
    await sweepAndWork(office.deps);
    // The day itself is written, and not sent: the mail server was slow.
    clock.set('2026-11-30T16:05:00Z');
    await sweepNotices(office.deps);
    office.deps.jobs.enqueued.splice(0);
    const forth = await correct(request.id, request.factId, '2026-11-09');
    await sweepAndWork(office.deps);
    await office.mails();
    clock.set('2026-11-30T19:00:00Z');
    await correct(request.id, forth.factId, '2026-11-16');
    await sweepAndWork(office.deps);
    const told = await office.mails();
    expect(told.filter((mail) => mail.endsWith(': due Mon, Nov 30, 2026'))).toEqual([`advocate: ${request.number}: due Mon, Nov 30, 2026`, `lawyer: ${request.number}: due Mon, Nov 30, 2026`]);
    expect((await ledger(request.id)).filter((row) => row.rung === 'due' && row.for === '2026-11-30').map((row) => row.state)).toEqual(['sent', 'sent']);
  });

  test('an answer recorded before the sending silences it; taken back, it is said', async () => {
    const request = await confirmed();
    const deps = makeDeps();
    clock.set('2026-11-30T18:00:00Z');
    await sweepNotices(deps);
    const answer = await recordFact({ db: database.db, clock }, world.advocate, { requestId: request.id, fact: { type: 'determination', date: '2026-11-30', basis: 'letter', details: { items: [] } } });
    await work(deps);
    expect(deps.mailer.taken).toHaveLength(0);
    expect(new Set((await ledger(request.id)).filter((row) => row.rung === 'due').map((row) => row.why))).toEqual(new Set(['the clock ended']));
    await takeBackFact({ db: database.db, clock }, world.advocate, { requestId: request.id, factId: answer.factId, why: 'Wrong request.' });
    await sweepAndWork(deps);
    expect(await office.mails()).toEqual([`advocate: ${request.number}: due Mon, Nov 30, 2026`, `lawyer: ${request.number}: due Mon, Nov 30, 2026`, `lawyer: ${request.number}: now Mon, Nov 30, 2026`]);
  });
});

describe('mail that cannot go', () => {
  test('without a mail server, and in an example group, the notice shows in the app and nothing is offered', async () => {
    const request = await confirmed();
    const silent = makeDeps();
    clock.set('2026-11-30T18:00:00Z');
    await sweepNotices(silent);
    await work({ ...silent, mailer: { ...silent.mailer, canSend: false } });
    expect((await ledger(request.id)).filter((row) => row.rung === 'due').map((row) => row.state)).toEqual(['in_app', 'in_app']);

    const example = await makeGroup(database.db, 'Example', { isExample: true });
    clock.set('2026-11-20T18:00:00Z');
    const theirs = await sentRequest(database.db, example.advocate, { sentOn: '2026-11-16', at: clock.now() });
    const deps = makeDeps();
    clock.set('2026-11-30T18:00:00Z');
    await sweepAndWork(deps);
    expect(deps.mailer.taken).toEqual([]);
    expect((await ledger(theirs.id)).filter((row) => row.rung === 'due').map((row) => row.state)).toEqual(['in_app', 'in_app']);
  });

  test('in a rehearsal nothing is offered', async () => {
    await confirmed();
    clock.set('2026-11-30T18:00:00Z');
    const deps = { ...makeDeps(), clock: { now: () => clock.now(), rehearsalStart: new Date('2026-11-01T00:00:00Z') } };
    await sweepAndWork(deps);
    expect(deps.mailer.taken).toEqual([]);
  });

  test('put off by the server it is tried again later with the same Message-ID; refused for good it shows in the app', async () => {
    await database.db.person.update({ where: { id: world.lawyer.personId }, data: { deactivatedAt: clock.now() } });
    const request = await confirmed();
    const deps = makeDeps();
    clock.set('2026-11-30T18:00:00Z');
    deps.mailer.refuseNext = new MailError('temporary', 'mail.temporary', 'later', '451 later');
    await sweepAndWork(deps);
    const [waiting] = await database.db.notice.findMany({ where: { requestId: request.id, rung: 'due' } });
    expect([waiting?.state, waiting?.lastError]).toEqual(['pending', '451 later']);
    await sweepAndWork(deps);
    expect(deps.mailer.taken).toEqual([]);
    clock.set('2026-11-30T18:02:00Z');
    await sweepAndWork(deps);
    expect(deps.mailer.taken.map((mail) => mail.messageId)).toEqual([waiting?.messageId]);

    clock.set('2026-12-01T18:00:00Z');
    deps.mailer.refuseNext = new MailError('permanent', 'mail.permanent', 'no', '550 no such user');
    await sweepAndWork(deps);
    expect((await ledger(request.id)).filter((row) => row.rung === 'late').map(({ state, why }) => [state, why])).toEqual([['in_app', '550 no such user']]);
  });
});

test('a deadline that can’t be worked out keeps no other from being warned of, and is tried again', async () => {
  const [broken, sound] = [await confirmed(), await confirmed()];
  await database.db.deadline.updateMany({ where: { requestId: broken.id }, data: { timeZone: 'Nowhere/At_all' } });
  await office.morning('2026-11-23');
  expect(new Set(await office.mails())).toEqual(new Set(['advocate', 'lawyer'].map((who) => `${who}: ${sound.number}: due Mon, Nov 30, 2026`)));
  await database.db.deadline.updateMany({ where: { requestId: broken.id }, data: { timeZone: 'America/Los_Angeles' } });
  clock.set('2026-11-23T17:10:00Z');
  await sweepAndWork(office.deps);
  expect(await office.mails()).toEqual(['advocate', 'lawyer'].map((who) => `${who}: ${broken.number}: due Mon, Nov 30, 2026`));
});

test('a sweep over many open deadlines finds every rung, in batches', async () => {
  const request = await confirmed();
  const rows = await database.db.deadline.findMany({ where: { requestId: request.id } });
  const [model] = rows;
  if (!model) throw new Error('no deadline');
  const more = Array.from({ length: 600 }, (_, index) => ({ ...model, id: crypto.randomUUID(), rule: `test.${index}`, due: fromCivil('2026-11-30'), derivation: {}, byCalendar: {} }));
  await database.db.deadline.createMany({ data: more });
  clock.set('2026-11-30T18:00:00Z');
  const deps = makeDeps();
  const swept = await sweepNotices(deps);
  expect(swept.added).toBe(601 * 2 * 4);
  expect(swept.enqueued).toBe(601 * 2);
});
