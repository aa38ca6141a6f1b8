import type { SelectOption } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { FACT_LAWS, type FactType } from '../statutes/facts.js';
import { GROUNDS } from './fact-types.js';
import { groundWord } from './fact-words.js';

/** What a person can add under “What happened since”: the calculator's facts as rows of a form. `receipt_policy` is a field of its own. */
export type FormFactType = Exclude<FactType, 'receipt_policy'>;

export interface FactField {
  /** The fact's own field: `sent`, `specifiedDate`. */
  readonly name: string;
  readonly label: string;
  /** A date when there is nothing to choose from. */
  readonly options: readonly SelectOption[] | null;
  readonly optional: boolean;
  readonly hint: string | null;
}

export interface FactForm {
  /** As a sentence of the story: “They extended the time”. */
  readonly says: string;
  readonly fields: readonly FactField[];
}

const day = (name: string, label: string, more: Partial<FactField> = {}): FactField => ({ name, label, options: null, optional: false, hint: null, ...more });
const choice = (name: string, label: string, options: readonly SelectOption[], more: Partial<FactField> = {}): FactField => ({ name, label, options, optional: false, hint: null, ...more });
const one = (says: string, ...fields: FactField[]) => (): FactForm => ({ says: t(says), fields: fields.map((field) => ({ ...field, label: t(field.label), hint: field.hint && t(field.hint) })) });

const pause = (says: string) => one(says, day('from', 'They asked on'), day('to', 'They had your answer on'));

/** In the order people meet them. The compiler demands every fact of the statutes slice. */
const FORMS: Readonly<Record<FormFactType, () => FactForm>> = {
  extension_notice: () => ({
    says: t('They extended the time'),
    fields: [
      day('sent', t('Notice sent')), day('specifiedDate', t('Date they gave'), { optional: true }),
      choice('ground', t('Reason they gave'), GROUNDS.map((value) => ({ value, label: groundWord(value) })), { optional: true }),
    ],
  }),
  unusual_circumstances_notice: one('They claimed unusual circumstances', day('sent', 'Notice sent')),
  denial: one('They refused', day('date', 'Refused on')),
  adverse_determination: () => ({
    says: t('They refused, in whole or in part'),
    fields: [
      day('date', t('Date of their response')),
      choice('agency', t('Department'), [{ value: 'DHS', label: t('Homeland Security') }, { value: 'DOJ', label: t('Justice') }], { optional: true, hint: t('Only when the agency isn’t in the list.') }),
    ],
  }),
  appeal_received: one('They received your appeal', day('date', 'Received on')),
  constructive_exhaustion: one('Their time ran out with no answer', day('date', 'First day after it')),
  received_by_proper_component: one('The office that holds the records received it', day('date', 'Received on')),
  received_by_other_component: one('Another office of the agency had it first', day('date', 'Received on')),
  toll_information_request: pause('They asked you for information'),
  toll_fee_clarification: pause('They asked you about fees'),
  expedited_requested: one('You asked for expedited processing', day('requested', 'Asked on')),
  peace_officer_records: one('You asked for peace officer records', day('requested', 'Asked on')),
  incident_known: one('It is video of a critical incident', day('date', 'They knew of it on')),
  service: () => ({
    says: t('A court’s order was served'),
    fields: [
      day('date', t('Served on')),
      choice('method', t('Served by'), [{ value: 'mail', label: t('Mail') }, { value: 'electronic', label: t('Electronic service') }, { value: 'personal', label: t('Hand') }, { value: 'overnight', label: t('Overnight delivery') }]),
      choice('of', t('What was served'), [{ value: 'notice of entry of order', label: t('Notice of entry of an order on disclosure') }, { value: 'notice of entry of fee order', label: t('Notice of entry of an order on fees') }]),
    ],
  }),
  deemed_received: one('They say they received it on another day', day('date', 'The day they say', { hint: 'Their word is shown and moves nothing.' })),
  clock_start: one('They say their clock started later', day('date', 'The day they say', { hint: 'Their word is shown and moves nothing.' })),
};

export const FORM_FACTS = Object.keys(FORMS) as FormFactType[];

export function isFormFact(type: string): type is FormFactType {
  return Object.hasOwn(FORMS, type);
}

export const factForm = (type: FormFactType): FactForm => FORMS[type]();

/** Whether a fact can happen to a request under a law. */
export const fitsLaw = (type: FormFactType, law: 'CPRA' | 'FOIA'): boolean => FACT_LAWS[type] === 'both' || FACT_LAWS[type] === law;
