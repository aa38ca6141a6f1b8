import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { projectRoot } from '../../../server/platform/paths.js';
import { assetPath, assetRoutes } from '../../../server/platform/static.js';

const app = express().use(assetRoutes());

describe('assets', () => {
  test.each([
    ['tenday.css', 'text/css; charset=utf-8'], ['uswds/css/uswds.min.css', 'text/css; charset=utf-8'], ['scripts/tenday.js', 'text/javascript; charset=utf-8'], ['htmx/htmx.min.js', 'text/javascript; charset=utf-8'],
    ['uswds/img/sprite.svg', 'image/svg+xml; charset=utf-8'], ['images/tenday.svg', 'image/svg+xml; charset=utf-8'], ['uswds/fonts/public-sans/PublicSans-Regular.woff2', 'font/woff2'],
  ])('%s is served and may be kept for a year', async (name, type) => {
    const answer = await request(app).get(assetPath(name));
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test('text goes out compressed to those who can read it, and whole to those who can’t', async () => {
    const zipped = await request(app).get(assetPath('tenday.css')).set('Accept-Encoding', 'gzip');
    const whole = await request(app).get(assetPath('tenday.css')).set('Accept-Encoding', 'identity');
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(whole.headers['content-encoding']).toBeUndefined();
    expect(zipped.text).toBe(whole.text);
    expect(zipped.headers['vary']).toMatch(/accept-encoding/i);
  });

  test('a page kept open across an update gets today’s file, not to be kept', async () => {
    const answer = await request(app).get('/assets/0123456789ab/tenday.css');
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-cache');
  });

  test.each([
    'scripts/..%2fstyles%2f10-tokens.css', 'images/..%2f..%2fdist%2fserver%2fplatform%2fstatic.js', 'scripts/%2e%2e%2fstyles%2f10-tokens.css', 'uswds/../../../package.json', 'constructor/x.js', 'scripts', 'uswds/css', 'scripts/absent.js',
    'uswds/scss/uswds.scss',
  ])('%s is nothing of ours to give', async (name) => {
    const answer = await request(app).get(assetPath(name));
    expect(answer.status).toBe(404);
  });

  test('every font and picture the style sheet names exists', async () => {
    const css = (await request(app).get(assetPath('tenday.css'))).text;
    const names = [...css.matchAll(/url\(([^)]+)\)/g)].map((match) => match[1] ?? '');
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) expect((await request(app).get(assetPath(name))).status).toBe(200);
  });

  test('every icon a template names is in the sprite', async () => {
    const sprite = (await request(app).get(assetPath('uswds/img/sprite.svg')).buffer(true)).body.toString() as string;
    const folder = path.join(projectRoot, 'templates');
    const templates = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.hbs'));
    const icons = templates.flatMap((file) => [...fs.readFileSync(path.join(folder, file), 'utf8').matchAll(/\bicon[ =]"([a-z_]+)"/g)].map((match) => match[1] ?? ''));
    expect(icons.length).toBeGreaterThan(10);
    expect([...new Set(icons)].filter((name) => !sprite.includes(`id="${name}"`))).toEqual([]);
  });
});
