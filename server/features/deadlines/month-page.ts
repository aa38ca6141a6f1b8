import { civilIn } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import { formatMonth, formatWeekday } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { clockName } from '../requests/request-words.js';
import type { CalendarSet } from '../statutes/agency-calendars.js';
import { CALENDAR_SETS } from '../statutes/calendar-sets.js';
import { type ClosedReason, type Closure, openDays } from '../statutes/calendars.js';
import { type CivilDate, EARLIEST_YEAR, LATEST_YEAR, type DayNumber, dayNumberOf, daysInMonth, fromDayNumber, weekdayOf } from '../statutes/civil-date.js';
import { stateOf } from './agenda-page.js';
import { type MonthQuery, deadlinesAddress } from './deadline-filter.js';
import { type FilterChoices, filtersView } from './deadline-filters.view.js';
import type { MonthMark } from './month.queries.js';
import type { DayMark, MonthDay, MonthView } from './month.view.js';

/** The month an address asks for, or the present one where the group is, with the first and last day of its whole weeks. */
export function monthAsked(query: Pick<MonthQuery, 'month'>, actor: Pick<Actor, 'timeZone'>, now: Date): { month: string; first: CivilDate; last: CivilDate } {
  const month = query.month ?? civilIn(now, actor.timeZone).date.slice(0, 7);
  const [year, number] = partsOf(month);
  return { month, first: fromDayNumber(dayNumberOf(year, number, 1)), last: fromDayNumber(dayNumberOf(year, number, daysInMonth(year, number))) };
}

const partsOf = (month: string): [year: number, month: number] => [Number(month.slice(0, 4)), Number(month.slice(5, 7))];

export interface MonthData {
  readonly query: MonthQuery;
  readonly marks: readonly MonthMark[];
  readonly choices: FilterChoices;
  /** The calendar set of the agency filtered by; null when none is. */
  readonly agencySet: CalendarSet | null;
  /** Days that agency's office was closed (CCP § 12b). */
  readonly closures: readonly Closure[];
}

/** A month of open dates. Pure: the same rows and the same day give the same page. */
export function monthView(data: MonthData, actor: Actor, now: Date): MonthView {
  const { query, marks } = data;
  const { month } = monthAsked(query, actor, now);
  const today = civilIn(now, actor.timeZone).date;
  const kept = { owner: query.owner, scope: query.scope === 'mine' ? 'mine' : null, person: query.person, agency: query.agency, kind: query.kind };
  const href = (given: Record<string, string | null>) => deadlinesAddress('/deadlines/month', { ...kept, calendar: query.calendar, ...given });
  const set = query.calendar ?? data.agencySet ?? 'LA_CITY';
  const beside = (way: number) => {
    const at = neighbour(month, way);
    return at === null ? null : { href: href({ month: at }), label: nameOf(at) };
  };
  return {
    today, name: nameOf(month), says: t('Every open date of the month, by the day it is due.'),
    filters: filtersView(query, { view: 'month', path: '/deadlines/month', extra: { month, calendar: query.calendar } }, data.choices),
    previous: beside(-1), next: beside(1), present: month === today.slice(0, 7) ? null : { href: href({ month: null }), label: t('This month') },
    calendars: SETS.map(([id, label]) => ({ href: href({ month, calendar: id }), label: label(), active: id === set, count: null })),
    closedSays: t('Shaded: closed on the calendar “{name}”.', { name: openDays(CALENDAR_SETS[set].standard).calendar.name }),
    weekdays: ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29'].map((date) => ({ short: formatWeekday(date), long: weekdayLong(date) })),
    weeks: weeksOf(month).map((week) => week.map((day) => monthDay(day, { data, month, today, set, now, kept }))),
    counted: countedWords(marks),
    subscribe: roleMay(actor.role, 'feeds.manage') ? { href: '/deadlines/feeds/new?scope=person', label: t('Subscribe in a calendar') } : null,
  };
}

const SETS: readonly (readonly [CalendarSet, () => string])[] = [['LA_CITY', () => t('City of Los Angeles')], ['CA', () => t('Other California agencies')], ['FED', () => t('Federal')]];

const nameOf = (month: string): string => t('{month} {year}', { month: formatMonth(`${month}-01`), year: month.slice(0, 4) });

const weekdayLong = (date: string): string => new Intl.DateTimeFormat('en-US', { weekday: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));

/** `YYYY-MM` a month on or back; null beyond the years Tenday counts in. */
function neighbour(month: string, way: number): string | null {
  const [year, number] = partsOf(month);
  const at = new Date(Date.UTC(year, number - 1 + way, 1)).toISOString().slice(0, 7);
  const [its] = partsOf(at);
  return its >= EARLIEST_YEAR && its <= LATEST_YEAR ? at : null;
}

/** Whole weeks from Monday to Sunday that hold the month. */
function weeksOf(month: string): DayNumber[][] {
  const [year, number] = partsOf(month);
  const first = dayNumberOf(year, number, 1);
  const last = dayNumberOf(year, number, daysInMonth(year, number));
  const weeks: DayNumber[][] = [];
  for (let monday = first - ((weekdayOf(first) + 6) % 7); monday <= last; monday += 7) weeks.push([0, 1, 2, 3, 4, 5, 6].map((day) => monday + day));
  return weeks;
}

interface Seen {
  readonly data: MonthData;
  readonly month: string;
  readonly today: string;
  readonly set: CalendarSet;
  readonly now: Date;
  readonly kept: Readonly<Record<string, string | null | undefined>>;
}

function monthDay(day: DayNumber, seen: Seen): MonthDay {
  const date = fromDayNumber(day);
  const { closable, standard, widest } = CALENDAR_SETS[seen.set];
  const closures = closable.length > 0 && seen.set === seen.data.agencySet ? seen.data.closures : [];
  const days = openDays(standard, closures);
  const reasons = days.reasons(day);
  const outside = !date.startsWith(seen.month);
  return {
    date, outside, today: date === seen.today, closed: days.isClosed(day), weekend: [0, 6].includes(weekdayOf(day)),
    reason: outside ? null : (reasonOf(reasons) ?? (reasons.length > 0 ? null : perhaps(openDays(widest).reasons(day)))),
    marks: outside ? [] : marksOf(seen.data.marks.filter((mark) => mark.due === date), date, seen),
  };
}

/** Why a day is closed, and who is when it isn't everybody. */
function reasonOf(reasons: readonly ClosedReason[]): string | null {
  const holidays = reasons.filter((reason) => reason.list !== 'weekend');
  if (holidays.length === 0) return null;
  const names = [...new Set(holidays.map((reason) => reason.name))].join(', ');
  const lists = new Set(holidays.map((reason) => reason.list));
  if (lists.has('closure')) return t('{names}: office closed (CCP § 12b)', { names });
  if (lists.has('judicial') && !lists.has('la_city') && !lists.has('state')) return t('{names}: courts', { names });
  return lists.has('la_city') && !lists.has('judicial') ? t('{names}: City offices', { names }) : names;
}

/** A day only the widest reading closes: open here, and worth knowing of. */
function perhaps(reasons: readonly ClosedReason[]): string | null {
  const named = reasons.filter((reason) => reason.list !== 'weekend');
  if (named.length === 0) return null;
  const names = [...new Set(named.map((reason) => reason.name))].join(', ');
  return named.some((reason) => reason.estimateSource) ? t('open; {names} (estimated) only on the widest reading', { names }) : t('open; {names} only on the widest reading', { names });
}

const SHAPES = ['agencies', 'promised', 'ours'] as const;

const shapeOf = (mark: MonthMark): DayMark['shape'] => (mark.kind === 'promised' ? 'promised' : mark.owner === 'agency' ? 'agencies' : 'ours');

function marksOf(marks: readonly MonthMark[], date: string, { now, kept }: Seen): DayMark[] {
  return SHAPES.flatMap((shape) => {
    const own = marks.filter((mark) => shapeOf(mark) === shape);
    if (own.length === 0) return [];
    const total = totalOf(own);
    const kind = shape === 'promised' ? 'promised' : (kept['kind'] ?? (shape === 'agencies' ? 'statutory' : null));
    const href = deadlinesAddress('/deadlines', { ...kept, owner: shape === 'ours' ? 'us' : 'agency', kind, day: date });
    const named = own.slice(0, 2).map((mark) => ({
      href: `/requests/${mark.requestId}/deadlines/${mark.id}`, what: clockName(mark.rule), agency: mark.agency, number: mark.number,
      state: stateOf(mark, civilIn(now, mark.timeZone).date),
    }));
    return [{ shape, words: shapeWords(shape, total), href, named, more: total - named.length }];
  });
}

/** A shape may be of several kinds (reminders and filing dates); each row tells the total of its own. */
function totalOf(marks: readonly MonthMark[]): number {
  return [...new Map(marks.map((mark) => [`${mark.owner} ${mark.kind}`, mark.total])).values()].reduce((sum, total) => sum + total, 0);
}

function shapeWords(shape: DayMark['shape'], n: number): string {
  if (shape === 'agencies') return t.count(n, '{n} owed by an agency', '{n} owed by agencies');
  return shape === 'promised' ? t.count(n, '{n} promised', '{n} promised') : t.count(n, '{n} of our own', '{n} of our own');
}

function countedWords(marks: readonly MonthMark[]): string {
  const perDay = new Map(marks.map((mark) => [`${mark.due} ${mark.owner} ${mark.kind}`, { shape: shapeOf(mark), total: mark.total }]));
  const sums = SHAPES.map((shape) => [shape, [...perDay.values()].filter((one) => one.shape === shape).reduce((sum, one) => sum + one.total, 0)] as const).filter(([, n]) => n > 0);
  return sums.length === 0 ? t('No open date in this month.') : t('{words}.', { words: sums.map(([shape, n]) => shapeWords(shape, n)).join(', ') });
}
