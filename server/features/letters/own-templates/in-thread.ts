import { Worker } from 'node:worker_threads';
import { AppError } from '../../../platform/errors.js';
import type { ComposedLetter } from '../compose-letter.js';
import type { Allowed, CheckedTemplate } from './check-template.js';
import { templateFails, templateTooLong, templateTooSlow } from './own-templates.errors.js';
import type { OwnDone, OwnJob } from './own-thread.js';
import type { OwnLetterSource } from './render-own.js';

/** A letter takes some milliseconds; what takes this long never ends. */
const LONGEST_MS = 1000;
/** A thread loads its modules first, which counts for nobody. */
const LONGEST_START_MS = 15_000;

interface Waiting {
  readonly job: OwnJob;
  readonly resolve: (done: OwnDone) => void;
  readonly reject: (error: Error) => void;
}

/** One job at a time, so that the second never pays for the first. Nothing of the server is in the thread: no settings, no database. */
class OwnThread {
  private readonly queue: Waiting[] = [];
  private worker: Worker | null = null;
  private current: Waiting | null = null;
  private ready = false;
  private timer: NodeJS.Timeout | undefined;

  run(job: OwnJob): Promise<OwnDone> {
    return new Promise((resolve, reject) => {
      this.queue.push({ job, resolve, reject });
      this.next();
    });
  }

  private next(): void {
    if (this.current || this.queue.length === 0) return;
    const worker = this.worker ?? this.start();
    worker.ref();
    if (!this.ready) return;
    this.current = this.queue.shift() ?? null;
    this.limit(LONGEST_MS);
    if (this.current) worker.postMessage(this.current.job);
  }

  private start(): Worker {
    const worker = new Worker(new URL('./own-thread.js', import.meta.url), { env: {}, argv: [], resourceLimits: { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 } });
    this.worker = worker;
    this.ready = false;
    this.limit(LONGEST_START_MS);
    worker.on('message', (done: OwnDone) => this.answer(worker, done));
    worker.on('error', (error: unknown) => this.lose(worker, asFault(error)));
    worker.on('exit', () => this.lose(worker, templateTooSlow()));
    return worker;
  }

  private limit(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.stop(), ms).unref();
  }

  /** A thread that is not done in time is ended; its exit answers whoever waits. */
  private stop(): void {
    const { worker } = this;
    if (worker) void worker.terminate().then(() => this.lose(worker, templateTooSlow()));
  }

  private answer(worker: Worker, done: OwnDone): void {
    if (worker !== this.worker) return;
    clearTimeout(this.timer);
    this.ready = true;
    const { current } = this;
    this.current = null;
    current?.resolve(done);
    if (this.queue.length === 0) worker.unref();
    this.next();
  }

  private lose(worker: Worker, error: Error): void {
    if (worker !== this.worker) return;
    clearTimeout(this.timer);
    this.worker = null;
    const lost = this.current ?? (this.ready ? null : this.queue.shift());
    this.current = null;
    this.ready = false;
    lost?.reject(error);
    this.next();
  }
}

/** Out of memory is the template's doing as well. What ends a thread may come from another realm, where it is no `Error` of ours. */
function asFault(error: unknown): Error {
  const told = error instanceof Error ? error : new Error(String(error));
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? templateTooLong(told) : told;
}

const thread = new OwnThread();

/** Checks a group's template beside the process that answers people; that it takes longer than a second, or too much memory, is a fault of it. */
export async function checkInThread(source: string, allowed: Allowed): Promise<CheckedTemplate> {
  try {
    const done = await thread.run({ kind: 'check', source, allowed });
    if (done.kind === 'checked') return done.checked;
    throw failure(done);
  } catch (error) {
    if (error instanceof AppError) return { faults: [{ line: 1, says: error.message }], warnings: [] };
    throw error;
  }
}

/**
 * A letter from a group's template, made beside the process that answers people.
 * @throws own-templates.too-slow after a second, own-templates.too-long, own-templates.fails
 */
export async function renderInThread(letter: OwnLetterSource): Promise<ComposedLetter> {
  const done = await thread.run({ kind: 'render', letter });
  if (done.kind === 'rendered') return done.letter;
  throw failure(done);
}

function failure(done: OwnDone): Error {
  if (done.kind !== 'failed') return new Error(`The thread of templates answered ${done.kind}.`);
  return done.why === 'too-long' ? templateTooLong() : templateFails(new Error(done.message));
}
