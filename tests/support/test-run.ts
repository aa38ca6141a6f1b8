/** What one call of Jest shares among its workers: made in the global setup, handed on through the environment. */
export interface TestRun {
  /** Every database of this run begins with it. */
  prefix: string;
  /** Data folder of the embedded server, which starts when a test first asks for a database. */
  dataDir: string;
  /** `TEST_DATABASE_URL`: a server to use in its place. */
  serverUrl: string | null;
}

const VARIABLE = 'TENDAY_TEST_RUN';

export function shareTestRun(run: TestRun): void {
  process.env[VARIABLE] = JSON.stringify(run);
}

/** @throws Error when the tests were not started through jest.config.mjs */
export function readTestRun(): TestRun {
  const text = process.env[VARIABLE];
  if (!text) throw new Error('No test run is set up: start the tests with jest.config.mjs.');
  return JSON.parse(text) as TestRun;
}
