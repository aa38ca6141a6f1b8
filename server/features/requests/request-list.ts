import { civilDateOf } from '../../platform/views-dates.js';
import type { Chip, Link, StateWord } from '../../platform/views-parts.view.js';
import { encodeKey } from '../../platform/keyset.js';
import { t } from '../../platform/words.js';
import { UNDER_WAY, keyOf } from './request-filter.js';
import type { RequestListView, RequestRow, SortHead } from './request-list.view.js';
import { itemIsSettled } from './request-state.js';
import { requestStateWord } from './request-words.js';
import type { ChosenAgency, RequestPageOfList, RequestRowData } from './requests.queries.js';
import type { ListQuery, Show, Sort } from './requests.schemas.js';
import { type ToldEvent, tellEvent } from './timeline-words.js';
import { isLate } from './where-it-stands.js';

export interface RequestListData {
  readonly query: ListQuery;
  readonly page: RequestPageOfList;
  readonly agencies: readonly ChosenAgency[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** Zone → the day it is there. */
  readonly today: ReadonlyMap<string, string>;
  /** The group's zone. */
  readonly zone: string;
  readonly counts: { readonly found: number; readonly late: number; readonly due: number; readonly notSent: number };
  readonly lastEvents: ReadonlyMap<string, ToldEvent>;
  readonly mayWrite: boolean;
}

type Address = Partial<Record<'show' | 'agency' | 'person' | 'words' | 'sort' | 'after' | 'before', string | undefined>>;

/** The list's address with these filters; what is usual is left out. */
export function listAddress(query: Address): string {
  const usual: Address = { show: 'all', sort: '-moved' };
  const given = Object.entries(query).filter(([name, value]) => value !== undefined && value !== '' && value !== usual[name as keyof Address]);
  const search = new URLSearchParams(given.map(([name, value]): [string, string] => [name, value ?? '']));
  return search.size === 0 ? '/requests' : `/requests?${search}`;
}

/** The list as its page shows it. Pure: the same rows give the same page. */
export function requestListView(data: RequestListData): RequestListView {
  const { query, page, zone } = data;
  const today = data.today.get(zone) ?? '';
  const kept = { show: query.show, agency: query.agency, person: query.person, words: query.words };
  const first = page.rows[0];
  const last = page.rows.at(-1);
  const key = (row: RequestRowData) => encodeKey(keyOf(query.sort, row.sortable));
  const filtered = query.show !== 'all' || Boolean(query.agency ?? query.person ?? query.words);
  return {
    today,
    summary: summary(data.counts, filtered),
    chips: chips(data, kept),
    set: filtersSet(data, kept),
    filters: {
      open: Boolean(query.agency ?? query.person ?? query.words),
      carried: query.show === 'all' ? [] : [{ name: 'show', value: query.show }],
      agencies: data.agencies.map((agency) => ({ value: agency.id, label: agency.name })), agency: query.agency ?? '',
      people: data.people.map((person) => ({ value: person.id, label: person.name })), person: query.person ?? '',
      words: query.words ?? '',
    },
    sorts: {
      number: sortHead(query, 'number', '-number', kept), nextDate: sortHead(query, 'next', 'next', kept), lastMovement: sortHead(query, 'moved', '-moved', kept),
    },
    rows: page.rows.map((row) => requestRow(row, data)),
    newer: first && page.hasPrevious ? listAddress({ ...kept, sort: query.sort, before: key(first) }) : null,
    older: last && page.hasNext ? listAddress({ ...kept, sort: query.sort, after: key(last) }) : null,
    newRequest: data.mayWrite ? { href: '/compose', label: t('New request') } : null,
    underWay: data.mayWrite ? { href: '/requests/enter', label: t('Enter one already under way') } : null,
    empty: empty(filtered, data.mayWrite),
  };
}

function summary(counts: RequestListData['counts'], filtered: boolean): string {
  const found = filtered
    ? t.count(counts.found, '{n} request with these filters', '{n} requests with these filters')
    : t.count(counts.found, '{n} request', '{n} requests');
  if (filtered || counts.late === 0) return t('{found}.', { found });
  return t.count(counts.late, '{found}, {n} of them late.', '{found}, {n} of them late.', { found });
}

const SHOW_WORDS: readonly (readonly [Show, () => string])[] = [
  ['all', () => t('All')],
  ['late', () => t('Late')],
  ['due', () => t('Due this week')],
  ['waiting', () => t('Waiting for the agency')],
  ['not-sent', () => t('Not sent')],
  ['drafts', () => t('Being written')],
  ['closed', () => t('Closed')],
];

function chips(data: RequestListData, kept: Address): Chip[] {
  const counts: Partial<Record<Show, number>> = { late: data.counts.late, due: data.counts.due, 'not-sent': data.counts.notSent };
  return SHOW_WORDS.map(([show, label]) => ({
    href: listAddress({ ...kept, sort: data.query.sort, show }), label: label(), active: data.query.show === show, count: counts[show] ?? null,
  }));
}

function filtersSet(data: RequestListData, kept: Address): Link[] {
  const { query } = data;
  const without = (name: 'agency' | 'person' | 'words') => listAddress({ ...kept, sort: query.sort, [name]: undefined });
  const set: Link[] = [];
  if (query.agency) set.push({ href: without('agency'), label: data.agencies.find((agency) => agency.id === query.agency)?.shortName ?? t('One agency') });
  if (query.person) set.push({ href: without('person'), label: data.people.find((person) => person.id === query.person)?.name ?? t('One person') });
  if (query.words) set.push({ href: without('words'), label: t('“{words}”', { words: query.words }) });
  return set;
}

function sortHead(query: ListQuery, name: string, usual: Sort, kept: Address): SortHead {
  const now = query.sort.replace('-', '') === name ? query.sort : null;
  const opposite = now === null ? usual : ((now.startsWith('-') ? name : `-${name}`) as Sort);
  return { href: listAddress({ ...kept, sort: opposite }), direction: now === null ? null : now.startsWith('-') ? 'descending' : 'ascending' };
}

function requestRow(row: RequestRowData, data: RequestListData): RequestRow {
  const today = data.today.get(row.agency.timeZone) ?? data.today.get(data.zone) ?? '';
  const event = data.lastEvents.get(row.id);
  return {
    href: `/requests/${row.id}`,
    number: row.number, title: row.title, agency: row.agency.name, responsible: row.responsible.name,
    stands: standsInList(row, today),
    standsMore: answered(row),
    next: nextDate(row, today),
    moved: { date: civilDateOf(row.movedAt, data.zone), what: event ? tellEvent(event).what : '' },
  };
}

const underWay = (row: RequestRowData) => (UNDER_WAY as readonly string[]).includes(row.state);

/** The date the list compares, from the columns kept on the request's row. */
function owedOf(row: RequestRowData) {
  return row.nextDue && underWay(row) ? { due: row.nextDue, assertAfter: row.nextAssertAfter, presumed: row.nextPresumed } : null;
}

export function rowIsLate(row: RequestRowData, today: string): boolean {
  return isLate(owedOf(row), today);
}

/** Where a request stands, from what its row keeps; a state that is stored never says late, the dates do. */
export function standsInList(row: RequestRowData, today: string): StateWord {
  const owed = owedOf(row);
  if (isLate(owed, today)) return { tone: 'late', words: t('Late') };
  if (owed?.presumed) return { tone: 'presumed', words: t('Sent, receipt presumed') };
  if (owed && owed.assertAfter === null) return { tone: 'own', words: t('A date of our own runs') };
  if (owed && owed.due <= today) return { tone: 'soon', words: owed.due === today ? t('Determination due today') : t('Due, not yet safe to call late') };
  const tones = { draft: 'quiet', not_sent: 'unsent', awaiting: 'waiting', determined: 'promise', producing: 'promise', closed: 'closed', withdrawn: 'closed' } as const;
  return { tone: tones[row.state], words: requestStateWord(row.state) };
}

function answered(row: RequestRowData): string | null {
  if (!underWay(row) || row.items.length === 0) return null;
  const done = row.items.filter((state) => itemIsSettled(state)).length;
  return done === 0 ? null : t.count(row.items.length, '{done} of {n} item answered', '{done} of {n} items answered', { done });
}

function nextDate(row: RequestRowData, today: string): RequestRow['next'] {
  const owed = owedOf(row);
  if (!owed) return null;
  return { date: owed.due, what: owed.assertAfter === null ? t('our own date') : t('determination due'), presumed: owed.presumed, late: isLate(owed, today) };
}

function empty(filtered: boolean, mayWrite: boolean): RequestListView['empty'] {
  if (filtered) {
    return { title: t('No request matches.'), says: t('Take a filter off, or look at all of them.'), action: { href: '/requests', label: t('Show all requests'), primary: false } };
  }
  return {
    title: t('No requests yet.'),
    says: t('Every request you write or enter stands here with its next date.'),
    action: mayWrite ? { href: '/compose', label: t('Write the first request'), primary: false } : null,
  };
}
