import { dayNumber, formatDistance, formatMonthDate } from '../../platform/views-dates.js';
import type { Confidence, Slip, StateWord } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { itemIsSettled } from './request-state.js';
import { clockName, itemsPhrase, sectionAlone } from './request-words.js';
import type { ClockRow } from './request-page.view.js';
import type { RequestPageData } from './request-page.queries.js';
import { type OwedDate, isLate } from './where-it-stands.js';

type Fact = RequestPageData['facts'][number];
type Deadline = RequestPageData['deadlines'][number];

const SOON_DAYS = 7;

/** The receipt the clocks run from: a confirmed one before a presumed one, among equals the earliest. */
export function receiptOf(facts: readonly Fact[]): Fact | null {
  const receipts = facts.filter((fact) => fact.stands && fact.type === 'received');
  return [...receipts].sort((a, b) => Number(a.presumed) - Number(b.presumed) || a.date.localeCompare(b.date) || a.id.localeCompare(b.id))[0] ?? null;
}

/** The open statutory date the agency owes first. */
export function owedFirst(deadlines: readonly Deadline[]): OwedDate | null {
  const open = deadlines.filter((row) => row.state === 'open' && row.owner === 'agency' && row.kind === 'statutory');
  return [...open].sort((a, b) => a.due.localeCompare(b.due))[0] ?? null;
}

/** Every clock of a request: what is open first, by its date, then promises, then what has ended. */
export function clockRows(data: RequestPageData, today: string): ClockRow[] {
  const rows = data.deadlines.map((row) => ({ open: row.state === 'open', row: deadlineRow(data, row, today) }));
  return [...rows.filter((one) => one.open), ...promiseRows(data, today).map((row) => ({ row })), ...rows.filter((one) => !one.open)].map((one) => one.row);
}

function deadlineRow(data: RequestPageData, row: Deadline, today: string): ClockRow {
  const ours = row.owner === 'requester';
  return {
    what: clockName(row.rule),
    href: `/requests/${data.request.id}/deadlines/${row.id}`,
    citation: sectionAlone(row.citation),
    owes: ours ? t('Us, {name}', { name: data.request.responsible.name }) : data.agency.shortName,
    due: row.due, assertAfter: ours ? null : row.assertAfter, promised: null, presumed: row.presumed && row.state === 'open',
    state: stateOf(row, today),
    confidence: asConfidence(row.confidence),
  };
}

function asConfidence(word: string): Confidence | null {
  return word === 'settled' || word === 'unsettled' || word === 'unverified' ? word : null;
}

function stateOf(row: Deadline, today: string): StateWord {
  const ended = row.closedOn ? formatMonthDate(row.closedOn) : '';
  if (row.state === 'met') return { tone: 'done', words: ended ? t('Met, {date}', { date: ended }) : t('Met') };
  if (row.state === 'void') return { tone: 'quiet', words: ended ? t('No longer applies, {date}', { date: ended }) : t('No longer applies') };
  if (row.owner === 'requester') return { tone: 'own', words: formatDistance(row.due, today) };
  if (isLate(row, today)) return { tone: 'late', words: formatDistance(row.assertAfter ?? row.due, today, 'late') };
  if (row.presumed) return { tone: 'presumed', words: row.due < today ? t('{distance}, on a presumed receipt', { distance: formatDistance(row.due, today) }) : formatDistance(row.due, today) };
  if (row.due < today) return { tone: 'soon', words: t('Due {distance}, not yet safe to call late', { distance: formatDistance(row.due, today) }) };
  return { tone: dayNumber(row.due) - dayNumber(today) <= SOON_DAYS ? 'soon' : 'waiting', words: formatDistance(row.due, today) };
}

/** Items with the same dates promised in the same order share a row. The agency's word moves no statutory clock. */
function promiseRows(data: RequestPageData, today: string): ClockRow[] {
  const histories = new Map<string, { items: number[]; dates: string[] }>();
  for (const item of data.request.items) {
    const dates = promisedDates(data.facts, item.n, item.promisedFor);
    if (dates.length === 0 || itemIsSettled(item.state)) continue;
    const key = dates.join(' ');
    const known = histories.get(key) ?? { items: [], dates };
    known.items.push(item.n);
    histories.set(key, known);
  }
  return [...histories.values()].map(({ items, dates }) => promiseRow(data, items, slipOf(dates), today));
}

function promiseRow(data: RequestPageData, items: readonly number[], slip: Slip, today: string): ClockRow {
  const passed = slip.latest < today;
  return {
    what: t('Records, {items}', { items: itemsPhrase(items) }), href: null, citation: t('promised, not statutory'), owes: data.agency.shortName, due: null, assertAfter: null,
    promised: slip, presumed: false,
    state: { tone: 'promise', words: passed ? t('passed {distance}', { distance: formatDistance(slip.latest, today) }) : formatDistance(slip.latest, today) },
    confidence: null,
  };
}

function slipOf(dates: readonly string[]): Slip {
  const latest = dates.at(-1) ?? '';
  const moves = dates.length - 1;
  return { earlier: dates.slice(0, -1), latest, says: moves === 0 ? null : t.count(moves, 'moved once', 'moved {n} times') };
}

/** The dates an agency gave for an item, in the order it gave them; the item's own is the last word. */
function promisedDates(facts: readonly Fact[], n: number, latest: string | null): string[] {
  const given = facts.filter((fact) => fact.stands && fact.type === 'determination').flatMap((fact) => promiseIn(fact.details, n));
  const all = latest && given.at(-1) !== latest ? [...given, latest] : given;
  return all.filter((date, index) => date !== all[index - 1]);
}

function promiseIn(details: unknown, n: number): string[] {
  const items = details && typeof details === 'object' && 'items' in details && Array.isArray(details.items) ? (details.items as unknown[]) : [];
  return items.flatMap((item) => {
    if (!item || typeof item !== 'object' || !('n' in item) || item.n !== n) return [];
    return 'promisedFor' in item && typeof item.promisedFor === 'string' ? [item.promisedFor] : [];
  });
}

