import { type Job, UnrecoverableError } from 'bullmq';
import { type BullQueue, type BullWorker, bullBackend, closeQueue } from '../server/platform/jobs.bullmq.js';
import type { Logger } from '../server/platform/logger.js';
import { type Handlers, runJob, UnrunnableJob } from './run-job.js';
import { applySchedule, schedule, type ScheduledSweep } from './schedule.js';

/** What workers need of the context beside what their handlers need. */
export interface WorkerDeps {
  readonly logger: Logger;
  readonly databaseUrl: string;
  readonly config: { readonly redisUrl: string | null };
}

export interface WorkerSettings<Deps> {
  readonly handlers: Handlers<Deps>;
  /** Jobs run at once in this process. Default 4. */
  readonly concurrency?: number;
  /** Default: `workers/schedule.ts`. */
  readonly sweeps?: readonly ScheduledSweep[];
  /** How often the schedule is made good again, in ms. Default 5 minutes. */
  readonly reapplyMs?: number;
  /** How long `close` waits for jobs under way, in ms. Default 15 s. */
  readonly drainMs?: number;
  /** A worker renews its lock on a job at half this time; a killed one's jobs are free this long after, in ms. Default 5 s. */
  readonly lockMs?: number;
  /** As in `JobConnection`. */
  readonly prefix?: string;
}

export interface Workers {
  /**
   * Takes no new job and waits for those under way, `drainMs` at the longest. What is still running then is left to its lock: once this process
   * is gone, another worker runs it again.
   */
  close(): Promise<void>;
}

/** How often workers look for jobs whose lock has run out. */
const STALLED_CHECK_MS = 2_000;
/** A job that takes its worker down with it so many times is given up; the sweep finds its row. */
const MOST_STALLS = 5;
const DEFAULTS = { concurrency: 4, sweeps: schedule, reapplyMs: 5 * 60_000, drainMs: 15_000, lockMs: 5_000 };

/**
 * Starts running jobs, and keeps the schedule.
 * @throws when the queue does not answer
 */
export async function startWorkers<Deps extends WorkerDeps>(context: Deps, settings: WorkerSettings<Deps>): Promise<Workers> {
  const { concurrency, sweeps, reapplyMs, drainMs, lockMs } = { ...DEFAULTS, ...settings };
  const { logger, databaseUrl, config } = context;
  const backend = bullBackend({ databaseUrl, redisUrl: config.redisUrl, prefix: settings.prefix });
  const queue = backend.openQueue();
  queue.on('error', (error) => logger.warn({ err: error }, 'the job queue has trouble'));
  const worker = backend.openWorker((job) => run(context, settings.handlers, job), {
    concurrency,
    lockDuration: lockMs,
    stalledInterval: STALLED_CHECK_MS,
    maxStalledCount: MOST_STALLS,
  });
  report(worker, logger);
  try {
    await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
    await applySchedule(queue, sweeps, logger);
  } catch (error) {
    await Promise.all([settles(worker.close(), drainMs), closeQueue(queue)]);
    throw error;
  }
  const healing = setInterval(() => void heal(queue, sweeps, logger), reapplyMs);
  return {
    async close() {
      clearInterval(healing);
      if (!(await settles(worker.close(), drainMs))) logger.warn({ drainMs }, 'jobs were still running; another worker will run them again');
      await closeQueue(queue);
    },
  };
}

async function run<Deps extends WorkerDeps>(context: Deps, handlers: Handlers<Deps>, job: Job): Promise<void> {
  const { id = '', name, data, attemptsMade, opts } = job;
  try {
    await runJob(context, handlers, { id, name, data, attempt: attemptsMade + 1, attempts: opts.attempts ?? 1 });
  } catch (error) {
    throw error instanceof UnrunnableJob ? new UnrecoverableError(error.message) : error;
  }
}

function report(worker: BullWorker, logger: Logger): void {
  worker.on('error', (error) => logger.warn({ err: error }, 'the worker has trouble with the queue'));
  worker.on('stalled', (jobId) => logger.warn({ jobId }, 'a worker was lost amid this job; it is run again'));
  worker.on('failed', (job, error) => {
    if (!job) logger.error({ err: error }, 'a job that took its workers down was given up');
  });
}

/**
 * A sweep's next run is stored when the one before begins; a queue that was emptied, or a fault at that moment, would end it
 * for good.
 */
async function heal(queue: BullQueue, sweeps: readonly ScheduledSweep[], logger: Logger): Promise<void> {
  try {
    await applySchedule(queue, sweeps, logger);
  } catch (error) {
    logger.warn({ err: error }, 'the schedule could not be checked');
  }
}

/** @returns whether the promise settled in time, either way */
async function settles(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const settled = await Promise.race([promise.then(() => true, () => true), late]);
  clearTimeout(timer);
  return settled;
}
