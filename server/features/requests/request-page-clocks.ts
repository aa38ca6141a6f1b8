import { dayNumber, formatDistance, formatMonthDate } from '../../platform/views-dates.js';
import type { Confidence, StateWord } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { type ParallelDates, slipOf } from './parallel-dates.js';
import { clockName, clockWhat, sectionAlone } from './request-words.js';
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

/** What an agency owes beside its determination is named only when that is not open. */
const BESIDE: ReadonlySet<string> = new Set(['foia.expedited', 'foia.appeal_decision']);

/** The open statutory date the agency owes first. */
export function owedFirst(deadlines: readonly Deadline[]): OwedDate | null {
  const open = deadlines.filter((row) => row.state === 'open' && row.owner === 'agency' && row.kind === 'statutory');
  return [...open].sort((a, b) => Number(BESIDE.has(a.rule)) - Number(BESIDE.has(b.rule)) || a.due.localeCompare(b.due))[0] ?? null;
}

const STANDS_STILL: ReadonlySet<string> = new Set(['foia.determination', 'foia.extension']);

/** The day of a question for which FOIA's clock stands still until we answer; null while one of its clocks runs. */
export function pausedOn({ deadlines, facts }: Pick<RequestPageData, 'deadlines' | 'facts'>): string | null {
  const clocks = deadlines.filter((row) => STANDS_STILL.has(row.rule));
  if (clocks.some((row) => row.state === 'open')) return null;
  const asked = new Set(facts.filter((fact) => fact.stands && fact.type === 'federal').map(({ date }) => date));
  return clocks.find((row) => row.state === 'void' && row.closedOn !== null && asked.has(row.closedOn))?.closedOn ?? null;
}

/** Every clock of a request: what the law dates and is open first, then promises and our own days, then what has ended; each part by its date. */
export function clockRows(data: RequestPageData, today: string, mayRecord = false): ClockRow[] {
  const part = (row: Deadline) => (row.state !== 'open' ? 2 : row.kind === 'statutory' ? 0 : 1);
  return [...data.deadlines].sort((a, b) => part(a) - part(b)).map((row) => (row.parallel ? parallelRow(data, row, row.parallel, today, mayRecord) : deadlineRow(data, row, today)));
}

function deadlineRow(data: RequestPageData, row: Deadline, today: string): ClockRow {
  const ours = row.owner === 'requester';
  return {
    what: clockName(row.rule),
    href: worksheetOf(data, row),
    citation: sectionAlone(row.citation),
    owes: ours ? t('Us, {name}', { name: data.request.responsible.name }) : data.agency.shortName,
    due: row.due, assertAfter: ours ? null : row.assertAfter, promised: null, presumed: row.presumed && row.state === 'open',
    state: waits(data, row) ?? stateOf(row, today),
    confidence: asConfidence(row.confidence), done: null,
  };
}

function waits(data: RequestPageData, row: Deadline): StateWord | null {
  const since = STANDS_STILL.has(row.rule) && row.state === 'void' ? pausedOn(data) : null;
  return since !== null && row.closedOn === since ? { tone: 'waiting', words: t('Stands still since {date}', { date: formatMonthDate(since) }) } : null;
}

const worksheetOf = (data: RequestPageData, row: Deadline): string => `/requests/${data.request.id}/deadlines/${row.id}`;

/** A promise, a reminder, or a day from which records may be destroyed. The agency's word moves no statutory clock. */
function parallelRow(data: RequestPageData, row: Deadline, parallel: ParallelDates, today: string, mayRecord: boolean): ClockRow {
  const promised = row.kind === 'promised';
  const name = data.people.get(parallel.forPersonId ?? '') ?? data.request.responsible.name;
  return {
    what: clockWhat(row.rule, row.key, parallel).replaceAll('**', ''), href: worksheetOf(data, row), citation: parallel.source || row.citation, owes: promised ? data.agency.shortName : t('Us, {name}', { name }),
    due: promised ? null : row.due, assertAfter: null, promised: promised ? slipOf(parallel.said) : null, presumed: false,
    state: promised ? promiseState(row, today) : stateOf(row, today), confidence: null,
    done: mayRecord && row.state === 'open' ? doneOf(data, row) : null,
  };
}

/** Records that came are recorded as a production, which ends their promise; the rest is ticked off. */
function doneOf(data: RequestPageData, row: Deadline): ClockRow['done'] {
  if (row.rule !== 'reminder' && row.rule !== 'promise.instalment' && row.rule !== 'promise.other') return null;
  return { action: `${worksheetOf(data, row)}/done`, label: row.rule === 'reminder' ? t('Done') : t('They kept it') };
}

function promiseState(row: Deadline, today: string): StateWord {
  if (row.state === 'met') return { tone: 'done', words: row.closedOn ? t('Kept, {date}', { date: formatMonthDate(row.closedOn) }) : t('Kept') };
  if (row.state === 'void') return stateOf(row, today);
  const distance = formatDistance(row.due, today);
  return { tone: 'promise', words: row.due < today ? t('promised day passed {distance}', { distance }) : distance };
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
