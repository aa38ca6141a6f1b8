import Holidays from 'date-holidays';
import type { CalendarId } from '../../server/features/statutes/calendars.js';
import { addYears, type CivilDate } from '../../server/features/statutes/civil-date.js';
import type { DeadlineDates, DeriveInput } from '../../server/features/statutes/deadline.js';
import { factsOf } from '../../server/features/statutes/facts.js';

/**
 * The dates of the bench's two requests counted the way a program without this engine would: day by day, on `date-holidays` with the
 * holidays it lacks added by its own rules. It asks only about weekdays, and checks nothing of its input.
 */

export type Way = 'asks the package each day' | 'keeps its years in sets';
export type Dates = Pick<DeadlineDates, 'rule' | 'nominal' | 'earliest' | 'due' | 'assertAfter' | 'lastLawful'> & { readonly byCalendar: Readonly<Record<string, CivilDate>> };

const MOVED = 'and if sunday then next monday if saturday then previous friday';

function packageWith(state: string | null, added: readonly string[], removed: readonly string[] = []): Holidays {
  const made = state ? new Holidays('US', state, { types: ['public'] }) : new Holidays('US', { types: ['public'] });
  // The package takes `false` for “not here”; its types leave that out.
  for (const rule of removed) made.setHoliday(rule, false as unknown as string);
  for (const rule of added) made.setHoliday(rule, { name: rule, type: 'public' });
  return made;
}

const CHAVEZ = '03-31 and if sunday then next monday';
const COURTS = [`02-12 ${MOVED}`, `03-31 ${MOVED}`, `11-11 ${MOVED}`, '4th friday in September'];
const CITY = [`11-11 ${MOVED}`, 'monday before 04-01', '2nd monday in October'];
const STATE = ['09-09', '04-24', '2027-04-14', '2026-02-17', '2027-02-06', '2026-11-08', '2027-10-29', '2027-03-10', '2027-05-17'];

type Closed = (day: CivilDate) => boolean;

function closedBy(holidays: Holidays, way: Way): Closed {
  const years = new Map<number, ReadonlySet<string>>();
  const inYear = (year: number): ReadonlySet<string> => {
    const known = years.get(year) ?? new Set(holidays.getHolidays(year).filter(({ type }) => type === 'public').map(({ date }) => date.slice(0, 10)));
    years.set(year, known);
    return known;
  };
  return (day) => {
    const at = new Date(`${day}T12:00:00`);
    if (at.getDay() === 0 || at.getDay() === 6) return true;
    if (way === 'keeps its years in sets') return inYear(at.getFullYear()).has(day);
    const found = holidays.isHoliday(at);
    return found !== false && found.some(({ type }) => type === 'public');
  };
}

function walk(day: CivilDate, days: number): CivilDate {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10) as CivilDate;
}

const forward = (closed: Closed, day: CivilDate): CivilDate => (closed(day) ? forward(closed, walk(day, 1)) : day);
const back = (closed: Closed, day: CivilDate): CivilDate => (closed(day) ? back(closed, walk(day, -1)) : day);

function workingDays(closed: Closed, from: CivilDate, count: number, stands: (day: CivilDate) => boolean = () => false): CivilDate {
  let day = from;
  for (let left = count; left > 0; ) {
    day = walk(day, 1);
    if (!stands(day) && !closed(day)) left -= 1;
  }
  return day;
}

const sorted = (days: readonly CivilDate[]): CivilDate[] => [...days].sort();
const last = (days: readonly CivilDate[]): CivilDate => sorted(days).at(-1) ?? '0-0-0';
const first = (days: readonly CivilDate[]): CivilDate => sorted(days)[0] ?? '0-0-0';
const receivedOn = ({ received }: DeriveInput): CivilDate => (typeof received === 'string' ? received : received.date);

function agencys(rule: Dates['rule'], nominal: CivilDate, by: readonly (readonly [CalendarId, CivilDate])[], standard: CivilDate, later: readonly CivilDate[]): Dates {
  const dates = by.map(([, date]) => date);
  return { rule, nominal, earliest: first(dates), due: standard, assertAfter: last([...dates, ...later]), byCalendar: Object.fromEntries(by) };
}

const ours = (rule: Dates['rule'], closed: Closed, nominal: CivilDate, lastLawful: CivilDate, byCalendar = {}): Dates => {
  const due = back(closed, nominal);
  return { rule, nominal, earliest: due, due, assertAfter: due, lastLawful, byCalendar };
};

function california(way: Way): (input: DeriveInput) => Dates[] {
  const courts = closedBy(packageWith('CA', COURTS, [CHAVEZ]), way);
  const city = closedBy(packageWith('CA', CITY, [CHAVEZ]), way);
  const state = closedBy(packageWith('CA', STATE), way);
  const both: Closed = (day) => courts(day) || city(day);
  const widest: Closed = (day) => both(day) || state(day);
  const calendars = [['CA_JUD', courts], ['LA_CITY', city], ['LA_CPRA', both], ['LA_CPRA_MAX', widest]] as const;
  const rolled = (rule: Dates['rule'], nominal: CivilDate, later: readonly CivilDate[]): Dates => agencys(rule, nominal, calendars.map(([id, closed]) => [id, forward(closed, nominal)] as const), forward(both, nominal), later);
  return (input) => {
    const received = receivedOn(input);
    const start = widest(received) ? forward(widest, walk(received, 1)) : received;
    const ten = forward(widest, walk(start, 10));
    const bill = (count: number): CivilDate[] => (start >= '2027-01-01' ? [workingDays(widest, start, count)] : []);
    return [
      rolled('cpra.determination', walk(received, 10), [ten, ...bill(10)]),
      rolled('cpra.extension', walk(received, 24), [forward(widest, walk(ten, 14)), ...bill(24)]),
      ...factsOf(input.facts, 'peace_officer_records').map((fact) => rolled('pc832_7.production', walk(fact.requested, 45), [])),
      ...factsOf(input.facts, 'incident_known').map((fact) => rolled('cpra.incident_video', walk(fact.date, 45), [])),
      ...factsOf(input.facts, 'service').map(({ of, method, date }) => of.includes('fee')
        ? ours('cpra.fee_order_appeal', courts, walk(date, 60), forward(courts, walk(date, 60)))
        : ours('cpra.appellate_writ', courts, walk(date, 20), forward(courts, walk(date, method === 'mail' ? 25 : 20)))),
      ...factsOf(input.facts, 'denial').map(({ date }) => ours('cpra.petition_reference', courts, addYears(date, 3), addYears(date, 3))),
    ];
  };
}

function federal(way: Way): (input: DeriveInput) => Dates[] {
  const observed = closedBy(packageWith(null, [`11-11 ${MOVED}`]), way);
  const strict: Closed = (day) => observed(day) && !isSubstitute(day);
  return (input) => {
    const received = receivedOn(input);
    const toll = factsOf(input.facts, 'toll_information_request')[0];
    const stands = (day: CivilDate): boolean => toll !== undefined && day > toll.from && day <= (toll.to ?? toll.from);
    const next = (date: CivilDate): CivilDate => (observed(date) ? forward(observed, walk(date, 1)) : date);
    const count = (rule: Dates['rule'], from: CivilDate, days: number, still = stands): Dates => {
      const due = workingDays(observed, from, days, still);
      return agencys(rule, due, [['FED', due], ['FED_STRICT', workingDays(strict, from, days, still)]], due, [workingDays(observed, next(from), days, still)]);
    };
    return [
      count('foia.determination', received, 20), count('foia.extension', received, 30),
      ...factsOf(input.facts, 'expedited_requested').map(({ requested }): Dates => {
        const end = walk(requested, 10);
        return { rule: 'foia.expedited', nominal: end, earliest: end, due: end, assertAfter: forward(observed, end), byCalendar: {} };
      }),
      ...factsOf(input.facts, 'appeal_received').map(({ date }) => count('foia.appeal_decision', date, 20, () => false)),
      ...factsOf(input.facts, 'adverse_determination').map(({ date }) => {
        const [FED, FED_STRICT] = [workingDays(observed, date, 90), workingDays(strict, date, 90)];
        return ours('foia.appeal', observed, walk(date, 90), FED, { FED, FED_STRICT });
      }),
      ...factsOf(input.facts, 'constructive_exhaustion').map(({ date }) => ours('foia.suit', observed, addYears(date, 6), addYears(date, 6))),
    ];
  };
}

/** A weekday that is closed only because a holiday on the weekend is kept on it. */
function isSubstitute(day: CivilDate): boolean {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  const neighbour = weekday === 5 ? walk(day, 1) : weekday === 1 ? walk(day, -1) : null;
  return neighbour !== null && ['01-01', '06-19', '07-04', '11-11', '12-25'].includes(neighbour.slice(5));
}

/** The counter of one law, its packages made beforehand. */
export function dayByDay(law: DeriveInput['law'], way: Way): (input: DeriveInput) => Dates[] {
  return law === 'CPRA' ? california(way) : federal(way);
}
