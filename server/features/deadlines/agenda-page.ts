import { civilIn } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import { encodeKey } from '../../platform/keyset.js';
import { formatDate, formatDistance } from '../../platform/views-dates.js';
import type { StateWord } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { type ParallelDates, slipOf } from '../requests/parallel-dates.js';
import { clockName, clockWhat, sectionAlone } from '../requests/request-words.js';
import type { OpenDeadline } from './agenda.queries.js';
import type { AgendaDay, AgendaRow, AgendaView } from './agenda.view.js';
import { type AgendaQuery, deadlinesAddress } from './deadline-filter.js';
import { type FilterChoices, filtersView } from './deadline-filters.view.js';
import { isLate } from './deadlines.queries.js';

export interface AgendaData {
  readonly query: AgendaQuery;
  readonly page: { readonly rows: readonly OpenDeadline[]; readonly hasPrevious: boolean; readonly hasNext: boolean };
  /** On the first page only; null elsewhere. */
  readonly late: readonly OpenDeadline[] | null;
  /** What promises and reminders stand on, by deadline. */
  readonly parallel: ReadonlyMap<string, ParallelDates>;
  readonly choices: FilterChoices;
}

/** Late rows shown before the list of requests is the better place. */
export const LATE_SHOWN = 50;

/** The agenda of a page of open deadlines. */
export function agendaView(data: AgendaData, actor: Actor, now: Date): AgendaView {
  const { query, page } = data;
  const kept = { owner: query.owner, scope: query.scope === 'mine' ? 'mine' : null, person: query.person, agency: query.agency, kind: query.kind };
  const href = (given: Record<string, string | null | undefined>) => deadlinesAddress('/deadlines', { ...kept, day: query.day, ...given });
  const [first, last] = [page.rows[0], page.rows.at(-1)];
  const row = (deadline: OpenDeadline) => agendaRow(deadline, data.parallel.get(deadline.id) ?? null, civilIn(now, deadline.timeZone).date);
  const late = data.late ?? [];
  return {
    today: civilIn(now, actor.timeZone).date,
    title: query.day ? t('Due {date}', { date: formatDate(query.day) }) : t('Deadlines'),
    says: query.owner === 'agency' ? t('What agencies owe. Late only after the last defensible day, on a confirmed receipt.') : t('What we owe ourselves: the earliest date the law may mean. They never roll forward.'),
    filters: filtersView(query, { view: 'agenda', path: '/deadlines', extra: { day: query.day } }, data.choices),
    day: query.day ? { date: query.day, all: { href: href({ day: null }), label: t('All days') }, month: { href: deadlinesAddress('/deadlines/month', { ...kept, month: query.day.slice(0, 7) }), label: t('Its month') } } : null,
    late: late.length === 0 ? null : { rows: late.slice(0, LATE_SHOWN).map(row), more: late.length > LATE_SHOWN ? { href: '/requests?show=late', label: t('All late requests') } : null },
    days: byDay(page.rows, row),
    earlier: page.hasPrevious && first ? href({ before: encodeKey([first.due, first.id]) }) : null,
    later: page.hasNext && last ? href({ after: encodeKey([last.due, last.id]) }) : null,
    empty: { title: t('No open date here.'), says: t('A date appears when a request is sent, when an agency’s receipt is recorded, or when it acts.') },
    subscribe: roleMay(actor.role, 'feeds.manage') ? { href: '/deadlines/feeds/new?scope=person', label: t('Subscribe in a calendar') } : null,
  };
}

function byDay(rows: readonly OpenDeadline[], toRow: (deadline: OpenDeadline) => AgendaRow): AgendaDay[] {
  const days = new Map<string, AgendaRow[]>();
  for (const row of rows) days.set(row.due, [...(days.get(row.due) ?? []), toRow(row)]);
  return [...days].map(([date, list]) => ({ date, rows: list }));
}

function agendaRow(row: OpenDeadline, parallel: ParallelDates | null, today: string): AgendaRow {
  const at = `/requests/${row.requestId}`;
  return {
    title: row.title, href: at, number: row.number, agency: row.agency, what: whatOf(row, parallel), due: row.due, state: stateOf(row, today),
    safeAfter: row.assertAfter === row.due ? null : row.assertAfter, slip: parallel && row.kind === 'promised' ? slipIn(parallel) : null,
    citation: { text: sectionAlone(row.citation), href: `${at}/deadlines/${row.id}` }, confidence: row.confidence,
  };
}

/** A clock by name; a promise or a reminder in its own words. */
export function whatOf({ rule, key }: Pick<OpenDeadline, 'rule' | 'key'>, parallel: ParallelDates | null): string {
  return parallel ? clockWhat(rule, key, parallel) : clockName(rule);
}

function slipIn(parallel: ParallelDates): AgendaRow['slip'] {
  const slip = slipOf(parallel.said);
  return slip.earlier.length > 0 ? slip : null;
}

/** Words and tone of an open date. Nothing on a presumed receipt is late, and no promise ever is. */
export function stateOf(row: Pick<OpenDeadline, 'owner' | 'kind' | 'state' | 'presumed' | 'assertAfter' | 'due'>, today: string): StateWord {
  if (isLate(row, today) && row.assertAfter) return { tone: 'late', words: formatDistance(row.assertAfter, today, 'late') };
  const words = formatDistance(row.due, today);
  if (row.kind === 'promised') return { tone: 'promise', words: row.due < today ? t('promised date passed, {when}', { when: words }) : words };
  if (row.presumed) return { tone: 'presumed', words: t('{when}, receipt presumed', { when: words }) };
  if (row.owner === 'requester') return { tone: 'own', words };
  return { tone: row.due <= today ? 'soon' : 'waiting', words };
}
