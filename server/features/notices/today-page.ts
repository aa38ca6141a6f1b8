import { civilIn } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import { dayNumber, formatDate, formatShortDate } from '../../platform/views-dates.js';
import type { Citation } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import type { OpenDeadline } from '../deadlines/agenda.queries.js';
import { isLate } from '../deadlines/deadlines.queries.js';
import { slipOf } from '../requests/parallel-dates.js';
import { clockName, clockWhat, sectionAlone } from '../requests/request-words.js';
import { type CivilDate, addDays } from '../statutes/civil-date.js';
import { stripOf } from './today-strip.js';
import { waitingRows } from './today-waiting.js';
import type { DueRow, LateRow, OwnRow, PromisedRow, TodayView } from './today.view.js';
import type { OwnDate, Promised, TodayData } from './today.queries.js';

/** Days looked ahead in each section. */
export const AHEAD = { owed: 6, ours: 30, promised: 14, strip: 13 } as const;

/** `today` plus so many days, both YYYY-MM-DD. */
export const daysAhead = (today: string, days: number): string => addDays(today as CivilDate, days);

/** The page Today for somebody who sees deadlines: by harm, from top to bottom. */
export function todayView(data: TodayData, actor: Actor, ask: { mine: boolean }, now: Date): TodayView {
  const today = civilIn(now, actor.timeZone).date;
  const todayAt = (row: OpenDeadline) => civilIn(now, row.timeZone).date;
  const late = data.owed.filter((row) => isLate(row, todayAt(row))).sort((a, b) => (a.assertAfter ?? '').localeCompare(b.assertAfter ?? ''));
  const through = daysAhead(today, AHEAD.owed);
  // A presumed date that has passed waits for its receipt to be confirmed; it is not due any more and never late.
  const due = data.owed.filter((row) => !isLate(row, todayAt(row)) && row.due <= through && !(row.presumed && row.due < today));
  return {
    today, zone: actor.timeZone, summary: summaryOf(late, due), strip: stripOf(data, today),
    scopes: [{ label: t('Mine'), href: '/?scope=mine', active: ask.mine, count: null }, { label: t('Group'), href: '/?scope=group', active: !ask.mine, count: null }],
    late: late.map((row) => lateRow(row, todayAt(row))), dueSoon: { through, rows: due.map(dueRow) }, waiting: waitingRows(data), ours: data.ours.map(ownRow),
    promised: data.promises.map(promisedRow),
    firstStep: { href: '/compose', label: t('Write a request'), says: t('Write a request, or enter one already under way: its dates, letters to send and replies will stand here.') },
    unseenNotices: data.unseen,
  };
}

function summaryOf(late: readonly OpenDeadline[], due: readonly OpenDeadline[]): string {
  const [worst] = late;
  const [next] = due;
  const sentences: string[] = [];
  if (late.length > 0) sentences.push(t.count(late.length, '{n} answer is late.', '{n} answers are late.'));
  if (next) sentences.push(t.count(due.length, '{n} answer is due by {date}.', '{n} answers are due by {date}.', { date: formatDate(due.at(-1)?.due ?? next.due) }));
  if (worst) sentences.push(t('Start with {agency}: {number} is the longest overdue.', { agency: worst.agency, number: worst.number }));
  return sentences.join(' ') || t('Nothing is late and nothing is due this week.');
}

const citationOf = (row: OpenDeadline): Citation => ({ text: sectionAlone(row.citation), href: `/requests/${row.requestId}/deadlines/${row.id}` });

const base = (row: { requestId: string; number: string; title: string; agency: string }) => ({ title: row.title, href: `/requests/${row.requestId}`, number: row.number, agency: row.agency });

function lateRow(row: OpenDeadline, today: string): LateRow {
  const lateAfter = row.assertAfter ?? row.due;
  return {
    ...base(row), daysLate: dayNumber(today) - dayNumber(lateAfter), lateAfter, says: t('{what} was due {due}, and every reading has passed.', { what: clockName(row.rule), due: formatShortDate(row.due) }),
    citation: citationOf(row), ready: null, action: { href: `/requests/${row.requestId}`, label: t('See what to do') },
  };
}

function dueRow(row: OpenDeadline): DueRow {
  const words = { what: clockName(row.rule), nominal: formatShortDate(row.nominal), due: formatShortDate(row.due) };
  const says = row.nominal === row.due ? t('{what} due on the last day counted.', words) : t('{what}: the count ends {nominal}; moved to {due}.', words);
  const action = row.presumed ? { href: `/requests/${row.requestId}/record/receipt`, label: t('Confirm receipt') } : null;
  return { ...base(row), due: row.due, presumed: row.presumed, says, citation: citationOf(row), confidence: row.confidence, action };
}

function ownRow(row: OwnDate): OwnRow {
  const { parallel } = row;
  const worksheet = `/requests/${row.requestId}/deadlines/${row.id}`;
  if (!parallel) return { ...base(row), due: row.due, says: clockName(row.rule), citation: citationOf(row), confidence: row.confidence, action: { href: `/requests/${row.requestId}`, label: t('Open request') } };
  const says = row.rule === 'reminder' ? parallel.about : t('They may be destroyed from then on: {what}', { what: parallel.about });
  return { ...base(row), due: row.due, says: says.replaceAll('**', ''), citation: null, confidence: row.confidence, action: { href: worksheet, label: row.rule === 'reminder' ? t('Open reminder') : t('See what to do') } };
}

function promisedRow(row: Promised): PromisedRow {
  const slip = slipOf(row.parallel?.said ?? []);
  const what = row.parallel ? clockWhat(row.rule, row.key, row.parallel) : clockName(row.rule);
  return {
    ...base(row), title: t('{title}: {what}', { title: row.title, what: lowerFirst(what) }), slip: { ...slip, says: slip.says ?? t('the first date they gave') }, ready: null,
    action: row.rule === 'promise.records' ? { href: `/requests/${row.requestId}/record/produced`, label: t('Record what came') } : { href: `/requests/${row.requestId}/deadlines/${row.id}`, label: t('See what to do') },
  };
}

const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);
