import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Context } from '../../../server/context.js';
import { readConfig } from '../../../server/config.js';
import { fromCivil, toCivil } from '../../../server/platform/clock.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { createLogger } from '../../../server/platform/logger.js';
import { MailError } from '../../../server/platform/mailer.errors.js';
import type { MailMessage, Mailer } from '../../../server/platform/mailer.js';
import { confirmReceipt } from '../../../server/features/deadlines/confirm-receipt.js';
import { correctFact } from '../../../server/features/deadlines/correct-fact.js';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { takeBackFact } from '../../../server/features/deadlines/take-back-fact.js';
import { OVERTAKEN } from '../../../server/features/notices/due-rungs.queries.js';
import { sendNotice } from '../../../server/features/notices/send-notice.js';
import { sweepNotices } from '../../../server/features/notices/sweep-notices.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import { recordingJobs } from '../../support/world.js';
import { type World, makeGroup, sentRequest, setClock } from '../deadlines/world.js';

let database: TestDatabase;
let world: World;
const clock = setClock('2026-11-20T17:00:00Z');

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** A fresh group each time: its ledger is empty. Others' deadlines are closed so that sweeps see only this group's. */
beforeEach(async () => {
  await database.db.deadline.updateMany({ where: {}, data: { state: 'void' } });
  await database.db.notice.updateMany({ where: { state: { in: ['pending', 'claimed'] } }, data: { state: 'cancelled' } });
  world = await makeGroup(database.db);
  clock.set('2026-11-20T17:00:00Z');
});

type Outbox = Mailer & { readonly taken: MailMessage[]; refuseNext: MailError | null };

function recordingMailer(): Outbox {
  const taken: MailMessage[] = [];
  const mailer: Outbox = {
    kind: 'smtp', canSend: true, taken, refuseNext: null, ready: async () => undefined, close: () => undefined,
    send: async (message) => {
      const refusal = mailer.refuseNext;
      mailer.refuseNext = null;
      if (refusal) throw refusal;
      // Long enough for a second worker to come by while the first still talks to its server.
      await new Promise((resolve) => setTimeout(resolve, 20));
      taken.push(message);
      return { accepted: [String(message.to)], refused: [], response: '250 ok', serverMessageId: null };
    },
  };
  return mailer;
}

type Deps = Pick<Context, 'db' | 'clock' | 'mailer' | 'config' | 'logger'> & { jobs: ReturnType<typeof recordingJobs>; mailer: Outbox };
const config = readConfig({ NODE_ENV: 'test', REPLY_DOMAIN: 'replies.example.org', MAIL_FROM: 'tenday@example.org', PUBLIC_URL: 'https://tenday.example.org' });
const makeDeps = (): Deps => ({ db: database.db, clock, config, logger: createLogger('silent'), jobs: recordingJobs(), mailer: recordingMailer() });

/** What two workers do with what a sweep woke them for. */
async function work(deps: Deps): Promise<void> {
  const jobs = deps.jobs.enqueued.splice(0);
  const run = () => Promise.all(jobs.map((job) => sendNotice(deps, job.payload as { groupId: string; noticeId: string })));
  await Promise.all([run(), run()]);
}
async function sweepAndWork(deps: Deps): Promise<void> {
  await Promise.all([sweepNotices(deps), sweepNotices(deps)]);
  await work(deps);
}

/** Received on Nov 16, confirmed: due Mon, Nov 30, safe to call late after that day. */
async function confirmed(actor: Actor = world.advocate, receivedOn = '2026-11-16') {
  const request = await sentRequest(database.db, actor, { sentOn: receivedOn, at: clock.now() });
  const { factId } = await confirmReceipt({ db: database.db, clock }, actor, { requestId: request.id, date: receivedOn, basis: 'portal' });
  return { ...request, factId };
}
const ledger = async (requestId: string) =>
  (await database.db.notice.findMany({ where: { requestId }, orderBy: [{ forDate: 'asc' }, { dueOn: 'asc' }] })).map((row) => ({ who: row.personId, rung: row.rung, for: toCivil(row.forDate), state: row.state, why: row.lastError }));
const emailOf = async (actor: Actor) => (await database.db.person.findUniqueOrThrow({ where: { id: actor.personId } })).email;

describe('the ladder', () => {
  test('warns the responsible person and the lawyers three days before, on the day, and the day after it is safe to call late: one each', async () => {
    const request = await confirmed();
    const deps = makeDeps();
    const counts: number[] = [];
    for (const morning of ['2026-11-26', '2026-11-27', '2026-11-28', '2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03']) {
      clock.set(`${morning}T16:05:00Z`);
      await sweepAndWork(deps);
      counts.push(deps.mailer.taken.length);
    }
    expect(counts).toEqual([0, 2, 2, 4, 6, 6, 6]);
    const told = [await emailOf(world.advocate), await emailOf(world.lawyer)].sort();
    for (const rung of [0, 2, 4]) expect(deps.mailer.taken.slice(rung, rung + 2).map((message) => message.to).sort()).toEqual(told);
    expect(await database.db.event.count({ where: { requestId: request.id, type: 'notice.sent' } })).toBe(6);
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
    clock.set('2026-11-27T15:59:00Z');
    expect((await sweepNotices(deps)).added).toBe(0);
    clock.set('2026-11-27T16:00:00Z');
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
    for (const day of ['2026-11-27', '2026-11-30', '2026-12-01', '2027-01-15']) {
      clock.set(`${day}T18:00:00Z`);
      await sweepAndWork(deps);
    }
    expect(new Set((await ledger(request.id)).map((row) => row.rung))).toEqual(new Set(['before-3', 'due']));
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
    expect(rows.map(({ rung, state, why }) => [rung, state, why])).toEqual([['before-3', 'cancelled', OVERTAKEN], ['due', 'cancelled', OVERTAKEN], ['late', 'sent', '']]);
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
  test('cancels the warnings of the old date and warns of the new one; moved back, it warns after all', async () => {
    const request = await confirmed();
    const deps = makeDeps();
    clock.set('2026-11-27T18:00:00Z');
    await sweepNotices(deps);
    deps.jobs.enqueued.splice(0);
    const { factId } = await correctFact({ db: database.db, clock }, world.advocate, { requestId: request.id, factId: request.factId, date: '2026-11-20', basis: 'portal', why: 'The portal says the 20th.' });
    await sweepAndWork(deps);
    expect(deps.mailer.taken.map((mail) => mail.subject)).toEqual([`${request.number}: due Mon, Nov 30, 2026`, `${request.number}: due Mon, Nov 30, 2026`]);

    const later = await correctFact({ db: database.db, clock }, world.advocate, { requestId: request.id, factId, date: '2026-11-24', basis: 'portal', why: 'The 24th.' });
    clock.set('2026-11-30T18:00:00Z');
    await sweepAndWork(deps);
    expect(deps.mailer.taken).toHaveLength(2);
    clock.set('2026-12-01T18:00:00Z');
    await sweepNotices(deps);
    await correctFact({ db: database.db, clock }, world.advocate, { requestId: request.id, factId: later.factId, date: '2026-11-23', basis: 'portal', why: 'The 23rd.' });
    await work(deps);
    const cancelled = (await ledger(request.id)).filter((row) => row.state === 'cancelled' && row.for === '2026-12-04');
    expect(cancelled.map((row) => row.why)).toEqual(['the date moved', 'the date moved']);
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
    expect(deps.mailer.taken).toHaveLength(2);
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
  expect(swept.added).toBe(601 * 2 * 2);
  expect(swept.enqueued).toBe(601 * 2);
});
