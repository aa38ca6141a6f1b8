import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../../server/platform/embedded-postgres.js';
import { createLogger } from '../../server/platform/logger.js';
import { shareTestRun } from '../support/test-run.js';

/**
 * A PostgreSQL for one run of the benchmarks, with the settings people get (durable writes), where `makeWorld` finds it.
 * @returns what stops and removes it
 */
export async function startBenchServer(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'tenday-bench-'));
  const logger = createLogger('silent');
  const { url } = await startEmbeddedPostgres({ dataDir, logger });
  shareTestRun({ prefix: 'tenday_bench', dataDir, serverUrl: url });
  return () => removeEmbeddedPostgres(dataDir, logger);
}
