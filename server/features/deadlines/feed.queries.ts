import { toCivil } from '../../platform/clock.js';
import type { Db } from '../../platform/db.js';
import type { RoleName } from '../../platform/http/actor.js';
import { hashSecret } from '../../platform/ids.js';
import { roleMay } from '../accounts/permissions.js';
import { shortNameFor } from './agenda.queries.js';
import type { FeedDeadline, FeedScope, FeedTitles } from './feed-events.js';

/** A feed that may be read now. */
export interface LiveFeed {
  readonly id: string;
  readonly groupId: string;
  readonly personId: string;
  readonly scope: FeedScope;
  readonly titles: FeedTitles;
  readonly requestId: string | null;
  readonly createdAt: Date;
  readonly lastReadAt: Date | null;
  readonly groupName: string;
  /** The group's zone, for which day it is. */
  readonly timeZone: string;
  /** Of the request, in its scope. */
  readonly number: string | null;
  readonly role: RoleName;
}

/**
 * The feed of a secret; null for whatever must not be read, without a difference: unknown, revoked, of a person who left or may no longer see
 * dates, of a request that is not of the feed's group.
 */
export async function liveFeed(db: Db, secret: string): Promise<LiveFeed | null> {
  const [row] = await db.$queryRaw<LiveFeed[]>`
    SELECT f.id, f.group_id AS "groupId", f.person_id AS "personId", f.scope, f.titles, f.request_id AS "requestId", f.created_at AS "createdAt",
           f.last_read_at AS "lastReadAt", g.name AS "groupName", g.time_zone AS "timeZone", p.role, r.number
    FROM calendar_feeds f
    JOIN people p ON p.id = f.person_id AND p.group_id = f.group_id
    JOIN groups g ON g.id = f.group_id
    LEFT JOIN records_requests r ON r.id = f.request_id AND r.group_id = f.group_id
    WHERE f.token_hash = ${hashSecret(secret)} AND f.revoked_at IS NULL AND p.deactivated_at IS NULL`;
  if (!row || !roleMay(row.role, 'deadlines.see') || !roleMay(row.role, 'feeds.manage')) return null;
  return row.scope === 'request' && row.number === null ? null : row;
}

/** Which deadlines a feed holds: all that are open, and those that ended since a day (YYYY-MM-DD). */
export interface FeedSelection {
  readonly groupId: string;
  /** One request's only. */
  readonly requestId: string | null;
  /** Only those of requests this person is responsible for. */
  readonly responsibleId: string | null;
  readonly endedSince: string;
}

/** What all of a selection's rows come to, for telling whether a calendar changed. */
export interface FeedState {
  readonly rows: number;
  readonly changedAt: Date | null;
  readonly digest: string;
}

/** One look at everything an entry is written from, without writing any. */
export async function feedState(db: Db, selection: FeedSelection): Promise<FeedState> {
  const { groupId, requestId, responsibleId, endedSince } = selection;
  const [row] = await db.$queryRaw<FeedState[]>`
    SELECT count(*)::int AS rows, max(d.updated_at) AS "changedAt",
           coalesce(md5(string_agg(jsonb_build_array(d.id, d.revision, d.updated_at, r.number, r.title, a.short_name, c.fields -> 'shortName')::text, ',' ORDER BY d.id)), '') AS digest
    FROM deadlines d
    JOIN records_requests r ON r.group_id = d.group_id AND r.id = d.request_id
    JOIN agencies a ON a.id = r.agency_id
    LEFT JOIN agency_corrections c ON c.group_id = d.group_id AND c.agency_id = a.id
    WHERE d.group_id = ${groupId}::uuid AND (d.state = 'open' OR d.closed_on >= ${endedSince}::date)
      AND (${requestId}::uuid IS NULL OR d.request_id = ${requestId}::uuid) AND (${responsibleId}::uuid IS NULL OR r.responsible_id = ${responsibleId}::uuid)`;
  return row ?? { rows: 0, changedAt: null, digest: '' };
}

/** Rows taken at a time: a long calendar is sent as it is read, and never in memory whole. */
const BATCH = 200;

/** A selection's deadlines, a batch at a time, by id: dates may move meanwhile, ids don't, so none is left out or said twice. */
export async function* feedDeadlines(db: Db, selection: FeedSelection): AsyncGenerator<FeedDeadline[]> {
  const { groupId, requestId, responsibleId, endedSince } = selection;
  for (let after: string | null = null; ; ) {
    const rows: Row[] = await db.deadline.findMany({
      where: {
        groupId, ...(after ? { id: { gt: after } } : {}), OR: [{ state: 'open' }, { closedOn: { gte: new Date(endedSince) } }],
        ...(requestId ? { requestId } : {}), ...(responsibleId ? { request: { responsibleId } } : {}),
      },
      orderBy: { id: 'asc' }, take: BATCH, select: selectFor(groupId),
    });
    if (rows.length > 0) yield rows.map(toFeedDeadline);
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.id ?? null;
  }
}

const selectFor = (groupId: string) => ({
  id: true, requestId: true, rule: true, owner: true, kind: true, due: true, assertAfter: true, presumed: true, state: true, citation: true, confidence: true, revision: true,
  createdAt: true, updatedAt: true,
  request: { select: { number: true, title: true, agency: { select: { shortName: true, corrections: { where: { groupId }, take: 1, select: { fields: true } } } } } },
}) as const;

type Row = Omit<FeedDeadline, 'due' | 'assertAfter' | 'number' | 'title' | 'agency'> & {
  readonly due: Date;
  readonly assertAfter: Date | null;
  readonly request: { readonly number: string; readonly title: string; readonly agency: { readonly shortName: string; readonly corrections: readonly { readonly fields: unknown }[] } };
};

function toFeedDeadline({ request, ...row }: Row): FeedDeadline {
  return { ...row, number: request.number, title: request.title, agency: shortNameFor(request.agency), due: toCivil(row.due), assertAfter: row.assertAfter && toCivil(row.assertAfter) };
}
