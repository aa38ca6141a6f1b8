import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { type TypedFact, typedFact } from '../../../server/features/deadlines/fact-types.js';
import { itemStatesFrom } from '../../../server/features/deadlines/item-states.js';
import { type DeadlineValues, type ExistingDeadline, nextOf, planDeadlines, type PlannedDeadline } from '../../../server/features/deadlines/plan-deadlines.js';
import { recalculateMany } from '../../../server/features/deadlines/recalculate-many.js';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { storeDocument } from '../../../server/features/documents/store-document.js';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import { addAgencyNumber } from '../../../server/features/requests/add-agency-number.js';
import { changeRequest } from '../../../server/features/requests/change-request.js';
import { refreshState } from '../../../server/features/requests/refresh-state.js';
import { setItemStates } from '../../../server/features/requests/set-item-states.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { makeWorld, type World } from '../../support/world.js';

describe('plans', () => {
  const values = (given: Partial<DeadlineValues> = {}): DeadlineValues => ({
    rule: 'cpra.determination', key: '', owner: 'agency', kind: 'statutory', nominal: '2026-11-26', earliest: '2026-11-30', due: '2026-11-30', assertAfter: '2026-11-30', lastLawful: null,
    byCalendar: { CA_JUD: '2026-11-30' }, citation: 'Gov. Code § 7922.535(a)', confidence: 'settled', derivation: { steps: ['Received.'] }, presumed: false, state: 'open', closedOn: null,
    timeZone: 'America/Los_Angeles', rulesVersion: '2026-11-24', ...given,
  });
  const row = (given: Partial<ExistingDeadline> = {}): ExistingDeadline => ({ ...values(given), id: 'row', revision: 1, ...given });
  const TODAY = '2026-11-24';

  /** What the table holds after a plan was carried out. */
  function after(existing: readonly ExistingDeadline[], planned: readonly PlannedDeadline[]): ExistingDeadline[] {
    const rows = new Map(existing.map((one) => [one.rule, one]));
    for (const plan of planned) rows.set(plan.values.rule, { ...plan.values, id: plan.values.rule, revision: 1 });
    return [...rows.values()];
  }

  describe('planning deadlines', () => {
    test('a date that moved is revised once, with what it was before', () => {
      expect(planDeadlines([row()], [values({ due: '2026-12-02', assertAfter: '2026-12-02' })], TODAY)).toEqual([
        expect.objectContaining({ kind: 'revise', change: 'moved', before: expect.objectContaining({ due: '2026-11-30' }) }),
      ]);
    });

    test('the order of keys in a stored explanation is no change', () => {
      expect(planDeadlines([row({ derivation: { b: 1, a: [1] } })], [values({ derivation: { a: [1], b: 1 } })], TODAY)).toEqual([]);
    });

    test('a better explanation of the same dates is written without a revision', () => {
      expect(planDeadlines([row()], [values({ citation: 'other' })], TODAY)).toEqual([expect.objectContaining({ kind: 'explain' })]);
    });

    test('a deadline that ended keeps the date it ended with', () => {
      const met = row({ state: 'met', closedOn: '2026-11-20' });
      expect(planDeadlines([met], [values({ state: 'met', closedOn: '2026-11-20', due: '2026-12-09' })], TODAY)).toEqual([]);
    });

    test('what no fact calls for any more becomes void, once', () => {
      const planned = planDeadlines([row()], [], TODAY);
      expect(planned).toEqual([expect.objectContaining({ change: 'voided', values: expect.objectContaining({ state: 'void', closedOn: TODAY }) })]);
      expect(planDeadlines(after([row()], planned), [], TODAY)).toEqual([]);
    });

    test('planning twice plans nothing the second time, whatever was there', () => {
      const day = fc.constantFrom('2026-11-20', '2026-11-30', '2026-12-02');
      const any = fc.record({
        rule: fc.constantFrom('cpra.determination', 'cpra.extension', 'foia.appeal'), due: day, assertAfter: fc.option(day), presumed: fc.boolean(),
        state: fc.constantFrom('open' as const, 'met' as const, 'void' as const), citation: fc.constantFrom('a', 'b'),
      }).map((given) => values({ ...given, closedOn: given.state === 'open' ? null : '2026-11-21' }));
      const list = fc.uniqueArray(any, { selector: (one) => one.rule });
      fc.assert(fc.property(list, list, (before, wanted) => {
        const existing = before.map((one) => row({ ...one, id: one.rule }));
        const planned = planDeadlines(existing, wanted, TODAY);
        expect(planDeadlines(after(existing, planned), wanted, TODAY)).toEqual([]);
      }), { numRuns: 300 });
    });

    test('lists show the earliest open date the agency owes, and ours only when it owes none', () => {
      const ours = values({ rule: 'foia.appeal', owner: 'requester', due: '2026-11-01', assertAfter: null });
      expect(nextOf([ours, values()])).toMatchObject({ due: '2026-11-30' });
      expect(nextOf([ours, values({ state: 'met' })])).toMatchObject({ due: '2026-11-01', assertAfter: null });
      expect(nextOf([values({ state: 'void' })])).toBeNull();
    });
  });
});

describe('item states', () => {
  let facts = 0;
  function fact(type: string, date: string, details: object): TypedFact {
    facts += 1;
    const made = typedFact({ id: String(facts).padStart(4, '0'), type, date, time: null, basis: 'letter', presumed: false, details });
    if (!made) throw new Error(`no such fact: ${type}`);
    return made;
  }
  const stateOf = (n: number, list: readonly TypedFact[], touched: readonly number[] = []) => itemStatesFrom(list, [1, 2, 3], touched).find((change) => change.n === n);

  describe('where an item stands', () => {
    test('records that came are not promised again by a later determination, which may still date the rest', () => {
      const came = fact('produced', '2026-11-10', { items: [{ n: 1, complete: false }] });
      const answered = fact('determination', '2026-11-18', { items: [{ n: 1, outcome: 'partly', promisedFor: '2026-12-01', ground: 'Section 7927.700' }] });
      expect(stateOf(1, [came, answered])).toEqual({ n: 1, state: 'partly_produced', promisedFor: '2026-12-01', ground: 'Section 7927.700' });
    });

    test('a refusal takes a promise away', () => {
      const promised = fact('determination', '2026-11-10', { items: [{ n: 2, outcome: 'disclose', promisedFor: '2026-12-01' }] });
      expect(stateOf(2, [promised, fact('denial', '2026-11-20', { items: [2], ground: 'Drafts' })])).toEqual({ n: 2, state: 'withheld', promisedFor: null, ground: 'Drafts' });
    });

    test('a denial that names no item refuses every one', () => {
      expect(itemStatesFrom([fact('denial', '2026-11-20', { ground: 'All exempt' })], [1, 2, 3]).map((change) => change.state)).toEqual(['withheld', 'withheld', 'withheld']);
    });

    test('withdrawing leaves what is settled as it was', () => {
      const list = [fact('produced', '2026-11-10', { items: [{ n: 1, complete: true }] }), fact('withdrawn', '2026-11-20', {})];
      expect([1, 2].map((n) => stateOf(n, list)?.state)).toEqual(['produced', 'withdrawn']);
    });

    test('an item no fact speaks of is left alone, and one whose only fact fell is open again', () => {
      expect(stateOf(3, [fact('acknowledged', '2026-11-10', {})])).toBeUndefined();
      expect(stateOf(3, [], [3])).toEqual({ n: 3, state: 'open', promisedFor: null, ground: '' });
    });
  });
});

describe('what moves nothing', () => {
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
});
