import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { createJobQueue } from '../../../server/platform/jobs.bullmq.js';
import { jobNames, jobPayloads, jobPolicies, parseJobPayload, type JobQueue } from '../../../server/platform/jobs.js';
import { newId } from '../../../server/platform/ids.js';
import { type Workers, startWorkers } from '../../../workers/main.js';
import type { Handlers } from '../../../workers/run-job.js';
import { hasRedisServer, startRedis } from '../../support/redis.js';
import { jobBackends, type JobBackend } from '../../support/job-backends.js';
import { countingHandlers, recordingLogger, until } from '../../support/jobs.js';

describe.each(jobBackends)('the job queue on %s', (_name, open) => {
  let backend: JobBackend;
  let queue: JobQueue;
  let workers: Workers[] = [];
  const log = recordingLogger();

  const work = async (handlers: Handlers<unknown>, concurrency = 4): Promise<void> => {
    const deps = { logger: log.logger, databaseUrl: backend.databaseUrl, config: { redisUrl: backend.redisUrl } };
    workers.push(await startWorkers(deps, { handlers, concurrency, sweeps: [], drainMs: 2_000 }));
  };

  beforeAll(async () => {
    backend = await open();
    queue = await createJobQueue({ ...backend, logger: log.logger });
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.close()));
    workers = [];
    await backend.empty();
    log.clear();
  });
  afterAll(async () => {
    await queue.close();
    await backend.close();
  });

  test('a job reaches its handler with what it carries, and leaves nothing in the queue', async () => {
    const seen = countingHandlers();
    await work(seen.handlers);
    const payload = { groupId: newId(), letterId: newId() };
    expect(await queue.enqueue('letter.deliver', payload)).toBe(true);
    await until(() => seen.runs.length === 1);
    expect(seen.runs).toEqual([{ name: 'letter.deliver', payload }]);
    await until(async () => Object.values(await queue.counts()).every((count) => count === 0));
  });

  test('with two workers each job is run once', async () => {
    const seen = countingHandlers();
    await Promise.all([work(seen.handlers), work(seen.handlers)]);
    const ids = Array.from({ length: 40 }, () => newId());
    for (const noticeId of ids) await queue.enqueue('notice.send', { groupId: newId(), noticeId });
    await until(() => seen.runs.length >= 40);
    await until(async () => (await queue.counts()).active === 0);
    expect(seen.runs.map(({ payload }) => ('noticeId' in payload ? payload.noticeId : '')).sort()).toEqual([...ids].sort());
  });

  test('a job is not run before its time', async () => {
    const seen = countingHandlers();
    await work(seen.handlers);
    const enqueuedAt = performance.now();
    await queue.enqueue('letter.deliver', { groupId: newId(), letterId: newId() }, { delayMs: 700 });
    expect((await queue.counts()).delayed).toBe(1);
    await until(() => seen.runs.length === 1);
    expect(performance.now() - enqueuedAt).toBeGreaterThanOrEqual(690);
  });

  test('of calls with one key, one waits; another may wait while the first runs', async () => {
    const payload = { groupId: newId() };
    const enqueue = () => queue.enqueue('deadline.recalculate', payload, { dedupeKey: payload.groupId });
    await enqueue();
    await enqueue();
    await enqueue();
    expect((await queue.counts()).waiting).toBe(1);

    const seen = countingHandlers({ holdFirst: true });
    await work(seen.handlers);
    await until(() => seen.runs.length === 1);
    await enqueue();
    await enqueue();
    seen.release();
    await until(() => seen.runs.length === 2);
    await until(async () => Object.values(await queue.counts()).every((count) => count === 0));
    expect(seen.runs).toHaveLength(2);
    await enqueue();
    await until(() => seen.runs.length === 3);
  });

  test('a job that calls itself again for later runs at that time, once, whoever else calls meanwhile', async () => {
    const payload = { groupId: newId(), letterId: newId() };
    const seen = countingHandlers({ holdFirst: true });
    await work(seen.handlers);
    await queue.enqueue('letter.deliver', payload, { dedupeKey: payload.letterId });
    await until(() => seen.runs.length === 1);
    await queue.enqueue('letter.deliver', payload, { dedupeKey: payload.letterId, delayMs: 700 });
    const calledAt = performance.now();
    seen.release();
    await until(async () => (await queue.counts()).delayed === 1);
    await queue.enqueue('letter.deliver', payload, { dedupeKey: payload.letterId });
    expect(seen.runs).toHaveLength(1);
    await until(() => seen.runs.length === 2);
    expect(performance.now() - calledAt).toBeGreaterThanOrEqual(600);
    await until(async () => Object.values(await queue.counts()).every((count) => count === 0));
    expect(seen.runs).toHaveLength(2);
  });

  test('the same key under another name is another job', async () => {
    const id = newId();
    await queue.enqueue('letter.deliver', { groupId: id, letterId: id }, { dedupeKey: id });
    await queue.enqueue('notice.send', { groupId: id, noticeId: id }, { dedupeKey: id });
    expect((await queue.counts()).waiting).toBe(2);
  });

  test('a call leaves a delayed job its time, unless it asks to take its place', async () => {
    const seen = countingHandlers();
    await work(seen.handlers);
    const payload = { groupId: newId(), letterId: newId() };
    await queue.enqueue('letter.deliver', payload, { dedupeKey: payload.letterId, delayMs: 3_600_000 });
    await queue.enqueue('letter.deliver', payload, { dedupeKey: payload.letterId });
    expect(await queue.counts()).toMatchObject({ waiting: 0, delayed: 1 });
    await queue.enqueue('letter.deliver', payload, { dedupeKey: payload.letterId, replaceDelayed: true });
    await until(() => seen.runs.length === 1);
    expect((await queue.counts()).delayed).toBe(0);
  });

  test('a payload that is not what the job carries is refused at once', async () => {
    const stranger = { groupId: newId(), letterId: 'not an id' };
    await expect(queue.enqueue('letter.deliver', stranger)).rejects.toThrow();
    expect((await queue.counts()).waiting).toBe(0);
  });

  test('it is ready', async () => {
    await expect(queue.ready()).resolves.toBeUndefined();
  });
});

describe('a queue that cannot be reached', () => {
  test('ends the start with one sentence that names the setting and holds no password', async () => {
    const silentServer = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(silentServer, 'listening');
    const address = silentServer.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    silentServer.close();
    const redisUrl = `redis://user:hushhush@127.0.0.1:${port}`;
    const opening = createJobQueue({ databaseUrl: '', redisUrl, logger: recordingLogger().logger, patienceMs: 500 });
    const error: unknown = await opening.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'StartError', message: 'Redis, as set in REDIS_URL, does not answer. Start it, or correct the setting.' });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('hushhush');
  });
});

if (hasRedisServer()) {
  describe('a Redis that goes away', () => {
    test('costs no error to whoever enqueues: the row is written, and its sweep will find it', async () => {
      const redis = await startRedis();
      const log = recordingLogger();
      const queue = await createJobQueue({ databaseUrl: '', redisUrl: redis.url, logger: log.logger });
      await redis.close();
      const ids = { groupId: newId(), letterId: newId() };
      expect(await queue.enqueue('letter.deliver', ids)).toBe(false);
      expect(log.lines).toContainEqual(
        expect.objectContaining({ level: 'warn', details: expect.objectContaining({ job: 'letter.deliver', ...ids }), message: expect.stringContaining('sweep') }),
      );
      await expect(queue.ready()).rejects.toThrow();
      await queue.close();
    });
  });
}

describe('the catalogue of jobs', () => {
  test('every job carries ids and nothing else', () => {
    for (const name of jobNames) {
      const ids = Object.fromEntries(Object.keys(jobPayloads[name].shape).map((field) => [field, newId()]));
      expect(parseJobPayload(name, ids)).toEqual(ids);
      expect(() => parseJobPayload(name, { ...ids, subject: 'a name or a secret' })).toThrow();
      for (const field of Object.keys(ids)) expect(() => parseJobPayload(name, { ...ids, [field]: 'Maria' })).toThrow();
    }
  });

  test('every job has a policy', () => {
    expect(Object.keys(jobPolicies).sort()).toEqual([...jobNames].sort());
  });
});
