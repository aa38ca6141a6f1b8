/**
 * A worker to be killed. Started by a test as a process of its own, with DATABASE_URL or REDIS_URL: says which letter it took, then holds it for
 * ever. Its other jobs end at once.
 */
import { jobNames, type JobName } from '../../server/platform/jobs.js';
import { type WorkerDeps, startWorkers } from '../../workers/main.js';
import type { Handlers } from '../../workers/run-job.js';

const silent = () => undefined;
const deps: WorkerDeps = {
  logger: { debug: silent, info: silent, warn: silent, error: silent },
  databaseUrl: process.env['DATABASE_URL'] ?? '',
  config: { redisUrl: process.env['REDIS_URL'] ?? null },
};

const endAtOnce = Object.fromEntries(jobNames.map((name) => [name, async () => undefined])) as Record<JobName, () => Promise<void>>;
const handlers: Handlers<WorkerDeps> = {
  ...endAtOnce,
  async 'letter.deliver'(_deps, { letterId }) {
    process.stdout.write(`took ${letterId}\n`);
    await new Promise<never>(() => undefined);
  },
};

await startWorkers(deps, { handlers, sweeps: [] });
process.stdout.write('ready\n');
