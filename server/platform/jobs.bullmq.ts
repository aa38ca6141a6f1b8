import {
  type BackendClasses,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  type JobsOptions,
  type JobSchedulerJson,
  type Processor,
  type WorkerOptions,
  withBackend,
} from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { StartError } from './errors.js';
import { type EnqueueOptions, type JobName, type JobPayload, type JobQueue, jobPolicies, parseJobPayload } from './jobs.js';
import type { Logger } from './logger.js';
import { SteadyClient } from './steady-client.js';

// BullMQ makes its listening connection by `pg.Client` and hears of its errors only once it is connected: cut at that moment, it would end the
// process. Left without notifications it goes on by asking.
Object.assign(pg, { Client: SteadyClient });

const QUEUE = 'tenday';
const ANSWER_WITHIN_MS = 3_000;
const CLOSE_WITHIN_MS = 2_000;
const START_WITHIN_MS = 10_000;
const REDIS_RETRY_MS = 250;
const KEEP_FAILED = { age: 7 * 24 * 3600, count: 1_000 };

/** Where jobs are kept: Redis when `redisUrl` is set, else the database, in a schema of its own. Both hold a password. */
export interface JobConnection {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  /** Begins every key in Redis. Default `tenday`. PostgreSQL does without. */
  readonly prefix?: string;
}

/** The parts of BullMQ's queue that are used here; the same on both back ends. */
export interface BullQueue {
  add(name: string, data: unknown, options?: JobsOptions): Promise<{ id?: string | undefined }>;
  upsertJobScheduler(id: string, repeat: { every?: number; pattern?: string; tz?: string }, template: { name: string; data: unknown; opts: JobsOptions }): Promise<unknown>;
  getJobSchedulers(): Promise<JobSchedulerJson[]>;
  removeJobScheduler(id: string): Promise<boolean>;
  getJobCounts(...states: ('waiting' | 'prioritized' | 'active' | 'delayed' | 'failed')[]): Promise<Record<string, number>>;
  getFailed(): Promise<{ name: string; failedReason: string; stacktrace: string[] | null; attemptsMade: number }[]>;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
  disconnect(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** The parts of BullMQ's worker that are used here. */
export interface BullWorker {
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'stalled', listener: (jobId: string) => void): unknown;
  on(event: 'failed', listener: (job: { name: string; id?: string | undefined } | undefined, error: Error) => void): unknown;
}

export interface BullBackend {
  openQueue(): BullQueue;
  openWorker(process: Processor, options: Omit<WorkerOptions, 'connection'>): BullWorker;
}

/** BullMQ on the back end the settings ask for. One connection each for a queue and a worker, and one more to listen. */
export function bullBackend({ databaseUrl, redisUrl, prefix = 'tenday' }: JobConnection): BullBackend {
  if (redisUrl !== null) return bind(withBackend(createRedisBackend), { url: redisUrl, maxRetriesPerRequest: null }, prefix);
  const connection = { connectionString: databaseUrl, schema: 'bullmq', migrate: true, max: 4, connectionTimeoutMillis: START_WITHIN_MS, Client: SteadyClient };
  return bind(withBackend(createPostgresBackend), connection, prefix);
}

function bind<B extends IQueueBackend, C>({ Queue, Worker }: BackendClasses<B, C>, connection: C, prefix: string): BullBackend {
  return {
    openQueue: () => new Queue<unknown>(QUEUE, { connection, prefix, streams: { events: { maxLen: 1_000 } } }),
    openWorker: (process, options) => new Worker(QUEUE, process, { ...options, connection, prefix }),
  };
}

/** What every job of this name is added with, by a call or by the schedule. */
export function jobOptions(name: JobName): JobsOptions {
  const { attempts, restMs } = jobPolicies[name];
  return {
    attempts,
    backoff: { type: 'exponential', delay: restMs, jitter: 0.2 },
    removeOnComplete: true,
    removeOnFail: KEEP_FAILED,
    // Stacks quote messages, and messages may quote people; the log has them.
    stackTraceLimit: 0,
  };
}

/**
 * Opens the queue and waits until it answers.
 * @param options `patienceMs`: how long a Redis that is still starting is waited for; default 10 s
 * @throws StartError in one sentence when it does not
 */
export async function createJobQueue(options: JobConnection & { logger: Logger; patienceMs?: number }): Promise<JobQueue> {
  const { logger, redisUrl, patienceMs = START_WITHIN_MS } = options;
  try {
    if (redisUrl !== null) await requireRedis(redisUrl, patienceMs);
    const queue = bullBackend(options).openQueue();
    queue.on('error', (error) => logger.warn({ err: error }, 'the job queue has trouble'));
    await within(START_WITHIN_MS, queue.waitUntilReady());
    return new BullJobQueue(queue, logger);
  } catch (error) {
    const where = redisUrl === null ? 'The job queue in the database' : 'Redis, as set in REDIS_URL,';
    throw new StartError(`${where} does not answer. Start it, or correct the setting.`, { cause: error });
  }
}

/** Asks by a client of its own: BullMQ's would go on trying for ever. */
async function requireRedis(url: string, patienceMs: number): Promise<void> {
  const retryStrategy = (attempt: number) => (attempt * REDIS_RETRY_MS > patienceMs ? null : REDIS_RETRY_MS);
  const client = new Redis(url, { lazyConnect: true, retryStrategy, maxRetriesPerRequest: null, connectTimeout: START_WITHIN_MS });
  client.on('error', () => undefined);
  try {
    await client.ping();
  } finally {
    client.disconnect();
  }
}

class BullJobQueue implements JobQueue {
  constructor(
    private readonly queue: BullQueue,
    private readonly logger: Logger,
  ) {}

  async enqueue<N extends JobName>(name: N, payload: JobPayload<N>, options: EnqueueOptions = {}): Promise<boolean> {
    const data = parseJobPayload(name, payload);
    try {
      await within(ANSWER_WITHIN_MS, this.queue.add(name, data, { ...jobOptions(name), ...callOptions(name, options) }));
      return true;
    } catch (error) {
      this.logger.warn({ job: name, ...data, err: error }, 'the queue did not take a job; its sweep will find the row');
      return false;
    }
  }

  async ready(): Promise<void> {
    await within(ANSWER_WITHIN_MS, this.queue.getJobCounts('active'));
  }

  async counts() {
    const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = await this.queue.getJobCounts(
      'waiting', 'prioritized', 'active', 'delayed', 'failed',
    );
    return { waiting: waiting + prioritized, active, delayed, failed };
  }

  close(): Promise<void> {
    return closeQueue(this.queue);
  }
}

/** Takes leave of the queue, or, when it does not answer, just goes: a Redis client would wait for ever to say goodbye. */
export async function closeQueue(queue: BullQueue): Promise<void> {
  try {
    await within(CLOSE_WITHIN_MS, queue.close());
  } catch {
    queue.disconnect().catch(() => undefined);
  }
}

function callOptions(name: JobName, { delayMs, dedupeKey, replaceDelayed = false }: EnqueueOptions): JobsOptions {
  return {
    ...(delayMs === undefined ? {} : { delay: delayMs }),
    ...(dedupeKey === undefined ? {} : { deduplication: { id: `${name}/${dedupeKey}`, keepLastIfActive: true, replace: replaceDelayed } }),
  };
}

/** @throws when the promise takes longer; what it was doing goes on by itself, and its own failure is then of no interest */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
