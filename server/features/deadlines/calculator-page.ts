import { formatDate, formatDistance } from '../../platform/views-dates.js';
import { AppError } from '../../platform/errors.js';
import { fieldProblems } from '../../platform/http/errors.js';
import { t } from '../../platform/words.js';
import { AGENCY_CALENDARS, defaultAgency, isAgencySlug } from '../statutes/agency-calendars.js';
import { type CivilDate, civilDateIn } from '../statutes/civil-date.js';
import type { DerivedDeadline } from '../statutes/deadline.js';
import { type CalculatorQuery, bodyOf, formProblems, formView, receiptSays, timeOf, wasSent } from './calculator-form.js';
import { calculateBody, toStatuteFacts } from './calculator.schemas.js';
import { countDeadlines } from './calculate.js';
import { calculationRefused } from './deadlines.errors.js';
import type { CalculatorResult, CalculatorView } from './calculator.view.js';
import { confidenceSays, legendOf, squaresOf, sumOf } from './derivation-view.js';
import { explanation } from './explanation.js';

/** The calculator's page for an address: the form as it was filled, and the answer or what is wrong. */
export function calculatorView(query: CalculatorQuery, now: Date): CalculatorView {
  if (!wasSent(query)) return { form: formView(query, {}), message: null, problems: [], result: null };
  try {
    return { form: formView(query, {}), message: null, problems: [], result: resultOf(query, now) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const problems = formProblems(error.fields);
    return { form: formView(query, problems), message: error.message, problems: Object.entries(problems).map(([id, says]) => ({ id, says })), result: null };
  }
}

function resultOf(query: CalculatorQuery, now: Date): CalculatorResult {
  const parsed = calculateBody.safeParse(bodyOf(query));
  if (!parsed.success) throw calculationRefused(fieldProblems(parsed.error));
  const { law, agency: slug, received, facts } = parsed.data;
  if (slug && !isAgencySlug(slug)) throw calculationRefused({ agency: t('Choose an agency of the list, or “Another agency”.') });
  const agency = slug && isAgencySlug(slug) ? AGENCY_CALENDARS[slug] : defaultAgency(law);
  const date = (received.includes('T') ? civilDateIn(new Date(received), agency.timeZone).date : received) as CivilDate;
  const time = timeOf(query);
  const deadlines = countDeadlines({ law, agency, received: time ? { date, time } : date, facts: toStatuteFacts(facts) });
  return answerOf(currentOf(deadlines), { query, date, today: civilDateIn(now, agency.timeZone).date });
}

/** The clock that counts now: the determination, or what took its place. */
function currentOf(deadlines: readonly DerivedDeadline[]): DerivedDeadline {
  const [first] = deadlines;
  if (!first) throw new Error('a receipt gave no deadline');
  return deadlines.find((deadline) => deadline.rule === first.extendedBy) ?? first;
}

function answerOf(deadline: DerivedDeadline, seen: { query: CalculatorQuery; date: string; today: string }): CalculatorResult {
  const explained = explanation.parse(JSON.parse(JSON.stringify({ steps: deadline.steps, notes: deadline.notes, ...deadline.derivation })));
  const squares = squaresOf(explained, deadline, seen.today);
  const [received, ...rest] = sumOf(explained, deadline);
  const first = received ? { ...received, says: receiptSays(seen.query, formatDate(seen.date)) } : null;
  return {
    due: deadline.due, lede: ledeOf(deadline, seen.today), confidence: deadline.confidence, confidenceSays: confidenceSays(deadline.confidence, deadline), squares,
    legend: legendOf(squares), steps: first ? [first, ...rest] : rest, calendars: calendarsSay(deadline), notes: explained.notes,
  };
}

function ledeOf({ due, assertAfter }: DerivedDeadline, today: string): string {
  const when = formatDistance(due, today);
  const When = when.charAt(0).toUpperCase() + when.slice(1);
  if (assertAfter === due) return t('{When}. It is safe to call it late after that day.', { When });
  return t('{When}. Safe to call late after **{safe}**.', { When, safe: formatDate(assertAfter) });
}

function calendarsSay({ byCalendar }: DerivedDeadline): string {
  const dates = [...new Set(Object.values(byCalendar))].sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (!first || !last) return t('Closed days play no part in this date.');
  return first === last ? t('Every calendar we count gives this day.') : t('By calendar the day lies between **{first}** and **{last}**.', { first: formatDate(first), last: formatDate(last) });
}
