import { Worker } from 'node:worker_threads';
import type { PaperSource } from './letter-paper.js';
import type { PaperJob, PaperMade } from './paper-thread.js';

export type PaperKind = PaperJob['kind'];

interface Waiting {
  readonly resolve: (bytes: Buffer) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** The largest letter that fits in a request takes about two seconds; what takes longer hangs. */
const LONGEST_MS = 30_000;

/** One thread for the process, started by its first letter; it keeps the process only while a letter is being made. */
class PaperThread {
  private readonly waiting = new Map<number, Waiting>();
  private readonly thread = new Worker(new URL('./paper-thread.js', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 512 } });
  private last = 0;
  lost = false;

  constructor() {
    this.thread.on('message', (made: PaperMade) => this.answer(made));
    this.thread.on('error', (error) => this.lose(error));
    this.thread.on('exit', () => this.lose(new Error('The thread that makes letters stopped.')));
  }

  make(kind: PaperKind, source: PaperSource): Promise<Buffer> {
    this.last += 1;
    const job: PaperJob = { id: this.last, kind, source };
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => void this.thread.terminate(), LONGEST_MS).unref();
      this.waiting.set(job.id, { resolve, reject, timer });
      this.thread.ref();
      this.thread.postMessage(job);
    });
  }

  private answer(made: PaperMade): void {
    const waiting = this.waiting.get(made.id);
    if (!waiting) return;
    this.waiting.delete(made.id);
    clearTimeout(waiting.timer);
    if (this.waiting.size === 0) this.thread.unref();
    if ('bytes' in made) waiting.resolve(Buffer.from(made.bytes));
    else waiting.reject(new Error(`A letter could not be put on paper: ${made.trouble}`));
  }

  private lose(error: unknown): void {
    this.lost = true;
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer);
      reject(error instanceof Error ? error : new Error(String(error)));
    }
    this.waiting.clear();
  }
}

let thread: PaperThread | null = null;

/**
 * A letter as a file, made beside the process that answers people. @throws Error when it can't be made, takes over 30 seconds, or its thread
 * is lost; the next letter gets a new one
 */
export function makePaper(kind: PaperKind, source: PaperSource): Promise<Buffer> {
  if (!thread || thread.lost) thread = new PaperThread();
  return thread.make(kind, source);
}
