import { jest, test } from '@jest/globals';
import { expectAgreementOn, seed } from '../../features/statutes/oracle/compare.js';

const CASES = 100_000;

jest.setTimeout(15 * 60_000);

test(`the engine and the day-by-day oracle agree on ${CASES.toLocaleString('en-US')} random requests`, () => {
  process.stdout.write(`seed ${seed}; repeat with TENDAY_SEED=${seed}\n`);
  const start = performance.now();
  expectAgreementOn(CASES);
  process.stdout.write(`${CASES} requests agree in ${Math.round((performance.now() - start) / 1000)} s (seed ${seed})\n`);
});
