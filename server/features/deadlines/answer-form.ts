import { t } from '../../platform/words.js';
import type { FactDetails, FactType, TypedFact } from './fact-types.js';
import { type FederalDetails, isFederalWhat } from './fact-types-federal.js';
import type { AnswerField } from './answer-field.js';
import { federalFields, federalOurs } from './federal-form.js';
import type { AnswerWhat } from './record-acts.js';
import { LINK_PROBLEMS, type LinkProblem, QUESTIONS, type Question, type ResponseDetails, type ResponseWhat } from './fact-types-response.js';

/** What was typed, by the field's name. */
export type AnswerTyped = Readonly<Record<string, string>>;

/** What a denial's form asks beside its items: what Gov. Code § 7922.540 has stand in one. */
export function denialFields(): readonly AnswerField[] {
  return [
    { name: 'exemptions', kind: 'list', label: t('Exemptions they cite'), hint: t('One a line, as they write them.') },
    { name: 'inWriting', kind: 'truth', label: t('Is it in writing?') },
    { name: 'groundsGiven', kind: 'truth', label: t('Does it say why, for each thing refused?') },
    { name: 'nameGiven', kind: 'truth', label: t('Does it name who decided?') },
    { name: 'titleGiven', kind: 'truth', label: t('Does it give their title or position?') },
  ];
}

const FIELDS: Readonly<Record<ResponseWhat, () => readonly AnswerField[]>> = {
  clarification_asked: () => [
    { name: 'asks', kind: 'choice', label: t('What they ask'), options: QUESTIONS.map((value) => ({ value, label: questionWord(value) })), required: true },
    { name: 'question', kind: 'words', label: t('Their question, in their words') },
  ],
  clarification_answered: () => [],
  fee_estimate: () => [
    { name: 'amount', kind: 'money', label: t('The whole sum'), hint: t('In dollars. Leave empty when they gave none.') },
    { name: 'lines', kind: 'charges', label: t('What it is made of'), hint: t('One charge a line, its sum at the end, for example: Staff time, 6 hours: $240.00') },
    { name: 'ground', kind: 'words', label: t('Why they charge it, in their words') },
  ],
  fee_settled: () => [],
  link_given: () => [
    { name: 'url', kind: 'text', label: t('The address'), required: true },
    { name: 'problem', kind: 'choice', label: t('What you found there'), hint: t('Whole means: in a form you can use.'), options: LINK_PROBLEMS.map((value) => ({ value, label: linkProblemWord(value) })), empty: t('It shows the whole record') },
  ],
  held_elsewhere: () => [
    { name: 'holder', kind: 'text', label: t('Who has them, as they named it'), required: true },
    { name: 'isVendor', kind: 'tick', label: t('It is a vendor of the agency') },
  ],
  no_duty_to_create: () => [
    { name: 'system', kind: 'text', label: t('The system that has the data'), hint: t('By the name on its screen, when you know it.') },
    { name: 'exportPath', kind: 'text', label: t('Where its export is'), hint: t('The way through its menus, when you know it.') },
  ],
  wrong_format: () => [
    { name: 'files', kind: 'text', label: t('Which files'), required: true },
    { name: 'got', kind: 'text', label: t('How they came'), hint: t('For example: page images, PDF, paper.'), required: true },
    { name: 'asked', kind: 'text', label: t('What was asked for'), hint: t('For example: CSV, XLSX, EML.'), required: true },
    { name: 'system', kind: 'text', label: t('The system they come from'), hint: t('By its name, when you know it.') },
  ],
  shared_in_confidence: () => [{ name: 'recipient', kind: 'text', label: t('To whom they gave it'), required: true }],
  redacted: () => [
    { name: 'where', kind: 'words', label: t('Where'), hint: t('Pages, columns or rows.'), required: true },
    { name: 'groundStated', kind: 'words', label: t('The reason they gave'), hint: t('Leave empty when they gave none.') },
  ],
  return_demanded: () => [
    { name: 'files', kind: 'words', label: t('Which files they want back'), required: true },
    { name: 'published', kind: 'truth', label: t('Is any of it public already?'), required: true },
    { name: 'ground', kind: 'words', label: t('Why, in their words') },
  ],
  portal_closed: () => [{ name: 'reason', kind: 'words', label: t('The reason shown') }],
};

/** Fields of the form that records such a fact beside date, basis and items; none for facts with forms of their own. */
export function answerFields(type: FactType, what: AnswerWhat | null): readonly AnswerField[] {
  if (type === 'denial') return denialFields();
  if (what === null) return [];
  return isFederalWhat(what) ? federalFields(what) : FIELDS[what]();
}

/** Answers about the whole request: their forms name no items. */
const WHOLE: ReadonlySet<ResponseWhat> = new Set(['fee_estimate', 'fee_settled', 'return_demanded']);
export const namesItems = (what: AnswerWhat | null): boolean => what === null || (isFederalWhat(what) ? what === 'information_asked' : !WHOLE.has(what));

/** Ours to say: their forms ask for no basis. */
export const isOurs = (what: AnswerWhat | null): boolean => what !== null && (isFederalWhat(what) ? federalOurs.has(what) : what === 'clarification_answered' || what === 'fee_settled');

/** What was typed as details; what was left empty is left out or refused by its schema. */
export function answerDetails(fields: readonly AnswerField[], typed: AnswerTyped): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap(({ name, kind }): [string, unknown][] => {
    const value = (typed[name] ?? '').trim();
    if (kind === 'tick') return [[name, value !== '']];
    return value === '' ? [] : [[name, read(kind, value)]];
  }));
}

function read(kind: AnswerField['kind'], value: string): unknown {
  switch (kind) {
    case 'list':
      return linesOf(value);
    case 'charges':
      return linesOf(value).map(charge);
    case 'money':
      return cents(value) ?? value;
    case 'truth':
      return value === 'yes';
    default:
      return value;
  }
}

const linesOf = (text: string): string[] => text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');

const SUM = /^\$?\s?(\d{1,8}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d{1,2}))?$/;
/** A line's sum has its dollar sign, so that “Hard drive 2” costs nothing. */
const CHARGE = /^(.*\S)\s*(\$\s?[\d,]+(?:\.\d{1,2})?)$/;

/** Whole cents of an amount of dollars; null when it is none. */
function cents(typed: string): number | null {
  const match = SUM.exec(typed.trim());
  return match ? Number((match[1] ?? '').replaceAll(',', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}

function charge(line: string): { what: string; amount: number | null } {
  const match = CHARGE.exec(line);
  const amount = match ? cents(match[2] ?? '') : null;
  if (!match || amount === null) return { what: line, amount: null };
  return { what: (match[1] ?? '').replace(/[\s:=–-]+$/, ''), amount };
}

const dollars = (amount: number): string => (amount / 100).toFixed(2);

/** The form's fields filled with a fact, for correcting it; nothing for other facts. */
export function answerTyped(fact: TypedFact): Record<string, string> {
  if (fact.type !== 'denial' && fact.type !== 'response' && fact.type !== 'federal') return {};
  const details: FactDetails['denial'] | ResponseDetails | FederalDetails = fact.details;
  return Object.fromEntries(answerFields(fact.type, fact.type === 'denial' ? null : fact.details.what).map(({ name, kind }) => [name, written(kind, (details as Record<string, unknown>)[name])]));
}

function written(kind: AnswerField['kind'], value: unknown): string {
  if (value === null || value === undefined) return '';
  switch (kind) {
    case 'list':
      return (value as string[]).join('\n');
    case 'charges':
      return (value as { what: string; amount?: number | null }[]).map(({ what, amount }) => (typeof amount === 'number' ? `${what}: $${dollars(amount)}` : what)).join('\n');
    case 'money':
      return dollars(value as number);
    case 'truth':
      return value === true ? 'yes' : 'no';
    case 'tick':
      return value === true ? 'yes' : '';
    default:
      return String(value);
  }
}

const QUESTION_WORDS: Readonly<Record<Question, () => string>> = {
  meaning: () => t('What we mean'),
  narrow: () => t('To ask for less'),
  volume: () => t('To ask for less, since it is much'),
  burden: () => t('To ask for less, since it is a burden'),
  purpose: () => t('Why we want the records'),
};
export const questionWord = (question: Question): string => QUESTION_WORDS[question]();

const LINK_PROBLEM_WORDS: Readonly<Record<LinkProblem, () => string>> = {
  dead: () => t('It does not open'),
  partial: () => t('It shows a part of the record'),
  not_native: () => t('It shows it in another format'),
  login: () => t('It asks for an account'),
  other_version: () => t('It shows another version'),
};
export const linkProblemWord = (problem: LinkProblem): string => LINK_PROBLEM_WORDS[problem]();
