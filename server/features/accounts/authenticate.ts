import type { Request } from 'express';
import type { Context } from '../../context.js';
import type { Actor, RoleName } from '../../platform/http/actor.js';
import { hashSecret } from '../../platform/ids.js';

/** When a person or a token was last seen is written at most this often. */
const SEEN_EVERY_MS = 60_000;

interface Row {
  personId: string;
  groupId: string;
  role: RoleName;
  name: string;
  groupName: string;
  isExample: boolean;
  timeZone: string;
  lastSeenAt: Date | null;
  tokenId: string | null;
  lastUsedAt: Date | null;
}

type Deps = Pick<Context, 'db' | 'clock'>;

/**
 * Who is calling: a bearer token when one is sent (a wrong one is nobody, whatever the cookie says), otherwise the session.
 * A deactivated person is nobody from the very next call; role and group are read anew for each.
 */
export async function authenticate(deps: Deps, req: Request): Promise<Actor | null> {
  const header = req.get('authorization');
  if (header !== undefined) {
    const token = /^Bearer (tdy_[A-Za-z0-9_-]{43})$/i.exec(header)?.[1];
    const row = token ? await byToken(deps, token) : null;
    return row ? seen(deps, row, 'token') : null;
  }
  const personId = req.session?.personId;
  const row = personId ? await byPerson(deps, personId) : null;
  return row ? seen(deps, row, 'session') : null;
}

async function byPerson({ db }: Deps, personId: string): Promise<Row | null> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT p.id AS "personId", p.group_id AS "groupId", p.role, p.name, g.name AS "groupName", g.is_example AS "isExample", g.time_zone AS "timeZone",
           p.last_seen_at AS "lastSeenAt", NULL AS "tokenId", NULL AS "lastUsedAt"
    FROM people p JOIN groups g ON g.id = p.group_id
    WHERE p.id = ${personId}::uuid AND p.deactivated_at IS NULL`;
  return row ?? null;
}

async function byToken({ db }: Deps, token: string): Promise<Row | null> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT p.id AS "personId", p.group_id AS "groupId", p.role, p.name, g.name AS "groupName", g.is_example AS "isExample", g.time_zone AS "timeZone",
           p.last_seen_at AS "lastSeenAt", t.id AS "tokenId", t.last_used_at AS "lastUsedAt"
    FROM api_tokens t JOIN people p ON p.id = t.person_id JOIN groups g ON g.id = p.group_id
    WHERE t.token_hash = ${hashSecret(token)} AND t.revoked_at IS NULL AND p.deactivated_at IS NULL`;
  return row ?? null;
}

async function seen({ db, clock }: Deps, row: Row, via: Actor['via']): Promise<Actor> {
  const now = clock.now();
  const isStale = (at: Date | null): boolean => at === null || now.getTime() - at.getTime() >= SEEN_EVERY_MS;
  if (row.tokenId && isStale(row.lastUsedAt)) await db.apiToken.update({ where: { id: row.tokenId }, data: { lastUsedAt: now } });
  if (isStale(row.lastSeenAt)) await db.person.update({ where: { id: row.personId }, data: { lastSeenAt: now } });
  const { groupId, personId, role, name, groupName, isExample, timeZone } = row;
  return { groupId, personId, role, name, groupName, isExample, timeZone, via };
}
