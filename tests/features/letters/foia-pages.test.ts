import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';
import { FILLED } from './foia-variables.js';

let world: World;
let owner: Actor;
let browser: Browser;

beforeAll(async () => {
  world = await makeWorld();
  owner = await world.addGroup();
  browser = await world.signIn(owner);
});

afterAll(() => world.close());

async function newDraft(slug: string, template: string): Promise<string> {
  const started = await browser.post('/compose', { agencyId: await world.agencyId(slug), template });
  return /requests\/([0-9a-f-]{36})\/compose\/items/.exec(started.get('Location') ?? '')?.[1] ?? '';
}

const version = (html: string) => load(html)('[data-version]').attr('value') ?? '';
const textOf = (html: string, where = 'main') => load(html)(where).text().replace(/\s+/g, ' ');
const { waiver: _waiver, ...words } = FILLED;

describe('writing to a federal agency', () => {
  test('offers the letters under FOIA, the one written for it first, and none under California’s Act', async () => {
    const page = await browser.get(`/compose/template?agency=${await world.agencyId('obim')}`);
    const choices = load(page.text)('.template h3').map((_, element) => load(page.text)(element).text()).get();
    expect(choices[0]).toBe('Booking prints from Los Angeles County in IDENT and HART');
    expect(choices).toHaveLength(4);
    expect(textOf(page.text)).toContain('Not by e-mail, by post, or by fax.');
  });

  test('the letter step has FOIA’s fields, and only there', async () => {
    const foia = await newDraft('ice', 'foia-ice');
    const page = await browser.get(`/requests/${foia}/compose/letter`);
    for (const id of Object.keys(FILLED)) expect([id, load(page.text)(`[name="${id}"]`).length > 0]).toEqual([id, true]);
    expect(load(page.text)('[name="inspectionWanted"]')).toHaveLength(0);
    expect(textOf(page.text, '.gap')).toContain('fee category is missing');
    const cpra = await browser.get(`/requests/${await newDraft('lapd', 'cpra-alpr-sharing')}/compose/letter`);
    expect(load(cpra.text)('[name="feeCategory"], [name="waiver"]')).toHaveLength(0);
  });

  test('what is typed stands in the letter and is kept; a waiver without facts, and a day that is none, are told', async () => {
    const id = await newDraft('ice', 'foia-ice');
    const at = `/requests/${id}/compose/letter`;
    const start = version((await browser.get(at)).text);
    const first = { version: start, act: 'save', title: 'Prints and plates', feeCeiling: '25', signerName: 'Ilse Marrowby', feeCategory: 'other', waiver: 'on' };
    expect((await browser.post(at, first)).status).toBe(303);
    const gaps = load((await browser.get(at)).text)('.gap').map((_, element) => load(element).text()).get();
    expect(gaps).toEqual(['what the records would show is missing', 'who will read it is missing', 'what you have published is missing', 'what you know of the subject is missing']);
    expect(textOf((await browser.get(`/requests/${id}/compose/send`)).text, '.gaps')).toContain('What you have published is missing');

    const refused = await browser.post(at, { ...first, ...words, version: String(Number(start) + 1), expediteDate: '2026-02-30' });
    expect(refused.status).toBe(400);
    const $ = load(refused.text);
    expect($('#expediteDate-error').text()).toContain('2026-02-30');
    expect($('#waiverRecord').val()).toContain('Who reads the plates');
    expect($('input[name="feeCategory"]:checked').val()).toBe('media');
    expect($('#waiver').attr('checked')).toBeDefined();

    expect((await browser.post(at, { ...first, ...words, version: String(Number(start) + 1) })).status).toBe(303);
    const letter = await browser.get(at);
    expect(load(letter.text)('.gap')).toHaveLength(0);
    expect(textOf(letter.text, '.sheet')).toContain('I, Ilse Marrowby, certify');
  });

  test('it goes by portal only: a paragraph for the box stands beside the whole letter and its PDF', async () => {
    const id = await newDraft('cbp', 'foia-cbp');
    const at = `/requests/${id}/compose/letter`;
    await browser.post(at, { version: version((await browser.get(at)).text), act: 'continue', title: 'Plates', feeCeiling: '25', signerName: 'Ilse Marrowby', feeCategory: 'other' });
    const send = await browser.get(`/requests/${id}/compose/send`);
    expect(load(send.text)('input[name="channel"]').get().map(({ attribs }) => attribs['value'])).toEqual(['portal', 'in_person']);
    const sent = await browser.post(`/requests/${id}/compose/send`, { version: version(send.text), channel: 'portal', responsibleId: owner.personId });
    const letter = await browser.get(sent.get('Location') ?? '');
    const paragraph = String(load(letter.text)('#portal-words').val());
    expect(paragraph).toContain('Freedom of Information Act request');
    expect(paragraph).toContain('6. Access to other systems');
    expect(paragraph.length).toBeLessThan(700);
    expect(load(letter.text)('a[href$="letter.pdf"]').length).toBeGreaterThan(0);
    expect(load(letter.text)('#words').val()).toContain('We ask for the fee category of other requesters');
  });

  test('a letter that asks for speed, once it went, starts their ten days for that, which call nobody late before its receipt is confirmed', async () => {
    const id = await newDraft('ice', 'foia-ice');
    const at = `/requests/${id}/compose/letter`;
    await browser.post(at, { version: version((await browser.get(at)).text), act: 'continue', title: 'Prints', feeCeiling: '25', signerName: 'Ilse Marrowby', ...words, feeCategory: 'other' });
    const send = await browser.get(`/requests/${id}/compose/send`);
    const sent = await browser.post(`/requests/${id}/compose/send`, { version: version(send.text), channel: 'portal', responsibleId: owner.personId });
    const today = world.clock.now().toISOString().slice(0, 10);
    expect((await browser.post(`${sent.get('Location') ?? ''}/deliver`, { channel: 'portal', date: today })).status).toBe(303);
    const clock = () => world.database.db.deadline.findMany({ where: { requestId: id, rule: 'foia.expedited' }, select: { state: true, presumed: true } });
    expect(await clock()).toEqual([{ state: 'open', presumed: true }]);
    const confirmed = await request(world.app).post(`/api/v1/requests/${id}/facts`).set('Authorization', `Bearer ${await world.tokenOf(owner)}`).send({ type: 'received', date: today, basis: 'portal' });
    expect(confirmed.status).toBe(201);
    expect(await clock()).toEqual([{ state: 'open', presumed: false }]);
  });

  test('a program gives the same fields', async () => {
    const token = await world.tokenOf(owner);
    const post = (address: string, body: object) => request(world.app).post(`/api/v1${address}`).set('Authorization', `Bearer ${token}`).send(body);
    const made = await post('/requests', { agencyId: await world.agencyId('fbi'), template: 'foia-fbi-cjis', signerName: 'Ilse Marrowby', ...FILLED });
    expect(made.status).toBe(201);
    const preview = await post(`/requests/${String((made.body as { id: string }).id)}/preview`, {});
    expect(preview.body).toEqual(expect.objectContaining({ gaps: [], text: expect.stringContaining('What we have published') as unknown }));
  });
});
