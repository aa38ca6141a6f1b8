import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Express } from 'express';
import request from 'supertest';
import { createApp } from '../../server/app.js';
import { readConfig } from '../../server/config.js';
import type { Context } from '../../server/context.js';
import { addPerson } from '../../server/features/accounts/add-person.js';
import { createApiToken } from '../../server/features/accounts/create-api-token.js';
import { createGroup } from '../../server/features/accounts/create-group.js';
import { openInstallation } from '../../server/features/accounts/open-installation.js';
import { hashPassword } from '../../server/features/accounts/password.js';
import { seedDirectory } from '../../server/features/agencies/seed-directory.js';
import type { Clock } from '../../server/platform/clock.js';
import { createDiskFileStore } from '../../server/platform/files.disk.js';
import type { Actor, RoleName } from '../../server/platform/http/actor.js';
import type { JobName, JobQueue } from '../../server/platform/jobs.js';
import { createLogger } from '../../server/platform/logger.js';
import { createOutboxMailer } from '../../server/platform/mailer.outbox.js';
import type { Mailer } from '../../server/platform/mailer.js';
import { createSmtpMailer } from '../../server/platform/mailer.smtp.js';
import { type TestDatabase, testDatabase } from './database.js';
import { startSmtpServer, type TestSmtpServer } from './smtp-server.js';

/** A clock that stands where the test put it. */
export interface TestClock extends Clock {
  set(instant: string): void;
  /** Moves it on by so many hours. */
  pass(hours: number): void;
}

export function testClock(start = '2026-11-24T17:00:00Z'): TestClock {
  let now = new Date(start);
  return {
    now: () => now,
    rehearsalStart: null,
    set: (instant) => {
      now = new Date(instant);
    },
    pass: (hours) => {
      now = new Date(now.getTime() + hours * 3_600_000);
    },
  };
}

export interface EnqueuedJob {
  readonly name: JobName;
  readonly payload: object;
}

/** Keeps what was enqueued and runs nothing: tests call the use case a worker would. */
export function recordingJobs(): JobQueue & { readonly enqueued: EnqueuedJob[] } {
  const enqueued: EnqueuedJob[] = [];
  return {
    enqueued,
    enqueue: async (name, payload) => {
      enqueued.push({ name, payload });
      return true;
    },
    ready: async () => undefined,
    counts: async () => ({ waiting: enqueued.length, active: 0, delayed: 0, failed: 0 }),
    close: async () => undefined,
  };
}

/** The password of every person a test makes. */
export const PASSWORD = 'violet kettle under heavy rain';

export interface World {
  readonly context: Context;
  readonly database: TestDatabase;
  readonly clock: TestClock;
  readonly jobs: ReturnType<typeof recordingJobs>;
  readonly app: Express;
  /** A group with its owner; its letters leave at once unless a wait is given. */
  addGroup(name?: string, options?: { isExample?: boolean; undoMinutes?: number }): Promise<Actor>;
  /** Somebody more in the group of `owner`; can sign in with `PASSWORD`. */
  addPerson(owner: Actor, role: RoleName, name?: string): Promise<Actor>;
  emailOf(actor: Actor): Promise<string>;
  /** An API token of that person. */
  tokenOf(actor: Actor): Promise<string>;
  /** A browser with that person signed in. */
  signIn(actor: Actor): Promise<Browser>;
  /** Id of an agency of the directory by its slug. */
  agencyId(slug: string): Promise<string>;
  close(): Promise<void>;
}

/** Keeps cookies and knows the token of the forms it was last shown. */
export interface Browser {
  get(address: string): Promise<request.Response>;
  /** Posts a form as a browser would, with the hidden token of a page it opened. */
  post(address: string, fields?: object): Promise<request.Response>;
  csrfToken(): Promise<string>;
  readonly agent: ReturnType<typeof request.agent>;
}

export function browser(app: Express): Browser {
  const agent = request.agent(app);
  let token: string | null = null;
  const remember = (response: request.Response): request.Response => {
    token = /name="_csrf" value="([^"]+)"/.exec(response.text ?? '')?.[1] ?? token;
    return response;
  };
  const csrfToken = async (): Promise<string> => {
    if (!token) remember(await agent.get('/sign-in'));
    if (!token) throw new Error('no page gave a form token');
    return token;
  };
  return {
    agent,
    csrfToken,
    get: async (address) => remember(await agent.get(address)),
    post: async (address, fields = {}) => remember(await agent.post(address).type('form').send({ ...fields, _csrf: await csrfToken() })),
  };
}

export interface WorldOptions {
  readonly settings?: Record<string, string>;
  /** A server for mail to leave by; without it letters wait in the outbox. */
  readonly smtpUrl?: string;
  readonly mailer?: Mailer;
  readonly now?: string;
}

/** The whole application over a database of its own, with a clock that stands still and jobs that are only noted. */
export async function makeWorld(options: WorldOptions = {}): Promise<World> {
  const database = await testDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tenday-world-'));
  const config = readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: folder, REPLY_DOMAIN: 'replies.example.org', MAIL_FROM: 'tenday@example.org', ...options.settings });
  const clock = testClock(options.now);
  const jobs = recordingJobs();
  const mailer = options.mailer ?? (options.smtpUrl ? createSmtpMailer({ url: options.smtpUrl, ehloName: config.replyDomain }) : createOutboxMailer());
  const context: Context = { config, clock, jobs, mailer, db: database.db, pool: database.pool, files: createDiskFileStore(path.join(folder, 'files')), logger: createLogger('silent') };
  const { sessionSecret } = await openInstallation(context);
  await seedDirectory(context);
  const app = createApp(context, { sessionSecret });
  const passwordHash = await hashPassword(PASSWORD, { email: '', groupName: '' });
  let people = 0;

  const actorOf = async (personId: string): Promise<Actor> => {
    const person = await database.db.person.findUniqueOrThrow({ where: { id: personId }, include: { group: true } });
    const { groupId, role, name, group } = person;
    return { groupId, personId, role, name, groupName: group.name, isExample: group.isExample, timeZone: group.timeZone, via: 'session' };
  };
  const emailOf = async (actor: Actor) => (await database.db.person.findUniqueOrThrow({ where: { id: actor.personId } })).email;

  return {
    context, database, clock, jobs, app, emailOf,
    addGroup: async (name = 'Harbor Records Project', { isExample = false, undoMinutes = 0 } = {}) => {
      people += 1;
      const owner = { ownerName: 'Olive Owner', ownerEmail: `owner${people}@example.org`, ownerPasswordHash: passwordHash };
      const { personId } = await database.db.$transaction((tx) => createGroup(tx, { name, isExample, ...owner }, clock.now()));
      const actor = await actorOf(personId);
      await database.db.group.update({ where: { id: actor.groupId }, data: { undoMinutes } });
      return actor;
    },
    addPerson: async (owner, role, name = `The ${role}`) => {
      people += 1;
      const person = { groupId: owner.groupId, at: clock.now(), name, email: `${role}${people}@example.org`, role, passwordHash, how: 'operator' as const, byPersonId: null };
      return actorOf(await database.db.$transaction((tx) => addPerson(tx, person)));
    },
    tokenOf: async (actor) => (await createApiToken(context, actor, { name: 'for a test' })).token,
    signIn: async (actor) => {
      const visitor = browser(app);
      await visitor.get('/sign-in');
      const answer = await visitor.post('/sign-in', { email: await emailOf(actor), password: PASSWORD });
      if (answer.status !== 303) throw new Error(`signing in answered ${answer.status}`);
      await visitor.get('/account');
      return visitor;
    },
    agencyId: async (slug) => (await database.db.agency.findFirstOrThrow({ where: { slug, groupId: null } })).id,
    close: async () => {
      mailer.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A world whose letters leave by a server of its own, which closes with it. */
export async function makeMailingWorld(options: Pick<WorldOptions, 'now'> = {}): Promise<{ world: World; smtp: TestSmtpServer }> {
  const smtp = await startSmtpServer();
  const world = await makeWorld({ ...options, smtpUrl: smtp.url });
  const close = async (): Promise<void> => {
    await world.close();
    await smtp.close();
  };
  return { world: { ...world, close }, smtp };
}

/** A world with one group; its owner sits at the browser. */
export async function makeOwnersWorld(options: WorldOptions = {}): Promise<{ world: World; owner: Actor; browser: Browser }> {
  const world = await makeWorld(options);
  const owner = await world.addGroup();
  return { world, owner, browser: await world.signIn(owner) };
}

/** A world with one group of an owner and an advocate, who sits at the browser. */
export async function makeAdvocatesWorld({ name = 'Ada Advocate', ...options }: WorldOptions & { readonly name?: string } = {}): Promise<{ world: World; owner: Actor; advocate: Actor; browser: Browser }> {
  const world = await makeWorld(options);
  const owner = await world.addGroup();
  const advocate = await world.addPerson(owner, 'advocate', name);
  return { world, owner, advocate, browser: await world.signIn(advocate) };
}
