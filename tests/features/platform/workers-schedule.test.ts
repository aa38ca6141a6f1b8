import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type BullQueue, bullBackend, createJobQueue } from '../../../server/platform/jobs.bullmq.js';
import type { JobQueue } from '../../../server/platform/jobs.js';
import { startWorkers, type Workers, type WorkerSettings } from '../../../workers/main.js';
import { applySchedule, schedule } from '../../../workers/schedule.js';
import { countingHandlers, recordingLogger, until } from '../../support/jobs.js';
import { jobBackends, type JobBackend } from '../../support/job-backends.js';

describe.each(jobBackends)('the schedule on %s', (_name, open) => {
  let backend: JobBackend;
  let queue: JobQueue;
  let bull: BullQueue;
  let workers: Workers[] = [];
  const log = recordingLogger();

  const work = async (settings: Partial<WorkerSettings<unknown>> & Pick<WorkerSettings<unknown>, 'handlers'>): Promise<void> => {
    const deps = { logger: log.logger, databaseUrl: backend.databaseUrl, config: { redisUrl: backend.redisUrl } };
    workers.push(await startWorkers(deps, { drainMs: 2_000, ...settings }));
  };

  beforeAll(async () => {
    backend = await open();
    queue = await createJobQueue({ ...backend, logger: log.logger });
    bull = bullBackend(backend).openQueue();
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.close()));
    workers = [];
    await backend.empty();
  });
  afterAll(async () => {
    await Promise.all([bull.close(), queue.close()]);
    await backend.close();
  });

  test('sweeps are run again and again, by one of the workers at a time', async () => {
    const seen = countingHandlers();
    const sweeps = [{ job: 'letter.sweep', everyMs: 1_000 }] as const;
    await Promise.all([work({ handlers: seen.handlers, sweeps }), work({ handlers: seen.handlers, sweeps })]);
    const startedAt = performance.now();
    await until(() => seen.runs.length >= 4);
    expect(performance.now() - startedAt).toBeGreaterThan(2_000);
    expect(new Set(seen.runs.map(({ name }) => name))).toEqual(new Set(['letter.sweep']));
  });

  test('a queue that lost everything gets its sweeps back by itself', async () => {
    const seen = countingHandlers();
    await work({ handlers: seen.handlers, sweeps: [{ job: 'letter.sweep', everyMs: 500 }], reapplyMs: 1_000 });
    await until(() => seen.runs.length >= 1);
    await backend.empty();
    const before = seen.runs.length;
    await until(() => seen.runs.length >= before + 2);
  });

  test('the schedule is set once however often it is applied, and loses what is no longer listed', async () => {
    await applySchedule(bull, schedule, log.logger);
    const first = await bull.getJobSchedulers();
    await applySchedule(bull, schedule, log.logger);
    await applySchedule(bull, schedule, log.logger);
    expect((await bull.getJobSchedulers()).map(({ key, next }) => [key, next]).sort()).toEqual(first.map(({ key, next }) => [key, next]).sort());
    const { waiting, delayed } = await queue.counts();
    expect(waiting + delayed).toBe(schedule.length);
    await applySchedule(bull, [{ job: 'notice.sweep', everyMs: 60_000 }], log.logger);
    expect((await bull.getJobSchedulers()).map(({ key }) => key)).toEqual(['notice.sweep']);
  });

  test('letters and notices are looked for every minute; files at night in Los Angeles', async () => {
    await applySchedule(bull, schedule, log.logger);
    const found = new Map((await bull.getJobSchedulers()).map((scheduler) => [scheduler.key, scheduler]));
    expect(found.get('letter.sweep')?.every).toBe(60_000);
    expect(found.get('notice.sweep')?.every).toBe(60_000);
    const next = new Date(found.get('file.sweep')?.next ?? 0);
    expect(next.toLocaleTimeString('en-GB', { timeZone: 'America/Los_Angeles' })).toBe('03:40:00');
  });

  test('a sweep missed many times while every worker was off is run at once when one is back, and not as many times', async () => {
    const sweeps = [{ job: 'notice.sweep', everyMs: 1_000 }] as const;
    await applySchedule(bull, sweeps, log.logger);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    const seen = countingHandlers();
    await work({ handlers: seen.handlers, sweeps });
    await until(() => seen.runs.length >= 1, 2_000);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(seen.runs.length).toBeLessThanOrEqual(2);
  });
});
