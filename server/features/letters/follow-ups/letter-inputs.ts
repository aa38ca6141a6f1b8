import { formatLetterDate } from '../../../platform/views-dates.js';
import type { FieldProblems } from '../../../platform/errors.js';
import { t } from '../../../platform/words.js';
import { isCivilDate } from '../../statutes/civil-date.js';
import { printedDollars } from '../draft.js';
import type { Need } from '../letter-variables.js';
import { asSentence, manyLines, oneLine } from '../plain-words.js';

/** `text` is one line, `lines` a paragraph or list item each, `money` dollars. */
export type InputKind = 'text' | 'lines' | 'choice' | 'date' | 'money' | 'tick';

/** Something a letter says that no record holds, so a person types it. */
export interface LetterInput {
  /** Letters and digits, beginning with a small letter. One letter gives a name in every situation in which its template prints it. */
  readonly name: string;
  readonly kind: InputKind;
  readonly label: string;
  readonly hint?: string;
  /** Of a choice. */
  readonly options?: readonly InputOption[];
  /** Blank, it is a gap in the letter, and the letter does not go. */
  readonly required?: boolean;
}

export interface InputOption {
  readonly value: string;
  readonly label: string;
  /** What the letter prints for it, in English; the value itself unless given. */
  readonly prints?: string;
}

/** As typed and stored: dates as `YYYY-MM-DD`, a tick as 'on', what is blank as ''. */
export type TypedInputs = Readonly<Record<string, string>>;

/** As a template reads it: `typed.reason`, `said.reason` as a sentence, and of a choice `chosen.phase.later`. Dates and sums are in words, lines a list, a tick a boolean. */
export interface PrintedInputs {
  readonly typed: Readonly<Record<string, string | boolean | readonly string[]>>;
  readonly chosen: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
  /** One-line texts with a full stop where they have none: to stand as a sentence, or end one. */
  readonly said: Readonly<Record<string, string>>;
}

export const MOST_INPUTS = 60;
export const MOST_TEXT = 300;
export const MOST_LINES = 4000;

/** What is wrong with typed inputs, by the path `inputs.<name>`; empty when nothing is. Blanks are right: a draft is always kept. Pure. */
export function inputProblems(inputs: readonly LetterInput[], typed: TypedInputs): FieldProblems {
  const problems: Record<string, string> = {};
  for (const [name, value] of Object.entries(typed)) {
    const input = inputs.find((one) => one.name === name);
    const says = value === '' ? null : input ? problemOf(input, value) : t('This letter has no such field now.');
    if (says !== null) problems[`inputs.${name}`] = says;
  }
  return problems;
}

function problemOf(input: LetterInput, value: string): string | null {
  const most = input.kind === 'lines' ? MOST_LINES : MOST_TEXT;
  if (value.length > most) return t('At most {most} characters.', { most });
  switch (input.kind) {
    case 'choice':
      return input.options?.some((option) => option.value === value) ? null : t('Choose one of those offered.');
    case 'date':
      return isCivilDate(value) ? null : t('Write the date as YYYY-MM-DD, for example 2026-10-01.');
    case 'money':
      return printedDollars(value) ? null : t('Give an amount in dollars, for example 25 or 25.00.');
    case 'tick':
      return value === 'on' ? null : t('Tick it or leave it.');
    default:
      return null;
  }
}

/** Those that can be kept as they stand: what is half typed waits in the page. */
export function keepable(inputs: readonly LetterInput[], typed: TypedInputs): TypedInputs {
  const wrong = inputProblems(inputs, typed);
  return Object.fromEntries(Object.entries(typed).filter(([name]) => wrong[`inputs.${name}`] === undefined && inputs.some((one) => one.name === name)));
}

/** Reads inputs as the template does: every one is there, blank or not, and nothing else. Pure. */
export function printedInputs(inputs: readonly LetterInput[], typed: TypedInputs): PrintedInputs {
  return {
    typed: Object.fromEntries(inputs.map((input) => [input.name, printed(input, readable(input, typed[input.name] ?? ''))])),
    chosen: Object.fromEntries(inputs.filter(({ kind }) => kind === 'choice').map(({ name, options }) => [name, Object.fromEntries((options ?? []).map(({ value }) => [value, typed[name] === value]))])),
    said: Object.fromEntries(inputs.filter(({ kind }) => kind === 'text').map((input) => [input.name, asSentence(readable(input, typed[input.name] ?? ''))])),
  };
}

/** A value whose kind or choices have changed since it was typed is blank. */
function readable(input: LetterInput, value: string): string {
  return value === '' || problemOf(input, value) !== null ? '' : value;
}

function printed(input: LetterInput, value: string): string | boolean | readonly string[] {
  switch (input.kind) {
    case 'lines':
      return manyLines(value).split(/\n+/).filter((line) => line !== '');
    case 'tick':
      return value === 'on';
    case 'date':
      return value === '' ? '' : formatLetterDate(value);
    case 'money':
      return printedDollars(value) ?? '';
    case 'choice':
      return input.options?.find((option) => option.value === value)?.prints ?? value;
    default:
      return oneLine(value);
  }
}

/** Marks a gap for each that is needed and blank. `safe` is already escaped. */
export function markInputs(inputs: readonly LetterInput[], safe: PrintedInputs, need: Need): PrintedInputs {
  const marked = inputs.filter((input) => input.required === true).map((input) => {
    const value = safe.typed[input.name] ?? '';
    const gap = (words: string) => need(words, `inputs.${input.name}`, `fill in: ${input.label}`);
    if (typeof value === 'string') return [input.name, gap(value)] as const;
    if (typeof value === 'boolean') return [input.name, gap(value ? 'on' : '') === 'on'] as const;
    return [input.name, value.length > 0 ? value : [gap('')]] as const;
  });
  return { ...safe, typed: { ...safe.typed, ...Object.fromEntries(marked) } };
}

/** All words people added to a letter, for the checks of words: an input to a line. */
export function addedWords(inputs: readonly LetterInput[], { ownWords, inputs: typed }: { readonly ownWords: string; readonly inputs: TypedInputs }): string {
  const words = inputs.filter(({ kind }) => kind === 'text' || kind === 'lines').map(({ name }) => typed[name] ?? '');
  return [ownWords, ...words].filter((one) => one !== '').join('\n');
}
