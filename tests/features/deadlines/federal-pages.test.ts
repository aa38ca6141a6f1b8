import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import { ACT_NAMES, actOf, isFederalAct } from '../../../server/features/deadlines/record-acts.js';
import { factFromForm, formOfFact } from '../../../server/features/deadlines/record-form.js';
import { recordForm } from '../../../server/features/deadlines/record-fields.js';
import { recordFactBody } from '../../../server/features/deadlines/deadlines.schemas.js';
import { typedFact } from '../../../server/features/deadlines/fact-types.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';
import { type MadeRequest, sentRequest, wordsIn } from './world.js';

let world: World;
let owner: Actor;
let browser: Browser;
let made: MadeRequest;
beforeAll(async () => {
  world = await makeWorld({ now: '2026-11-24T17:45:00Z' });
  owner = await world.addGroup();
  browser = await world.signIn(owner);
  made = await sentRequest(world.database.db, owner, { agency: 'ice', sentOn: '2026-10-01', at: world.clock.now() });
}, 60_000);
afterAll(() => world.close());

const record = (act: string, fields: Record<string, string>) => browser.post(`/requests/${made.id}/record/${act}`, { basis: 'portal', ...fields });
const page = async () => wordsIn((await browser.get(`/requests/${made.id}`)).text);

describe('a request under FOIA, by its forms', () => {
  test('has a form for each step, and a request under California’s Act links to none', async () => {
    const acts = ACT_NAMES.filter(isFederalAct);
    const $ = load((await browser.get(`/requests/${made.id}`)).text);
    for (const act of acts) expect([act, $(`a[href="/requests/${made.id}/record/${act}"]`).length]).toEqual([act, 1]);
    for (const act of acts) expect([act, (await browser.get(`/requests/${made.id}/record/${act}`)).status]).toEqual([act, 200]);
    const asks = async (act: string) => load((await browser.get(`/requests/${made.id}/record/${act}`)).text)('#items input[type=checkbox]').length;
    expect([await asks('information-asked'), await asks('appeal-sent')]).toEqual([3, 0]);
    const other = await sentRequest(world.database.db, owner, { sentOn: '2026-10-01', at: world.clock.now() });
    expect((await browser.get(`/requests/${other.id}`)).text).not.toContain('record/appeal-sent');
    const refused = await browser.post(`/requests/${other.id}/record/appeal-sent`, { date: '2026-11-02' });
    expect([refused.status, wordsIn(refused.text)]).toEqual([400, expect.stringContaining('Only a request under FOIA has this.')]);
  });

  test('receipt, question and answer move the date on its page; while the question is open it says who waits for whom', async () => {
    expect((await record('receipt', { date: '2026-10-05' })).status).toBe(303);
    expect(await page()).toContain('ICE is late.');
    expect((await record('information-asked', { date: '2026-10-09', 'answer[asks]': 'meaning', 'answer[question]': 'Which logs?', 'items[0][n]': '1', 'items[0][chosen]': 'yes' })).status).toBe(303);
    expect(await page()).toContain('ICE waits for our answer. Its question of Fri, Oct 9, 2026 makes the clock stand still');
    expect(await page()).toContain('Stands still since Oct 9');
    expect((await record('information-answered', { date: '2026-10-08' })).status).toBe(400);
    expect((await record('information-answered', { date: '2026-11-18' })).status).toBe(303);
    expect(await page()).toContain('ICE owes its determination by');
    const facts = wordsIn((await browser.get(`/requests/${made.id}/facts`)).text);
    expect(facts).toContain('Question that stops the clock');
    expect(facts).toContain('“Which logs?”');
  });

  test('a form left empty tells beside its field', async () => {
    const refused = load((await record('expedition-decided', { date: '2026-11-20' })).text);
    expect(refused('#answer-granted-error').text()).toContain('Say what they decided');
  });

  test('an appeal: sent, received, decided', async () => {
    await record('denied', { date: '2026-11-19', ground: '7(E)' });
    expect(await page()).toContain('FOIA appeal');
    expect((await record('appeal-received', { date: '2026-11-20' })).status).toBe(400);
    expect((await record('appeal-sent', { date: '2026-11-20' })).status).toBe(303);
    expect((await record('appeal-received', { date: '2026-11-20' })).status).toBe(303);
    expect(await page()).toContain('ICE owes its decision on the appeal by Mon, Dec 21');
    expect((await record('appeal-decided', { date: '2026-11-24', 'answer[outcome]': 'upheld' })).status).toBe(303);
    expect(await page()).not.toContain('owes its decision');
  });

  test('the API takes the same facts and names the field that is wrong', async () => {
    const post = async (details: object) => request(world.app).post(`/api/v1/requests/${made.id}/facts`).set('authorization', `Bearer ${await world.tokenOf(owner)}`).send({ type: 'federal', date: '2026-11-20', basis: 'portal', details });
    expect((await post({ what: 'expedition_asked' })).status).toBe(201);
    const bad = await post({ what: 'appeal_decided', outcome: 'maybe' });
    expect([bad.status, Object.keys((bad.body as { error: { fields: object } }).error.fields)]).toEqual([400, ['details.outcome']]);
  });
});

test('each form fills itself from the fact it recorded', () => {
  const typed = { component: 'HSI', asks: 'narrow', question: 'Which?', granted: 'no', outcome: 'partly' };
  for (const act of ACT_NAMES.filter(isFederalAct)) {
    const form = recordForm.parse({ date: '2026-11-02', basis: 'portal', answer: typed, items: [{ n: '1', chosen: act === 'information-asked' ? 'yes' : '' }] });
    const fact = typedFact({ id: 'f', presumed: false, ...recordFactBody.parse(factFromForm(act, form)), time: null });
    if (fact?.type !== 'federal') throw new Error(act);
    expect(actOf(fact)).toBe(act);
    const again = formOfFact(fact, '', [1]);
    expect(recordFactBody.parse(factFromForm(act, again))).toEqual(recordFactBody.parse(factFromForm(act, form)));
  }
});
