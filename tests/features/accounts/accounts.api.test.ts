import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import path from 'node:path';
import request from 'supertest';
import type { z } from 'zod';
import { runAdmin } from '../../../server/admin/run-admin.js';
import { groupAnswer, invitationAnswer, invitationsAnswer, newTokenAnswer, peopleAnswer, personAnswer, tokensAnswer } from '../../../server/features/accounts/accounts.api.schemas.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { projectRoot } from '../../../server/platform/paths.js';
import { browser, makeWorld, PASSWORD, type World } from '../../support/world.js';

describe('the API', () => {
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
});

describe('the operator’s commands', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld({ settings: { PUBLIC_URL: 'http://tenday.example.org' } });
  });
  afterAll(() => world.close());

  const settingsOf = (more: Record<string, string>) => ({ DATABASE_URL: world.database.url, PUBLIC_URL: 'http://tenday.example.org', ...more });

  /** The command in this process: what a shell would see of it. */
  async function admin(args: string[], settings: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> {
    const seen = { out: '', err: '' };
    const code = await runAdmin(args, { answer: (text) => void (seen.out += `${text}\n`), aside: (text) => void (seen.err += `${text}\n`) }, settingsOf(settings));
    return { code, ...seen };
  }

  /** The command as `npm run admin` starts it. */
  async function adminProcess(args: string[]): Promise<{ code: number; out: string; err: string }> {
    const env = { PATH: process.env['PATH'] ?? '', ...settingsOf({}) };
    return new Promise((resolve) => {
      execFile(process.execPath, [path.join(projectRoot, 'dist/server/admin.js'), ...args], { env }, (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }));
    });
  }

  describe('npm run admin', () => {
    let groupId = '';

    test('create-group prints one JSON object with a token that works and a link where the owner sets a password', async () => {
      const { code, out, err } = await adminProcess(['create-group', '--name', 'Harbor Records', '--owner-email', 'Ada@Harbor.example', '--json']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const made = JSON.parse(out) as Record<string, string>;
      expect(Object.keys(made).sort()).toEqual(['groupId', 'personId', 'signInUrl', 'token']);
      groupId = made['groupId'] ?? '';
      const me = await request(world.app).get('/api/v1/me').set('Authorization', `Bearer ${made['token']}`);
      expect(me.body).toMatchObject({ role: 'owner', personId: made['personId'], groupId, groupName: 'Harbor Records' });

      expect(made['signInUrl']).toMatch(/^http:\/\/tenday\.example\.org\//);
      const visitor = browser(world.app);
      const link = new URL(made['signInUrl'] ?? '').pathname;
      expect((await visitor.get(link)).text).toContain('Welcome to Harbor Records');
      expect((await visitor.post(link, { password: PASSWORD })).headers['location']).toBe('/');
      expect((await visitor.get('/account')).text).toContain('ada@harbor.example');
      expect((await browser(world.app).get(link)).status).toBe(410);
    }, 60_000);

    test('add-person prints a person’s token and link', async () => {
      const { code, out } = await admin(['add-person', '--group', groupId, '--email', 'vol@harbor.example', '--role', 'volunteer', '--name', 'Vera', '--json']);
      expect(code).toBe(0);
      const made = JSON.parse(out) as Record<string, string>;
      expect(Object.keys(made).sort()).toEqual(['personId', 'signInUrl', 'token']);
      expect((await request(world.app).get('/api/v1/me').set('Authorization', `Bearer ${made['token']}`)).body).toMatchObject({ role: 'volunteer', name: 'Vera', groupId });
      const twice = await admin(['add-person', '--group', groupId, '--email', 'VOL@harbor.example', '--role', 'lawyer']);
      expect(twice).toMatchObject({ code: 1, out: '', err: 'vol@harbor.example already belongs to your group.\n' });
    });

    test('verify-timeline passes a sound chain and fails with 1 on a changed entry', async () => {
      const sound = await admin(['verify-timeline', '--group', groupId, '--json']);
      expect([sound.code, JSON.parse(sound.out)]).toMatchObject([0, { ok: true, groups: [{ groupId, broken: null }] }]);
      await world.database.pool.query('ALTER TABLE events DISABLE TRIGGER USER');
      await world.database.pool.query(`UPDATE events SET type = 'group.bought' WHERE group_id = $1 AND seq = 1`, [groupId]);
      const changed = await admin(['verify-timeline', '--json']);
      expect([changed.code, JSON.parse(changed.out)]).toMatchObject([1, { ok: false, groups: [{ groupId, broken: { seq: 1 } }] }]);
    });

    test('list-groups lists them', async () => {
      expect(JSON.parse((await admin(['list-groups', '--json'])).out)).toMatchObject({ groups: [{ groupId, name: 'Harbor Records', people: 2, requests: 0 }] });
    });

    test.each([
      [['make-coffee'], /^There is no command “make-coffee”\. The commands are: create-group, /],
      [['create-group', '--name', 'X Group'], /^--owner-email is missing\. Type: npm run admin -- create-group --name NAME/],
      [['create-group', '--name', 'X Group', '--owner-email', 'nobody'], /^--owner-email is not right: /],
      [['create-group', '--nmae', 'X Group'], /^The option --nmae is unknown/],
      [['add-person', '--group', 'x', '--email', 'a@b.example', '--role', 'owner'], /^--group is not right: /],
      [['add-person', '--group', '01900000-0000-7000-8000-000000000001', '--email', 'a@b.example', '--role', 'king'], /^--role is not right: Choose a role/],
      [['list-groups', 'now'], /^“now” is one word too many/],
    ])('%j: one clear sentence and exit code 2', async (args, sentence) => {
      const { code, out, err } = await admin(args);
      expect({ code, out, lines: err.trim().split('\n').length }).toEqual({ code: 2, out: '', lines: 1 });
      expect(err).toMatch(sentence);
    });

    test('the process ends with the same code', async () => {
      expect(await adminProcess(['make-coffee'])).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^There is no command/) });
    }, 60_000);

    test('help lists the commands without touching a database', async () => {
      const { code, out } = await admin(['help'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
      expect(code).toBe(0);
      expect(out).toMatch(/create-group --name NAME --owner-email EMAIL/);
    });

    test('a group that is not there, and a rehearsal clock on real work, are refused with a sentence', async () => {
      const gone = await admin(['add-person', '--group', '01900000-0000-7000-8000-000000000001', '--email', 'a@b.example', '--role', 'owner']);
      expect(gone).toMatchObject({ code: 1, err: expect.stringMatching(/^There is no group 01900000/) });
      const rehearsal = await admin(['list-groups'], { REHEARSAL_NOW: '2027-01-01T09:00:00-08:00' });
      expect(rehearsal).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^REHEARSAL_NOW is set, but this database holds real work/) });
    });
  });
});
