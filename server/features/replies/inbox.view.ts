import { encodeKey } from '../../platform/keyset.js';
import { masked } from '../../platform/masked-text.js';
import { formatClockTime, formatDate } from '../../platform/views-dates.js';
import type { Chip, IsoInstant, Link, StateWord } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { type InboxRow, inboxKey } from './inbox.queries.js';
import { channelPhrase, isSpoken, kindWords } from './message-words.js';
import type { InboxShow } from './messages.schemas.js';
import type { RequestNamed } from './stored-grounds.js';

export interface InboxView {
  readonly lede: string;
  readonly zone: string;
  readonly chips: readonly Chip[];
  /** The request the list is narrowed to. */
  readonly narrowed: { readonly label: string; readonly off: string } | null;
  /** Who may file and set aside. */
  readonly mayHandle: boolean;
  /** The pen's messages as cards; null in the other lists. */
  readonly pen: readonly PenRow[] | null;
  readonly rows: readonly InboxRowView[];
  readonly newer: string | null;
  readonly older: string | null;
  readonly empty: { readonly title: string; readonly says: string };
}

export interface InboxRowView {
  readonly href: string;
  readonly title: string;
  readonly from: string;
  readonly how: string;
  readonly files: string;
  readonly request: (Link & { readonly title: string; readonly agency: string }) | null;
  readonly state: StateWord;
  readonly came: IsoInstant;
}

export interface PenRow {
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly from: string;
  readonly address: string;
  readonly how: string;
  readonly came: IsoInstant;
  readonly files: string;
  readonly begins: string;
  readonly why: readonly string[];
  readonly likely: readonly LikelyView[];
}

/** A request a message may belong to, with the button that files it there. */
export interface LikelyView {
  readonly requestId: string;
  readonly number: string;
  readonly title: string;
  readonly agency: string;
  readonly href: string;
  readonly says: string;
}

export function inboxView(input: {
  show: InboxShow;
  /** Only this request's; null: of all. */
  of: RequestNamed | null;
  page: { rows: readonly InboxRow[]; hasPrevious: boolean; hasNext: boolean };
  counts: { toRead: number; held: number };
  zone: string;
  mayHandle: boolean;
}): InboxView {
  const { show, of, page, counts, zone, mayHandle } = input;
  const within = of ? `&request=${of.id}` : '';
  const address = (more: string) => `/replies?show=${show}${within}${more}`;
  const [first, last] = [page.rows.at(0), page.rows.at(-1)];
  return {
    lede: ledeOf(counts), zone, mayHandle, narrowed: of && { label: of.number, off: `/replies?show=${show}` },
    chips: ([['to-read', t('To read'), counts.toRead], ['held', t('Holding pen'), counts.held], ['all', t('All'), null], ['set-aside', t('Set aside'), null]] as const)
      .map(([which, label, count]) => ({ href: `/replies?show=${which}${within}`, label, active: which === show, count: of ? null : count })),
    pen: show === 'held' ? page.rows.map(penRow) : null,
    rows: show === 'held' ? [] : page.rows.map(inboxRow),
    newer: page.hasPrevious && first ? address(`&before=${encodeKey(inboxKey(first))}`) : null,
    older: page.hasNext && last ? address(`&after=${encodeKey(inboxKey(last))}`) : null,
    empty: emptyOf(show),
  };
}

function ledeOf({ toRead, held }: { toRead: number; held: number }): string {
  const read = toRead > 0 ? t.count(toRead, '**{n} message** waits to be read.', '**{n} messages** wait to be read.') : '';
  const pen = held > 0 ? t.count(held, '**{n}** could not be placed and waits in the holding pen.', '**{n}** could not be placed and wait in the holding pen.') : '';
  if (!read && !pen) return t('Nothing waits for you.');
  return [read, pen].filter(Boolean).join(' ');
}

function emptyOf(show: InboxShow): InboxView['empty'] {
  switch (show) {
    case 'to-read': return { title: t('Everything is read'), says: t('Messages from agencies stand here until somebody has read them through. They move no date by themselves.') };
    case 'held': return { title: t('The holding pen is empty'), says: t('Mail that Tenday can’t place for certain waits here, with why, and with the requests it may belong to. None of it is lost or thrown away.') };
    case 'set-aside': return { title: t('Nothing was set aside'), says: t('What is no agency’s reply can be set aside here, and taken back. Second copies of a mail stand here too.') };
    case 'all': return { title: t('No message yet'), says: t('What agencies write and say stands here. Paste a message or log a call on its request’s page.') };
  }
}

/** What a message is called in a list. */
export function titleOf(row: Pick<InboxRow, 'subject' | 'channel' | 'fromName'>): string {
  if (row.subject !== '') return masked(row.subject);
  return isSpoken(row.channel) ? t('What {name} said', { name: row.fromName }) : t('Message of {name}', { name: row.fromName || t('nobody named') });
}

const filesOf = (many: number): string => (many === 0 ? '' : t.count(many, '{n} attachment', '{n} attachments'));

function howOf(row: Pick<InboxRow, 'channel' | 'sentOn' | 'sentTime'>): string {
  const way = channelPhrase(row.channel);
  const day = formatDate(row.sentOn);
  return row.sentTime ? t('{way}, {date}, {time}', { way, date: day, time: formatClockTime(row.sentTime) }) : t('{way}, {date}', { way, date: day });
}

function inboxRow(row: InboxRow): InboxRowView {
  const { request } = row;
  return {
    href: request ? `/requests/${request.id}/messages/${row.id}` : `/replies/${row.id}`, title: titleOf(row), from: row.fromName || row.fromAddress, how: howOf(row), files: filesOf(row.attachments),
    request: request && { href: `/requests/${request.id}`, label: request.number, title: request.title, agency: request.agency },
    state: stateOf(row), came: row.createdAt.toISOString(),
  };
}

function stateOf(row: InboxRow): StateWord {
  switch (row.state) {
    case 'held': return { tone: 'waiting', words: t('In the holding pen') };
    case 'set_aside': return { tone: 'quiet', words: t('Set aside') };
    case 'duplicate': return { tone: 'quiet', words: t('Second copy') };
    case 'filed': break;
  }
  if (row.kind === 'bounce') return { tone: 'problem', words: kindWords(row.kind) };
  if (row.doneAt !== null) return { tone: 'done', words: t('Read through') };
  return { tone: 'waiting', words: row.kind === 'reply' ? t('To read') : kindWords(row.kind) };
}

function penRow(row: InboxRow): PenRow {
  return {
    id: row.id, href: `/replies/${row.id}`, title: titleOf(row), from: row.fromName || row.fromAddress, address: row.fromName ? row.fromAddress : '', how: howOf(row), came: row.createdAt.toISOString(),
    files: filesOf(row.attachments), begins: excerptOf(row.begins), why: row.ways.why, likely: row.ways.suggestions.flatMap(likelyView),
  };
}

export function likelyView({ requestId, says, request }: InboxRow['ways']['suggestions'][number]): LikelyView[] {
  return request ? [{ requestId, number: request.number, title: request.title, agency: request.agency, href: `/requests/${requestId}`, says }] : [];
}

const EXCERPT = 240;

/** First words, secrets hidden, cut between words. */
function excerptOf(begins: string): string {
  const text = masked(begins).replace(/\s+/g, ' ').trim();
  if (text.length <= EXCERPT) return text;
  const cut = text.lastIndexOf(' ', EXCERPT);
  return `${text.slice(0, cut > 0 ? cut : EXCERPT)} …`;
}
