import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '#prisma/client.js';
import type { Prisma } from '#prisma/client.js';
import { SteadyClient } from './steady-client.js';

/** The database outside any transaction. A function that takes it (in `deps`) owns its transaction. */
export type Db = PrismaClient;
/** The database inside somebody's transaction. A function that takes it never opens one. */
export type Tx = Prisma.TransactionClient;
/** Types of rows with what was included, and of filters. */
export type { Prisma } from '#prisma/client.js';
/** What a `Json` column takes. */
export type Json = Prisma.InputJsonValue;

export interface OpenDb {
  db: Db;
  /** The same connections without Prisma: sessions, LISTEN, COPY. */
  pool: pg.Pool;
  /** Ends every connection, after the queries under way. Calling it twice is harmless. */
  close(): Promise<void>;
}

export interface DbOptions {
  /** `postgresql://…` */
  url: string;
  /** How many connections this process may hold. */
  maxConnections: number;
  /** Told when an idle connection dies (the server restarted); the pool replaces it by itself. */
  onConnectionLost?: (error: Error) => void;
}

/** On a small machine that is busy, a letter's first composition alone took 6 s; Prisma's own 5 s would refuse it. In ms. */
const PATIENCE = { maxWait: 10_000, timeout: 20_000 };

/**
 * Opens the database: one pool, used by Prisma and by plain SQL alike. Connects on first use, so a wrong address
 * shows as the error of the first query.
 */
export function createDb({ url, maxConnections, onConnectionLost }: DbOptions): OpenDb {
  const pool = new pg.Pool({ connectionString: url, max: maxConnections, application_name: 'tenday', Client: SteadyClient });
  // Without a listener the loss of an idle connection would end the process.
  pool.on('error', (error) => onConnectionLost?.(error));
  const db = new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: PATIENCE });
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await db.$disconnect();
    await pool.end();
  };
  return { db, pool, close: () => (closing ??= close()) };
}

/** Whether the database refused a row because one with the same key is there: a double click, or two people at once. */
export function isUniqueViolation(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'P2002';
}
