import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { routes } from '../../../server/routes.js';
import { type World, makeWorld } from '../../support/world.js';

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
