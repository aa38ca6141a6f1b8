import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import type pg from 'pg';
import '../../../server/platform/jobs.bullmq.js';
import { testDatabase } from '../../support/database.js';

test('a connection that is cut between two statements fails the next one, and nothing else', async () => {
  const { pool, close } = await testDatabase({ maxConnections: 2 });
  try {
    const client = await pool.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const cut = new Promise<void>((resolve) => client.once('end', () => resolve()));
    await pool.query('SELECT pg_terminate_backend($1::int)', [rows[0]?.pid]);
    await cut;
    await expect(client.query('SELECT 1')).rejects.toThrow();
    client.release();
    expect((await pool.query('SELECT 1')).rowCount).toBe(1);
  } finally {
    await close();
  }
});

test('the connection that the queue makes by itself is as steady', () => {
  const required = createRequire(import.meta.url)('pg') as typeof pg;
  expect(new required.Client().listenerCount('error')).toBe(1);
});
