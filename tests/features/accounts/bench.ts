import { type Config, readConfig } from '../../../server/config.js';
import { createGroup } from '../../../server/features/accounts/create-group.js';
import { addPerson } from '../../../server/features/accounts/add-person.js';
import { hashPassword } from '../../../server/features/accounts/password.js';
import type { Clock } from '../../../server/platform/clock.js';
import type { Actor, RoleName } from '../../../server/platform/http/actor.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';

export const PASSWORD = 'seven small blue otters';
export const START = new Date('2026-11-24T17:00:00Z');

export interface MovableClock extends Clock {
  move(ms: number): void;
}

export function movableClock(start: Date = START): MovableClock {
  let now = start.getTime();
  return { now: () => new Date(now), rehearsalStart: null, move: (ms) => void (now += ms) };
}

export interface Bench {
  readonly database: TestDatabase;
  readonly deps: Pick<TestDatabase, 'db' | 'pool'> & { clock: MovableClock; config: Config };
  /** A new group with an owner who can sign in with `PASSWORD`. */
  group(name: string, ownerEmail?: string): Promise<Actor>;
  /** Another person of it, with the same password. */
  join(owner: Actor, role: RoleName, email: string): Promise<Actor>;
}

export async function accountsBench(): Promise<Bench> {
  const database = await testDatabase();
  const deps = { db: database.db, pool: database.pool, clock: movableClock(), config: readConfig({ PUBLIC_URL: 'https://tenday.example.org' }) };
  const actorOf = (groupId: string, groupName: string, personId: string, role: RoleName, name: string): Actor => ({
    groupId, groupName, personId, role, name, isExample: false, timeZone: 'America/Los_Angeles', via: 'session',
  });
  return {
    database,
    deps,
    async group(name, ownerEmail = `owner@${name.toLowerCase().replace(/\W+/g, '-')}.example`) {
      const ownerPasswordHash = await hashPassword(PASSWORD, { email: ownerEmail, groupName: name });
      const made = await deps.db.$transaction((tx) => createGroup(tx, { name, ownerName: 'Olive Owner', ownerEmail, ownerPasswordHash }, deps.clock.now()));
      return actorOf(made.groupId, name, made.personId, 'owner', 'Olive Owner');
    },
    async join(owner, role, email) {
      const passwordHash = await hashPassword(PASSWORD, { email, groupName: owner.groupName });
      const { groupId, groupName } = owner;
      const name = `${role} ${email}`;
      const personId = await deps.db.$transaction((tx) =>
        addPerson(tx, { groupId, at: deps.clock.now(), name, email, role, passwordHash, how: 'invitation', byPersonId: owner.personId }),
      );
      return actorOf(groupId, groupName, personId, role, name);
    },
  };
}

/** A signed-in browser's row, as express-session leaves it; returns its id. */
export async function openSession(database: TestDatabase, personId: string): Promise<string> {
  const sid = `sid-${Math.random().toString(36).slice(2)}`;
  await database.pool.query(`INSERT INTO session (sid, sess, expire) VALUES ($1, $2, now() + interval '1 day')`, [sid, JSON.stringify({ cookie: {}, personId })]);
  return sid;
}

/** Types of the group's events, oldest first. */
export async function eventTypes(database: TestDatabase, groupId: string): Promise<string[]> {
  const events = await database.db.event.findMany({ where: { groupId }, orderBy: { seq: 'asc' }, select: { type: true } });
  return events.map((event) => event.type);
}

/**
 * Starts several changes of a group and lets none commit before all have read what they decide by: the head of the group's timeline is held until every
 * one of them waits for a lock. Chance has no say in whether they meet.
 */
export async function atTheSameMoment<T>(database: TestDatabase, groupId: string, changes: readonly (() => Promise<T>)[]): Promise<PromiseSettledResult<T>[]> {
  const holder = await database.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT seq FROM chain_heads WHERE group_id = $1 FOR UPDATE', [groupId]);
    const outcomes = Promise.allSettled(changes.map((change) => change()));
    for (let waiting = 0; waiting < changes.length; ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const { rows } = await database.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);
      waiting = rows[0]?.n ?? 0;
    }
    await holder.query('COMMIT');
    return await outcomes;
  } finally {
    holder.release();
  }
}
