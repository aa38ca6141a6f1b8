import { type BullQueue, jobOptions } from '../server/platform/jobs.bullmq.js';
import type { JobName, JobPayload } from '../server/platform/jobs.js';
import type { Logger } from '../server/platform/logger.js';

/** A job that carries nothing: only those can be scheduled. */
export type SweepName = { [N in JobName]: JobPayload<N> extends Record<string, never> ? N : never }[JobName];

/** A sweep and when it runs: every so many ms, or by a cron pattern read in a time zone. */
export type ScheduledSweep = { readonly job: SweepName } & ({ readonly everyMs: number } | { readonly cron: string; readonly timeZone: string });

const MINUTE = 60_000;

/**
 * Sweeps find rows whose job was lost, or whose time has come. They run on the machine's clock, also in a rehearsal; what they find is
 * judged by the application's.
 */
export const schedule: readonly ScheduledSweep[] = [
  { job: 'letter.sweep', everyMs: MINUTE },
  { job: 'campaign.sweep', everyMs: MINUTE },
  { job: 'notice.sweep', everyMs: MINUTE },
  { job: 'mail.sweep', everyMs: MINUTE },
  { job: 'deadline.sweep', everyMs: 15 * MINUTE },
  { job: 'session.sweep', everyMs: 60 * MINUTE },
  // Once a day, in office hours: these letters reach an agency, and somebody must be there to take one back.
  { job: 'receipt.sweep', cron: '10 10 * * 1-5', timeZone: 'America/Los_Angeles' },
  { job: 'file.sweep', cron: '40 3 * * *', timeZone: 'America/Los_Angeles' },
];

/**
 * Makes the queue's schedule this one. Safe to repeat at any time and from several processes: a sweep that waits for its turn
 * keeps it, one that was missed runs once, one that is no longer listed goes.
 */
export async function applySchedule(queue: BullQueue, sweeps: readonly ScheduledSweep[], logger: Logger): Promise<void> {
  const wanted = new Set<string>(sweeps.map(({ job }) => job));
  for (const { key } of await queue.getJobSchedulers()) {
    if (!wanted.has(key)) await queue.removeJobScheduler(key);
  }
  for (const sweep of sweeps) {
    try {
      await queue.upsertJobScheduler(sweep.job, repeatOf(sweep), { name: sweep.job, data: {}, opts: jobOptions(sweep.job) });
    } catch (error) {
      // BullMQ refuses while the very run it would schedule is under way; that run schedules the next one itself.
      logger.debug({ job: sweep.job, err: error }, 'a sweep kept the schedule it had');
    }
  }
}

function repeatOf(sweep: ScheduledSweep): { every: number } | { pattern: string; tz: string } {
  return 'everyMs' in sweep ? { every: sweep.everyMs } : { pattern: sweep.cron, tz: sweep.timeZone };
}
