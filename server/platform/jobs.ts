import { z } from 'zod';

const id = z.uuid();
const groupOwned = <F extends string>(field: F) => z.strictObject({ groupId: id, [field]: id } as Record<'groupId' | F, typeof id>);
const nothing = z.strictObject({});

/**
 * Every job: its name and what it carries, which is ids and nothing else. The row is the truth; a job only wakes somebody up to look
 * at it. Each kind of row has a sweep that finds those whose job was lost.
 */
export const jobPayloads = {
  'letter.deliver': groupOwned('letterId'),
  'letter.sweep': nothing,
  'notice.send': groupOwned('noticeId'),
  'notice.sweep': nothing,
  'digest.send': groupOwned('digestId'),
  /** All mails that came for one person. */
  'mail-notice.send': groupOwned('personId'),
  /** All requests of the group that are marked. */
  'deadline.recalculate': z.strictObject({ groupId: id }),
  'deadline.sweep': nothing,
  'campaign.step': groupOwned('campaignId'),
  'campaign.sweep': nothing,
  'receipt.ask': groupOwned('requestId'),
  'receipt.sweep': nothing,
  /** Whose mail it is may not be known yet, so that it names no group. */
  'mail.process': z.strictObject({ rawMailId: id }),
  'mail.sweep': nothing,
  'file.sweep': nothing,
  'session.sweep': nothing,
} as const;

export type JobName = keyof typeof jobPayloads;
export type JobPayload<N extends JobName> = z.infer<(typeof jobPayloads)[N]>;

export const jobNames = Object.keys(jobPayloads) as JobName[];

export function isJobName(value: string): value is JobName {
  return Object.hasOwn(jobPayloads, value);
}

/** @throws ZodError when the data is not what this job carries */
export function parseJobPayload<N extends JobName>(name: N, data: unknown): JobPayload<N> {
  // The compiler does not follow a schema chosen by a type parameter to its output.
  return jobPayloads[name].parse(data) as JobPayload<N>;
}

/** How often a job that throws is run in all, and how long it rests before the next run: `restMs`, doubling each time. */
export interface JobPolicy {
  readonly attempts: number;
  readonly restMs: number;
}

const SECOND = 1_000;
/** The next tick is the next attempt. */
const SWEEP: JobPolicy = { attempts: 1, restMs: 0 };

export const jobPolicies: Readonly<Record<JobName, JobPolicy>> = {
  // Half a minute doubling eight times is about two hours: a mail server's restart, a full mailbox. Then the sweep finds it.
  'letter.deliver': { attempts: 9, restMs: 30 * SECOND },
  'letter.sweep': SWEEP,
  'notice.send': { attempts: 6, restMs: 15 * SECOND },
  'notice.sweep': SWEEP,
  'mail-notice.send': { attempts: 6, restMs: 15 * SECOND },
  'digest.send': { attempts: 6, restMs: 15 * SECOND },
  'deadline.recalculate': { attempts: 5, restMs: SECOND },
  'deadline.sweep': SWEEP,
  'campaign.step': { attempts: 5, restMs: 5 * SECOND },
  'campaign.sweep': SWEEP,
  'receipt.ask': { attempts: 3, restMs: 30 * SECOND },
  'receipt.sweep': SWEEP,
  // A database that restarts, a disk that is full for some minutes. Then the sweep goes on with longer rests.
  'mail.process': { attempts: 4, restMs: 15 * SECOND },
  'mail.sweep': SWEEP,
  'file.sweep': SWEEP,
  'session.sweep': SWEEP,
};

export interface EnqueueOptions {
  /** Not before this many ms from now. */
  readonly delayMs?: number;
  /**
   * Of jobs with one name and one key, at most one runs and at most one waits: a call while one waits changes nothing, a call while
   * one runs has it run once more afterwards. Usually the row's id.
   */
  readonly dedupeKey?: string;
  /** With a `dedupeKey`: a call takes the place of one that waits for its time, its delay and its count of attempts. */
  readonly replaceDelayed?: boolean;
}

export interface JobCounts {
  readonly waiting: number;
  readonly active: number;
  /** Waiting for their time, or resting before another attempt. */
  readonly delayed: number;
  /** Given up. Kept for a week. */
  readonly failed: number;
}

export interface JobQueue {
  /**
   * Hands a job to the workers. Call it after the transaction that wrote the row has ended, never inside. A queue that can't be reached
   * is logged and no error: the row is written, and its sweep will find it.
   * @returns whether the queue took it within a few seconds
   * @throws ZodError when the payload is not what this job carries
   */
  enqueue<N extends JobName>(name: N, payload: JobPayload<N>, options?: EnqueueOptions): Promise<boolean>;
  /** @throws when the queue does not answer within a few seconds */
  ready(): Promise<void>;
  counts(): Promise<JobCounts>;
  close(): Promise<void>;
}
