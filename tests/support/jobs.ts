import { jobNames, type JobName, type JobPayload } from '../../server/platform/jobs.js';
import type { Logger } from '../../server/platform/logger.js';
import type { Handlers } from '../../workers/run-job.js';

export interface Run {
  readonly name: JobName;
  readonly payload: JobPayload<JobName>;
}

/**
 * Handlers that write down what they were called with.
 * @param options `holdFirst`: the first run waits for `release()`; `failing`: how many runs throw, first ones first
 */
export function countingHandlers(options: { holdFirst?: boolean; failing?: readonly Error[] } = {}): {
  readonly runs: readonly Run[];
  readonly handlers: Handlers<unknown>;
  release(): void;
} {
  const runs: Run[] = [];
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const handle = async (name: JobName, payload: JobPayload<JobName>): Promise<void> => {
    const run = runs.push({ name, payload });
    if (options.holdFirst && run === 1) await held;
    const failure = options.failing?.[run - 1];
    if (failure) throw failure;
  };
  const entries = jobNames.map((name) => [name, (_deps: unknown, payload: JobPayload<JobName>) => handle(name, payload)]);
  return { runs, handlers: Object.fromEntries(entries) as Handlers<unknown>, release };
}

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly details: object;
  readonly message: string;
}

/** A logger that keeps its lines. */
export function recordingLogger(): { readonly lines: readonly LogLine[]; readonly logger: Logger; clear(): void } {
  const lines: LogLine[] = [];
  const at = (level: LogLine['level']) => (details: object, message: string) => {
    lines.push({ level, details, message });
  };
  return {
    lines,
    logger: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
    clear: () => void lines.splice(0),
  };
}

/** Waits until it holds, looking every 20 ms. @throws after `ms` */
export async function until(holds: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${ms} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
