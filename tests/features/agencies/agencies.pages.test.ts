import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import { agenciesAnswer, agencyAnswer } from '../../../server/features/agencies/agencies.api.schemas.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';

let world: World;
let advocate: Actor;
let stranger: Actor;
let mine: Browser;
beforeAll(async () => {
  world = await makeWorld();
  advocate = await world.addPerson(await world.addGroup(), 'advocate');
  stranger = await world.addGroup('Another');
  mine = await world.signIn(advocate);
});
afterAll(() => world.close());

const text = (html: string, selector: string): string => load(html)(selector).text().replace(/\s+/g, ' ').trim();
const call = async (actor: Actor, method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object) =>
  request(world.app)[method](`/api/v1${path}`).set('Authorization', `Bearer ${await world.tokenOf(actor)}`).send(body);

/** The form as a browser would send it back, fields as they stand. */
function fieldsOf(html: string): Record<string, string> {
  const $ = load(html);
  const fields: Record<string, string> = {};
  $('main form input:not([type=checkbox]), main form select, main form textarea').each((_, field) => {
    const name = $(field).attr('name');
    if (name && name !== '_csrf') fields[name] = String($(field).val() ?? '').replace(/^\n/, '');
  });
  return fields;
}

describe('an agency’s page', () => {
  test('says what DHS refuses, since when and by which rule', async () => {
    const page = await mine.get(`/agencies/${await world.agencyId('ice')}`);
    expect(page.status).toBe(200);
    expect(text(page.text, '.note')).toMatch(/Not by e-mail, post, and fax\. .*Since Thu, Jan 22, 2026\. .*2025-23783/);
  });

  test('shows how sure each detail is, and what is not known', async () => {
    const page = await mine.get(`/agencies/${await world.agencyId('lapd')}`);
    expect(text(page.text, 'main')).toMatch(/Not known: e-mail and telephone/);
    expect(text(page.text, '.conf')).toMatch(/Confirmed/);
    expect(load(page.text)('a[href="https://recordsrequest.lacity.org/"]').length).toBe(1);
    expect(text((await mine.get(`/agencies/${await world.agencyId('lasd')}`)).text, '.note')).toMatch(/County Counsel.*Send to both/);
  });

  test('is corrected with the form, for this group only, and back again', async () => {
    const path = `/agencies/${await world.agencyId('lapd')}`;
    const form = await mine.get(`${path}/edit`);
    const fields = fieldsOf(form.text);
    const unchanged = await mine.post(path, fields);
    expect(unchanged.headers['location']).toBe(path);
    expect((await mine.get(path)).text).toContain('Nothing was changed.');

    const wrong = await mine.post(path, { ...fields, 'channels[2][kind]': 'email', 'channels[2][value]': 'records at lapd', note: 'Their letter' });
    expect(wrong.status).toBe(400);
    const $ = load(wrong.text);
    expect([$('#channels-2-value').val(), $('#channels-2-value-error').text(), $('#note').val()]).toEqual(['records at lapd', expect.stringMatching(/e-mail address/), 'Their letter']);

    expect((await mine.post(path, { ...fields, 'channels[2][kind]': 'email', 'channels[2][value]': 'records@lapd.example', note: 'Their letter of Nov 20' })).status).toBe(303);
    const corrected = await mine.get(path);
    expect(text(corrected.text, 'main')).toMatch(/records@lapd\.example By your group/);
    expect(text(corrected.text, 'main')).toMatch(/Your group changed ways to reach it/);
    expect((await (await world.signIn(stranger)).get(path)).text).not.toContain('records@lapd.example');
    expect((await mine.post(`${path}/correction/withdraw`)).status).toBe(303);
    expect((await mine.get(path)).text).not.toContain('records@lapd.example');
  });
});

describe('adding an agency', () => {
  test('asks for its kind, keeps what was typed, and shows it to this group only', async () => {
    const form = await mine.get('/agencies/new');
    const fields = { ...fieldsOf(form.text), name: 'Long Beach Police Department', shortName: 'Long Beach PD' };
    delete (fields as Record<string, string>)['type'];
    const wrong = await mine.post('/agencies', fields);
    expect([wrong.status, load(wrong.text)('#name').val()]).toEqual([400, 'Long Beach Police Department']);
    expect(text(wrong.text, '#type-error')).toMatch(/what kind/);
    const done = await mine.post('/agencies', { ...fields, type: 'ca_city', 'channels[0][kind]': 'post', 'channels[0][value]': '400 W. Broadway' });
    expect(done.status).toBe(303);
    const path = done.headers['location'] ?? '';
    expect(text((await mine.get(path)).text, 'main')).toMatch(/Added by your group.*400 W\. Broadway By your group/);
    expect((await mine.get('/agencies')).text).toContain('Long Beach PD');
    expect((await (await world.signIn(stranger)).get(path)).status).toBe(404);
    const twice = await mine.post('/agencies', { ...fields, type: 'ca_city' });
    expect([twice.status, text(twice.text, '#shortName-error')]).toEqual([409, expect.stringMatching(/Already in your directory/)]);
  });

  test('is not for volunteers, who may look', async () => {
    const volunteer = await world.signIn(await world.addPerson(advocate, 'volunteer'));
    expect((await volunteer.get('/agencies/new')).status).toBe(403);
    const list = await volunteer.get('/agencies');
    expect(list.status).toBe(200);
    expect(list.text).not.toContain('Your requests');
  });
});

describe('agencies over the API', () => {
  test('come in the documented shape; an agency read may be sent back unchanged', async () => {
    const { agencies } = agenciesAnswer.parse((await call(advocate, 'get', '/agencies')).body);
    const fbi = agencies.find((agency) => agency.slug === 'fbi');
    const sent = await call(advocate, 'patch', `/agencies/${fbi?.id}`, { channels: fbi?.channels, unit: fbi?.unit });
    expect(agencyAnswer.parse(sent.body)).toMatchObject({ correction: null, channels: fbi?.channels });
  });

  test('are corrected field by field; another group’s is not there', async () => {
    const id = await world.agencyId('cbp');
    expect(agencyAnswer.parse((await call(advocate, 'patch', `/agencies/${id}`, { notes: 'Slow in summer' })).body)).toMatchObject({ notes: 'Slow in summer', correction: { fields: ['notes'] } });
    const added = agencyAnswer.parse((await call(stranger, 'post', '/agencies', { type: 'federal', name: 'U.S. Marshals Service', shortName: 'USMS', department: 'DOJ' })).body);
    expect(added).toMatchObject({ statute: 'FOIA', component: 'DOJ', addedByGroup: true });
    expect((await call(advocate, 'get', `/agencies/${added.id}`)).status).toBe(404);
    expect((await call(advocate, 'patch', `/agencies/${added.id}`, { notes: 'x' })).status).toBe(404);
  });

  test('a wrong way is named by its path', async () => {
    const answer = await call(advocate, 'patch', `/agencies/${await world.agencyId('cbp')}`, { channels: [{ kind: 'email', value: 'nope' }] });
    expect([answer.status, Object.keys(answer.body.error.fields)]).toEqual([400, ['channels.0.value']]);
  });
});
