import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fromCivil, toCivil } from '../../../server/platform/clock.js';
import { AppError } from '../../../server/platform/errors.js';
import { newId } from '../../../server/platform/ids.js';
import { confirmReceipt } from '../../../server/features/deadlines/confirm-receipt.js';
import { correctFact } from '../../../server/features/deadlines/correct-fact.js';
import { deadlinesOf } from '../../../server/features/deadlines/deadlines.queries.js';
import { recalculateDeadlines } from '../../../server/features/deadlines/recalculate-deadlines.js';
import { checkFact } from '../../../server/features/deadlines/check-fact.js';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { takeBackFact } from '../../../server/features/deadlines/take-back-fact.js';
import { withdrawPresumedReceipt } from '../../../server/features/deadlines/withdraw-presumed-receipt.js';
import { withdrawRequest } from '../../../server/features/deadlines/withdraw-request.js';
import { refreshState } from '../../../server/features/requests/refresh-state.js';
import { verifyTimeline } from '../../../server/features/timeline/verify-timeline.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import { type World, draftRequest, eventWords, makeGroup, sentRequest, setClock } from './world.js';

let database: TestDatabase;
let world: World;
const clock = setClock('2026-11-24T17:00:00Z');

beforeAll(async () => {
  database = await testDatabase();
  world = await makeGroup(database.db);
});
afterAll(() => database.close());

const deps = () => ({ db: database.db, clock });
const sent = (sentOn = '2026-11-16', agency = 'lapd') => sentRequest(database.db, world.advocate, { sentOn, agency, at: clock.now() });
const clocks = async (requestId: string) => deadlinesOf(database.db, { groupId: world.groupId, requestId }, clock.now());
const determination = async (requestId: string) => {
  const found = (await clocks(requestId)).find((deadline) => deadline.rule.endsWith('.determination'));
  if (!found) throw new Error('no determination deadline');
  return found;
};
const fields = async (work: Promise<unknown>): Promise<Record<string, string>> => {
  const error = await work.then(() => null, (caught: unknown) => caught);
  if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return { ...error.fields };
};
const rowCounts = async (requestId: string) => ({
  facts: await database.db.fact.count({ where: { requestId } }),
  events: await database.db.event.count({ where: { requestId } }),
});

describe('a presumed receipt', () => {
  test('sets dates that warn, and nobody is late on them however long ago they were', async () => {
    const request = await sent('2026-06-01');
    const due = await determination(request.id);
    expect(due).toMatchObject({ due: '2026-06-11', presumed: true, state: 'open', late: false });
    const row = await database.db.recordsRequest.findUniqueOrThrow({ where: { id: request.id } });
    expect([row.nextDue && toCivil(row.nextDue), row.nextPresumed]).toEqual(['2026-06-11', true]);
  });

  test('confirmed on another day moves the date, and the timeline says from what, to what and why', async () => {
    const request = await sent('2026-10-01');
    await confirmReceipt(deps(), world.advocate, { requestId: request.id, date: '2026-10-05', basis: 'portal' });
    expect(await determination(request.id)).toMatchObject({ due: '2026-10-15', presumed: false, late: true });
    const [moved] = await eventWords(database.db, request.id, 'deadline.moved');
    expect(moved).toMatchObject({ from: '2026-10-13', to: '2026-10-15', safeFrom: '2026-10-13', wasPresumed: true, presumed: false });
    expect(String(moved?.['reason'])).toMatch(/Receipt confirmed on Mon, Oct 5, 2026; Thu, Oct 1, 2026 had been presumed/);
    expect((await determination(request.id)).history.map((value) => value.due)).toEqual(['2026-10-13', '2026-10-15']);
  });

  test('confirmed on the same day moves nothing and ends the presuming', async () => {
    const request = await sent('2026-10-01');
    await confirmReceipt(deps(), world.advocate, { requestId: request.id, date: '2026-10-01', basis: 'automatic_reply', time: '10:05' });
    expect(await eventWords(database.db, request.id, 'deadline.moved')).toEqual([]);
    expect(await eventWords(database.db, request.id, 'deadline.confirmed')).toHaveLength(1);
    expect(await determination(request.id)).toMatchObject({ due: '2026-10-13', presumed: false, late: true });
  });

  test('is withdrawn by a permanent bounce, and the clock with it', async () => {
    const request = await sent();
    await database.db.$transaction((tx) =>
      withdrawPresumedReceipt(tx, { groupId: world.groupId, requestId: request.id, letterId: request.letterId, why: 'The mail server refused the address.', at: clock.now() }));
    expect(await determination(request.id)).toMatchObject({ state: 'void', late: false });
    const row = await database.db.recordsRequest.findUniqueOrThrow({ where: { id: request.id } });
    expect(row.nextDue).toBeNull();
  });

  test('a bounce leaves a confirmed receipt alone', async () => {
    const request = await sent();
    await confirmReceipt(deps(), world.advocate, { requestId: request.id, date: '2026-11-16', basis: 'person' });
    const withdrawn = await database.db.$transaction((tx) =>
      withdrawPresumedReceipt(tx, { groupId: world.groupId, requestId: request.id, letterId: request.letterId, why: 'Bounced.', at: clock.now() }));
    expect(withdrawn).toBe(false);
    expect(await determination(request.id)).toMatchObject({ state: 'open', presumed: false });
  });
});

describe('correcting a confirmed receipt', () => {
  test('keeps the old fact readable, moves the date and explains it', async () => {
    const request = await sent('2026-11-13');
    const { factId } = await confirmReceipt(deps(), world.advocate, { requestId: request.id, date: '2026-11-13', basis: 'person' });
    const corrected = await correctFact(deps(), world.lawyer, { requestId: request.id, factId, date: '2026-11-17', basis: 'portal', why: 'The portal shows November 17.' });
    expect(await determination(request.id)).toMatchObject({ due: '2026-11-30' });
    const old = await database.db.fact.findUniqueOrThrow({ where: { id: factId } });
    expect([toCivil(old.date), old.supersededById, old.supersededWhy]).toEqual(['2026-11-13', corrected.factId, 'The portal shows November 17.']);
    const moved = (await eventWords(database.db, request.id, 'deadline.moved')).at(-1);
    expect(moved).toMatchObject({ from: '2026-11-23', to: '2026-11-30' });
    expect(String(moved?.['reason'])).toContain('The portal shows November 17.');
  });

  test('a second correction of the same fact is refused', async () => {
    const request = await sent();
    const { factId } = await confirmReceipt(deps(), world.advocate, { requestId: request.id, date: '2026-11-16', basis: 'person' });
    const again = { requestId: request.id, factId, date: '2026-11-17', basis: 'person' as const, why: 'Typing error.' };
    const both = await Promise.allSettled([correctFact(deps(), world.lawyer, again), correctFact(deps(), world.advocate, again)]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await database.db.fact.count({ where: { requestId: request.id, type: 'received', supersededAt: null } })).toBe(1);
  });

  test('another group can neither see nor correct it', async () => {
    const request = await sent();
    const { factId } = await confirmReceipt(deps(), world.advocate, { requestId: request.id, date: '2026-11-16', basis: 'person' });
    const stranger = (await makeGroup(database.db, 'Another group')).owner;
    await expect(correctFact(deps(), stranger, { requestId: request.id, factId, date: '2026-11-17', basis: 'person', why: 'x' })).rejects.toMatchObject({ status: 404 });
    await expect(deadlinesOf(database.db, { groupId: stranger.groupId, requestId: request.id }, clock.now())).rejects.toMatchObject({ status: 404 });
  });
});

describe('what the agency did', () => {
  const determined = { type: 'determination', basis: 'letter', details: { items: [{ n: 1, outcome: 'disclose', promisedFor: '2026-12-11' }, { n: 2, outcome: 'withhold', ground: 'Section 7923.600' }] } } as const;

  test('a determination on some items sets their states and leaves the clock running; the rest of it ends the clock', async () => {
    const request = await sent();
    await confirmReceipt(deps(), world.advocate, { requestId: request.id, date: '2026-11-16', basis: 'person' });
    await recordFact(deps(), world.advocate, { requestId: request.id, fact: { ...determined, date: '2026-11-20', details: { items: [...determined.details.items] } } });
    expect((await determination(request.id)).state).toBe('open');
    await recordFact(deps(), world.advocate, { requestId: request.id, fact: { type: 'denial', date: '2026-11-23', basis: 'letter', details: { items: [3], ground: 'Drafts' } } });
    expect(await determination(request.id)).toMatchObject({ state: 'met', closedOn: '2026-11-23' });
    const items = await database.db.requestItem.findMany({ where: { requestId: request.id }, orderBy: { n: 'asc' } });
    expect(items.map((item) => [item.state, item.promisedFor && toCivil(item.promisedFor), item.ground])).toEqual([
      ['promised', '2026-12-11', ''], ['withheld', null, 'Section 7923.600'], ['withheld', null, 'Drafts'],
    ]);
    const row = await database.db.recordsRequest.findUniqueOrThrow({ where: { id: request.id } });
    expect([row.state, row.nextDue]).not.toContain('awaiting');
  });

  test('two denials have a date to go to court each, and on one day they share it', async () => {
    const request = await sent('2026-11-02');
    await confirmReceipt(deps(), world.advocate, { requestId: request.id, date: '2026-11-02', basis: 'person' });
    const deny = (date: string, n: number) => recordFact(deps(), world.advocate, { requestId: request.id, fact: { type: 'denial', date, basis: 'letter', details: { items: [n], ground: '' } } });
    const petitions = async () => (await clocks(request.id)).filter((row) => row.rule === 'cpra.petition_reference').map((row) => [row.key, row.due, row.state]);
    await deny('2026-11-12', 1);
    await deny('2026-11-18', 2);
    expect(await petitions()).toEqual([['', '2029-11-09', 'open'], ['2', '2029-11-16', 'open']]);
    await deny('2026-11-18', 3);
    expect(await petitions()).toHaveLength(2);
  });

  test('taken back, a determination opens the clock and the items again', async () => {
    const request = await sent();
    await confirmReceipt(deps(), world.advocate, { requestId: request.id, date: '2026-11-16', basis: 'person' });
    const { factId } = await recordFact(deps(), world.advocate, { requestId: request.id, fact: { type: 'determination', date: '2026-11-20', basis: 'letter', details: { items: [1, 2, 3].map((n) => ({ n, outcome: 'disclose' as const })) } } });
    expect((await determination(request.id)).state).toBe('met');
    await takeBackFact(deps(), world.lawyer, { requestId: request.id, factId, why: 'It was only an acknowledgement.' });
    expect(await determination(request.id)).toMatchObject({ state: 'open', due: '2026-11-30' });
    expect(await database.db.requestItem.count({ where: { requestId: request.id, state: 'open' } })).toBe(3);
    expect(await eventWords(database.db, request.id, 'deadline.reopened')).toHaveLength(1);
  });

  test('facts recorded out of order end where facts recorded in order do', async () => {
    const [ordered, mixed] = [await sent('2026-11-02'), await sent('2026-11-02')];
    const receipt = { date: '2026-11-03', basis: 'portal' } as const;
    const extension = { type: 'extension_notice', date: '2026-11-12', basis: 'letter', details: { specifiedDate: null, ground: 'consultation' } } as const;
    const produced = { type: 'produced', date: '2026-11-20', basis: 'person', details: { items: [{ n: 1, complete: true }] } } as const;
    const promised = { type: 'determination', date: '2026-11-18', basis: 'letter', details: { items: [{ n: 1, outcome: 'disclose' as const }] } } as const;
    const record = (requestId: string, fact: Parameters<typeof recordFact>[2]['fact']) => recordFact(deps(), world.advocate, { requestId, fact });
    await confirmReceipt(deps(), world.advocate, { requestId: ordered.id, ...receipt });
    for (const fact of [extension, promised, produced]) await record(ordered.id, { ...fact, details: structuredClone(fact.details) as never });
    for (const fact of [produced, promised, extension]) await record(mixed.id, { ...fact, details: structuredClone(fact.details) as never });
    await confirmReceipt(deps(), world.advocate, { requestId: mixed.id, ...receipt });
    const seen = async (requestId: string) => ({
      open: (await clocks(requestId)).filter((row) => row.state === 'open').map(({ rule, due, assertAfter, presumed }) => ({ rule, due, assertAfter, presumed })),
      ended: (await clocks(requestId)).filter((row) => row.state !== 'open').map(({ rule, state, closedOn }) => ({ rule, state, closedOn })),
      items: (await database.db.requestItem.findMany({ where: { requestId }, orderBy: { n: 'asc' } })).map((item) => item.state),
    });
    expect(await seen(mixed.id)).toEqual(await seen(ordered.id));
    expect((await seen(mixed.id)).items[0]).toBe('produced');
  });

  test('an extension in time takes the place of the ten days, and nobody is late on those', async () => {
    const request = await sent('2026-10-02');
    await confirmReceipt(deps(), world.advocate, { requestId: request.id, date: '2026-10-02', basis: 'portal' });
    await recordFact(deps(), world.advocate, { requestId: request.id, fact: { type: 'extension_notice', date: '2026-10-13', basis: 'letter', details: { specifiedDate: null, ground: 'voluminous' } } });
    const rows = await clocks(request.id);
    expect(rows.find((row) => row.rule === 'cpra.determination')).toMatchObject({ state: 'void', late: false });
    expect(rows.find((row) => row.rule === 'cpra.extension')).toMatchObject({ state: 'open', due: '2026-10-26', assertAfter: '2026-10-27', late: true });
  });

  test('an agency that closes a request has not answered it: its clock goes on; our own closing ends it', async () => {
    const theirs = await sent();
    await recordFact(deps(), world.advocate, { requestId: theirs.id, fact: { type: 'closed', date: '2026-11-20', basis: 'portal', details: { by: 'agency' } } });
    expect((await determination(theirs.id)).state).toBe('open');
    const ours = await sent();
    await recordFact(deps(), world.advocate, { requestId: ours.id, fact: { type: 'closed', date: '2026-11-20', basis: 'person', details: { by: 'us' } } });
    expect((await determination(ours.id)).state).toBe('void');
  });

  test('withdrawing ends every clock and the items still open', async () => {
    const request = await sent();
    await withdrawRequest(deps(), world.advocate, { requestId: request.id, date: '2026-11-20' });
    expect((await clocks(request.id)).map((row) => row.state)).toEqual(['void']);
    expect(await database.db.requestItem.count({ where: { requestId: request.id, state: 'withdrawn' } })).toBe(3);
    expect((await database.db.recordsRequest.findUniqueOrThrow({ where: { id: request.id } })).state).toBe('withdrawn');
  });
});

describe('what moves no clock', () => {
  test('an acknowledgement, a letter more, a state written again, and counting again', async () => {
    const request = await sent();
    await confirmReceipt(deps(), world.advocate, { requestId: request.id, date: '2026-11-16', basis: 'person' });
    const before = await clocks(request.id);
    const revisions = await database.db.deadlineRevision.count({ where: { groupId: world.groupId } });
    await recordFact(deps(), world.advocate, { requestId: request.id, fact: { type: 'acknowledged', date: '2026-11-18', basis: 'message', details: {} } });
    await database.db.letter.create({
      data: {
        id: newId(), groupId: world.groupId, requestId: request.id, templateSlug: 'x', templateHash: '', state: 'sent', channel: 'email', subject: 's', bodyText: 'b', bodyHtml: 'b',
        contentHash: '', messageId: `<${newId()}@x.example>`, createdById: world.advocate.personId, frozenAt: clock.now(), sentOn: fromCivil('2026-11-23'),
      },
    });
    await database.db.recordsRequest.update({ where: { id: request.id }, data: { state: 'producing' } });
    await database.db.$transaction((tx) => refreshState(tx, { groupId: world.groupId, requestId: request.id, at: clock.now() }));
    expect(await database.db.$transaction((tx) => recalculateDeadlines(tx, { groupId: world.groupId, requestId: request.id, at: clock.now(), reason: 'Again.' }))).toEqual({ moved: 0 });
    expect(await clocks(request.id)).toEqual(before);
    expect(await database.db.deadlineRevision.count({ where: { groupId: world.groupId } })).toBe(revisions);
  });
});

describe('what is refused, with a word beside the field and nothing half-written', () => {
  const acknowledged = (date: string) => ({ type: 'acknowledged', date, basis: 'message', details: {} }) as const;

  test('a receipt before the sending', async () => {
    const request = await sent('2026-11-16');
    const before = await rowCounts(request.id);
    expect(await fields(confirmReceipt(deps(), world.advocate, { requestId: request.id, date: '2026-11-15', basis: 'portal' }))).toEqual({ date: expect.stringContaining('left on Mon, Nov 16, 2026') });
    expect(await rowCounts(request.id)).toEqual(before);
  });

  test('a receipt of a request that was not sent', async () => {
    const draft = await draftRequest(database.db, world.advocate, { at: clock.now() });
    expect(await fields(confirmReceipt(deps(), world.advocate, { requestId: draft.id, date: '2026-11-16', basis: 'portal' }))).toEqual({ date: expect.stringContaining('Nothing has been sent') });
  });

  test('an act before the confirmed receipt, and a receipt moved past an act', async () => {
    const request = await sent('2026-11-10');
    const { factId } = await confirmReceipt(deps(), world.advocate, { requestId: request.id, date: '2026-11-12', basis: 'portal' });
    expect(await fields(recordFact(deps(), world.advocate, { requestId: request.id, fact: acknowledged('2026-11-11') }))).toEqual({ date: expect.stringContaining('received the request on') });
    await recordFact(deps(), world.advocate, { requestId: request.id, fact: acknowledged('2026-11-13') });
    expect(await fields(correctFact(deps(), world.advocate, { requestId: request.id, factId, date: '2026-11-20', basis: 'portal', why: 'x' }))).toEqual({ date: expect.stringContaining('already acted') });
  });

  test('a day still to come, at the agency', async () => {
    const request = await sent();
    expect(await fields(recordFact(deps(), world.advocate, { requestId: request.id, fact: acknowledged('2026-11-25') }))).toEqual({ date: expect.stringContaining('still to come') });
  });

  test('an item the request does not have, by its place in the list', async () => {
    const request = await sent();
    const before = await rowCounts(request.id);
    const fact = { type: 'determination', date: '2026-11-20', basis: 'letter', details: { items: [{ n: 1, outcome: 'disclose' }, { n: 9, outcome: 'disclose' }] } } as const;
    expect(await fields(recordFact(deps(), world.advocate, { requestId: request.id, fact: { ...fact, details: { items: [...fact.details.items] } } }))).toEqual({ 'details.items.1.n': 'This request has no item 9.' });
    expect(await rowCounts(request.id)).toEqual(before);
  });

  test('a document of another request', async () => {
    const request = await sent();
    expect(await fields(recordFact(deps(), world.advocate, { requestId: request.id, fact: { ...acknowledged('2026-11-20'), documentId: newId() } }))).toEqual({ documentId: expect.any(String) });
  });

  test('asking first changes nothing', async () => {
    const request = await sent();
    const before = await rowCounts(request.id);
    await checkFact(deps(), world.advocate, { requestId: request.id, fact: acknowledged('2026-11-20') });
    expect(await rowCounts(request.id)).toEqual(before);
  });
});

test('after all this the timeline verifies', async () => {
  expect((await verifyTimeline({ db: database.db }, world.groupId)).broken).toBeNull();
});
