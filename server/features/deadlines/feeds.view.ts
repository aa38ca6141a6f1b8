import type { Problem } from '../../platform/http/routes.js';
import type { Actor } from '../../platform/http/actor.js';
import { t } from '../../platform/words.js';
import { type FormView, formView } from '../accounts/form.view.js';
import { type FeedDeadline, type FeedScope, type FeedTitles, feedEvents } from './feed-events.js';
import type { FeedRow } from './feeds.queries.js';

export interface FeedRowView {
  readonly id: string;
  /** “My dates”. */
  readonly what: string;
  readonly label: string;
  /** Whose it is, where that is somebody else; null for one's own. */
  readonly whose: string | null;
  /** “Number and date only”. */
  readonly reveals: string;
  /** A line as it stands in a calendar. */
  readonly example: string;
  readonly rests: boolean;
  readonly createdAt: Date;
  readonly lastReadAt: Date | null;
  readonly zone: string;
}

export interface FeedsView {
  readonly lede: string;
  readonly own: readonly FeedRowView[];
  /** Empty but for an owner. */
  readonly others: readonly FeedRowView[];
}

/** The calendars a person subscribed to, and for an owner those of the others. */
export function feedsView(rows: readonly FeedRow[], actor: Actor): FeedsView {
  const views = rows.map((row) => ({ mine: row.personId === actor.personId, view: rowView(row, actor) }));
  return {
    lede: t('Your calendar program reads these dates from a secret address and looks again by itself, about every six hours. It can change nothing here.'),
    own: views.filter((one) => one.mine).map((one) => one.view), others: views.filter((one) => !one.mine).map((one) => one.view),
  };
}

function rowView(row: FeedRow, actor: Actor): FeedRowView {
  const { id, label, rests, createdAt, lastReadAt } = row;
  const mine = row.personId === actor.personId;
  return {
    id, label, rests, createdAt, lastReadAt, zone: actor.timeZone, whose: mine ? null : row.personName,
    what: scopeWords(row.scope, { number: row.requestNumber, name: mine ? null : row.personName }), reveals: revealsWords(row.titles), example: exampleLine(row.titles, row.requestNumber),
  };
}

function scopeWords(scope: FeedScope, about: { number: string | null; name: string | null }): string {
  if (scope === 'group') return t('All dates of the group');
  if (scope === 'request') return t('Dates of {number}', { number: about.number ?? t('a request') });
  return about.name === null ? t('My dates') : t('Dates {name} is responsible for', { name: about.name });
}

function revealsWords(titles: FeedTitles): string {
  return titles === 'opaque' ? t('Number and date only') : t('Agency, what is owed, title');
}

const SAMPLE: FeedDeadline = {
  id: '', requestId: '', number: 'TD-2026-0007', title: '', agency: 'LAPD', rule: 'cpra.determination', owner: 'agency', kind: 'statutory', due: '2026-11-30', assertAfter: null,
  presumed: false, state: 'open', citation: '', confidence: 'settled', revision: 1, createdAt: new Date(0), updatedAt: new Date(0),
};

/** An entry's title, made the way entries are made. */
export function exampleLine(titles: FeedTitles, number: string | null = null): string {
  const [event] = feedEvents({ ...SAMPLE, number: number ?? SAMPLE.number }, { titles, publicUrl: '', uidHost: '' });
  return event?.summary ?? '';
}

export interface NewFeedView extends FormView {
  readonly scopes: readonly { readonly value: string; readonly label: string; readonly hint: string }[];
  readonly titleChoices: readonly { readonly value: string; readonly label: string; readonly hint: string }[];
  readonly requestId: string;
}

/** The form to subscribe. The dates of one request are offered where the reader came from one. */
export function newFeedView(chosen: { scope: FeedScope | undefined; request: { id: string; number: string; title: string } | null }, problem: Problem | null = null): NewFeedView {
  const { request } = chosen;
  const fallback: FeedScope = request ? 'request' : 'person';
  const scope = chosen.scope === 'request' && !request ? fallback : (chosen.scope ?? fallback);
  const offered: NewFeedView['scopes'] = [
    ...(request ? [{ value: 'request', label: scopeWords('request', { number: request.number, name: null }), hint: t('Only this request: {title}.', { title: request.title.replaceAll('**', '* *') }) }] : []),
    { value: 'person', label: t('My dates'), hint: t('Every request you are responsible for, also those you take on later.') },
    { value: 'group', label: t('All dates of the group'), hint: t('Every request of the group.') },
  ];
  return {
    ...formView({ scope, titles: 'opaque', label: '' }, problem),
    scopes: offered, requestId: request?.id ?? '',
    titleChoices: [
      { value: 'opaque', label: t('Number and date only'), hint: t('For instance **{example}**. Nobody who sees your phone learns more.', { example: exampleLine('opaque') }) },
      { value: 'full', label: t('Agency, what is owed, title'), hint: t('For instance **{example}**, with the request’s title in the notes. Whoever runs your calendar can read it.', { example: exampleLine('full') }) },
    ],
  };
}
