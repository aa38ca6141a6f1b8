import type { Context } from '../../context.js';
import type { Tx } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { hashSecret, newId, newSecret } from '../../platform/ids.js';
import { requestNotFound } from '../requests/requests.errors.js';
import { appendEvent } from '../timeline/append-event.js';
import { tooManyFeeds } from './feeds.errors.js';
import type { NewFeed } from './feeds.schemas.js';

/** More than anybody has programs; a script in a loop stops here. */
export const MOST_FEEDS = 20;

export interface CreatedFeed {
  readonly feedId: string;
  /** Shown once: only the hash of its 256 random bits is kept. */
  readonly url: string;
  /** The same for programs that subscribe by a click. */
  readonly webcalUrl: string;
}

/**
 * Makes a read-only calendar for oneself, at a secret address.
 * @throws AppError `requests.not-found`; `deadlines.too-many-feeds` when the person has 20 that work
 */
export async function createFeed(deps: Pick<Context, 'db' | 'clock' | 'config'>, actor: Actor, input: NewFeed): Promise<CreatedFeed> {
  const { groupId, personId } = actor;
  const { scope, titles, label } = input;
  const at = deps.clock.now();
  const feedId = newId(at.getTime());
  const secret = newSecret();
  await deps.db.$transaction(async (tx) => {
    const requestId = scope === 'request' ? await groupsRequest(tx, groupId, input.requestId) : null;
    await requireRoom(tx, actor);
    await tx.calendarFeed.create({ data: { id: feedId, groupId, personId, scope, requestId, titles, label, tokenHash: hashSecret(secret), createdAt: at } });
    await appendEvent(tx, { groupId, at, type: 'feed.created', requestId, personId, subject: { type: 'feed', id: feedId }, words: { scope, titles, ...(label === '' ? {} : { label }) } });
  });
  const url = `${deps.config.publicUrl}/calendar/${secret}.ics`;
  return { feedId, url, webcalUrl: url.replace(/^https?:/, 'webcal:') };
}

async function groupsRequest(tx: Tx, groupId: string, requestId: string | undefined): Promise<string> {
  const found = requestId ? await tx.recordsRequest.findUnique({ where: { groupId_id: { groupId, id: requestId } }, select: { id: true } }) : null;
  if (!found) throw requestNotFound();
  return found.id;
}

/** The person's row is held until the end, so that two at once can't both take the last place. */
async function requireRoom(tx: Tx, { groupId, personId }: Actor): Promise<void> {
  await tx.$queryRaw`SELECT id FROM people WHERE id = ${personId}::uuid AND group_id = ${groupId}::uuid FOR UPDATE`;
  const live = await tx.calendarFeed.count({ where: { groupId, personId, revokedAt: null } });
  if (live >= MOST_FEEDS) throw tooManyFeeds(MOST_FEEDS);
}
