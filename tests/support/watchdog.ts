/**
 * Waits for the end of a test run and removes what it left: the embedded server with its folder, or the run's databases on
 * `TEST_DATABASE_URL`. Started by global-setup.ts in a session of its own.
 */
import pg from 'pg';
import { removeEmbeddedPostgres } from '../../server/platform/embedded-postgres.js';
import { createLogger } from '../../server/platform/logger.js';
import { readTestRun } from './test-run.js';

async function dropDatabases(serverUrl: string, prefix: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [prefix]);
  for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  await client.end();
}

const run = readTestRun();
process.stdin.resume();
await new Promise((resolve) => process.stdin.once('close', resolve));
if (run.serverUrl) await dropDatabases(run.serverUrl, run.prefix);
await removeEmbeddedPostgres(run.dataDir, createLogger('silent'));
