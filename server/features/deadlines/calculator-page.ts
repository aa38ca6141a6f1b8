import { DIRECTORY } from '../../../prisma/seed/agencies.js';
import { formatDate, formatDistance } from '../../platform/views-dates.js';
import { AppError } from '../../platform/errors.js';
import { fieldProblems } from '../../platform/http/errors.js';
import { t } from '../../platform/words.js';
import { clockName } from '../requests/request-words.js';
import { AGENCY_CALENDARS, defaultAgency, isAgencySlug } from '../statutes/agency-calendars.js';
import { civilDateIn } from '../statutes/civil-date.js';
import type { DerivedDeadline } from '../statutes/deadline.js';
import { formProblems, formView, problemList, receiptSays, timeOf, withAdded } from './calculator-form.js';
import { type CalculatorQuery, bodyOf, calculatorAddress, lawOf } from './calculator-query.js';
import { calculateBody, toStatuteFacts } from './calculator.schemas.js';
import { countDeadlines, receiptIn } from './calculate.js';
import { calculationRefused } from './deadlines.errors.js';
import type { CalculatorResult, CalculatorView, CountedSheet, DateRow } from './calculator.view.js';
import { confidenceSays, legendOf, readingsOf, squaresOf, sumOf } from './derivation-view.js';
import { explanation } from './explanation.js';

/** The calculator's page for an address: the form as it was filled, and the answer or what is wrong. */
export function calculatorView(query: CalculatorQuery, now: Date): CalculatorView {
  const shown = withAdded(query);
  // Who adds a row has not asked for an answer yet: what is missing is not held against them.
  const waits = query.received === '' && (!query.sent || shown !== query);
  if (waits) return { form: formView(shown, {}), message: null, problems: [], result: null };
  try {
    return { form: formView(shown, {}), message: null, problems: [], result: resultOf(query, now) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const problems = formProblems(query, error.fields);
    const form = formView(shown, problems);
    return { form, message: error.message, problems: problemList(form, problems), result: null };
  }
}

/** What an address asks, counted. */
export interface Counted {
  readonly deadlines: readonly DerivedDeadline[];
  /** Short name of the agency; null when none was chosen. */
  readonly agency: string | null;
  readonly timeZone: string;
  /** Day of receipt in the agency's zone. */
  readonly received: string;
}

/** @throws deadlines.calculation-refused with what is wrong, by the paths of the calculator's body */
export function countAddress(query: CalculatorQuery): Counted {
  const parsed = calculateBody.safeParse(bodyOf(query));
  if (!parsed.success) throw calculationRefused(fieldProblems(parsed.error));
  const { law, agency: slug, received, receiptPolicy, facts } = parsed.data;
  if (slug && !isAgencySlug(slug)) throw calculationRefused({ agency: t('Choose an agency of the list, or “Another agency”.') });
  const agency = slug && isAgencySlug(slug) ? AGENCY_CALENDARS[slug] : defaultAgency(law);
  const receipt = receiptIn(received, agency.timeZone);
  const time = timeOf(query);
  const asked = typeof receipt === 'string' && time ? { date: receipt, time } : receipt;
  const deadlines = countDeadlines({ law, agency, received: asked, facts: toStatuteFacts(facts), ...(receiptPolicy ? { receiptPolicy } : {}) });
  return { deadlines, agency: DIRECTORY.find((one) => one.slug === slug)?.shortName ?? null, timeZone: agency.timeZone, received: typeof receipt === 'string' ? receipt : receipt.date };
}

function resultOf(query: CalculatorQuery, now: Date): CalculatorResult {
  const counted = countAddress(query);
  const today = civilDateIn(now, counted.timeZone).date;
  const current = currentOf(counted.deadlines);
  const ordered = [current, ...counted.deadlines.filter((one) => one !== current)];
  const sheets = ordered.map((deadline, index) => sheetOf(deadline, { query, counted, today, index }));
  return {
    lead: leadOf(current, counted.agency), due: current.due, lede: ledeOf(current, today), assumed: assumed(query, counted), confidence: current.confidence,
    confidenceSays: confidenceSays(current.confidence, datesOf(current)), dates: ordered.length > 1 ? ordered.map((one, index) => dateRow(one, index, counted.agency)) : [], sheets,
    calendarFile: calculatorAddress(query, '/calculator.ics'),
  };
}

/** Rules that a later act of the agency or a court sets going: once one runs, it is what a person must know first. */
const LATER_CLOCKS = ['cpra.appellate_writ', 'cpra.fee_order_appeal', 'foia.appeal_decision', 'foia.appeal'];

/** The clock that counts now: what came last, or the determination, or the extension that took its place. */
function currentOf(deadlines: readonly DerivedDeadline[]): DerivedDeadline {
  const [first] = deadlines;
  if (!first) throw new Error('a receipt gave no deadline');
  const later = LATER_CLOCKS.flatMap((rule) => deadlines.filter((one) => one.rule === rule))[0];
  return later ?? deadlines.find((deadline) => deadline.rule === first.extendedBy) ?? first;
}

const DETERMINATIONS: ReadonlySet<string> = new Set(['cpra.determination', 'cpra.extension', 'foia.determination', 'foia.extension']);

/** The answer's sentence up to its date. */
function leadOf({ rule, owner }: DerivedDeadline, named: string | null): string {
  const agency = named ?? t('The agency');
  const what = clockName(rule);
  if (owner === 'requester') return t('{what}: file by', { what });
  return DETERMINATIONS.has(rule) ? t('{agency} owes its determination by', { agency }) : t('{what}: {agency} owes it by', { what, agency });
}

function ledeOf({ due, assertAfter, owner, lastLawful }: DerivedDeadline, today: string): string {
  const when = formatDistance(due, today);
  const When = when.charAt(0).toUpperCase() + when.slice(1);
  if (owner === 'requester') return lastLawful && lastLawful !== due ? t('{When}. The law may allow until {date}; don’t rely on it.', { When, date: formatDate(lastLawful) }) : t('{When}.', { When });
  if (assertAfter === due) return t('{When}. It is safe to call it late after that day.', { When });
  return t('{When}. Safe to call late after **{safe}**.', { When, safe: formatDate(assertAfter) });
}

function assumed(query: CalculatorQuery, { agency }: Counted): string | null {
  if (agency !== null) return null;
  return lawOf(query) === 'CPRA' ? t('No agency is chosen, so closed days are those of a City of Los Angeles agency.') : t('No agency is chosen, so closed days are those of a federal one.');
}

const datesOf = (deadline: DerivedDeadline) => ({ ...deadline, assertAfter: deadline.owner === 'agency' ? deadline.assertAfter : null });

function dateRow(deadline: DerivedDeadline, index: number, agency: string | null): DateRow {
  const { rule, due, assertAfter, confidence, owner, extendedBy } = deadline;
  return {
    what: clockName(rule), href: `#d${index + 1}`, owes: owner === 'agency' ? (agency ?? t('The agency')) : t('You'), due, safeAfter: owner === 'agency' && !extendedBy ? assertAfter : null, confidence,
    says: extendedBy ? t('the extension took its place') : null,
  };
}

function sheetOf(deadline: DerivedDeadline, seen: { query: CalculatorQuery; counted: Counted; today: string; index: number }): CountedSheet {
  const explained = explanation.parse(JSON.parse(JSON.stringify({ steps: deadline.steps, notes: deadline.notes, ...deadline.derivation })));
  const dates = datesOf(deadline);
  const squares = squaresOf(explained, dates, seen.today);
  return {
    id: `d${seen.index + 1}`, what: clockName(deadline.rule), first: seen.index === 0, due: deadline.due, squares, legend: legendOf(squares),
    steps: withReceipt(sumOf(explained, dates), deadline, seen), readings: readingsOf(explained, deadline.owner), confidence: deadline.confidence,
    confidenceSays: confidenceSays(deadline.confidence, dates), notes: explained.notes, citation: deadline.citation,
  };
}

/** The first line speaks of the receipt as the person put it, where the clock runs from the receipt. */
function withReceipt(steps: ReturnType<typeof sumOf>, { rule }: DerivedDeadline, { query, counted }: { query: CalculatorQuery; counted: Counted }): ReturnType<typeof sumOf> {
  const [first, ...rest] = steps;
  return first && DETERMINATIONS.has(rule) && first.says.startsWith('Received') ? [{ ...first, says: receiptSays(query, formatDate(counted.received)) }, ...rest] : steps;
}
