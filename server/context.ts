import type pg from 'pg';
import type { Config } from './config.js';
import { type Clock, rehearsalClock, systemClock } from './platform/clock.js';
import type { Db } from './platform/db.js';
import type { FileStore } from './platform/files.js';
import { createJobQueue } from './platform/jobs.bullmq.js';
import type { JobQueue } from './platform/jobs.js';
import { type Logger, createLogger } from './platform/logger.js';
import { createOutboxMailer } from './platform/mailer.outbox.js';
import { createSmtpMailer } from './platform/mailer.smtp.js';
import { type Mailer, rehearsalMailer } from './platform/mailer.js';
import { openDatabase } from './platform/open-database.js';
import { openFiles } from './platform/open-files.js';

/** Everything a use case may need from outside itself. Use cases take `Pick<Context, …>`. */
export interface Context {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly db: Db;
  readonly pool: pg.Pool;
  readonly files: FileStore;
  readonly jobs: JobQueue;
  readonly mailer: Mailer;
}

export interface OwnedContext extends Context {
  /** For the workers' own connections. Holds a password. */
  readonly databaseUrl: string;
  /** Ends everything in the reverse order of its making. Calling it twice is harmless. */
  close(): Promise<void>;
}

/**
 * The only composition root: settings in, everything the use cases need out.
 * @param overrides what a test or a rehearsal puts in place of the real part (clock, mail)
 */
export async function createContext(config: Config, overrides: Partial<Pick<Context, 'logger' | 'clock' | 'mailer' | 'files'>> = {}): Promise<OwnedContext> {
  const logger = overrides.logger ?? createLogger(config.logLevel);
  const clock = overrides.clock ?? (config.rehearsalNow ? rehearsalClock(config.rehearsalNow) : systemClock);
  const database = await openDatabase(config, logger, { maxConnections: 10 });
  try {
    const files = overrides.files ?? (await openFiles(config));
    const mailer = overrides.mailer ?? mailerFor(config);
    const jobs = await createJobQueue({ databaseUrl: database.url, redisUrl: config.redisUrl, logger });
    let closing: Promise<void> | undefined;
    const close = async () => {
      await jobs.close();
      mailer.close();
      await database.close();
    };
    return {
      config, logger, clock, files, jobs, mailer,
      db: database.db, pool: database.pool, databaseUrl: database.url,
      close: () => (closing ??= close()),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function mailerFor(config: Config): Mailer {
  if (!config.secrets.smtpUrl) return createOutboxMailer();
  const smtp = createSmtpMailer({ url: config.secrets.smtpUrl, ehloName: config.replyDomain });
  return config.rehearsalNow ? rehearsalMailer(smtp) : smtp;
}
