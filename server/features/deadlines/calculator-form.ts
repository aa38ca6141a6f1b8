import { DIRECTORY } from '../../../prisma/seed/agencies.js';
import type { FieldProblems } from '../../platform/errors.js';
import { t } from '../../platform/words.js';
import { isAgencySlug } from '../statutes/agency-calendars.js';
import { FORM_FACTS, type FactField, factForm, fitsLaw, isFormFact } from './calculator-facts.js';
import { type AskedFact, type CalculatorQuery, MOST_FACTS, calculatorAddress, lawOf } from './calculator-query.js';
import type { AskedField, CalculatorForm, FactRow } from './calculator.view.js';

/** Inside office hours for every agency; a receipt at five sharp still counts. */
const BY_FIVE = '17:00';
const AFTER_FIVE = '17:01';

/** Time of day of the receipt; undefined when nobody said. */
export function timeOf(query: CalculatorQuery): string | undefined {
  return { by5: BY_FIVE, later: AFTER_FIVE }[query.time];
}

/** The query with the row that was asked for; unchanged when the form is full or the fact unknown. */
export function withAdded(query: CalculatorQuery): CalculatorQuery {
  const { add, facts } = query;
  if (!isFormFact(add) || facts.length >= MOST_FACTS) return query;
  return { ...query, add: '', facts: [...facts, { type: add, values: {} }] };
}

/**
 * The calculator's field paths as the form's: `facts.0.sent` is `f1_sent`, `facts.0.type` the row `f1`. An empty field is told what to do
 * whatever the schema said of it.
 */
export function formProblems(query: CalculatorQuery, problems: FieldProblems): Record<string, string> {
  return Object.fromEntries(Object.entries(problems).map(([path, problem]) => {
    const [, index = '', name = ''] = /^facts\.(\d+)(?:\.(\w+))?$/.exec(path) ?? [];
    const fact = query.facts[Number(index)];
    if (index === '' || !fact) return [path === 'receiptPolicy' ? 'policy' : path, problem];
    const field = factForm(fact.type).fields.find((one) => one.name === name);
    return field ? [`f${Number(index) + 1}_${name}`, fieldProblem(field, fact, problem)] : [`f${Number(index) + 1}`, rowProblem(fact, lawOf(query))];
  }));
}

function fieldProblem(field: FactField, fact: AskedFact, problem: string): string {
  if ((fact.values[field.name] ?? '') !== '' && field.options === null) return problem;
  return field.options ? t('Choose one.') : t('Give the date.');
}

function rowProblem(fact: AskedFact, law: 'CPRA' | 'FOIA'): string {
  const { says } = factForm(fact.type);
  if (fitsLaw(fact.type, law)) return t('“{says}” is here twice. Remove one.', { says });
  return law === 'CPRA' ? t('“{says}” belongs to FOIA. Remove it, or choose the federal law.', { says }) : t('“{says}” belongs to California’s law. Remove it, or choose California.', { says });
}

/** The form as it was filled, with what is wrong beside each field. Nothing is chosen that was not. */
export function formView(query: CalculatorQuery, problems: Readonly<Record<string, string>>): CalculatorForm {
  const law = lawOf(query);
  const full = query.facts.length >= MOST_FACTS;
  return {
    law, agency: query.agency, received: query.received, time: query.time, policy: query.policy,
    agencies: DIRECTORY.filter((agency) => isAgencySlug(agency.slug)).map((agency) => ({ value: agency.slug, label: agency.name })),
    policies: [
      { value: 'actual_calendar_day', label: t('From the day it came in, whatever the hour') },
      { value: 'next_business_day', label: t('From the next open day, if it came on a closed day or after 5 pm') },
    ],
    facts: query.facts.map((fact, index) => factRow(query, fact, index, problems)),
    add: full ? [] : FORM_FACTS.filter((type) => fitsLaw(type, law)).map((value) => ({ value, label: factForm(value).says })),
    errors: { agency: problems['agency'] ?? '', received: problems['received'] ?? '', time: problems['time'] ?? '', policy: problems['policy'] ?? '' },
  };
}

function factRow(query: CalculatorQuery, fact: AskedFact, index: number, problems: Readonly<Record<string, string>>): FactRow {
  const id = `f${index + 1}`;
  const { says, fields } = factForm(fact.type);
  const dates: AskedField[] = [];
  const choices: AskedField[] = [];
  for (const { name, label, options, optional, hint } of fields) {
    const field = { id: `${id}_${name}`, label, optional, hint: hint ?? '', value: fact.values[name] ?? '', error: problems[`${id}_${name}`] ?? '', options: options ?? [] };
    (options ? choices : dates).push(field);
  }
  const remove = calculatorAddress({ ...query, facts: query.facts.filter((_, at) => at !== index) });
  return { id, type: fact.type, says, dates, choices, error: problems[id] ?? '', remove: `${remove}#since` };
}

/** What is wrong as the summary above the form says it: each problem led by the name of its field, in the form's order. */
export function problemList(form: CalculatorForm, problems: Readonly<Record<string, string>>): { id: string; says: string }[] {
  const named = new Map([...form.facts.flatMap((row) => [...row.dates, ...row.choices].map((field): [string, string] => [field.id, `${row.says}, ${field.label}`])), ['received', t('Received on')]]);
  const order = ['agency', 'received', 'time', 'policy', ...form.facts.flatMap((row) => [row.id, ...row.dates.map((field) => field.id), ...row.choices.map((field) => field.id)])];
  const inOrder = Object.entries(problems).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return inOrder.map(([id, problem]) => ({ id, says: named.has(id) ? t('{field}: {problem}', { field: named.get(id) ?? '', problem }) : problem }));
}

/** The receipt as the person put it, for the first line of the arithmetic. */
export function receiptSays(query: CalculatorQuery, date: string): string {
  if (query.time === 'by5') return t('Received {date}, by 5 pm; day 0 is not counted', { date });
  return query.time === 'later' ? t('Received {date}, after 5 pm; day 0 is not counted', { date }) : t('Received {date}; day 0 is not counted', { date });
}
