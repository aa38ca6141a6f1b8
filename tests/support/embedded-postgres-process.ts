/**
 * A process of its own that uses a data folder's server: prints its address, and signs off when its standard input ends.
 * Argument: the data folder. Prints `{"url"}` or `{"error"}`.
 */
import { startEmbeddedPostgres } from '../../server/platform/embedded-postgres.js';
import { createLogger } from '../../server/platform/logger.js';

const dataDir = process.argv[2] ?? '';
try {
  const server = await startEmbeddedPostgres({ dataDir, logger: createLogger('silent'), settings: { fsync: 'off' } });
  process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
  process.stdin.resume();
  await new Promise((resolve) => process.stdin.once('close', resolve));
  await server.stop();
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`);
}
