import pg from 'pg';
import type { JobConnection } from '../../server/platform/jobs.bullmq.js';
import { testDatabase } from './database.js';
import { hasRedisServer, startRedis } from './redis.js';

/** A place for jobs, and how to lose them all. */
export interface JobBackend extends JobConnection {
  empty(): Promise<void>;
  close(): Promise<void>;
}

async function onPostgres(): Promise<JobBackend> {
  const { url, close } = await testDatabase({ maxConnections: 1 });
  return { databaseUrl: url, redisUrl: null, close, empty: () => truncateQueue(url) };
}

async function onRedis(): Promise<JobBackend> {
  const { url, empty, close } = await startRedis();
  return { databaseUrl: 'postgresql://not-used.invalid/none', redisUrl: url, empty, close };
}

async function truncateQueue(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('TRUNCATE bullmq.job, bullmq.scheduler, bullmq.dedup, bullmq.dedup_next CASCADE');
  } finally {
    await client.end();
  }
}

const ON_REDIS: [string, () => Promise<JobBackend>] = ['Redis', onRedis];

/** Every back end this machine has, for `describe.each`: PostgreSQL always, Redis when `redis-server` is on the PATH. */
export const jobBackends: readonly [string, () => Promise<JobBackend>][] = [
  ['PostgreSQL', onPostgres],
  ...(hasRedisServer() ? [ON_REDIS] : []),
];
