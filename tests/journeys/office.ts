import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { testDatabase } from '../support/database.js';
import { hasRedisServer, startRedis } from '../support/redis.js';
import { type TestSmtpServer, startSmtpServer } from '../support/smtp-server.js';
import { type TendayProcess, freePort, startProcess, until } from './processes.js';
import { type ApiClient, type Visitor, apiClient, visitor } from './visitor.js';

export type Backend = 'PostgreSQL' | 'Redis';
/** Where jobs can be kept on this machine. */
export const backends: readonly Backend[] = hasRedisServer() ? ['PostgreSQL', 'Redis'] : ['PostgreSQL'];

export const PASSWORD = 'violet kettle under heavy rain';
export const REPLY_DOMAIN = 'replies.example.org';

export interface Member {
  readonly email: string;
  readonly name: string;
  readonly browser: Visitor;
  readonly api: ApiClient;
}

/** A group's installation: database, jobs, mail server, a web process and as many workers as a test starts. */
export interface Office {
  readonly origin: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly smtp: TestSmtpServer;
  readonly settings: Record<string, string>;
  /** The web process that serves now. */
  web(): TendayProcess;
  startWeb(): Promise<TendayProcess>;
  /** The worker as `npm run worker` runs it. */
  startWorker(): TendayProcess;
  /** A worker whose clock stands at the instant when it starts. */
  startWorkerAt(instant: string): Promise<TendayProcess>;
  /** Opens the printed link and makes the group. */
  setUp(): Promise<Member>;
  /** Invites somebody and has them open their link. */
  invite(owner: Member, role: 'lawyer' | 'advocate' | 'volunteer', name: string): Promise<Member>;
  /** Every job gone, with the schedule. */
  emptyQueue(): Promise<void>;
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function openOffice(backend: Backend): Promise<Office> {
  const database = await testDatabase({ maxConnections: 2 });
  const redis = backend === 'Redis' ? await startRedis() : null;
  const smtp = await startSmtpServer();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'tenday-journey-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const settings = {
    DATABASE_URL: database.url, DATA_DIR: dataDir, PORT: String(port), PUBLIC_URL: origin, SMTP_URL: smtp.url, REPLY_DOMAIN, MAIL_FROM: 'records@example.org',
    ...(redis ? { REDIS_URL: redis.url } : {}),
  };
  const started: TendayProcess[] = [];
  const start = (file: string, args: string[]) => {
    const made = startProcess(file, args, settings);
    started.push(made);
    return made;
  };
  let web: TendayProcess | null = null;
  const current = () => {
    if (!web) throw new Error('the web process was not started');
    return web;
  };

  return {
    origin, dataDir, databaseUrl: database.url, smtp, settings, web: current,
    async startWeb() {
      const made = start('server/main.js', ['web']);
      web = made;
      await until(`the web process serves (${made.errors()})`, async () => /Tenday is at/.test(made.output()) && (await fetch(`${origin}/readyz`)).ok);
      return made;
    },
    startWorker: () => start('server/main.js', ['worker']),
    async startWorkerAt(instant) {
      const made = start('tests/journeys/moved-worker.js', [instant]);
      await once(made.child, 'message');
      return made;
    },
    async setUp() {
      const link = await until('the set-up link is printed', async () => /make your group: (\S+)/.exec(current().output())?.[1]);
      const browser = visitor(origin);
      await browser.get(link);
      const code = new URL(link).searchParams.get('code') ?? '';
      const name = 'Olive Owner';
      const email = 'olive@example.org';
      const { status } = await browser.post('/set-up', { code, groupName: 'Harbor Records Project', name, email, password: PASSWORD });
      if (status !== 303) throw new Error(`set-up answered ${status}`);
      // Journeys send at once; the wait has a journey of its own.
      await database.pool.query('UPDATE groups SET undo_minutes = 0');
      return { email, name, browser, api: apiClient(origin, await browser.apiToken()) };
    },
    async invite(owner, role, name) {
      const email = `${role}@example.org`;
      const { body } = await owner.api.post<{ url: string }>('/invitations', { email, role });
      const browser = visitor(origin);
      await browser.get(body.url);
      const { status } = await browser.post(new URL(body.url).pathname, { name, password: PASSWORD });
      if (status !== 303) throw new Error(`joining answered ${status}`);
      return { email, name, browser, api: apiClient(origin, await browser.apiToken()) };
    },
    async emptyQueue() {
      if (redis) await redis.empty();
      else await database.pool.query('TRUNCATE bullmq.job, bullmq.scheduler, bullmq.dedup, bullmq.dedup_next CASCADE');
    },
    async query<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) {
      return (await database.pool.query<Row>(sql, [...values])).rows;
    },
    async close() {
      await Promise.all(started.map((one) => one.stop('SIGKILL')));
      await smtp.close();
      await redis?.close();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Sets the clock of a moved worker. */
export async function moveClock(worker: TendayProcess, instant: string): Promise<void> {
  const moved = once(worker.child, 'message');
  worker.child.send(instant);
  await moved;
}

/** Moves a civil date by days. Both YYYY-MM-DD. */
export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** After eight in the morning in Los Angeles, in summer and winter. */
export const morningOf = (date: string): string => `${date}T17:00:00Z`;
