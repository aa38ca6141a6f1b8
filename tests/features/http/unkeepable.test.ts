import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import type { Actor } from '../../../server/platform/http/actor.js';
import { unkeepableAt } from '../../../server/platform/http/unkeepable.js';
import { type World, makeWorld } from '../../support/world.js';

let world: World;
let owner: Actor;
let token: string;
beforeAll(async () => {
  world = await makeWorld();
  owner = await world.addGroup();
  token = await world.tokenOf(owner);
});
afterAll(() => world.close());

const authorization = () => `Bearer ${token}`;
const NUL = String.fromCharCode(0);
const HALF = String.fromCharCode(0xd800);

test.each(['/search?q=%00', '/requests?words=a%00', '/api/v1/requests?q=a%00b', '/set-up?code=%00', '/sign-in?next=%00'])('%s is a wrong question, and no fault', async (address) => {
  expect((await request(world.app).get(address).set('authorization', authorization())).status).toBe(400);
});

test.each([NUL, HALF])('a letter no database holds (%j) is refused beside its field, from a stranger too', async (bad) => {
  const agencyId = await world.agencyId('lapd');
  const send = (address: string, body: object) => request(world.app).post(address).set('authorization', authorization()).send(body);
  const draft = await send('/api/v1/requests', { agencyId, template: 'cpra-alpr-sharing', items: [{ heading: 'fine' }, { heading: `a${bad}b` }] });
  expect([draft.status, draft.body.error]).toMatchObject([400, { code: 'http.invalid-input', fields: { 'items.1.heading': expect.stringContaining('can’t be kept') } }]);
  const entered = await send('/api/v1/requests/enter', { agencyId, title: 'Under way', sentOn: '2026-11-01', channel: 'post', agencyNumbers: [bad] });
  expect([entered.status, entered.body.error.fields]).toEqual([400, { 'agencyNumbers.0': expect.any(String) }]);
  expect(await world.context.db.recordsRequest.count()).toBe(0);
  const calculated = await request(world.app).post('/api/v1/deadlines/calculate').send({ law: 'CPRA', agency: `lapd${bad}`, received: '2026-10-01' });
  expect([calculated.status, Object.keys(calculated.body.error.fields)]).toEqual([400, ['agency']]);
});

test('a form says it beside the field and keeps the rest', async () => {
  const mine = await world.signIn(owner);
  const answer = await mine.post('/account/tokens', { name: `a${NUL}b` });
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('id="token-name-error"');
});

test('emoji and every script pass; depth does no harm', () => {
  expect(unkeepableAt({ title: 'Отчёт 🗂️ 記録', list: [1, null, true, { a: 'b' }] })).toBeNull();
  let deep: unknown = `x${NUL}`;
  for (let i = 0; i < 100_000; i += 1) deep = [deep];
  expect(unkeepableAt(deep)).toMatch(/^0\.0\.0/);
  expect(unkeepableAt({ [`a${NUL}`]: 1 })).toBe('body');
});
