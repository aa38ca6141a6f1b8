import { z } from 'zod';
import { DIRECTORY } from '../../../prisma/seed/agencies.js';
import type { FieldProblems } from '../../platform/errors.js';
import { t } from '../../platform/words.js';
import { AGENCY_CALENDARS, isAgencySlug } from '../statutes/agency-calendars.js';
import type { CalculatorForm } from './calculator.view.js';
import { GROUNDS } from './fact-types.js';
import { groundWord } from './fact-words.js';

const typed = z.string().max(200).catch('');

/** The address is the form: everything is text, and what is not there is ''. */
export const calculatorQuery = z.object({
  law: typed.default(''), agency: typed.default(''), received: typed.default(''), time: typed.default(''), ext: typed.default(''), ext_sent: typed.default(''),
  ext_date: typed.default(''), ext_ground: typed.default(''),
});
export type CalculatorQuery = z.output<typeof calculatorQuery>;

/** Inside office hours for every agency; a receipt at five sharp still counts. */
const BY_FIVE = '17:00';
const AFTER_FIVE = '17:01';

/** The law asked for, or the one the agency is under; the state's when neither says. */
export function lawOf(query: CalculatorQuery): 'CPRA' | 'FOIA' {
  if (query.law === 'CPRA' || query.law === 'FOIA') return query.law;
  return isAgencySlug(query.agency) ? AGENCY_CALENDARS[query.agency].law : 'CPRA';
}

/** Whether there is something to count: the form was sent. */
export function wasSent(query: CalculatorQuery): boolean {
  return query.received !== '' || query.time !== '' || query.ext_sent !== '';
}

/** The query as the calculator's body (see calculator.schemas.ts), not checked. */
export function bodyOf(query: CalculatorQuery): Record<string, unknown> {
  const law = lawOf(query);
  return {
    law, ...(query.agency ? { agency: query.agency } : {}), received: query.received, facts: query.ext || query.ext_sent ? [extensionOf(query, law)] : [],
  };
}

function extensionOf(query: CalculatorQuery, law: 'CPRA' | 'FOIA'): Record<string, unknown> {
  if (law === 'FOIA') return { type: 'unusual_circumstances_notice', sent: query.ext_sent };
  return { type: 'extension_notice', sent: query.ext_sent, specifiedDate: query.ext_date || null, ground: query.ext_ground || null };
}

/** Time of day of the receipt; undefined when nobody said. */
export function timeOf(query: CalculatorQuery): string | undefined {
  return { by5: BY_FIVE, later: AFTER_FIVE }[query.time];
}

/** The calculator's field paths as the form's. */
export function formProblems(problems: FieldProblems): Record<string, string> {
  const names: Readonly<Record<string, string>> = { 'facts.0.sent': 'ext_sent', 'facts.0.specifiedDate': 'ext_date', 'facts.0.ground': 'ext_ground' };
  return Object.fromEntries(Object.entries(problems).map(([path, problem]) => [names[path] ?? path, problem]));
}

export function formView(query: CalculatorQuery, problems: Readonly<Record<string, string>>): CalculatorForm {
  const open = query.ext !== '' || query.ext_sent !== '';
  const kept = new URLSearchParams(Object.entries(query).filter(([name, value]) => value !== '' && !name.startsWith('ext')));
  if (!open) kept.set('ext', '1');
  return {
    law: lawOf(query), agency: query.agency, received: query.received, time: query.time,
    agencies: DIRECTORY.filter((agency) => isAgencySlug(agency.slug)).map((agency) => ({ value: agency.slug, label: agency.name })),
    extension: {
      open, sent: query.ext_sent, date: query.ext_date, ground: query.ext_ground, toggle: `/calculator?${kept.toString()}`,
      grounds: GROUNDS.map((value) => ({ value, label: groundWord(value) })),
    },
    errors: {
      agency: problems['agency'] ?? '', received: problems['received'] ?? '', time: problems['time'] ?? '', ext_sent: problems['ext_sent'] ?? '',
      ext_date: problems['ext_date'] ?? '', ext_ground: problems['ext_ground'] ?? '',
    },
  };
}

/** The receipt as the person put it, for the first line of the arithmetic. */
export function receiptSays(query: CalculatorQuery, date: string): string {
  if (query.time === 'by5') return t('Received {date}, by 5 pm; day 0 is not counted', { date });
  return query.time === 'later' ? t('Received {date}, after 5 pm; day 0 is not counted', { date }) : t('Received {date}; day 0 is not counted', { date });
}
