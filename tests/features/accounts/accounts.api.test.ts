import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import type { z } from 'zod';
import { groupAnswer, invitationAnswer, invitationsAnswer, newTokenAnswer, peopleAnswer, personAnswer, tokensAnswer } from '../../../server/features/accounts/accounts.api.schemas.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type World, makeWorld } from '../../support/world.js';

let world: World;
let owner: Actor;
let lawyer: Actor;
let volunteer: Actor;
beforeAll(async () => {
  world = await makeWorld();
  owner = await world.addGroup();
  lawyer = await world.addPerson(owner, 'lawyer');
  volunteer = await world.addPerson(owner, 'volunteer');
});
afterAll(() => world.close());

async function call(actor: Actor, method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object) {
  return request(world.app)[method](`/api/v1${path}`).set('Authorization', `Bearer ${await world.tokenOf(actor)}`).send(body);
}
const shaped = <S extends z.ZodType>(schema: S, body: unknown): z.output<S> => schema.parse(body);

describe('people over the API', () => {
  test('are listed page by page in the documented shape', async () => {
    const first = shaped(peopleAnswer, (await call(lawyer, 'get', '/people?limit=2')).body);
    const second = shaped(peopleAnswer, (await call(lawyer, 'get', `/people?limit=2&cursor=${first.next}`)).body);
    expect([...first.people, ...second.people].map((person) => person.id).sort()).toEqual([owner, lawyer, volunteer].map((actor) => actor.personId).sort());
    expect(second.next).toBeNull();
  });

  test('are closed to volunteers, and managed by owners only', async () => {
    expect((await call(volunteer, 'get', '/people')).status).toBe(403);
    expect((await call(lawyer, 'post', '/invitations', { email: 'x@y.example', role: 'owner' })).status).toBe(403);
    expect((await call(lawyer, 'patch', `/people/${lawyer.personId}`, { role: 'owner' })).status).toBe(403);
    expect((await call(volunteer, 'get', '/group')).status).toBe(403);
  });

  test('are invited, given roles, deactivated and reactivated', async () => {
    const issued = await call(owner, 'post', '/invitations', { email: 'Invited@People.example', role: 'advocate' });
    expect(issued.status).toBe(201);
    const { invitationId } = shaped(invitationAnswer, issued.body);
    expect(shaped(invitationsAnswer, (await call(owner, 'get', '/invitations')).body).invitations).toMatchObject([{ id: invitationId, email: 'invited@people.example' }]);
    expect((await call(owner, 'delete', `/invitations/${invitationId}`)).status).toBe(200);
    const person = await world.addPerson(owner, 'volunteer');
    expect(shaped(personAnswer, (await call(owner, 'patch', `/people/${person.personId}`, { role: 'advocate' })).body).role).toBe('advocate');
    expect((await call(owner, 'post', `/people/${person.personId}/deactivate`)).status).toBe(200);
    expect(shaped(personAnswer, (await call(owner, 'get', `/people/${person.personId}`)).body).deactivatedAt).not.toBeNull();
    expect((await call(owner, 'post', `/people/${person.personId}/reactivate`)).status).toBe(200);
    expect((await call(owner, 'post', `/people/${person.personId}/reset-link`)).body.url).toMatch(/\/reset\//);
  });

  test('of another group are not there', async () => {
    const stranger = await world.addGroup('Another');
    for (const [method, path, body] of [
      ['get', `/people/${lawyer.personId}`], ['patch', `/people/${lawyer.personId}`, { role: 'volunteer' }], ['post', `/people/${lawyer.personId}/deactivate`],
      ['post', `/people/${lawyer.personId}/reset-link`], ['delete', `/people/${lawyer.personId}/second-step`],
    ] as const) {
      expect([path, (await call(stranger, method, path, body)).status]).toEqual([path, 404]);
    }
  });

  test('bad input answers in the form of every API error', async () => {
    const answer = await call(owner, 'post', '/invitations', { email: 'nobody', role: 'king' });
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ error: { code: 'http.invalid-input', message: expect.any(String), fields: { email: expect.stringMatching(/name@example/), role: expect.stringMatching(/Choose a role/) } } });
  });
});

describe('tokens and the group over the API', () => {
  test('a token makes, lists and revokes tokens', async () => {
    const made = shaped(newTokenAnswer, (await call(lawyer, 'post', '/tokens', { name: 'from a program' })).body);
    expect(shaped(tokensAnswer, (await call(lawyer, 'get', '/tokens')).body).tokens.map((token) => token.id)).toContain(made.tokenId);
    expect((await call(owner, 'delete', `/tokens/${made.tokenId}`)).status).toBe(404);
    expect((await call(lawyer, 'delete', `/tokens/${made.tokenId}`)).status).toBe(200);
    expect((await request(world.app).get('/api/v1/me').set('Authorization', `Bearer ${made.token}`)).status).toBe(401);
  });

  test('the group’s settings are read by those who write letters and changed by owners', async () => {
    expect(shaped(groupAnswer, (await call(lawyer, 'get', '/group')).body)).toMatchObject({ numberPrefix: 'TD', feeCeilingCents: 2500 });
    expect((await call(lawyer, 'patch', '/group', { numberPrefix: 'X' })).status).toBe(403);
    expect(shaped(groupAnswer, (await call(owner, 'patch', '/group', { numberPrefix: 'HRP' })).body)).toMatchObject({ numberPrefix: 'HRP', feeCeilingCents: 2500 });
  });
});
