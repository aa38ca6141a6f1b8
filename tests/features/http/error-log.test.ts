import { expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { type Ways, errorHandler } from '../../../server/platform/http/mount.js';

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
