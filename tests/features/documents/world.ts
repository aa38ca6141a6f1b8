import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { type Config, readConfig } from '../../../server/config.js';
import type { Context } from '../../../server/context.js';
import { createRequest } from '../../../server/features/requests/create-request.js';
import type { Clock } from '../../../server/platform/clock.js';
import { createDiskFileStore } from '../../../server/platform/files.disk.js';
import type { Actor, RoleName } from '../../../server/platform/http/actor.js';
import { newId } from '../../../server/platform/ids.js';
import { createLogger } from '../../../server/platform/logger.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';

export interface World {
  readonly deps: Pick<Context, 'db' | 'files' | 'clock' | 'config' | 'logger'>;
  readonly database: TestDatabase;
  /** Moves the clock. */
  setNow(instant: string): void;
  addGroup(name: string): Promise<string>;
  addPerson(groupId: string, role: RoleName, name?: string): Promise<Actor>;
  /** A request in the state `awaiting` unless told. */
  addRequest(actor: Actor, title?: string, state?: 'draft' | 'awaiting'): Promise<{ id: string; number: string }>;
  /** Every file the store keeps anywhere, temporary or permanent. */
  kept(): Promise<string[]>;
  /** Where the store keeps a group's files. */
  folderOf(groupId: string): string;
  close(): Promise<void>;
}

/** A database, a file store in a temporary folder, a clock that stands still, and one agency. */
export async function makeWorld(settings: Record<string, string> = {}): Promise<World> {
  const database = await testDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tenday-documents-'));
  const config: Config = readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', MAX_UPLOAD_BYTES: '100000', ...settings });
  let now = new Date('2026-11-24T17:00:00Z');
  const clock: Clock = { now: () => now, rehearsalStart: null };
  const agencyId = newId();
  await database.db.agency.create({
    data: {
      id: agencyId, groupId: null, slug: 'harbor-police', name: 'Harbor Police Department', shortName: 'HPD', level: 'city', statute: 'CPRA', calendarSet: 'LA_CITY',
      timeZone: 'America/Los_Angeles', channels: [],
    },
  });
  return {
    deps: { db: database.db, files: createDiskFileStore(folder), clock, config, logger: createLogger('silent') },
    database,
    setNow: (instant) => {
      now = new Date(instant);
    },
    addGroup: async (name) => {
      const group = await database.db.group.create({ data: { id: newId(), name } });
      return group.id;
    },
    addPerson: async (groupId, role, name = `A ${role}`) => {
      const person = await database.db.person.create({ data: { id: newId(), groupId, email: `${newId()}@example.org`, name, role } });
      return { groupId, personId: person.id, role, name, groupName: 'Harbor Records', isExample: false, timeZone: 'America/Los_Angeles', via: 'session' };
    },
    addRequest: (actor, title = 'Plate reader searches', state = 'awaiting') =>
      database.db.$transaction(async (tx) => {
        const made = await createRequest(tx, actor, { agencyId, statute: 'CPRA', title, templateSlug: null, items: [], draft: null }, now);
        await tx.recordsRequest.update({ where: { groupId_id: { groupId: actor.groupId, id: made.id } }, data: { state } });
        return { id: made.id, number: made.number };
      }),
    kept: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    },
    folderOf: (groupId) => path.join(folder, groupId),
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const bytes = (text: string | Buffer): Readable => Readable.from([Buffer.from(text)]);
