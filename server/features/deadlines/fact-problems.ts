import { t } from '../../platform/words.js';
import type { FactType, TypedFact } from './fact-types.js';
import { sayDate } from './fact-words.js';
import { receiptOf } from './facts-to-statutes.js';
import { federalProblems, mayPrecedeReceipt } from './federal-problems.js';
import { parallelProblems } from './parallel-problems.js';
import type { FactSurroundings, ProposedFact } from './proposed-fact.js';

type Problems = Record<string, string>;

/** Which of the fact's inputs can't stand, by field path, with what to do. Empty when it may be recorded. */
export function factProblems(fact: ProposedFact, around: FactSurroundings): Problems {
  const problems: Problems = {};
  if (fact.date > around.today) problems['date'] = t('{date} is still to come. Record what has happened.', { date: sayDate(fact.date) });
  else if (fact.date === around.today && fact.time && fact.time > around.now) problems['time'] = t('It is {now} at the agency. Give a time that has passed.', { now: around.now });
  problems['date'] ??= dateProblem(fact, around) ?? '';
  if (fact.basis === 'presumed') problems['basis'] = t('Say how you know it. Only Tenday presumes a receipt.');
  return Object.fromEntries(Object.entries({ ...problems, ...detailProblems(fact, around), ...parallelProblems(fact, around), ...repeatProblems(fact, around), ...federalProblems(fact, around) }).filter(([, problem]) => problem !== ''));
}

/** What we note for ourselves, on whatever day: no act of the agency, bound to no receipt. */
const OURS: ReadonlySet<FactType> = new Set(['reminder', 'reminder_done', 'retention']);
const NO_ANSWER: ReadonlySet<FactType> = new Set(['received', 'withdrawn', 'closed', ...OURS]);

function dateProblem(fact: ProposedFact, around: FactSurroundings): string | null {
  if (OURS.has(fact.type)) return null;
  const receipt = receiptOf(around.facts);
  if (!around.sentOn && !receipt) return t('Nothing has been sent on this request, so nothing can have been received or answered. Send the letter, or record how it was delivered, first.');
  if (around.sentOn && fact.date < around.sentOn) return t('The letter left on {sent}. Give that day or a later one.', { sent: sayDate(around.sentOn) });
  if (fact.type === 'received') return answeredBefore(fact, around.facts);
  if (receipt && fact.date < receipt.date && fact.type !== 'withdrawn' && fact.type !== 'closed' && !mayPrecedeReceipt(fact)) {
    return receipt.presumed
      ? t('That is before {date}, when receipt is presumed. If they had it earlier, confirm the receipt first.', { date: sayDate(receipt.date) })
      : t('The agency received the request on {date}. Give that day or a later one, or correct the receipt first.', { date: sayDate(receipt.date) });
  }
  return null;
}

/** An agency can't have answered what it had not received. */
function answeredBefore(receipt: ProposedFact, facts: readonly TypedFact[]): string | null {
  const [first] = facts.filter((fact) => !NO_ANSWER.has(fact.type) && !mayPrecedeReceipt(fact)).sort((a, b) => a.date.localeCompare(b.date));
  if (!first || receipt.date <= first.date) return null;
  return t('The agency already acted on {date}. Receipt can’t be later; correct that first if it is wrong.', { date: sayDate(first.date) });
}

function detailProblems(fact: ProposedFact, around: FactSurroundings): Problems {
  const problems: Problems = {};
  const { details } = fact;
  if ('specifiedDate' in details && details.specifiedDate && details.specifiedDate < fact.date) {
    problems['details.specifiedDate'] = t('The date they gave is before the notice itself.');
  }
  if (!('items' in details)) return problems;
  for (const [index, item] of details.items.entries()) {
    const n = typeof item === 'number' ? item : item.n;
    const path = typeof item === 'number' ? `details.items.${index}` : `details.items.${index}.n`;
    if (!around.items.includes(n)) problems[path] = t('This request has no item {n}.', { n });
    if (typeof item === 'object' && 'promisedFor' in item && item.promisedFor && item.promisedFor < fact.date) {
      problems[`details.items.${index}.promisedFor`] = t('The promised date is before the determination.');
    }
  }
  if (fact.type === 'produced' && details.items.length === 0) problems['details.items'] = t('Choose the items they produced records for.');
  return problems;
}

function repeatProblems(fact: ProposedFact, around: FactSurroundings): Problems {
  const stands = (type: FactType) => around.facts.some((other) => other.type === type && !other.presumed);
  if (fact.type === 'received' && stands('received')) return { date: t('Receipt is already confirmed. Correct it instead of recording it again.') };
  if (fact.type === 'withdrawn' && stands('withdrawn')) return { date: t('This request is already withdrawn.') };
  if (fact.type === 'closed' && stands('closed')) return { date: t('This request is already closed. Take the closing back first if it was reopened.') };
  return {};
}
