import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { recalculateMany } from '../../../server/features/deadlines/recalculate-many.js';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { storeDocument } from '../../../server/features/documents/store-document.js';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import { addAgencyNumber } from '../../../server/features/requests/add-agency-number.js';
import { changeRequest } from '../../../server/features/requests/change-request.js';
import { refreshState } from '../../../server/features/requests/refresh-state.js';
import { setItemStates } from '../../../server/features/requests/set-item-states.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type World, makeWorld } from '../../support/world.js';

let world: World;
let owner: Actor;
let requestId: string;

beforeAll(async () => {
  world = await makeWorld();
  owner = await world.addGroup();
});
afterAll(() => world.close());
beforeEach(async () => {
  const made = await enterRequest(world.context, owner, {
    agencyId: await world.agencyId('lapd'), title: 'Searches', sentOn: '2026-11-16', channel: 'email', letterText: 'We ask.', agencyNumbers: [], items: [{ heading: 'Searches', text: 'Every search.' }],
    received: { date: '2026-11-16', basis: 'portal' },
  });
  requestId = made.id;
});

const rows = async () => ({
  deadlines: await world.database.db.deadline.findMany({ where: { requestId }, orderBy: { id: 'asc' } }),
  revisions: await world.database.db.deadlineRevision.count({ where: { deadline: { requestId } } }),
});
const where = () => ({ groupId: owner.groupId, requestId });

/** What happens to a request beside the facts its clocks run on. */
const HAPPENINGS: readonly [string, () => Promise<unknown>][] = [
  ['a document that comes in', () => storeDocument(world.context, owner, { requestId, originalName: 'Extension of 14 days.txt', stream: Readable.from([Buffer.from('We extend the time by 14 days.')]), kind: 'response', source: 'upload' })],
  ['what somebody takes a document to be', async () => {
    const { documentId } = await storeDocument(world.context, owner, { requestId, originalName: 'a.txt', stream: Readable.from([Buffer.from('denied')]), kind: 'response', source: 'upload' });
    await world.database.db.document.update({ where: { id: documentId }, data: { kind: 'note' } });
  }],
  ['whether a letter went', async () => {
    for (const state of ['queued', 'sending', 'uncertain', 'not_sent', 'sent'] as const) await world.database.db.letter.updateMany({ where: where(), data: { state } });
  }],
  ['a state of the request', async () => {
    for (const state of ['producing', 'closed', 'awaiting'] as const) await world.database.db.recordsRequest.update({ where: { id: requestId }, data: { state } });
    await world.database.db.$transaction((tx) => refreshState(tx, { ...where(), at: world.clock.now() }));
  }],
  ['a state of an item', () => world.database.db.$transaction((tx) => setItemStates(tx, { ...where(), changes: [{ n: 1, state: 'produced', promisedFor: null, ground: '' }] }))],
  ['the agency’s number', () => addAgencyNumber(world.context, owner, { requestId, number: '26-1234' })],
  ['another title', () => changeRequest(world.context, owner, { requestId, title: 'Other words' })],
  ['an acknowledgement with a note', () => recordFact(world.context, owner, { requestId, fact: { type: 'acknowledged', date: '2026-11-18', basis: 'message', details: {}, note: 'They say they need fourteen more days.' } })],
];

test.each(HAPPENINGS)('%s moves no date, at once or when everything is counted again', async (_what, happens) => {
  const before = await rows();
  expect(before.deadlines.length).toBeGreaterThan(0);
  await happens();
  expect(await rows()).toEqual(before);
  await world.database.db.recalculation.create({ data: { ...where(), reason: 'Again.', wantedAt: world.clock.now() } });
  expect(await recalculateMany(world.context, owner)).toEqual({ counted: 1, moved: 0, failed: 0 });
  expect(await rows()).toEqual(before);
});
