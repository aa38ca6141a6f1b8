import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { type Permission, roleMay } from '../../../server/features/accounts/permissions.js';
import type { Actor, RoleName } from '../../../server/platform/http/actor.js';
import type { RouteDefinition } from '../../../server/platform/http/routes.js';
import { routes } from '../../../server/routes.js';
import { type Browser, type World, browser, makeWorld } from '../../support/world.js';
import { type FilledGroup, bodyFor, fillGroup, fillPath } from './filled-group.js';

const ROLES: readonly RoleName[] = ['owner', 'lawyer', 'advocate', 'volunteer'];

let world: World;
let owner: Actor;
let filled: FilledGroup;
let stranger: Browser;
const people = new Map<RoleName, { actor: Actor; token: string; browser: Browser }>();
let neighbour: { token: string; browser: Browser };
/** The other group's lawyer, for what an owner who is none may not do. */
let theirLawyer: { token: string; browser: Browser };

beforeAll(async () => {
  world = await makeWorld();
  owner = await world.addGroup('Harbor Records Project');
  for (const role of ROLES) {
    const actor = role === 'owner' ? owner : await world.addPerson(owner, role);
    people.set(role, { actor, token: await world.tokenOf(actor), browser: await world.signIn(actor) });
  }
  filled = await fillGroup(world, owner);
  const other = await world.addGroup('Another Group');
  neighbour = { token: await world.tokenOf(other), browser: await world.signIn(other) };
  const lawyer = await world.addPerson(other, 'lawyer');
  theirLawyer = { token: await world.tokenOf(lawyer), browser: await world.signIn(lawyer) };
  stranger = browser(world.app);
}, 120_000);

afterAll(async () => {
  await world.close();
});

const label = (route: RouteDefinition) => `${route.method.toUpperCase()} ${route.path}`;
const guarded = routes.filter((route) => route.access !== 'public');
const withIds = guarded.filter((route) => route.path.includes(':'));

async function call(route: RouteDefinition, who: { token?: string; browser: Browser }): Promise<request.Response> {
  const path = fillPath(route.path, filled);
  if (route.kind === 'api') {
    const sent = request(world.app)[route.method](path).set('Accept', 'application/json');
    if (who.token) sent.set('Authorization', `Bearer ${who.token}`);
    if (route.upload) return sent.attach('file', Buffer.from('hello'), 'hello.txt');
    return route.method === 'get' ? sent : sent.send(bodyFor(route, filled));
  }
  if (route.method === 'get') return who.browser.get(path);
  if (route.upload) {
    return who.browser.agent.post(path).set('x-csrf-token', await who.browser.csrfToken()).field(bodyFor(route, filled) as Record<string, string>);
  }
  return who.browser.post(path, bodyFor(route, filled));
}

/** What a page answers when it is opened out of turn: no second step is being set up, no agency was chosen. */
const EXPECTED: Readonly<Record<string, readonly number[]>> = {
  'GET /account/second-step/picture.svg': [404], 'GET /compose/template': [400],
  // The letter of this draft does not fit the group's record: it has no words to print.
  'GET /requests/:requestId/letters/:draftId/letter.pdf': [404],
};

const turnedAway = (response: request.Response) => response.status === 401 || (response.status === 303 && String(response.headers['location']).startsWith('/sign-in'));

describe('every route', () => {
  test('is there to be tried', () => {
    expect(routes.length).toBeGreaterThan(60);
    expect(withIds.length).toBeGreaterThan(30);
    expect(new Set(routes.map(label)).size).toBe(routes.length);
  });

  test.each(guarded.map((route) => [label(route), route] as const))('turns a stranger away: %s', async (_, route) => {
    const response = await call(route, { browser: stranger });
    expect({ status: response.status, turnedAway: turnedAway(response) }).toMatchObject({ turnedAway: true });
  });

  for (const role of ROLES) {
    const closed = guarded.filter((route) => route.access !== 'signed-in' && !roleMay(role, route.access as Permission));
    if (closed.length === 0) continue;
    test.each(closed.map((route) => [label(route), route] as const))(`is closed to a ${role}: %s`, async (_, route) => {
      const person = people.get(role);
      if (!person) throw new Error('no such person');
      expect((await call(route, person)).status).toBe(403);
    });
  }

  test.each(guarded.map((route) => [label(route), route] as const))('names a permission of the table: %s', (_, route) => {
    const known = route.access === 'signed-in' || ROLES.some((role) => roleMay(role, route.access as Permission));
    expect(known).toBe(true);
  });

  test.each(withIds.map((route) => [label(route), route] as const))('shows nothing of another group: %s', async (_, route) => {
    const before = await traces();
    const response = await call(route, route.access === 'signed-in' || roleMay('owner', route.access as Permission) ? neighbour : theirLawyer);
    expect({ status: response.status, body: response.status === 400 ? response.text.slice(0, 300) : '' }).toEqual({ status: 404, body: '' });
    for (const secret of filled.secrets) expect(response.text ?? '').not.toContain(secret);
    expect(await traces()).toEqual(before);
  });

  const open = guarded.filter((route) => route.kind === 'page' && route.method === 'get' && (route.access === 'signed-in' || roleMay('owner', route.access as Permission)));
  test.each(open.map((route) => [label(route), route] as const))('answers its own owner: %s', async (_, route) => {
    const person = people.get('owner');
    if (!person) throw new Error('no owner');
    const response = await call(route, person);
    expect({ status: response.status, body: response.status >= 500 ? response.text.slice(0, 500) : '' }).toMatchObject({ body: '' });
    expect(EXPECTED[label(route)] ?? [200, 303]).toContain(response.status);
    expect(response.text ?? '').not.toMatch(/\[object Object\]|undefined<|>undefined|NaN/);
  });

  test('lists of another group are empty of ours', async () => {
    const lists = guarded.filter((route) => route.method === 'get' && !route.path.includes(':'));
    for (const route of lists) {
      const response = await call(route, neighbour);
      for (const secret of filled.secrets) expect({ route: label(route), shows: (response.text ?? '').includes(secret) }).toEqual({ route: label(route), shows: false });
    }
  });
});

describe('what a form must carry', () => {
  const forms = guarded.filter((route) => route.kind === 'page' && route.method === 'post');
  test.each(forms.map((route) => [label(route), route] as const))('a wrong form token changes nothing: %s', async (_, route) => {
    const person = people.get('owner');
    if (!person) throw new Error('no owner');
    const before = await traces();
    const path = fillPath(route.path, filled);
    const sent = person.browser.agent.post(path);
    const response = route.upload
      ? await sent.field('_csrf', 'wrong').attach('file', Buffer.from('hello'), 'hello.txt')
      : await sent.type('form').send({ ...bodyFor(route, filled), _csrf: 'wrong' });
    expect(response.status).toBe(403);
    expect(await traces()).toEqual(before);
  });
});

/** Whatever changes in the filled group leaves an event; sessions and last-seen times are no change. */
async function traces(): Promise<unknown> {
  const { db } = world.database;
  const where = { groupId: owner.groupId };
  return {
    head: await db.chainHead.findUnique({ where }),
    letters: await db.letter.groupBy({ by: ['state'], where, _count: true, orderBy: { state: 'asc' } }),
    requests: await db.recordsRequest.count({ where }),
    documents: await db.document.count({ where }),
    notices: await db.notice.count({ where: { ...where, seenAt: null } }),
  };
}
