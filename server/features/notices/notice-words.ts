import { formatDistance } from '../../platform/views-dates.js';
import type { StateWord } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { sayDate } from '../deadlines/fact-words.js';
import { type WarnedDeadline, hasArrived, isMoved } from './rungs.js';

export interface ToldDate {
  readonly rung: string;
  /** Our number of the request. */
  readonly number: string;
  /** YYYY-MM-DD: due, or for 'late' the day after which it is safe to say so. */
  readonly forDate: string;
  readonly deadline: Pick<WarnedDeadline, 'rule' | 'owner' | 'kind'>;
  /** For a moved date: the one before, YYYY-MM-DD. */
  readonly movedFrom: string | null;
  /** YYYY-MM-DD at the agency. */
  readonly today: string;
}

/**
 * What a warning says, as a subject line and a sentence. Number and date only: mail passes through other people's servers, so it names nobody and says nothing of
 * what was asked, from whom.
 */
export function noticeWords(told: ToldDate): { subject: string; body: string } {
  const { rung, number, forDate, today, movedFrom } = told;
  const words = { number, date: sayDate(forDate), when: formatDistance(forDate, today), from: movedFrom ? sayDate(movedFrom) : '' };
  if (isMoved(rung)) return movedWords(words, movedFrom === forDate);
  if (rung === 'escalated') return { subject: t('{number}: nobody has answered', words), body: t('Nobody has said “I have this” about {number}, whose date was {date}. Please see that somebody looks after it.', words) };
  if (rung === 'late' || rung === 'passed' || rung.startsWith('weekly-')) return passedWords(told, words);
  if (forDate < today) return { subject: t('{number}: was due {date}', words), body: datedWords(told, words, true) };
  return { subject: t('{number}: due {date}', words), body: datedWords(told, words, false) };
}

type Words = { readonly number: string; readonly date: string; readonly when: string; readonly from: string };

function movedWords(words: Words, same: boolean): { subject: string; body: string } {
  const subject = t('{number}: now {date}', words);
  if (same || words.from === '') return { subject, body: t('A date of {number} was counted again: it stands at {date}.', words) };
  return { subject, body: t('A date of {number} moved from {from} to {date}.', words) };
}

function passedWords({ rung, deadline }: ToldDate, words: Words): { subject: string; body: string } {
  if (deadline.rule === 'reminder') return { subject: t('{number}: reminder, {date}', words), body: t('Your reminder on {number} was for {date} and is not ticked off.', words) };
  if (deadline.owner === 'requester') return { subject: t('{number}: passed {date}', words), body: t('Our own date on {number}, {date}, has passed and is not marked as done.', words) };
  if (deadline.kind === 'promised') return { subject: t('{number}: passed {date}', words), body: t('A promised date on {number}, {date}, has passed.', words) };
  if (rung === 'late') return { subject: t('{number}: late', words), body: t('The time on {number} ended on {date}, on every reading of the law. It is now safe to call it late.', words) };
  return { subject: t('{number}: late after {date}', words), body: t('The time on {number} ended on {date}, on every reading of the law, and no answer is recorded.', words) };
}

function datedWords({ deadline }: ToldDate, words: Words, isPast: boolean): string {
  if (deadline.rule === 'reminder') return isPast ? t('Your reminder on {number} was for {date}.', words) : t('Your reminder on {number} is for {date}: {when}.', words);
  if (deadline.owner === 'requester') return isPast ? t('Our own date on {number} was {date}.', words) : t('Our own date on {number} is {date}: {when}.', words);
  if (deadline.kind === 'promised') return isPast ? t('A promised date on {number} was {date}.', words) : t('A promised date on {number} is {date}: {when}.', words);
  return isPast ? t('An answer on {number} was due on {date}.', words) : t('An answer on {number} is due on {date}: {when}.', words);
}

/** A rung as lists show it. */
export function rungState(rung: string): StateWord {
  if (isMoved(rung)) return { tone: 'presumed', words: t('Date moved') };
  if (rung === 'escalated') return { tone: 'problem', words: t('Nobody answered') };
  if (rung === 'late') return { tone: 'late', words: t('Late') };
  if (rung === 'passed') return { tone: 'late', words: t('Passed') };
  if (rung === 'due') return { tone: 'soon', words: t('On the day') };
  const weeks = /^weekly-(\d+)$/.exec(rung)?.[1];
  if (weeks) return { tone: 'late', words: t.count(Number(weeks), '{n} week later', '{n} weeks later') };
  return { tone: 'waiting', words: t.count(Number(/\d+$/.exec(rung)?.[0] ?? 0), '{n} day before', '{n} days before') };
}

/** Whether "I have this" is asked: of a statutory date that has come, and of one that went up to an owner. */
export const asksForAnswer = (rung: string, kind: string): boolean => (kind === 'statutory' && hasArrived(rung)) || rung === 'escalated';
