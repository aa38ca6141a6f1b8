import type pg from 'pg';
import type { Config } from './config.js';
import type { Clock } from './platform/clock.js';
import type { Db } from './platform/db.js';
import type { FileStore } from './platform/files.js';
import type { JobQueue } from './platform/jobs.js';
import type { Logger } from './platform/logger.js';
import type { Mailer } from './platform/mailer.js';

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
