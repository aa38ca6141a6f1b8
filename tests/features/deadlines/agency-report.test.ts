import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import { agencyReport, median, type ReportedRequest } from '../../../server/features/deadlines/agency-report.js';
import { agencyReportView, shareWord } from '../../../server/features/deadlines/agency-report.view.js';
import { addFact } from '../../../server/features/deadlines/add-fact.js';
import { confirmReceipt } from '../../../server/features/deadlines/confirm-receipt.js';
import { type TypedFact, typedFact } from '../../../server/features/deadlines/fact-types.js';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { histogram } from '../../../server/platform/views-histogram.js';
import { type World, makeWorld } from '../../support/world.js';
import { sentRequest } from './world.js';

let made = 0;
function fact(type: string, date: string, details: object = {}, presumed = false): TypedFact {
  made += 1;
  const typed = typedFact({ id: String(made).padStart(4, '0'), type, date, time: null, basis: presumed ? 'presumed' : 'letter', presumed, details });
  if (!typed) throw new Error(`no such fact: ${type}`);
  return typed;
}
const said = (...days: [on: string, by: string][]) => days.map(([on, by]) => ({ factId: on, on, by, says: '', basis: 'letter' }));
const clock = (rule: string, nominal: string, assertAfter: string, state: 'open' | 'met' | 'void' = 'met') => ({ rule, state, nominal, assertAfter, presumed: false });
const asked = (given: Partial<ReportedRequest>): ReportedRequest => ({ law: 'CPRA', facts: [], items: [1], clocks: [], promises: [], notices: [], ...given });
/** Received on September 1, determined after so many days. */
const answered = (days: number, more: Partial<ReportedRequest> = {}) => {
  const on = new Date(Date.UTC(2026, 8, 1 + days)).toISOString().slice(0, 10);
  return asked({ facts: [fact('received', '2026-09-01'), fact('determination', on)], clocks: [clock('cpra.determination', '2026-09-11', '2026-09-11')], ...more });
};

describe('an agency’s report card', () => {
  test('counts only confirmed receipts, and says of how many', () => {
    const report = agencyReport([answered(10), answered(12), answered(30), asked({ facts: [fact('received', '2026-09-01', {}, true), fact('determination', '2026-09-05')] }), asked({})], '2026-11-24');
    expect(report).toMatchObject({ requests: 5, measured: 3, determined: { answered: { n: 3, of: 3 }, late: { n: 2, of: 3 }, medianDays: 12, statutoryDays: 10, lateStill: 0 } });
    expect(report.determined.bins.map((bin) => [bin.from, bin.to, bin.requests])).toEqual([[0, 5, 0], [6, 10, 1], [11, 15, 1], [16, 20, 0], [21, 25, 0], [26, 30, 1]]);
  });

  test('holds an extended answer against the extension, and a void extension against the first day', () => {
    const extended = (state: 'met' | 'void') => answered(20, { clocks: [clock('cpra.determination', '2026-09-11', '2026-09-11'), clock('cpra.extension', '2026-09-25', '2026-09-25', state)] });
    expect(agencyReport([extended('met')], '2026-11-24').determined.late).toEqual({ n: 0, of: 1 });
    expect(agencyReport([extended('void')], '2026-11-24').determined.late).toEqual({ n: 1, of: 1 });
  });

  test('an item without an answer is no determination; past the last defensible day it is late still, on that day not yet', () => {
    const open = asked({ items: [1, 2], facts: [fact('received', '2026-09-01'), fact('denial', '2026-09-05', { items: [1] })], clocks: [clock('cpra.determination', '2026-09-11', '2026-09-11', 'open')] });
    expect(agencyReport([open], '2026-09-12').determined).toMatchObject({ answered: { n: 0, of: 1 }, lateStill: 1, medianDays: null, bins: [] });
    expect(agencyReport([open], '2026-09-11').determined.lateStill).toBe(0);
  });

  test('counts slips once for items that slipped together, and an earlier day as none', () => {
    const together = said(['2026-09-01', '2026-09-20'], ['2026-09-18', '2026-10-01']);
    const report = agencyReport([asked({ promises: [together, [...together, ...said(['2026-09-30', '2026-10-20'])], said(['2026-09-01', '2026-09-20'], ['2026-09-02', '2026-09-10'])] })], '2026-11-24');
    expect(report).toMatchObject({ slipped: { n: 2, of: 3 }, slips: 2, medianSlipDays: 15 });
  });

  test('makes no percentage of fewer than five, and none of nothing', () => {
    expect([shareWord({ n: 3, of: 4 }), shareWord({ n: 3, of: 5 }), shareWord({ n: 0, of: 0 })]).toEqual(['3 of 4', '3 of 5 (60%)', 'none yet']);
    expect([median([]), median([3]), median([1, 2]), median([9, 1, 5])]).toEqual([null, 3, 1.5, 5]);
    const view = agencyReportView(agencyReport([answered(10)], '2026-11-24'), 'LAPD', 'CPRA');
    expect(JSON.stringify(view.figures)).not.toContain('%');
  });

  test('draws each bar with its number, and the statutory day as a line, in words too', () => {
    const view = agencyReportView(agencyReport([answered(4), answered(12), answered(13)], '2026-11-24'), 'LAPD', 'CPRA');
    if (!view.histogram) throw new Error('no histogram');
    const svg = load(histogram(view.histogram, 'wide', 'report'), { xml: true });
    expect(svg('.hg__count').toArray().map((one) => svg(one).text())).toEqual(['1', '2']);
    expect(svg('.hg__bar--after')).toHaveLength(1);
    expect([svg('.hg__mark-label').text(), svg('title').text()]).toEqual(['statutory day: 10', expect.stringContaining('determined 3 requests, in 12 days in the middle')]);
    expect(view.bins.map((bin) => bin.requests)).toEqual(['1', '0', '2']);
  });
});

describe('through the page and the API', () => {
  let world: World;
  let owner: Actor;
  beforeAll(async () => {
    world = await makeWorld({ now: '2026-11-24T17:00:00Z' });
    owner = await world.addGroup();
    const sent = async (sentOn: string) => {
      const one = await sentRequest(world.database.db, owner, { sentOn, at: world.clock.now() });
      await confirmReceipt(world.context, owner, { requestId: one.id, date: sentOn, basis: 'portal' });
      return (type: 'extension_notice' | 'determination' | 'promise', date: string, details: object) => recordFact(world.context, owner, { requestId: one.id, fact: { type, date, basis: 'letter', details: details as never } });
    };
    const first = await sent('2026-10-01');
    await first('extension_notice', '2026-10-09', { specifiedDate: null, ground: 'none_stated' });
    await first('determination', '2026-11-10', { items: [1, 2, 3].map((n) => ({ n, outcome: 'disclose', promisedFor: '2026-11-13' })) });
    await first('promise', '2026-11-13', { of: 'records', items: [], by: '2026-12-01', about: '', says: '' });
    const second = await sent('2026-10-05');
    await second('determination', '2026-10-15', { items: [] });
    await sent('2026-10-06');
  }, 60_000);
  afterAll(() => world.close());

  test('the report has days, lateness, extensions, defects and slips out of the group’s own facts', async () => {
    const { body } = await request(world.app).get(`/api/v1/agencies/${await world.agencyId('lapd')}/report`).set('authorization', `Bearer ${await world.tokenOf(owner)}`).expect(200);
    expect(body).toMatchObject({
      requests: 3, measured: 3, determined: { answered: { n: 2, of: 3 }, late: { n: 1, of: 2 }, lateStill: 1, medianDays: 25, statutoryDays: 10 }, extended: { n: 1, of: 3 },
      grounds: [{ ground: 'none_stated', notices: 1 }], defective: { n: 1, of: 1 }, defects: [{ defect: 'no_date', notices: 1 }, { defect: 'no_ground', notices: 1 }],
      slipped: { n: 1, of: 1 }, slips: 1, medianSlipDays: 18,
    });
  });

  test('the agency’s page shows it with its denominators and a table; an agency nobody wrote to teaches', async () => {
    const visitor = await world.signIn(owner);
    const page = load((await visitor.get(`/agencies/${await world.agencyId('lapd')}`)).text);
    const words = page('.sec--report').text().replaceAll('\u00a0', ' ').replace(/\s+/g, ' ');
    for (const part of ['From 3 requests of your group; 3 with a confirmed receipt', '1 of 2', 'and 1 more not determined and late today', '1 of 3', '18 days', 'They gave no reason']) expect(words).toContain(part);
    expect(page('.hg')).toHaveLength(2);
    expect(page('.sec--report table tbody tr').length).toBeGreaterThan(0);
    expect(load((await visitor.get(`/agencies/${await world.agencyId('fbi')}`)).text)('.sec--report').text()).toContain('Nothing is measured yet');
  });

  test('a notice an earlier version let pass and no rule can judge leaves the rest of the report readable', async () => {
    const cautious = await world.addGroup('Harbor Light');
    const one = await sentRequest(world.database.db, cautious, { sentOn: '2026-10-01', at: world.clock.now() });
    await confirmReceipt(world.context, cautious, { requestId: one.id, date: '2026-10-01', basis: 'portal' });
    await world.database.db.$transaction((tx) => addFact(tx, {
      groupId: cautious.groupId, requestId: one.id, type: 'extension_notice', date: '2026-10-09', basis: 'letter', presumed: false, details: { specifiedDate: '2026-10-02', ground: 'voluminous' }, recordedById: cautious.personId, at: world.clock.now(),
    }));
    const { body } = await request(world.app).get(`/api/v1/agencies/${await world.agencyId('lapd')}/report`).set('authorization', `Bearer ${await world.tokenOf(cautious)}`).expect(200);
    expect([body.requests, body.measured]).toEqual([1, 1]);
  });

  test('another group’s report is its own, and a volunteer sees none', async () => {
    const stranger = await world.addGroup('Somebody else');
    const lapd = await world.agencyId('lapd');
    const { body } = await request(world.app).get(`/api/v1/agencies/${lapd}/report`).set('authorization', `Bearer ${await world.tokenOf(stranger)}`).expect(200);
    expect([body.requests, body.measured, body.slipped]).toEqual([0, 0, { n: 0, of: 0 }]);
    const volunteer = await world.addPerson(owner, 'volunteer', 'Vera Volunteer');
    expect(load((await (await world.signIn(volunteer)).get(`/agencies/${lapd}`)).text)('.sec--report')).toHaveLength(0);
    await request(world.app).get(`/api/v1/agencies/${lapd}/report`).set('authorization', `Bearer ${await world.tokenOf(volunteer)}`).expect(403);
  });
});
