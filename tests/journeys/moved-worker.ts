/**
 * The real worker with a clock a test can move: `process.send`ing it an instant sets the clock there, and it runs on. Mail leaves, which a
 * rehearsal would not let it. Its sweeps run twice a second instead of once a minute.
 */
import { readConfig } from '../../server/config.js';
import { createContext } from '../../server/context.js';
import { systemClock } from '../../server/platform/clock.js';
import { handlers } from '../../workers/handlers.js';
import { startWorkers } from '../../workers/main.js';

let offsetMs = 0;
const moveTo = (instant: string) => {
  offsetMs = Date.parse(instant) - systemClock.now().getTime();
};
moveTo(process.argv[2] ?? '');

const clock = { now: () => new Date(systemClock.now().getTime() + offsetMs), rehearsalStart: null };
const context = await createContext(readConfig(), { clock });
const sweeps = (['letter.sweep', 'notice.sweep', 'file.sweep'] as const).map((job) => ({ job, everyMs: 500 }));
const workers = await startWorkers(context, { handlers, sweeps, reapplyMs: 1_000 });

process.on('message', (instant) => {
  if (typeof instant !== 'string') return;
  moveTo(instant);
  process.send?.('moved');
});
process.on('SIGTERM', () => {
  void workers.close().then(() => context.close()).then(() => process.exit(0));
});
process.send?.('ready');
