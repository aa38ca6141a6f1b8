import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { Context } from '../../context.js';
import { civilIn, fromCivil, toCivil } from '../../platform/clock.js';
import { t } from '../../platform/words.js';
import { calendarEvents, calendarHead, calendarTail } from './feed-calendar.js';
import { type FeedStyle, feedEvents } from './feed-events.js';
import { type FeedSelection, type FeedState, type LiveFeed, feedDeadlines, feedState, liveFeed } from './feed.queries.js';
import { noteFeedRead } from './note-feed-read.js';

type Deps = Pick<Context, 'db' | 'clock' | 'config'>;

/** For how many days a deadline that ended stays in a calendar: long enough for a program that was off over a summer to hear of it. */
export const ENDED_DAYS = 90;

/** Raise it when the same rows are written in another way, so that programs read them again. */
const FORMAT = 1;

/** Deadlines written before others are served in between: a few milliseconds' work. */
const AT_ONCE = 25;

/**
 * Answers a calendar program (GET and HEAD). Nobody signs in here and no cookie is set: the secret in the address is all there is, and whatever it
 * does not open is one and the same 404.
 */
export async function answerFeed(deps: Deps, secret: string, req: Request, res: Response): Promise<void> {
  // Without it the session's cookie of a browser that opens its own feed would be renewed.
  Reflect.deleteProperty(req, 'session');
  res.set({ 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex, nofollow', 'Cache-Control': 'private, no-cache' });
  const feed = await liveFeed(deps.db, secret);
  if (!feed) {
    res.status(404).type('text/plain').send(t('There is no calendar here.'));
    return;
  }
  await noteFeedRead(deps, feed);
  const selection = selectionOf(feed, deps.clock.now());
  const state = await feedState(deps.db, selection);
  const style = styleOf(feed, deps.config);
  const etag = etagOf(feed, style, state);
  res.set({ ETag: etag, 'Last-Modified': lastChange(feed, state).toUTCString() });
  if (matches(req.get('if-none-match'), etag)) {
    res.status(304).end();
    return;
  }
  res.set({ 'Content-Type': 'text/calendar; charset=utf-8', 'Content-Disposition': 'inline; filename="tenday.ics"' });
  if (req.method === 'HEAD') res.end();
  else await stream(Readable.from(calendarText(deps, feed, selection, style)), res);
}

/** All that is open, and what ended lately. */
function selectionOf(feed: LiveFeed, now: Date): FeedSelection {
  const today = fromCivil(civilIn(now, feed.timeZone).date);
  return {
    groupId: feed.groupId, requestId: feed.scope === 'request' ? feed.requestId : null, responsibleId: feed.scope === 'person' ? feed.personId : null,
    endedSince: toCivil(new Date(today.getTime() - ENDED_DAYS * 86_400_000)),
  };
}

function styleOf(feed: LiveFeed, config: Context['config']): FeedStyle {
  return { titles: feed.titles, publicUrl: config.publicUrl, uidHost: config.replyDomain === 'localhost' ? 'tenday' : config.replyDomain };
}

/** What the calendar is called among its reader's others. Unless full, no name is in it. */
function nameOf(feed: LiveFeed): string {
  if (feed.scope === 'request') return t('Tenday {number}', { number: feed.number ?? '' });
  if (feed.scope === 'person') return t('Tenday: my dates');
  return feed.titles === 'full' ? t('Tenday: {group}', { group: feed.groupName }) : t('Tenday: the group’s dates');
}

async function* calendarText(deps: Deps, feed: LiveFeed, selection: FeedSelection, style: FeedStyle): AsyncGenerator<string> {
  yield calendarHead(nameOf(feed));
  for await (const rows of feedDeadlines(deps.db, selection)) {
    for (let start = 0; start < rows.length; start += AT_ONCE) {
      yield calendarEvents(rows.slice(start, start + AT_ONCE).flatMap((row) => feedEvents(row, style)));
      await setImmediate();
    }
  }
  yield calendarTail;
}

/** Weak: the same rows give the same entries. Rows that move while they are sent make the next look differ, never the other way about. */
function etagOf(feed: LiveFeed, style: FeedStyle, state: FeedState): string {
  const made = JSON.stringify([FORMAT, feed.id, nameOf(feed), style, state.rows, state.digest]);
  return `W/"${createHash('sha256').update(made).digest('base64url').slice(0, 27)}"`;
}

function lastChange(feed: LiveFeed, state: FeedState): Date {
  return state.changedAt && state.changedAt > feed.createdAt ? state.changedAt : feed.createdAt;
}

function matches(header: string | undefined, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return header !== undefined && header.split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etag));
}

async function stream(source: Readable, res: Response): Promise<void> {
  try {
    await pipeline(source, res);
  } catch (error) {
    // The program went away in the middle: nothing to tell it, and no fault of ours.
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE')) throw error;
  }
}
