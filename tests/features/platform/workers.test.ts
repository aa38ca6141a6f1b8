import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { AppError } from '../../../server/platform/errors.js';
import { newId } from '../../../server/platform/ids.js';
import { type BullQueue, bullBackend, createJobQueue } from '../../../server/platform/jobs.bullmq.js';
import type { JobQueue } from '../../../server/platform/jobs.js';
import { startWorkers, type Workers, type WorkerSettings } from '../../../workers/main.js';
import { runJob, UnrunnableJob } from '../../../workers/run-job.js';
import { countingHandlers, recordingLogger, until } from '../../support/jobs.js';
import { jobBackends, type JobBackend } from '../../support/job-backends.js';

const WORKER_PROCESS = fileURLToPath(new URL('../../support/worker-process.js', import.meta.url));

describe.each(jobBackends)('workers on %s', (_name, open) => {
  let backend: JobBackend;
  let queue: JobQueue;
  let bull: BullQueue;
  let workers: Workers[] = [];
  let children: ChildProcess[] = [];
  const log = recordingLogger();

  const work = async (settings: Partial<WorkerSettings<unknown>> & Pick<WorkerSettings<unknown>, 'handlers'>): Promise<Workers> => {
    const deps = { logger: log.logger, databaseUrl: backend.databaseUrl, config: { redisUrl: backend.redisUrl } };
    const started = await startWorkers(deps, { sweeps: [], drainMs: 2_000, ...settings });
    workers.push(started);
    return started;
  };

  /** A worker in a process of its own that takes letters and never finishes one. */
  const workElsewhere = (): { child: ChildProcess; lines: string[] } => {
    const env = { ...process.env, DATABASE_URL: backend.databaseUrl, ...(backend.redisUrl ? { REDIS_URL: backend.redisUrl } : {}) };
    const child = spawn(process.execPath, [WORKER_PROCESS], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const lines: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
    children.push(child);
    return { child, lines };
  };

  beforeAll(async () => {
    backend = await open();
    queue = await createJobQueue({ ...backend, logger: log.logger });
    bull = bullBackend(backend).openQueue();
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(workers.map((worker) => worker.close()));
    [workers, children] = [[], []];
    await backend.empty();
    log.clear();
  });
  afterAll(async () => {
    await Promise.all([bull.close(), queue.close()]);
    await backend.close();
  });

  test('a job whose worker was killed amid it is run again by another within seconds', async () => {
    const { child, lines } = workElsewhere();
    await until(() => lines.includes('ready'));
    const payload = { groupId: newId(), letterId: newId() };
    await queue.enqueue('letter.deliver', payload, { dedupeKey: payload.letterId });
    await until(() => lines.includes(`took ${payload.letterId}`));
    child.kill('SIGKILL');
    await once(child, 'exit');

    const killedAt = performance.now();
    const seen = countingHandlers();
    await work({ handlers: seen.handlers });
    await until(() => seen.runs.length === 1);
    expect(performance.now() - killedAt).toBeLessThan(15_000);
    expect(seen.runs).toEqual([{ name: 'letter.deliver', payload }]);
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'warn', message: expect.stringContaining('a worker was lost') }));
    await until(async () => Object.values(await queue.counts()).every((count) => count === 0));
  });

  test('a job that takes longer than a lock is not run twice', async () => {
    const seen = countingHandlers({ holdFirst: true });
    await Promise.all([work({ handlers: seen.handlers, lockMs: 2_000 }), work({ handlers: seen.handlers, lockMs: 2_000 })]);
    await queue.enqueue('letter.deliver', { groupId: newId(), letterId: newId() });
    await until(() => seen.runs.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    seen.release();
    await until(async () => Object.values(await queue.counts()).every((count) => count === 0));
    expect(seen.runs).toHaveLength(1);
  });

  test('a job that fails rests and is tried again', async () => {
    const seen = countingHandlers({ failing: [new Error('the first try')] });
    await work({ handlers: seen.handlers });
    const startedAt = performance.now();
    await queue.enqueue('deadline.recalculate', { groupId: newId() });
    await until(() => seen.runs.length === 2);
    expect(performance.now() - startedAt).toBeGreaterThan(750);
    expect(log.lines.map(({ level, message }) => `${level}: ${message}`)).toContain('warn: job failed and will be tried again');
  });

  test('a job that is given up stays to be seen, and what the queue keeps of it names no one', async () => {
    const seen = countingHandlers({ failing: [new AppError('notices.some-fault', { status: 500, message: 'Maria Reyes <maria@example.org> has no address' })] });
    await work({ handlers: seen.handlers });
    await queue.enqueue('notice.sweep', {});
    await until(async () => (await queue.counts()).failed === 1);
    const [failed] = await bull.getFailed();
    expect(failed).toMatchObject({ name: 'notice.sweep', failedReason: 'notices.some-fault' });
    expect(JSON.stringify(failed?.stacktrace)).not.toContain('Maria');
  });

  test.each([
    ['of a name nobody knows', 'letter.burn', {}],
    ['that carries words in place of ids', 'letter.deliver', { groupId: newId(), letterId: 'Maria Reyes' }],
  ])('a job %s is given up at once and reaches no handler', async (_what, name, data) => {
    const seen = countingHandlers();
    await work({ handlers: seen.handlers });
    await bull.add(name, data, { attempts: 5 });
    await until(async () => (await queue.counts()).failed === 1);
    expect((await bull.getFailed())[0]?.attemptsMade).toBe(1);
    expect(seen.runs).toEqual([]);
    expect(JSON.stringify(log.lines)).not.toContain('Maria');
  });

  test('closing waits for the job under way and takes no other', async () => {
    const seen = countingHandlers({ holdFirst: true });
    const closing = await work({ handlers: seen.handlers, concurrency: 1, drainMs: 10_000 });
    await queue.enqueue('letter.deliver', { groupId: newId(), letterId: newId() });
    await queue.enqueue('letter.deliver', { groupId: newId(), letterId: newId() });
    await until(() => seen.runs.length === 1);
    let closed = false;
    const done = closing.close().then(() => {
      closed = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(closed).toBe(false);
    seen.release();
    await done;
    expect(seen.runs).toHaveLength(1);
    expect(await queue.counts()).toMatchObject({ waiting: 1, active: 0 });
  });

  test('closing does not wait for ever', async () => {
    const seen = countingHandlers({ holdFirst: true });
    const stuck = await work({ handlers: seen.handlers, drainMs: 200 });
    await queue.enqueue('letter.deliver', { groupId: newId(), letterId: newId() });
    await until(() => seen.runs.length === 1);
    const startedAt = performance.now();
    await stuck.close();
    expect(performance.now() - startedAt).toBeLessThan(1_500);
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'warn', message: expect.stringContaining('still running') }));
    seen.release();
  });
});

describe('running one job', () => {
  const job = { id: '7', name: 'letter.deliver', data: { groupId: newId(), letterId: newId() }, attempt: 1, attempts: 3 };

  test('its log line has the ids and how long it took', async () => {
    const { logger, lines } = recordingLogger();
    await runJob({ logger }, countingHandlers().handlers, job);
    expect(lines).toEqual([
      { level: 'debug', message: 'job done', details: { job: 'letter.deliver', jobId: '7', attempt: 1, ...job.data, ms: expect.any(Number) } },
    ]);
  });

  test('the last failure is an error in the log, those before it are warnings', async () => {
    const { logger, lines } = recordingLogger();
    const { handlers } = countingHandlers({ failing: [new Error('one'), new Error('two')] });
    await expect(runJob({ logger }, handlers, job)).rejects.toThrow();
    await expect(runJob({ logger }, handlers, { ...job, attempt: 3 })).rejects.toThrow();
    expect(lines.map(({ level }) => level)).toEqual(['warn', 'error']);
  });

  test('a name every object has is no job', async () => {
    const { logger } = recordingLogger();
    await expect(runJob({ logger }, countingHandlers().handlers, { ...job, name: 'toString' })).rejects.toBeInstanceOf(UnrunnableJob);
  });
});
