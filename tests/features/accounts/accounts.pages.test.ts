import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { TOTP } from 'otpauth';
import request from 'supertest';
import { setUpLink } from '../../../server/features/accounts/set-up-link.js';
import { TRIES, passCeiling } from '../../../server/features/accounts/try-limits.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { PASSWORD, type World, browser, makeWorld } from '../../support/world.js';

let world: World;
let owner: Actor;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const h1 = (html: string): string => load(html)('h1').text();
const pathOf = (url: string): string => new URL(url).pathname + new URL(url).search;
const shownOnce = (html: string): string => String(load(html)('#secret').val());

describe('setting up', () => {
  test('the printed link shows a form; a wrong one and none do not', async () => {
    const link = pathOf((await setUpLink(world.context)) ?? '');
    const visitor = browser(world.app);
    expect((await visitor.get('/set-up?code=wrong')).status).toBe(403);
    const form = await visitor.get(link);
    expect([form.status, h1(form.text)]).toEqual([200, 'Set up Tenday']);

    const code = load(form.text)('input[name=code]').val();
    const weak = await visitor.post('/set-up', { code, groupName: 'Harbor Records Project', name: 'Ada', email: 'ada@harbor.example', password: 'harbor records project' });
    expect(weak.status).toBe(400);
    expect(load(weak.text)('#password-error').text()).toMatch(/group’s name/);
    expect(load(weak.text)('#email').val()).toBe('ada@harbor.example');
    expect(weak.text).not.toContain('value="harbor records project"');

    const done = await visitor.post('/set-up', { code, groupName: 'Harbor Records Project', name: 'Ada', email: 'Ada@Harbor.example', password: PASSWORD });
    expect([done.status, done.headers['location']]).toEqual([303, '/']);
    expect(h1((await visitor.get('/account')).text)).toBe('Your account');
    const late = await browser(world.app).get(link);
    expect(late.status).toBe(410);
    expect(late.text).toContain('already set up');
  });
});

describe('signing in', () => {
  beforeAll(async () => {
    owner = await world.addGroup('Canal Records');
  });

  test('never keeps a session id from before it', async () => {
    const visitor = await world.signIn(owner);
    const planted = cookie((await visitor.post('/sign-out')).headers['set-cookie']);
    expect(planted).toBeDefined();
    await visitor.get('/sign-in');
    const signedIn = await visitor.post('/sign-in', { email: await world.emailOf(owner), password: PASSWORD });
    expect(cookie(signedIn.headers['set-cookie'])).toBeDefined();
    expect(cookie(signedIn.headers['set-cookie'])).not.toBe(planted);
    expect((await request(world.app).get('/account').set('Cookie', planted ?? '')).headers['location']).toMatch(/^\/sign-in/);
  });

  test('takes no session id planted before a group is chosen either', async () => {
    const { db } = world.context;
    const both = [await world.addGroup('Planted First'), await world.addGroup('Planted Second')];
    for (const actor of both) await db.person.update({ where: { id: actor.personId }, data: { email: 'planted@people.example' } });
    const visitor = await world.signIn(owner);
    const planted = cookie((await visitor.post('/sign-out')).headers['set-cookie']);
    await visitor.get('/sign-in');
    expect((await visitor.post('/sign-in', { email: 'planted@people.example', password: PASSWORD })).headers['location']).toBe('/sign-in/group');
    expect((await request(world.app).get('/sign-in/group').set('Cookie', planted ?? '')).headers['location']).toBe('/sign-in');
  });

  test('from a place one signed in before goes on while an account is guessed at from many', async () => {
    const [known, unknown] = [await world.addPerson(owner, 'lawyer'), await world.addPerson(owner, 'lawyer')];
    await world.signIn(known);
    const answers = [];
    for (const person of [known, unknown]) {
      const email = await world.emailOf(person);
      for (let i = 0; i <= TRIES.ceiling.points; i += 1) await passCeiling(world.context.pool, { email, address: `198.18.2.${i}` }, []).catch(() => undefined);
      const visitor = browser(world.app);
      await visitor.get('/sign-in');
      answers.push((await visitor.post('/sign-in', { email, password: PASSWORD })).status);
    }
    expect(answers).toEqual([303, 429]);
  });

  test('goes where one was going, never to another server', async () => {
    const email = await world.emailOf(owner);
    const visitor = browser(world.app);
    expect((await visitor.get('/people')).headers['location']).toBe('/sign-in?next=%2Fpeople');
    await visitor.get('/sign-in?next=%2Fpeople');
    const wrong = await visitor.post('/sign-in', { email, password: 'not it at all, sorry', next: '/people' });
    expect(wrong.status).toBe(401);
    expect(load(wrong.text)('input[name=next]').val()).toBe('/people');
    const right = await visitor.post('/sign-in', { email: email.toUpperCase(), password: PASSWORD, next: '/people' });
    expect([right.status, right.headers['location']]).toEqual([303, '/people']);
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', 'evil']) {
      const again = browser(world.app);
      await again.get('/sign-in');
      expect((await again.post('/sign-in', { email, password: PASSWORD, next })).headers['location']).toBe('/');
    }
  });

  test('needs the form’s token', async () => {
    const answer = await request(world.app).post('/sign-in').type('form').send({ email: 'a@b.example', password: PASSWORD });
    expect(answer.status).toBe(403);
  });

  test('a person of two groups chooses, and nobody chooses a group that is not theirs', async () => {
    const [here, there] = [await world.addGroup('First Group'), await world.addGroup('Second Group')];
    const { db } = world.context;
    for (const actor of [here, there]) await db.person.update({ where: { id: actor.personId }, data: { email: 'both@people.example' } });
    const visitor = browser(world.app);
    await visitor.get('/sign-in');
    const answer = await visitor.post('/sign-in', { email: 'both@people.example', password: PASSWORD, next: '/people' });
    expect(answer.headers['location']).toBe('/sign-in/group');
    const form = await visitor.get('/sign-in/group');
    expect(load(form.text)('.usa-radio__label').map((_, label) => load(label).text().trim()).get()).toEqual(['First Group', 'Second Group']);
    expect((await visitor.post('/sign-in/group', { personId: owner.personId })).status).toBe(401);
    const chosen = await visitor.post('/sign-in/group', { personId: there.personId });
    expect(chosen.headers['location']).toBe('/people');
    expect((await visitor.get('/account')).text).toContain('Second Group');
  });

  test('with a second step a code is asked for, and the password alone opens nothing', async () => {
    const person = await world.addPerson(owner, 'lawyer');
    const mine = await world.signIn(person);
    await mine.post('/account/second-step');
    const begun = await mine.get('/account');
    const secret = load(begun.text)('code').text().replaceAll(' ', '');
    const picture = await mine.get('/account/second-step/picture.svg');
    expect(picture.headers['content-type']).toMatch(/^image\/svg\+xml/);
    expect(picture.body.toString()).toContain('<svg');
    const codeNow = () => new TOTP({ secret }).generate({ timestamp: world.clock.now().getTime() });
    expect((await mine.post('/account/second-step/confirm', { code: '000000' })).status).toBe(401);
    expect((await mine.post('/account/second-step/confirm', { code: codeNow() })).status).toBe(303);
    expect((await mine.get('/account/second-step/picture.svg')).status).toBe(404);

    const visitor = browser(world.app);
    await visitor.get('/sign-in');
    const answer = await visitor.post('/sign-in', { email: await world.emailOf(person), password: PASSWORD });
    expect(answer.headers['location']).toBe('/sign-in/code');
    expect((await visitor.get('/account')).status).toBe(303);
    expect((await visitor.post('/sign-in/code', { code: '123456' })).status).toBe(401);
    world.clock.pass(1 / 60);
    expect((await visitor.post('/sign-in/code', { code: codeNow() })).headers['location']).toBe('/');
    expect((await visitor.get('/account')).status).toBe(200);
  });

  test('a code that comes too late begins again', async () => {
    const person = await world.addPerson(owner, 'lawyer');
    await world.context.db.person.update({ where: { id: person.personId }, data: { totpSecret: 'B'.repeat(32), totpConfirmedAt: world.clock.now() } });
    const visitor = browser(world.app);
    await visitor.get('/sign-in');
    await visitor.post('/sign-in', { email: await world.emailOf(person), password: PASSWORD });
    world.clock.pass(0.25);
    expect((await visitor.get('/sign-in/code')).headers['location']).toBe('/sign-in');
    const code = new TOTP({ secret: 'B'.repeat(32) }).generate({ timestamp: world.clock.now().getTime() });
    const late = await visitor.post('/sign-in/code', { code });
    expect([late.status, h1(late.text)]).toEqual([401, 'Sign in']);
  });

  test('a sign-in that waits for its code or a group ends when the password is changed', async () => {
    const { db } = world.context;
    const person = await world.addPerson(owner, 'lawyer');
    const elsewhere = await world.addGroup('Elsewhere');
    const mine = await world.signIn(person);
    const email = await world.emailOf(person);
    await db.person.update({ where: { id: person.personId }, data: { totpSecret: 'C'.repeat(32), totpConfirmedAt: world.clock.now() } });
    const half = async () => {
      const visitor = browser(world.app);
      await visitor.get('/sign-in');
      await visitor.post('/sign-in', { email, password: PASSWORD });
      return visitor;
    };
    const awaitsCode = await half();
    expect((await awaitsCode.get('/sign-in/code')).status).toBe(200);
    await db.person.update({ where: { id: elsewhere.personId }, data: { email } });
    const awaitsChoice = await half();
    expect((await awaitsChoice.get('/sign-in/group')).status).toBe(200);

    const changed = await mine.post('/account/password', { currentPassword: PASSWORD, password: 'a new and rather long phrase' });
    expect(changed.status).toBe(303);
    const code = new TOTP({ secret: 'C'.repeat(32) }).generate({ timestamp: world.clock.now().getTime() });
    expect((await awaitsCode.post('/sign-in/code', { code })).status).toBe(401);
    expect((await awaitsChoice.post('/sign-in/group', { personId: person.personId })).status).toBe(401);
    expect((await mine.get('/account')).status).toBe(200);
  });

  test('signing out ends the session on the server too', async () => {
    const mine = await world.signIn(owner);
    const { db } = world.context;
    const before = await db.session.count({ where: { personId: owner.personId } });
    expect((await mine.post('/sign-out')).headers['location']).toBe('/sign-in');
    expect(await db.session.count({ where: { personId: owner.personId } })).toBe(before - 1);
    expect((await mine.get('/sign-in')).text).toContain('You are signed out.');
  });
});

describe('people', () => {
  test('an owner invites, the invited join, and the owner shuts them out', async () => {
    const mine = await world.signIn(owner);
    expect((await mine.post('/people/invitations', { email: 'new@canal.example' })).status).toBe(400);
    const issued = await mine.post('/people/invitations', { email: 'new@canal.example', role: 'advocate' });
    expect(issued.status).toBe(201);
    const link = pathOf(shownOnce(issued.text));
    expect((await mine.get('/people')).text).toContain('new@canal.example');
    expect((await mine.get('/people')).text).not.toContain(link);

    const newcomer = browser(world.app);
    const form = await newcomer.get(link);
    expect(h1(form.text)).toBe('Join Canal Records');
    expect((await newcomer.post(link, { name: 'Newcomer', password: 'too short' })).status).toBe(400);
    expect((await newcomer.post(link, { name: 'Newcomer', password: PASSWORD })).headers['location']).toBe('/');
    expect((await newcomer.get('/account')).text).toContain('new@canal.example');
    expect((await browser(world.app).get(link)).status).toBe(410);

    const list = await mine.get('/people');
    const page = load(list.text)('a.t__title').filter((_, a) => load(a).text() === 'Newcomer').attr('href') ?? '';
    expect(h1((await mine.get(page)).text)).toBe('Newcomer');
    expect((await mine.post(`${page}/role`, { role: 'volunteer' })).status).toBe(303);
    expect((await newcomer.get('/people')).status).toBe(403);
    expect((await mine.post(`${page}/deactivate`)).status).toBe(303);
    expect((await newcomer.get('/account')).headers['location']).toMatch(/^\/sign-in/);
    expect((await mine.post(`${page}/reactivate`)).status).toBe(303);
  });

  test('an expired invitation says so and what to do', async () => {
    const mine = await world.signIn(owner);
    const link = pathOf(shownOnce((await mine.post('/people/invitations', { email: 'late@canal.example', role: 'volunteer' })).text));
    world.clock.pass(24 * 7);
    const answer = await browser(world.app).get(link);
    expect(answer.status).toBe(410);
    expect(h1(answer.text)).toMatch(/expired\. Ask an owner/);
  });

  test('a reset link sets a password and signs in', async () => {
    const person = await world.addPerson(owner, 'advocate', 'Forgetful');
    const mine = await world.signIn(owner);
    const link = pathOf(shownOnce((await mine.post(`/people/${person.personId}/reset-link`)).text));
    const visitor = browser(world.app);
    expect(h1((await visitor.get(link)).text)).toBe('Set a new password');
    expect((await visitor.post(link, { password: 'a whole new long phrase' })).headers['location']).toBe('/');
    expect((await visitor.get('/account')).text).toContain('Forgetful');
  });

  test('the last owner is told why they can’t be deactivated', async () => {
    const mine = await world.signIn(owner);
    const answer = await mine.post(`/people/${owner.personId}/deactivate`);
    expect(answer.status).toBe(409);
    expect(load(answer.text)('.errors').text()).toMatch(/last active owner/);
  });

  test('those who may not manage see names and roles, and no form', async () => {
    const lawyer = await world.signIn(await world.addPerson(owner, 'lawyer'));
    const list = await lawyer.get('/people');
    expect(list.status).toBe(200);
    expect(load(list.text)('main form').length).toBe(0);
  });
});

describe('one’s account and the group’s settings', () => {
  test('a token is shown once, works, and stops when revoked', async () => {
    const mine = await world.signIn(owner);
    const made = await mine.post('/account/tokens', { name: 'export' });
    const token = shownOnce(made.text);
    const me = () => request(world.app).get('/api/v1/me').set('Authorization', `Bearer ${token}`);
    expect((await me()).body).toMatchObject({ personId: owner.personId, role: 'owner', groupName: 'Canal Records' });
    const account = await mine.get('/account');
    expect(account.text).not.toContain(token);
    const revoke = load(account.text)('form[action^="/account/tokens/"]').attr('action') ?? '';
    expect((await mine.post(revoke)).status).toBe(303);
    expect((await me()).status).toBe(401);
  });

  test('a wrong present password is said beside the field', async () => {
    const mine = await world.signIn(owner);
    const answer = await mine.post('/account/password', { currentPassword: 'not the right one', password: 'another long phrase here' });
    expect(answer.status).toBe(403);
    expect(load(answer.text)('#currentPassword-error').text()).toMatch(/not your present password/);
  });

  test('settings keep what was typed when something is wrong, and say so beside the field', async () => {
    const mine = await world.signIn(owner);
    const fields = { name: 'Canal Records', numberPrefix: 'CR', timeZone: 'America/Los_Angeles', postalAddress: 'P.O. Box 1', contactEmail: 'not an address', contactPhone: '', feeCeiling: '30', undoMinutes: '5' };
    const wrong = await mine.post('/settings', fields);
    expect(wrong.status).toBe(400);
    const $ = load(wrong.text);
    expect([$('#contactEmail').val(), $('#numberPrefix').val(), $('#contactEmail-error').text()]).toEqual(['not an address', 'CR', expect.stringMatching(/name@example\.org/)]);
    expect((await mine.post('/settings', { ...fields, contactEmail: 'records@canal.example' })).status).toBe(303);
    expect(await world.context.db.group.findUnique({ where: { id: owner.groupId } })).toMatchObject({ numberPrefix: 'CR', feeCeilingCents: 3000, contactEmail: 'records@canal.example' });
  });
});

function cookie(given: unknown): string | undefined {
  return [given].flat().find((line): line is string => typeof line === 'string' && line.startsWith('tenday='))?.split(';')[0];
}
