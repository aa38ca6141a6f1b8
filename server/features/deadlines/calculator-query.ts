import { z } from 'zod';
import { AGENCY_CALENDARS, isAgencySlug } from '../statutes/agency-calendars.js';
import { type FormFactType, factForm, isFormFact } from './calculator-facts.js';

/** The calculator's address, read: everything is text as it was typed, and what is not there is ''. */
export interface CalculatorQuery {
  readonly law: string;
  readonly agency: string;
  readonly received: string;
  /** `by5`, `later`, `unknown`. */
  readonly time: string;
  readonly policy: string;
  readonly facts: readonly AskedFact[];
  /** A fact whose empty row is to be added. */
  readonly add: string;
  /** The form was sent, be it empty. */
  readonly sent: boolean;
}

export interface AskedFact {
  readonly type: FormFactType;
  readonly values: Readonly<Record<string, string>>;
}

/** Rows a form may grow to; a program can give a hundred facts. */
export const MOST_FACTS = 12;
const MOST_LETTERS = 200;

/** `law agency received time policy add`, and for each row n: `fn` its type, `fn_<field>` what was typed. */
export const calculatorQuery = z.record(z.string(), z.unknown()).transform((address): CalculatorQuery => {
  const typed = (name: string): string => {
    const value = address[name];
    return typeof value === 'string' ? value.slice(0, MOST_LETTERS) : '';
  };
  return {
    law: typed('law'), agency: typed('agency'), received: typed('received').trim(), time: typed('time'), policy: typed('policy'), add: typed('add'),
    facts: [...rowsOf(typed), ...oldExtension(typed)].slice(0, MOST_FACTS), sent: 'received' in address,
  };
});

function rowsOf(typed: (name: string) => string): AskedFact[] {
  return Array.from({ length: MOST_FACTS }, (_, index) => index + 1).flatMap((n) => {
    const type = typed(`f${n}`);
    if (!isFormFact(type)) return [];
    return [{ type, values: Object.fromEntries(factForm(type).fields.map(({ name }) => [name, typed(`f${n}_${name}`).trim()])) }];
  });
}

/** Addresses of the first version named one extension by `ext_…`; people may have sent them on. */
function oldExtension(typed: (name: string) => string): AskedFact[] {
  const sent = typed('ext_sent');
  if (sent === '') return [];
  if (lawOf({ law: typed('law'), agency: typed('agency') }) === 'FOIA') return [{ type: 'unusual_circumstances_notice', values: { sent } }];
  return [{ type: 'extension_notice', values: { sent, specifiedDate: typed('ext_date'), ground: typed('ext_ground') } }];
}

/** The law asked for, or the one the agency is under; the state's when neither says. */
export function lawOf(query: Pick<CalculatorQuery, 'law' | 'agency'>): 'CPRA' | 'FOIA' {
  if (query.law === 'CPRA' || query.law === 'FOIA') return query.law;
  return isAgencySlug(query.agency) ? AGENCY_CALENDARS[query.agency].law : 'CPRA';
}

/** The address of a question, rows numbered anew; what is empty is left out. */
export function calculatorAddress(query: CalculatorQuery, path = '/calculator'): string {
  const { law, agency, received, time, policy, facts } = query;
  const rows = facts.flatMap(({ type, values }, index) => [[`f${index + 1}`, type], ...Object.entries(values).map(([name, value]) => [`f${index + 1}_${name}`, value])]);
  const given = [['law', law], ['agency', agency], ['received', received], ['time', time], ['policy', policy], ...rows].filter(([, value]) => value !== '') as [string, string][];
  return `${path}?${new URLSearchParams(given).toString()}`;
}

/** The query as the calculator's body (see calculator.schemas.ts), not checked. Empty optional fields are not given. */
export function bodyOf(query: CalculatorQuery): Record<string, unknown> {
  const { agency, received, policy, facts } = query;
  return {
    law: lawOf(query), received, ...(agency ? { agency } : {}), ...(policy ? { receiptPolicy: policy } : {}),
    facts: facts.map(({ type, values }) => {
      const optional = new Set(factForm(type).fields.filter((field) => field.optional).map((field) => field.name));
      return { type, ...Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== '' || !optional.has(name))) };
    }),
  };
}
