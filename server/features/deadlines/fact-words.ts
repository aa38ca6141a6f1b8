import { formatDate } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import type { FactBasis, FactType, Ground, Outcome, PromiseOf } from './fact-types.js';

/** “Mon, Nov 30, 2026” with ordinary spaces: for sentences that are stored, mailed or answered to programs. */
export const sayDate = (date: string): string => formatDate(date).replaceAll('\u00a0', ' ');

/** Names of facts as they stand in a sentence: "Recorded: extension notice of Mon, Nov 30, 2026." */
const FACTS: Readonly<Record<FactType, () => string>> = {
  received: () => t('receipt'),
  acknowledged: () => t('acknowledgement'),
  extension_notice: () => t('extension notice'),
  determination: () => t('determination'),
  produced: () => t('production'),
  denial: () => t('denial'),
  closed: () => t('closing'),
  withdrawn: () => t('withdrawal'),
  promise: () => t('promise'),
  promise_kept: () => t('promise kept'),
  reminder: () => t('reminder'),
  reminder_done: () => t('reminder done'),
  retention: () => t('date of destruction'),
  response: () => t('answer'),
  federal: () => t('step under FOIA'),
};

const BASES: Readonly<Record<FactBasis, () => string>> = {
  portal: () => t('The portal shows it'),
  automatic_reply: () => t('An automatic reply says so'),
  delivery_proof: () => t('Proof of delivery'),
  person: () => t('A person said so'),
  presumed: () => t('Presumed from the sending'),
  letter: () => t('A letter says so'),
  message: () => t('A message says so'),
};

const GROUND_WORDS: Readonly<Record<Ground, () => string>> = {
  field_facilities: () => t('Records in field facilities or other establishments'),
  voluminous: () => t('Voluminous records'),
  consultation: () => t('Consulting another agency'),
  programming: () => t('Compiling data or writing a program'),
  cyberattack: () => t('A cyberattack keeps them from their systems'),
  governor_emergency: () => t('State of emergency proclaimed by the Governor'),
  none_stated: () => t('They gave no reason'),
};

const OUTCOME_WORDS: Readonly<Record<Outcome, () => string>> = {
  disclose: () => t('Will disclose'),
  partly: () => t('Will disclose in part'),
  withhold: () => t('Refused'),
  none_found: () => t('No records found'),
};

const PROMISE_WORDS: Readonly<Record<PromiseOf, () => string>> = {
  determination: () => t('Their answer'),
  records: () => t('The records'),
  instalment: () => t('One instalment of the records'),
  other: () => t('Something else'),
};

export const promiseWord = (of: PromiseOf): string => PROMISE_WORDS[of]();
export const factWord = (type: FactType): string => FACTS[type]();
export const basisWord = (basis: FactBasis): string => BASES[basis]();
export const groundWord = (ground: Ground): string => GROUND_WORDS[ground]();
export const outcomeWord = (outcome: Outcome): string => OUTCOME_WORDS[outcome]();

export const reasonRecorded = (type: FactType, date: string): string => t('Recorded: {fact} of {date}.', { fact: factWord(type), date: sayDate(date) });

export const reasonTakenBack = (type: FactType, date: string, why: string): string =>
  t('Taken back: {fact} of {date}. {why}', { fact: factWord(type), date: sayDate(date), why });

export const reasonCorrected = (type: FactType, from: string, to: string, why: string): string =>
  t('Corrected: {fact} of {from} is now {to}. {why}', { fact: factWord(type), from: sayDate(from), to: sayDate(to), why });

export const reasonConfirmed = (date: string, presumed: string): string =>
  date === presumed
    ? t('Receipt confirmed on {date}, the day that was presumed.', { date: sayDate(date) })
    : t('Receipt confirmed on {date}; {presumed} had been presumed.', { date: sayDate(date), presumed: sayDate(presumed) });
