import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { addClosure } from '../../../server/features/deadlines/add-closure.js';
import { confirmReceipt } from '../../../server/features/deadlines/confirm-receipt.js';
import { deadlinesOf } from '../../../server/features/deadlines/deadlines.queries.js';
import { recalculateMany } from '../../../server/features/deadlines/recalculate-many.js';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { sweepDeadlines } from '../../../server/features/deadlines/sweep-deadlines.js';
import type { CivilDate } from '../../../server/features/statutes/civil-date.js';
import { rulesVersion } from '../../../server/features/statutes/rules.js';
import { verifyTimeline } from '../../../server/features/timeline/verify-timeline.js';
import { createLogger } from '../../../server/platform/logger.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import { recordingJobs } from '../../support/world.js';
import { type World, eventWords, makeGroup, sentRequest, setClock } from './world.js';

let database: TestDatabase;
let world: World;
let agencyId: string;
const clock = setClock('2026-11-24T17:00:00Z');

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  clock.set('2026-11-24T17:00:00Z');
  world = await makeGroup(database.db);
  agencyId = (await database.db.agency.findFirstOrThrow({ where: { slug: 'lapd', groupId: null } })).id;
});

const jobs = recordingJobs();
const deps = () => ({ db: database.db, clock, jobs, logger: createLogger('silent') });
/** Received on Nov 16: due Mon, Nov 30, 2026. */
async function received(agency = 'lapd') {
  const request = await sentRequest(database.db, world.advocate, { sentOn: '2026-11-16', agency, at: clock.now() });
  await confirmReceipt(deps(), world.advocate, { requestId: request.id, date: '2026-11-16', basis: 'portal' });
  return request;
}
const clocksOf = (requestId: string) => deadlinesOf(database.db, { groupId: world.groupId, requestId }, clock.now());
const dueOf = async (requestId: string) => (await clocksOf(requestId)).find((one) => one.rule.endsWith('.determination'))?.due;
const close = (date: CivilDate = '2026-11-30') => addClosure(deps(), world.lawyer, { agencyId, date, name: 'Fire', evidence: 'The notice at the door.' });
const count = () => recalculateMany(deps(), { groupId: world.groupId });
const waiting = () => database.db.recalculation.count({ where: { groupId: world.groupId } });

describe('counting many requests again', () => {
  test('moves the open dates of one agency, with old value, new value and reason, and leaves no mark', async () => {
    const [one, two, other] = [await received(), await received(), await received('cal-doj')];
    expect(await close()).toMatchObject({ requests: 2 });
    expect(jobs.enqueued.at(-1)).toEqual({ name: 'deadline.recalculate', payload: { groupId: world.groupId } });
    expect(await count()).toEqual({ counted: 2, moved: 2, failed: 0 });
    expect([await dueOf(one.id), await dueOf(two.id), await dueOf(other.id)]).toEqual(['2026-12-01', '2026-12-01', '2026-11-30']);
    const [words] = await eventWords(database.db, one.id, 'deadline.moved');
    expect(words).toMatchObject({ from: '2026-11-30', to: '2026-12-01', reason: 'LAPD was closed on Mon, Nov 30, 2026 (CCP § 12b): Fire.' });
    const [clockOne] = await clocksOf(one.id);
    expect(clockOne?.history.at(-1)).toMatchObject({ due: '2026-12-01', reason: words?.['reason'] });
    expect(clockOne?.steps.join(' ')).toContain('Fire');
    expect(toNext(await database.db.recordsRequest.findUniqueOrThrow({ where: { id: one.id } }))).toBe('2026-12-01');
    expect(await waiting()).toBe(0);
    expect(await count()).toEqual({ counted: 0, moved: 0, failed: 0 });
    expect(await verifyTimeline(database, world.groupId)).toMatchObject({ broken: null });
  });

  test('wakes the warnings of what moved and of nothing else', async () => {
    const request = await received();
    await database.db.deadline.updateMany({ where: { requestId: request.id }, data: { wakeAt: null } });
    const foia = await received('ice');
    await database.db.deadline.updateMany({ where: { requestId: foia.id }, data: { wakeAt: null } });
    await close();
    await count();
    expect((await database.db.deadline.findFirstOrThrow({ where: { requestId: request.id } })).wakeAt).toEqual(clock.now());
    expect((await database.db.deadline.findFirstOrThrow({ where: { requestId: foia.id } })).wakeAt).toBeNull();
  });

  test('keeps the dates of clocks that ended', async () => {
    const request = await received();
    await recordFact(deps(), world.advocate, { requestId: request.id, fact: { type: 'determination', date: '2026-11-23', basis: 'letter', details: { items: [] } } });
    const open = await received();
    await close();
    expect(await count()).toMatchObject({ counted: 1 });
    expect([await dueOf(request.id), await dueOf(open.id)]).toEqual(['2026-11-30', '2026-12-01']);
  });

  test('two workers at once count each request once, and the chain holds', async () => {
    const requests = [];
    for (let n = 0; n < 6; n += 1) requests.push(await received());
    await close();
    const done = await Promise.all([count(), count(), count()]);
    // A worker that found all rows held comes back later.
    done.push(await count());
    expect(done.reduce((sum, one) => sum + one.moved, 0)).toBe(6);
    for (const { id } of requests) expect((await clocksOf(id))[0]?.history.filter((revision) => revision.due === '2026-12-01')).toHaveLength(1);
    expect(await verifyTimeline(database, world.groupId)).toMatchObject({ broken: null });
  });

  test('a fact recorded while requests are counted is in the dates, whoever comes first', async () => {
    const requests = [];
    for (let n = 0; n < 4; n += 1) requests.push(await received());
    await Promise.all([
      close(), count(), count(),
      ...requests.map(({ id }) => recordFact(deps(), world.advocate, { requestId: id, fact: { type: 'extension_notice', date: '2026-11-24', basis: 'letter', details: { specifiedDate: null, ground: 'voluminous' } } })),
    ]);
    await count();
    expect(await waiting()).toBe(0);
    for (const { id } of requests) {
      const clocks = await clocksOf(id);
      const extension = clocks.find((one) => one.rule === 'cpra.extension');
      expect(extension).toMatchObject({ state: 'open' });
      // The base may be the day the ten days rolled to, which the closed day moved.
      expect(extension?.assertAfter).toBe('2026-12-15');
    }
    expect(await verifyTimeline(database, world.groupId)).toMatchObject({ broken: null });
  });

  test('a request that can’t be counted keeps no other waiting, is logged, and is tried again later', async () => {
    const [bad, good] = [await received(), await received()];
    await close();
    await database.pool.query(`UPDATE facts SET details = '{"items":"all"}', type = 'determination' WHERE request_id = $1 AND type = 'received' AND presumed`, [bad.id]);
    await database.pool.query(`UPDATE facts SET superseded_at = NULL WHERE request_id = $1`, [bad.id]);
    const lines: object[] = [];
    const logger = { ...createLogger('silent'), error: (details: object) => lines.push(details) } as unknown as ReturnType<typeof createLogger>;
    expect(await recalculateMany({ ...deps(), logger }, { groupId: world.groupId })).toEqual({ counted: 1, moved: 1, failed: 1 });
    expect([await dueOf(bad.id), await dueOf(good.id)]).toEqual(['2026-11-30', '2026-12-01']);
    expect(lines).toMatchObject([{ requestId: bad.id, attempt: 1 }]);
    const mark = await database.db.recalculation.findUniqueOrThrow({ where: { requestId: bad.id } });
    expect(mark).toMatchObject({ attempts: 1, wantedAt: new Date('2026-11-24T17:01:00Z') });
    expect(mark.lastError).not.toBe('');
    expect(await count()).toMatchObject({ counted: 0, failed: 0 });
    await database.pool.query(`UPDATE facts SET details = '{}', superseded_at = now() WHERE request_id = $1 AND type = 'determination'`, [bad.id]);
    clock.set('2026-11-24T17:02:00Z');
    expect(await count()).toEqual({ counted: 1, moved: 1, failed: 0 });
    expect(await dueOf(bad.id)).toBe('2026-12-01');
  });

  test('what the database refuses of one request undoes nothing of the others', async () => {
    const [bad, good] = [await received(), await received()];
    await close();
    await database.pool.query(`ALTER TABLE deadline_revisions ADD CONSTRAINT one_refused CHECK (deadline_id <> '${(await clocksOf(bad.id))[0]?.id}' OR revision < 3) NOT VALID`);
    try {
      expect(await count()).toEqual({ counted: 1, moved: 1, failed: 1 });
      expect([await dueOf(bad.id), await dueOf(good.id)]).toEqual(['2026-11-30', '2026-12-01']);
    } finally {
      await database.pool.query('ALTER TABLE deadline_revisions DROP CONSTRAINT one_refused');
    }
  });
});

describe('the sweep after the rules changed', () => {
  const counted = (requestId: string, version: string) => database.db.deadline.updateMany({ where: { requestId }, data: { rulesVersion: version } });

  test('marks what was counted with others, wakes its group, and writes no history where no date changes', async () => {
    const request = await received();
    await counted(request.id, '2020-01-01');
    const before = await database.db.deadline.findFirstOrThrow({ where: { requestId: request.id } });
    const revisions = await database.db.deadlineRevision.count({ where: { groupId: world.groupId } });
    expect(await sweepDeadlines(deps())).toMatchObject({ marked: 1 });
    expect(jobs.enqueued.at(-1)).toEqual({ name: 'deadline.recalculate', payload: { groupId: world.groupId } });
    expect(await sweepDeadlines(deps())).toMatchObject({ marked: 0, called: 1 });
    expect(await count()).toEqual({ counted: 1, moved: 0, failed: 0 });
    expect(await database.db.deadline.findFirstOrThrow({ where: { requestId: request.id } })).toEqual({ ...before, rulesVersion });
    expect(await database.db.deadlineRevision.count({ where: { groupId: world.groupId } })).toBe(revisions);
    expect(await sweepDeadlines(deps())).toMatchObject({ marked: 0, called: 0 });
  });

  test('moves a date the new rules give otherwise, and says why', async () => {
    const request = await received();
    await counted(request.id, '2999-01-01');
    await database.pool.query(`UPDATE deadlines SET due = '2026-11-27' WHERE request_id = $1`, [request.id]);
    await Promise.all([sweepDeadlines(deps()), sweepDeadlines(deps())]);
    expect(await count()).toEqual({ counted: 1, moved: 1, failed: 0 });
    const [words] = await eventWords(database.db, request.id, 'deadline.moved');
    expect(words).toMatchObject({ from: '2026-11-27', to: '2026-11-30', reason: `The rules changed: counted again with the rules of ${rulesVersion}.` });
  });
});

const toNext = (row: { nextDue: Date | null }): string | undefined => row.nextDue?.toISOString().slice(0, 10);
