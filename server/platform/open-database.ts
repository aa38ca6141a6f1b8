import type { Config } from '../config.js';
import { type OpenDb, createDb } from './db.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import type { Logger } from './logger.js';
import { migrate } from './migrate.js';

export interface OpenDatabase extends OpenDb {
  /** For what needs its own connection: the job queue. Holds a password; never logged. */
  readonly url: string;
}

/**
 * Opens the database the settings name, or starts (or attaches to) the embedded one, brings its tables up to date and connects.
 * Closing it stops the embedded server if this process started it.
 * @throws StartError with one sentence when it cannot be had
 */
export async function openDatabase(config: Config, logger: Logger, options: { maxConnections: number }): Promise<OpenDatabase> {
  const server = config.secrets.databaseUrl
    ? { url: config.secrets.databaseUrl, stop: async () => undefined }
    : await startEmbeddedPostgres({ dataDir: config.dataDir, logger });
  try {
    await migrate({ url: server.url, logger });
    const open = createDb({
      url: server.url,
      maxConnections: options.maxConnections,
      onConnectionLost: (error) => logger.warn({ err: error.message }, 'a database connection was lost'),
    });
    return {
      url: server.url,
      db: open.db,
      pool: open.pool,
      close: async () => {
        await open.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
