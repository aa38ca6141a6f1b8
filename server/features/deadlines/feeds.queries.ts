import type { Db } from '../../platform/db.js';
import type { Actor, RoleName } from '../../platform/http/actor.js';
import { roleMay } from '../accounts/permissions.js';
import { requestsVisibleTo } from '../requests/visibility.js';
import { requestNotFound } from '../requests/requests.errors.js';
import type { FeedScope, FeedTitles } from './feed-events.js';

/** A feed that is not revoked. Its secret is nowhere. */
export interface FeedRow {
  readonly id: string;
  readonly scope: FeedScope;
  readonly titles: FeedTitles;
  readonly label: string;
  readonly requestId: string | null;
  readonly requestNumber: string | null;
  readonly personId: string;
  readonly personName: string;
  /** Its person left or may no longer see dates: it answers nothing. */
  readonly rests: boolean;
  readonly createdAt: Date;
  readonly lastReadAt: Date | null;
}

/** How many one page shows: fifty people with all they may have. */
const MOST_SHOWN = 1000;

/** One's own feeds, newest first; for an owner everybody's of the group, their own first. */
export async function listFeeds(db: Db, actor: Actor): Promise<FeedRow[]> {
  const { groupId, personId } = actor;
  const everybody = roleMay(actor.role, 'people.manage');
  const rows = await db.$queryRaw<(Omit<FeedRow, 'rests'> & { role: RoleName; left: boolean })[]>`
    SELECT f.id, f.scope, f.titles, f.label, f.request_id AS "requestId", r.number AS "requestNumber", f.person_id AS "personId", p.name AS "personName",
           p.role, p.deactivated_at IS NOT NULL AS "left", f.created_at AS "createdAt", f.last_read_at AS "lastReadAt"
    FROM calendar_feeds f
    JOIN people p ON p.id = f.person_id AND p.group_id = f.group_id
    LEFT JOIN records_requests r ON r.id = f.request_id AND r.group_id = f.group_id
    WHERE f.group_id = ${groupId}::uuid AND f.revoked_at IS NULL AND (${everybody} OR f.person_id = ${personId}::uuid)
    ORDER BY f.person_id <> ${personId}::uuid, f.id DESC
    LIMIT ${MOST_SHOWN}`;
  return rows.map(({ role, left, ...row }) => ({ ...row, rests: left || !roleMay(role, 'deadlines.see') || !roleMay(role, 'feeds.manage') }));
}

/** Number and title of a request to subscribe to. @throws AppError `requests.not-found` */
export async function requestToFeed(db: Db, actor: Actor, requestId: string): Promise<{ id: string; number: string; title: string }> {
  const found = await db.recordsRequest.findFirst({ where: { ...requestsVisibleTo(actor), groupId: actor.groupId, id: requestId }, select: { id: true, number: true, title: true } });
  if (!found) throw requestNotFound();
  return found;
}
