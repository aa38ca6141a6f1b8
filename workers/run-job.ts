import { AppError } from '../server/platform/errors.js';
import { isJobName, type JobName, type JobPayload, parseJobPayload } from '../server/platform/jobs.js';
import type { Logger } from '../server/platform/logger.js';

/** One function for every job there is; the compiler asks for a missing one. Each re-reads its row and claims it before it acts. */
export type Handlers<Deps> = { readonly [N in JobName]: (deps: Deps, payload: JobPayload<N>) => Promise<void> };

/** A job as the queue hands it over: nothing of it is trusted yet. */
export interface ReceivedJob {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
  /** 1 for the first run. */
  readonly attempt: number;
  /** How many runs it gets in all. */
  readonly attempts: number;
}

/** No attempt can ever succeed: a name nobody knows, or data that is not what the job carries. */
export class UnrunnableJob extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'UnrunnableJob';
  }
}

/**
 * Runs one job: checks what it carries, calls its handler, logs what came of it with the ids and how long it took.
 * @throws UnrunnableJob when it can never run; otherwise an error that names the kind of failure and nothing else, for the queue keeps it
 * outside of the groups' walls. The log has the whole.
 */
export async function runJob<Deps extends { readonly logger: Logger }>(deps: Deps, handlers: Handlers<Deps>, job: ReceivedJob): Promise<void> {
  if (!isJobName(job.name)) throw refuse(deps, job, 'a job of this name is not known');
  await runNamed(deps, handlers, job.name, job);
}

async function runNamed<N extends JobName, Deps extends { readonly logger: Logger }>(deps: Deps, handlers: Handlers<Deps>, name: N, job: ReceivedJob): Promise<void> {
  const payload = payloadOf(deps, name, job);
  const context = { job: name, jobId: job.id, attempt: job.attempt, ...payload };
  const startedAt = performance.now();
  try {
    await handlers[name](deps, payload);
    deps.logger.debug({ ...context, ms: Math.round(performance.now() - startedAt) }, 'job done');
  } catch (error) {
    const details = { ...context, ms: Math.round(performance.now() - startedAt), err: error };
    if (job.attempt < job.attempts) deps.logger.warn(details, 'job failed and will be tried again');
    else deps.logger.error(details, 'job failed and is given up');
    throw new Error(kindOf(error));
  }
}

function payloadOf<N extends JobName>(deps: { readonly logger: Logger }, name: N, job: ReceivedJob): JobPayload<N> {
  try {
    return parseJobPayload(name, job.data);
  } catch {
    throw refuse(deps, job, 'it does not carry what a job of this name carries');
  }
}

/** What a bad job holds is not logged: it may be anything. */
function refuse(deps: { readonly logger: Logger }, job: ReceivedJob, reason: string): UnrunnableJob {
  deps.logger.error({ jobId: job.id, reason }, 'a job cannot be run');
  return new UnrunnableJob(reason);
}

function kindOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
