import { formatDate } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { clockName, sectionAlone } from '../requests/request-words.js';

/** Whose dates a calendar holds. */
export const FEED_SCOPES = ['person', 'request', 'group'] as const;
export type FeedScope = (typeof FEED_SCOPES)[number];

/** How much an entry says: number and date alone, or what is owed, by whom, on which request. */
export const FEED_TITLES = ['opaque', 'full'] as const;
export type FeedTitles = (typeof FEED_TITLES)[number];

/** A deadline as a calendar needs it. Dates are YYYY-MM-DD. There is no last lawful day here: it is never fed. */
export interface FeedDeadline {
  readonly id: string;
  readonly requestId: string;
  readonly number: string;
  readonly title: string;
  readonly agency: string;
  readonly rule: string;
  readonly owner: string;
  readonly kind: string;
  readonly due: string;
  readonly assertAfter: string | null;
  readonly presumed: boolean;
  readonly state: 'open' | 'met' | 'void';
  readonly citation: string;
  readonly confidence: string;
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** When a calendar program speaks up; each at nine in the morning where its owner is. */
export type FeedAlarm = 'week-before' | 'day-before' | 'day-after';

/** One entry of a calendar: a whole day. */
export interface FeedEvent {
  /** Stays the same whatever becomes of the deadline. */
  readonly uid: string;
  /** Grows with every revision of the deadline. */
  readonly sequence: number;
  readonly date: string;
  readonly summary: string;
  readonly description: string;
  readonly url: string;
  readonly category: string;
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  readonly alarms: readonly FeedAlarm[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** How a calendar is written. */
export interface FeedStyle {
  readonly titles: FeedTitles;
  /** Address of this server, without a slash at its end. */
  readonly publicUrl: string;
  /** What stands behind the @ of the entries' ids. */
  readonly uidHost: string;
}

/**
 * The entries of one deadline: its day, and for what an agency owes by statute the day it is safe to call late after, where that is another. On a
 * presumed receipt nobody is ever late, so the second one waits for the receipt to be confirmed. An entry that lost its meaning is sent as
 * cancelled, so that a program that keeps what it once read drops it.
 */
export function feedEvents(row: FeedDeadline, style: FeedStyle): FeedEvent[] {
  const common = {
    sequence: row.revision - 1, url: `${style.publicUrl}/requests/${row.requestId}/deadlines/${row.id}`, category: categoryOf(row), createdAt: row.createdAt, updatedAt: row.updatedAt,
  };
  const day: FeedEvent = {
    ...common, uid: `${row.id}@${style.uidHost}`, date: row.due, summary: summaryOf(row, style.titles, dayWord(row)), description: descriptionOf(row, style.titles),
    status: statusOf(row), alarms: row.state === 'open' ? alarmsOf(row) : [],
  };
  if (!hasSafeDay(row)) return [day];
  const open = row.state === 'open';
  return [day, {
    ...common, uid: `${row.id}-safe@${style.uidHost}`, date: row.assertAfter, summary: summaryOf(row, style.titles, open ? t('safe to call late after') : t('no longer applies')),
    description: descriptionOf(row, style.titles), status: open ? 'CONFIRMED' : 'CANCELLED', alarms: open ? ['day-after'] : [],
  }];
}

function hasSafeDay(row: FeedDeadline): row is FeedDeadline & { assertAfter: string } {
  return row.owner === 'agency' && row.kind === 'statutory' && !row.presumed && row.assertAfter !== null && row.assertAfter !== row.due;
}

function isOurs(row: FeedDeadline): boolean {
  return row.owner === 'requester' || row.kind === 'set_by_us';
}

function statusOf(row: FeedDeadline): FeedEvent['status'] {
  if (row.state === 'void') return 'CANCELLED';
  return row.presumed && row.state === 'open' ? 'TENTATIVE' : 'CONFIRMED';
}

/** Ours leave time to write and file; what an agency owes is only watched. */
function alarmsOf(row: FeedDeadline): FeedAlarm[] {
  return isOurs(row) ? ['week-before', 'day-before'] : ['day-before'];
}

function categoryOf(row: FeedDeadline): string {
  if (isOurs(row)) return t('Ours');
  return row.kind === 'promised' ? t('Promised') : t('Statutory');
}

/** What the day is, in words that say nothing of the matter. */
function dayWord(row: FeedDeadline): string {
  if (row.state === 'void') return t('no longer applies');
  if (row.state === 'met') return t('done');
  if (isOurs(row)) return t('our date');
  if (row.kind === 'promised') return t('promised');
  return row.presumed ? t('due, presumed') : t('due');
}

function summaryOf(row: FeedDeadline, titles: FeedTitles, word: string): string {
  if (titles === 'opaque') return t('{number}: {word}', { number: row.number, word });
  const sure = sureness(row);
  const what = t('{number}, {agency}: {clock}, {word}', { number: row.number, agency: row.agency, clock: clockName(row.rule), word });
  return sure === null ? what : t('{what} ({sure})', { what, sure });
}

function sureness(row: FeedDeadline): string | null {
  if (row.confidence === 'unsettled') return t('law unsettled');
  return row.confidence === 'unverified' ? t('not verified') : null;
}

function descriptionOf(row: FeedDeadline, titles: FeedTitles): string {
  if (titles === 'opaque') return t('Open in Tenday');
  const ahead = hasSafeDay(row) && row.state === 'open' ? [t('Due {due}; safe to call late after {date}.', { due: formatDate(row.due), date: formatDate(row.assertAfter) })] : [];
  const doubts = [
    ...(row.confidence === 'unsettled' ? [t('The law is unsettled here: see how it was counted.')] : []),
    ...(row.confidence === 'unverified' ? [t('Not verified: see how it was counted.')] : []),
    ...(row.presumed && row.state === 'open' ? [t('Counted from a presumed receipt: it warns us and makes nobody late.')] : []),
  ];
  return [row.title, sectionAlone(row.citation), ...ahead, ...doubts, t('Open in Tenday')].filter((line) => line !== '').join('\n');
}
