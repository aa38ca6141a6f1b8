import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import { addFact } from '../../../server/features/deadlines/add-fact.js';
import { agencyReport, median, type ReportedRequest } from '../../../server/features/deadlines/agency-report.js';
import { agencyReportView, shareWord } from '../../../server/features/deadlines/agency-report.view.js';
import { confirmReceipt } from '../../../server/features/deadlines/confirm-receipt.js';
import { deadlinesOf } from '../../../server/features/deadlines/deadlines.queries.js';
import { type TypedFact, typedFact } from '../../../server/features/deadlines/fact-types.js';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { toCivil } from '../../../server/platform/clock.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { histogram } from '../../../server/platform/views-histogram.js';
import { type Browser, makeAdvocatesWorld, makeWorld, type World } from '../../support/world.js';
import { draftRequest, eventWords, sentRequest, wordsIn as words } from './world.js';

describe('pages of dates', () => {
  let world: World;
  let owner: Actor;
  let advocate: Actor;
  let browser: Browser;

  beforeAll(async () => {
    ({ world, owner, advocate, browser } = await makeAdvocatesWorld({ now: '2026-11-24T17:00:00Z' }));
  }, 60_000);
  afterAll(() => world.close());

  const sent = (sentOn = '2026-11-16') => sentRequest(world.database.db, advocate, { sentOn, at: world.clock.now() });
  const clocks = (requestId: string) => deadlinesOf(world.database.db, { groupId: owner.groupId, requestId }, world.clock.now());

  describe('recording what an agency did', () => {
    test.each(['receipt', 'acknowledged', 'extended', 'determined', 'produced', 'denied', 'closed', 'withdrawn'])('has a form for %s in which nothing that moves a date is chosen', async (act) => {
      const made = await sent();
      const page = await browser.get(`/requests/${made.id}/record/${act}`);
      expect(page.status).toBe(200);
      const $ = load(page.text);
      expect($('h1')).toHaveLength(1);
      expect($('main form.form')).toHaveLength(1);
      expect($('main form.form').attr('action')).toBe(`/requests/${made.id}/record/${act}`);
      expect($('main [checked], main option[selected]').filter((_, element) => $(element).attr('value') !== '')).toHaveLength(0);
      expect($('#date').attr('value')).toBe('');
    });

    test('a receipt confirmed by the form starts the clock in earnest', async () => {
      const made = await sent('2026-11-12');
      const answer = await browser.post(`/requests/${made.id}/record/receipt`, { date: '2026-11-13', time: '16:12', basis: 'portal', agencyNumber: '26-12345', note: '' });
      expect([answer.status, answer.headers['location']]).toEqual([303, `/requests/${made.id}`]);
      expect((await clocks(made.id))[0]).toMatchObject({ due: '2026-11-23', presumed: false });
      expect(await world.database.db.agencyNumber.count({ where: { requestId: made.id, number: '26-12345' } })).toBe(1);
    });

    test('once confirmed, the form corrects, asks why, and the timeline tells', async () => {
      const made = await sent('2026-11-12');
      const { factId } = await confirmReceipt(world.context, advocate, { requestId: made.id, date: '2026-11-13', basis: 'person' });
      expect((await browser.get(`/requests/${made.id}/record/receipt`)).headers['location']).toBe(`/requests/${made.id}/facts/${factId}/correct`);
      const address = `/requests/${made.id}/facts/${factId}/correct`;
      expect(load((await browser.get(address)).text)('#date').attr('value')).toBe('2026-11-13');
      const refused = await browser.post(address, { date: '2026-11-17', basis: 'portal', why: '' });
      expect(refused.status).toBe(400);
      expect(load(refused.text)('#why-error').text()).toContain('Say why');
      expect(load(refused.text)('#date').attr('value')).toBe('2026-11-17');
      expect((await browser.post(address, { date: '2026-11-17', basis: 'portal', why: 'The portal says so.' })).status).toBe(303);
      expect((await eventWords(world.database.db, made.id, 'deadline.moved')).at(-1)).toMatchObject({ from: '2026-11-23', to: '2026-11-30' });
    });

    test('a determination per item, one row left open, refused by row and kept', async () => {
      const made = await sent();
      const fields = (promisedFor: string) => ({
        date: '2026-11-20', basis: 'letter',
        'items[0][n]': '1', 'items[0][outcome]': '', 'items[0][promisedFor]': '', 'items[0][ground]': '',
        'items[1][n]': '2', 'items[1][outcome]': 'disclose', 'items[1][promisedFor]': promisedFor, 'items[1][ground]': '',
        'items[2][n]': '3', 'items[2][outcome]': 'withhold', 'items[2][promisedFor]': '', 'items[2][ground]': 'Section 7923.600',
      });
      const refused = await browser.post(`/requests/${made.id}/record/determined`, fields('2026-11-01'));
      expect(refused.status).toBe(400);
      const $ = load(refused.text);
      expect($('#items-1-promisedFor-error').text()).toContain('before the determination');
      expect($('#items-2-ground').attr('value')).toBe('Section 7923.600');
      expect($('#items-2-outcome option[selected]').attr('value')).toBe('withhold');
      expect((await browser.post(`/requests/${made.id}/record/determined`, fields('2026-12-11'))).status).toBe(303);
      const items = await world.database.db.requestItem.findMany({ where: { requestId: made.id }, orderBy: { n: 'asc' } });
      expect(items.map((item) => [item.state, item.promisedFor && toCivil(item.promisedFor)])).toEqual([['open', null], ['promised', '2026-12-11'], ['withheld', null]]);
    });

    test('a file comes along and is kept with the fact; refused fields leave no file behind', async () => {
      const made = await sent();
      const token = await browser.csrfToken();
      const post = (date: string) => browser.agent.post(`/requests/${made.id}/record/acknowledged`).field('_csrf', token).field('date', date).field('basis', 'letter').attach('document', Buffer.from('%PDF-1.4 they have it'), 'letter.pdf');
      expect((await post('2026-11-02')).status).toBe(400);
      expect(await world.database.db.document.count({ where: { requestId: made.id } })).toBe(0);
      expect((await post('2026-11-18')).status).toBe(303);
      const [document] = await world.database.db.document.findMany({ where: { requestId: made.id } });
      const [fact] = await world.database.db.fact.findMany({ where: { requestId: made.id, type: 'acknowledged' } });
      expect([document?.originalName, fact?.documentId]).toEqual(['letter.pdf', document?.id]);
    });

    test('without the form’s token nothing is recorded', async () => {
      const made = await sent();
      const answer = await browser.agent.post(`/requests/${made.id}/record/acknowledged`).type('form').send({ date: '2026-11-18', basis: 'letter' });
      expect(answer.status).toBe(403);
      expect(await world.database.db.fact.count({ where: { requestId: made.id, type: 'acknowledged' } })).toBe(0);
    });

    test('on a draft it says that nothing was sent', async () => {
      const draft = await draftRequest(world.database.db, advocate, { at: world.clock.now() });
      const refused = await browser.post(`/requests/${draft.id}/record/acknowledged`, { date: '2026-11-18', basis: 'letter' });
      expect(words(refused.text, '#date-error')).toContain('Nothing has been sent');
    });

    test('a fact is taken back from the list of facts', async () => {
      const made = await sent();
      const { factId } = await confirmReceipt(world.context, advocate, { requestId: made.id, date: '2026-11-16', basis: 'person' });
      expect(words((await browser.get(`/requests/${made.id}/facts`)).text)).toContain('A person said so');
      expect((await browser.post(`/requests/${made.id}/facts/${factId}/take-back`, { why: 'Wrong request.' })).status).toBe(303);
      expect(words((await browser.get(`/requests/${made.id}/facts`)).text)).toContain('Wrong request.');
      expect((await clocks(made.id))[0]).toMatchObject({ state: 'void' });
    });
  });

  describe('a worksheet', () => {
    test('says the date, each closed day, the readings, what would move it and what it was before', async () => {
      const made = await sent();
      await confirmReceipt(world.context, advocate, { requestId: made.id, date: '2026-11-16', time: '16:12', basis: 'portal' });
      const [deadline] = await clocks(made.id);
      const page = await browser.get(`/requests/${made.id}/deadlines/${deadline?.id}`);
      const said = words(page.text);
      for (const part of ['LAPD’s determination is due by Mon, Nov 30, 2026', 'Thanksgiving Day', 'Due, and safe to call late after', 'Courts and City together', 'at most to Thu, Dec 10, 2026', 'Mon, Dec 14, 2026', 'presumed', 'confirmed', 'LA_CPRA', made.number]) {
        expect(said).toContain(part);
      }
      expect(load(page.text)('h1')).toHaveLength(1);
      expect(load(page.text)('svg.sq rect.sq__box').length).toBeGreaterThan(20);
    });

    test('of another group, or under another request, is not there', async () => {
      const made = await sent();
      const other = await sent();
      const [deadline] = await clocks(made.id);
      expect((await browser.get(`/requests/${other.id}/deadlines/${deadline?.id}`)).status).toBe(404);
      const stranger = await world.signIn(await world.addGroup('Somebody else'));
      expect((await stranger.get(`/requests/${made.id}/deadlines/${deadline?.id}`)).status).toBe(404);
      expect((await stranger.get(`/requests/${made.id}/record/receipt`)).status).toBe(404);
      expect((await stranger.post(`/requests/${made.id}/record/acknowledged`, { date: '2026-11-18', basis: 'letter' })).status).toBe(404);
      expect((await stranger.get(`/requests/${made.id}/facts`)).status).toBe(404);
    });
  });

  test('a program records, reads and corrects facts with a token, and a volunteer may not', async () => {
    const made = await sent('2026-11-12');
    const token = await world.tokenOf(advocate);
    const api = (method: 'get' | 'post', path: string) => request(world.app)[method](`/api/v1/requests/${made.id}${path}`).set('authorization', `Bearer ${token}`);
    const recorded = await api('post', '/facts').send({ type: 'received', date: '2026-11-13', basis: 'portal' }).expect(201);
    expect((await api('get', '/deadlines').expect(200)).body.deadlines[0]).toMatchObject({ due: '2026-11-23', late: true, presumed: false });
    await api('post', `/facts/${recorded.body.factId}/correction`).send({ date: '2026-11-17', basis: 'portal', why: 'Portal.' }).expect(201);
    expect((await api('get', '/deadlines').expect(200)).body.deadlines[0]).toMatchObject({ due: '2026-11-30', late: false });
    expect((await api('get', '/facts').expect(200)).body.facts.map((fact: { superseded: object | null }) => fact.superseded !== null)).toContain(true);
    const refused = await api('post', '/facts').send({ type: 'determination', date: '2026-11-20', basis: 'letter', details: { items: [{ n: 1, outcome: 'maybe' }] } }).expect(400);
    expect(Object.keys(refused.body.error.fields)).toEqual(['details.items.0.outcome']);
    await api('post', '/facts').send({ type: 'received', date: '2026-11-17', basis: 'presumed' }).expect(400);
    const volunteer = await world.tokenOf(await world.addPerson(owner, 'volunteer'));
    await request(world.app).get(`/api/v1/requests/${made.id}/deadlines`).set('authorization', `Bearer ${volunteer}`).expect(403);
  });
});

describe('an agency’s report', () => {
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
});
