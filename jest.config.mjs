/**
 * Tests run as compiled by tsc, with no transform: what is tested is what runs. `npm test` builds first.
 * Suites that need a browser, the outside or a long time are called by name (server/prepare.mjs says how).
 */
export default {
  roots: ['<rootDir>/dist/tests'],
  testMatch: ['**/*.test.js'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/tests/browser/', '/dist/tests/bench/', '/dist/tests/imap/', '/dist/tests/journeys/long/'],
  testEnvironment: 'node',
  transform: {},
  testSequencer: '<rootDir>/dist/tests/support/test-order.js',
  globalSetup: '<rootDir>/dist/tests/support/global-setup.js',
  globalTeardown: '<rootDir>/dist/tests/support/global-teardown.js',
  testTimeout: 30_000,
  // Two, also on a larger machine: every worker clones databases on the one embedded server and starts servers of its own. A third gained nothing on two cores.
  maxWorkers: 2,
  // The modules of a test file stay in memory after it; a worker that has grown this large is replaced.
  workerIdleMemoryLimit: '900MB',
  cacheDirectory: '<rootDir>/.jest-cache',
};
