import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

declare global {
  // `var` is the one declaration that types a property of globalThis; Jest loads setup and teardown as separate modules.
  var tendayTestWatchdog: ChildProcess | undefined;
}

export function keepWatchdog(watchdog: ChildProcess): void {
  globalThis.tendayTestWatchdog = watchdog;
}

/** Lets the watchdog clean up, and waits until it has. */
export default async function globalTeardown(): Promise<void> {
  const watchdog = globalThis.tendayTestWatchdog;
  if (!watchdog || watchdog.exitCode !== null) return;
  const ended = once(watchdog, 'exit');
  watchdog.ref();
  watchdog.stdin?.end();
  await ended;
}
