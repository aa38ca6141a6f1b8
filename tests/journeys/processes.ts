import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { projectRoot } from '../../server/platform/paths.js';

/** A process of Tenday, as an operator's shell would run it. */
export interface TendayProcess {
  readonly child: ChildProcess;
  /** What it has printed so far. */
  output(): string;
  errors(): string;
  /** Resolves with the exit code; null when a signal ended it. */
  exited: Promise<number | null>;
  /** Ends it by a signal and waits until it is gone. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

const PATIENCE_MS = 60_000;

/** Waits until the check gives something. The check runs again and again; it may throw while the other side is not there yet. */
export async function until<T>(what: string, check: () => Promise<T | false | null | undefined>, patienceMs = PATIENCE_MS): Promise<T> {
  const end = performance.now() + patienceMs;
  let last: unknown = null;
  while (performance.now() < end) {
    try {
      const found = await check();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  throw new Error(`waited in vain until ${what}`, { cause: last });
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/**
 * Runs a compiled file of the project as a process of its own. Only the given settings reach it, so that a developer's own do not.
 * @param file relative to `dist`
 */
export function startProcess(file: string, args: readonly string[], settings: Record<string, string>): TendayProcess {
  const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', LOG_LEVEL: 'warn', ...settings };
  const child = fork(path.join(projectRoot, 'dist', file), args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: ['--disable-warning=ExperimentalWarning'] });
  const said = { out: '', err: '' };
  child.stdout?.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  const exited = once(child, 'close').then(() => child.exitCode);
  return {
    child, exited,
    output: () => said.out,
    errors: () => said.err,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
  };
}
