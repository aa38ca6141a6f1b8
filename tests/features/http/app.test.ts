import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import type { Actor } from '../../../server/platform/http/actor.js';
import { errorHandler, type Ways } from '../../../server/platform/http/mount.js';
import { networkOf } from '../../../server/platform/http/network.js';
import { unkeepableAt } from '../../../server/platform/http/unkeepable.js';
import { routes } from '../../../server/routes.js';
import { makeWorld, type World } from '../../support/world.js';

describe('the application', () => {
  let world: World;

  beforeAll(async () => {
    world = await makeWorld();
  }, 60_000);
  afterAll(() => world.close());

  describe('every answer', () => {
    test('forbids inline script and style, frames and foreign forms', async () => {
      const { headers } = await request(world.app).get('/sign-in');
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("style-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['cache-control']).toBe('no-store');
    });

    test('keeps the session’s cookie from scripts and other sites', async () => {
      const owner = await world.addGroup();
      const answer = await (await world.signIn(owner)).get('/account');
      const cookie = [answer.headers['set-cookie']].flat().find((line) => String(line).startsWith('tenday='));
      expect(cookie).toMatch(/HttpOnly/i);
      expect(cookie).toMatch(/SameSite=Lax/i);
    });

    test('says what is not there, as a page to people and as JSON to programs', async () => {
      const page = await request(world.app).get('/no-such-page');
      expect(page.status).toBe(404);
      expect(page.text).toMatch(/<h1>There is nothing here/);
      const api = await request(world.app).get('/api/v1/no-such-thing');
      expect(api.status).toBe(404);
      expect(api.body).toEqual({ error: { code: 'http.not-found', message: expect.any(String), fields: {} } });
    });

    test('answers unreadable JSON with the form of every error', async () => {
      const answer = await request(world.app).post('/api/v1/deadlines/calculate').set('Content-Type', 'application/json').send('{"law": ');
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual({ error: { code: 'http.bad-request', message: expect.any(String), fields: {} } });
    });

    test('brakes a stranger who calls without end', async () => {
      const statuses = new Set<number>();
      for (let n = 0; n < 300 && !statuses.has(429); n += 1) statuses.add((await request(world.app).post('/api/v1/deadlines/calculate').send({ law: 'CPRA', agency: 'lapd', received: '2026-10-01' })).status);
      expect([...statuses]).toEqual([200, 429]);
    });
  });

  describe('health', () => {
    test('is well when everything answers', async () => {
      expect((await request(world.app).get('/healthz')).status).toBe(200);
      const ready = await request(world.app).get('/readyz');
      expect(ready.status).toBe(200);
      expect(ready.body).toMatchObject({ ok: true, failing: [] });
    });

    test('names what does not answer', async () => {
      const files = world.context.files.ready.bind(world.context.files);
      world.context.files.ready = async () => {
        throw new Error('the disk is gone');
      };
      const ready = await request(world.app).get('/readyz');
      world.context.files.ready = files;
      expect(ready.status).toBe(503);
      expect(ready.body).toMatchObject({ failing: ['files'] });
    });
  });

  describe('the API document', () => {
    interface Document {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
      components: { schemas: Record<string, unknown> };
    }

    test('is OpenAPI 3.1, holds every JSON route once, and all it refers to is in it', async () => {
      const { body } = await request(world.app).get('/api/v1/openapi.json');
      const document = body as Document;
      expect(document.openapi).toMatch(/^3\.1/);
      const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
      const expected = routes.filter((route) => route.kind === 'api').map((route) => `${route.method} ${route.path.replace(/:(\w+)/g, '{$1}')}`);
      expect([...operations].sort()).toEqual([...expected].sort());
      const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((operation) => operation.operationId));
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) expect(Object.keys(document.components.schemas)).toContain(name);
    });

    test('says what every route takes and answers', () => {
      const bare = routes.filter((route) => route.kind === 'api' && route.response === undefined).map((route) => `${route.method} ${route.path}`);
      // A document's original bytes and a letter's PDF or Word file are the answer themselves.
      expect(bare.filter((route) => !/\.(pdf|docx)$/.test(route))).toEqual(['get /api/v1/documents/:documentId/file']);
    });

    test('can be read as a page without any script', async () => {
      const page = await request(world.app).get('/api');
      expect(page.status).toBe(200);
      expect(page.text).toContain('/api/v1/deadlines/calculate');
      expect(page.text).not.toMatch(/<script(?![^>]*src=)/);
    });
  });
});

describe('the log of errors', () => {
  test('a fault on a one-time link’s page is logged by the route, never with the link’s secret', async () => {
    const logged: string[] = [];
    const logger = { error: (details: object, message: string) => logged.push(JSON.stringify({ ...details, message })) };
    const app = express();
    app.get('/reset/:token', () => {
      throw new Error('the database went away');
    });
    app.use(errorHandler({ deps: { logger }, authenticate: () => Promise.resolve(null), show: ({ res }: Parameters<Ways['show']>[0]) => void res.status(500).end() } as unknown as Ways));
    await request(app).get('/reset/sEcReTsEcReT');
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('/reset/:token');
    expect(logged[0]).not.toContain('sEcReT');
  });
});

describe('the network', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1::/64'],
    ['2001:0DB8::1', '2001:db8:0:0::/64'],
    ['2001:db8:a:b::', '2001:db8:a:b::/64'],
    ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('the network of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('what can’t be kept', () => {
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
});
