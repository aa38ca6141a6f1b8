import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { draftOut, enteredOut, frozenOut, letterOut, lettersOut, previewOut, templatesOut } from '../../../server/features/letters/letters.schemas.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type World, makeWorld } from '../../support/world.js';

let world: World;
let owner: Actor;
let token: string;
let lapd: string;

beforeAll(async () => {
  world = await makeWorld();
  owner = await world.addGroup();
  token = await world.tokenOf(owner);
  lapd = await world.agencyId('lapd');
});

afterAll(() => world.close());

const get = (address: string, as = token) => request(world.app).get(`/api/v1${address}`).set('Authorization', `Bearer ${as}`);
const post = (address: string, body: object, as = token) => request(world.app).post(`/api/v1${address}`).set('Authorization', `Bearer ${as}`).send(body);

describe('the letters API', () => {
  test('goes from template to draft, preview, approval, delivery and the letter’s own record', async () => {
    const { templates } = templatesOut.parse((await get('/letter-templates')).body);
    expect(templates.map((template) => template.slug)).toContain('cpra-alpr-sharing');
    const started = await post('/requests', { agencyId: lapd, template: 'cpra-alpr-sharing', title: 'Lists', feeCeiling: '40', items: [{ heading: 'One', text: 'The list', period: '2026' }] });
    expect(started.status).toBe(201);
    const draft = draftOut.parse(started.body);
    const preview = previewOut.parse((await post(`/requests/${draft.id}/preview`, {})).body);
    expect(preview.gaps).toEqual([]);
    expect(preview.text).toContain('1. One. The list.\n   Period: 2026.');
    expect(preview.text).toContain('more than $40.');
    const sent = await post(`/requests/${draft.id}/send`, { channel: 'portal', version: preview.version });
    expect(sent.status).toBe(201);
    const { letterId } = frozenOut.parse(sent.body);
    expect((await post(`/requests/${draft.id}/send`, { channel: 'portal' })).body).toMatchObject({ error: { code: 'letters.already-sent' } });
    const delivered = await post(`/requests/${draft.id}/deliveries`, { channel: 'portal', date: '2026-11-24', receivedOn: '2026-11-24', agencyNumber: '26-9' });
    expect([delivered.status, delivered.body]).toEqual([201, { requestId: draft.id, letterId, state: 'sent' }]);
    const letter = letterOut.parse((await get(`/letters/${letterId}`)).body);
    expect(letter).toMatchObject({ state: 'sent', sentOn: '2026-11-24', text: preview.text });
    const { letters } = lettersOut.parse((await get(`/letters?requestId=${draft.id}`)).body);
    expect(letters.map((one) => one.id)).toEqual([letterId]);
  });

  test('enters a request under way, and says which field is wrong', async () => {
    const body = { agencyId: lapd, title: 'Jail lists', sentOn: '2026-10-01', channel: 'portal', received: { date: '2026-10-01', basis: 'portal' }, items: [{ heading: 'Lists', text: 'All' }] };
    const entered = await post('/requests/enter', body);
    expect(entered.status).toBe(201);
    enteredOut.parse(entered.body);
    const wrong = await post('/requests/enter', { ...body, received: { date: '2026-09-30', basis: 'portal' } });
    expect(wrong.status).toBe(400);
    expect(Object.keys((wrong.body as { error: { fields: object } }).error.fields)).toEqual(['received.date']);
    const noDate = await post('/requests/enter', { ...body, sentOn: '2026-02-30', channel: 'pigeon' });
    expect(Object.keys((noDate.body as { error: { fields: object } }).error.fields).sort()).toEqual(['channel', 'sentOn']);
  });

  test('a letter with a gap answers 400 with the gap’s path', async () => {
    const { id } = draftOut.parse((await post('/requests', { agencyId: lapd, template: 'cpra-alpr-sharing', signerName: '', items: [{ heading: 'One' }] })).body);
    const refused = await post(`/requests/${id}/send`, { channel: 'post' });
    expect(refused.status).toBe(400);
    expect(Object.keys((refused.body as { error: { fields: object } }).error.fields).sort()).toEqual(['items.0.period', 'items.0.text', 'signerName']);
  });

  test('nothing of it is another group’s or a volunteer’s', async () => {
    const { id } = draftOut.parse((await post('/requests', { agencyId: lapd, template: 'cpra-alpr-sharing' })).body);
    const { letterId } = frozenOut.parse((await post(`/requests/${id}/send`, { channel: 'post' })).body);
    const stranger = await world.tokenOf(await world.addGroup('Strangers'));
    const volunteer = await world.tokenOf(await world.addPerson(owner, 'volunteer'));
    for (const [as, status] of [[stranger, 404], [volunteer, 403]] as const) {
      expect((await get(`/letters/${letterId}`, as)).status).toBe(status);
      expect((await post(`/requests/${id}/preview`, {}, as)).status).toBe(status);
      expect((await post(`/requests/${id}/send`, { channel: 'post' }, as)).status).toBe(status);
      expect((await post(`/requests/${id}/deliveries`, { channel: 'post', date: '2026-11-24' }, as)).status).toBe(status);
    }
    expect(lettersOut.parse((await get('/letters', stranger)).body).letters).toEqual([]);
  });
});
