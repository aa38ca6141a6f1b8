import { Readable } from 'node:stream';
import { type Config, readConfig } from '../../../server/config.js';
import type { Context } from '../../../server/context.js';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import type { Clock } from '../../../server/platform/clock.js';
import type { Actor, RoleName } from '../../../server/platform/http/actor.js';
import { newId } from '../../../server/platform/ids.js';
import type { JobName, JobQueue } from '../../../server/platform/jobs.js';
import { createLogger } from '../../../server/platform/logger.js';
import { createOutboxMailer } from '../../../server/platform/mailer.outbox.js';
import type { Mailer } from '../../../server/platform/mailer.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';

export type LetterDeps = Pick<Context, 'db' | 'clock' | 'config' | 'mailer' | 'jobs' | 'logger'>;

export interface World {
  readonly database: TestDatabase;
  readonly config: Config;
  readonly clock: Clock;
  /** Jobs called so far: the queue is outside, so it is written down and never run. */
  readonly called: readonly { name: JobName; payload: object; delayMs: number }[];
  readonly lapd: string;
  readonly ice: string;
  /** The world with this mailer; without one nothing can be sent. */
  deps(mailer?: Mailer): LetterDeps;
  setNow(instant: string): void;
  addGroup(name?: string, options?: { isExample?: boolean }): Promise<string>;
  addPerson(groupId: string, role?: RoleName, options?: { isExample?: boolean }): Promise<Actor>;
  /** A draft of the ALPR letter to LAPD without a blank. */
  addDraft(actor: Actor): Promise<{ id: string; number: string }>;
  close(): Promise<void>;
}

export const NOON = '2026-11-24T20:00:00Z';

/** A database, two agencies, a clock that stands still, a queue that remembers. */
export async function makeWorld(settings: Record<string, string> = {}): Promise<World> {
  const database = await testDatabase();
  const config = readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', REPLY_DOMAIN: 'replies.example.org', MAIL_FROM: 'records@example.org', ...settings });
  let now = new Date(NOON);
  const clock: Clock = { now: () => now, rehearsalStart: config.rehearsalNow };
  const called: { name: JobName; payload: object; delayMs: number }[] = [];
  const jobs: JobQueue = {
    enqueue: (name, payload, options) => {
      called.push({ name, payload, delayMs: options?.delayMs ?? 0 });
      return Promise.resolve(true);
    },
    ready: () => Promise.resolve(),
    counts: () => Promise.resolve({ waiting: 0, active: 0, delayed: 0, failed: 0 }),
    close: () => Promise.resolve(),
  };
  const { lapd, ice } = await addAgencies(database);
  const logger = createLogger('silent');
  const world: World = {
    database, config, clock, called, lapd, ice,
    deps: (mailer = createOutboxMailer()) => ({ db: database.db, clock, config, mailer, jobs, logger }),
    setNow: (instant) => {
      now = new Date(instant);
    },
    addGroup: async (name = 'Harbor Records Project', { isExample = false } = {}) => {
      const group = await database.db.group.create({ data: { id: newId(), name, isExample, undoMinutes: 0, postalAddress: 'P.O. Box 1140\nSan Pedro, California 90733' } });
      return group.id;
    },
    addPerson: async (groupId, role = 'advocate', { isExample = false } = {}) => {
      const person = await database.db.person.create({ data: { id: newId(), groupId, email: `${newId()}@example.org`, name: `An ${role}`, role } });
      return { groupId, personId: person.id, role, name: person.name, groupName: 'Harbor Records Project', isExample, timeZone: 'America/Los_Angeles', via: 'session' };
    },
    addDraft: (actor) => createDraft({ db: database.db, clock }, actor, { agencyId: lapd, templateSlug: 'cpra-alpr-sharing' }),
    close: () => database.close(),
  };
  return world;
}

async function addAgencies({ db }: TestDatabase): Promise<{ lapd: string; ice: string }> {
  const [lapd, ice] = [newId(), newId()];
  await db.agency.deleteMany({ where: { groupId: null, slug: { in: ['lapd', 'ice'] } } });
  await db.agency.createMany({
    data: [
      {
        id: lapd, groupId: null, slug: 'lapd', name: 'Los Angeles Police Department', shortName: 'LAPD', unit: 'CPRA Unit', level: 'city', statute: 'CPRA', calendarSet: 'LA_CITY',
        timeZone: 'America/Los_Angeles', channels: [{ kind: 'portal', value: 'recordsrequest.lacity.org', confidence: 'confirmed' }],
      },
      {
        id: ice, groupId: null, slug: 'ice', name: 'Immigration and Customs Enforcement', shortName: 'ICE', level: 'federal', statute: 'FOIA', calendarSet: 'FED', component: 'DHS',
        timeZone: 'America/New_York', channels: [{ kind: 'portal', value: 'SecureRelease', confidence: 'confirmed' }],
        refuses: [{ what: 'email', why: 'DHS takes requests by portal only.', confidence: 'confirmed' }],
      },
    ],
  });
  return { lapd, ice };
}

export const bytes = (text: string): Readable => Readable.from([Buffer.from(text)]);
