import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepWatchdog } from './global-teardown.js';
import { shareTestRun } from './test-run.js';

/**
 * Starts no server (tests without a database pay nothing), only the watchdog that cleans up after one: it sees the end of this
 * process on its standard input, however that end comes.
 */
export default async function globalSetup(): Promise<void> {
  const run = {
    prefix: `tenday_test_${randomBytes(4).toString('hex')}`,
    dataDir: await mkdtemp(path.join(os.tmpdir(), 'tenday-test-')),
    serverUrl: process.env['TEST_DATABASE_URL'] || null,
  };
  shareTestRun(run);
  const script = path.join(path.dirname(fileURLToPath(import.meta.url)), 'watchdog.js');
  const watchdog = spawn(process.execPath, [script], { detached: true, stdio: ['pipe', 'ignore', 'inherit'], env: process.env });
  watchdog.unref();
  keepWatchdog(watchdog);
}
