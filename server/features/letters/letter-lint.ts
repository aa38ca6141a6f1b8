import { formatLetterDate } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { citationsIn, mayCite } from './citations.js';
import type { ComposedLetter } from './compose-letter.js';
import { letterParagraphs } from './letter-paragraphs.js';
import { type Check, checksFor, lateness } from './lint-checks.js';
import { measure, sentencesOf } from './lint-measures.js';
import { datesIn } from './printed-dates.js';

/** Something in a letter's words that should not be there (letters.md 3 and 9a). `stops`: it may not go like that. */
export interface Finding {
  readonly stops: boolean;
  /** The words found; '' where it is about the letter as a whole. */
  readonly words: string;
  /** What is wrong and what to do. */
  readonly says: string;
}

/** What the checks of words hang on. */
export interface WordsAround {
  /** Every reading of the law has ended, on a confirmed receipt. */
  readonly mayCallLate: boolean;
  /** A lawyer of the group sends it, who answers for the sections they cite. */
  readonly isLawyer: boolean;
  /** The request's law; the CPRA unless given. */
  readonly law?: 'CPRA' | 'FOIA';
  /** Citations not read whole that a lawyer of the group approved. */
  readonly approved?: ReadonlySet<string>;
  /** It is the last letter before a court, which may say what it demands. */
  readonly beforeCourt?: boolean;
}

/** What the checks of a whole letter hang on. */
export interface LetterAround extends WordsAround {
  /** A follow-up has no list of items; a first request's list is asked for by its writer, and looked at apart. */
  readonly followUp: boolean;
  /** Numbers of the request's items. */
  readonly items: readonly number[];
  /** Days on the request's record, `YYYY-MM-DD`. */
  readonly dates: ReadonlySet<string>;
  /** What the writer was asked to tell: its days and reasons are theirs. */
  readonly told: readonly string[];
  /** E-mail addresses and telephone numbers that belong in it. */
  readonly reach: readonly string[];
  /** Our wish for a reply, `YYYY-MM-DD`; '' for none. */
  readonly replyBy: string;
  /** Words it should keep to; null where nothing is said. */
  readonly most: number | null;
}

/** Checks words apart from any letter: what a person added. Pure. */
export function lintWords(text: string, around: WordsAround): Finding[] {
  const unquoted = withoutQuotes(text);
  return [...found(unquoted, checksFor(around.law ?? 'CPRA', around)), ...(around.mayCallLate ? [] : found(unquoted, [lateness()])), ...uncited(text, around)];
}

/** Checks a letter as it will be read. Its item list and its quotations are not searched for words. Pure. */
export function lintLetter(letter: Pick<ComposedLetter, 'markdown' | 'subject' | 'gaps'>, around: LetterAround): Finding[] {
  const paragraphs = letterParagraphs(letter, { withoutItems: !around.followUp });
  const text = paragraphs.join('\n');
  const own = around.told.filter((one) => one !== '').toSorted((a, b) => b.length - a.length).reduce((rest, told) => rest.split(told.replace(/\s+/g, ' ')).join(' '), text);
  const unquoted = withoutQuotes(text);
  const checks = checksFor(around.law ?? 'CPRA', around);
  return distinct([
    ...found(unquoted, checks.filter(({ purpose }) => !purpose)), ...found(withoutQuotes(own), checks.filter(({ purpose }) => purpose)), ...found(letter.subject, checks.filter(({ purpose }) => !purpose)),
    ...(around.mayCallLate ? [] : found(unquoted, [lateness()])),
    ...uncited(text, around), ...strangers(text, own, around), ...otherDates(text, own, around), ...otherItems(text, around), ...wishes(paragraphs, around), ...musts(paragraphs), ...shape(paragraphs, text, around),
  ]);
}

const withoutQuotes = (text: string): string => text.replace(/“[^“”]*”|"[^"\n]*"/g, ' ');

function found(text: string, checks: readonly Check[]): Finding[] {
  return checks.flatMap(({ pattern, stops, says }) => [...text.matchAll(pattern)].map(([words]) => ({ stops, words: words.trim(), says: says() })));
}

function uncited(text: string, { approved = new Set(), isLawyer }: WordsAround): Finding[] {
  return citationsIn(text).filter((citation) => !mayCite(citation, approved)).map((words) => ({ stops: !isLawyer, words, says: t('Nobody has read this section at its source for Tenday: only a lawyer of your group may cite it.') }));
}

const MAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g;
const TELEPHONE = /(?<![\d-])(?:\+?1[-. ]?)?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\d-])/g;

function strangers(text: string, own: string, { reach }: LetterAround): Finding[] {
  const known = reach.map((one) => one.toLowerCase());
  const digits = new Set(reach.map((one) => one.replace(/\D/g, '').slice(-10)));
  const mails = [...text.matchAll(MAIL)].map(([words]) => words.replace(/[.-]+$/, '')).filter((words) => !known.some((one) => one.includes(words.toLowerCase())));
  const numbers = [...text.matchAll(TELEPHONE)].map(([words]) => words).filter((words) => !digits.has(words.replace(/\D/g, '').slice(-10)));
  return [
    ...mails.map((words) => ({ stops: own.includes(words), words, says: t('An address that is not the group’s. Replies come to the request’s own address; leave this one out.') })),
    ...numbers.map((words) => ({ stops: own.includes(words), words, says: t('A telephone number that is not the group’s. The letter is a public record; leave it out.') })),
  ];
}

function otherDates(text: string, own: string, { dates }: LetterAround): Finding[] {
  const mine = new Set(datesIn(own).map(({ date }) => date));
  return datesIn(text).filter(({ date }) => !dates.has(date)).map(({ words, date }) => ({
    stops: mine.has(date), words,
    says: mine.has(date) ? t('This day is not on the request’s record. Record what happened on it, or leave it out.') : t('This day is not on the request’s record. Check it against its source.'),
  }));
}

const ITEMS = /\bitems?\s+(\d{1,3}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+|\s+to\s+|\s*[–-]\s*)\d{1,3})*)/gi;

function otherItems(text: string, { items }: LetterAround): Finding[] {
  const named = [...text.matchAll(ITEMS)].flatMap(([, list = '']) => (list.match(/\d+/g) ?? []).map(Number));
  return [...new Set(named)].filter((n) => !items.includes(n)).map((n) => ({ stops: true, words: `item ${n}`, says: t('The request has no such item. Its items are numbered {first} to {last}.', { first: items[0] ?? 0, last: items.at(-1) ?? 0 }) }));
}

function wishes(paragraphs: readonly string[], { replyBy }: LetterAround): Finding[] {
  const day = replyBy === '' ? null : formatLetterDate(replyBy).replace(/\u00a0/g, ' ');
  const claims = paragraphs.flatMap(sentencesOf).filter((sentence) => /\bdeadline\b/i.test(sentence) && (/\brepl(?:y|ies)\b/i.test(sentence) || (day !== null && sentence.includes(day))));
  return claims.map(() => ({ stops: true, words: 'deadline', says: t('The day you ask for a reply by is a wish, no deadline. Say “please reply by”.') }));
}

function musts(paragraphs: readonly string[]): Finding[] {
  const bare = paragraphs.flatMap(sentencesOf).filter((sentence) => /\bmust\b/i.test(withoutQuotes(sentence)) && citationsIn(sentence).length === 0);
  return bare.slice(0, 1).map(() => ({ stops: false, words: 'must', says: t('Ask, and leave “must” to a sentence that cites the law.') }));
}

const MOST_CITATIONS = 5;
const MOST_MEAN = 20;
const HIGHEST_GRADE = 9;
/** Fewer words say nothing about how a letter reads. */
const FEWEST = 40;

function shape(paragraphs: readonly string[], text: string, { followUp, most }: LetterAround): Finding[] {
  const { words, mean, grade } = measure(paragraphs);
  const cited = citationsIn(text).length;
  const says = [
    followUp && cited > MOST_CITATIONS ? t('It cites {n} sections; {most} are enough. Keep those it needs.', { n: cited, most: MOST_CITATIONS }) : '',
    most !== null && words > most ? t('It has {n} words; {most} are enough for this letter. Shorten what you added.', { n: words, most }) : '',
    words >= FEWEST && mean > MOST_MEAN ? t('Its sentences are long: {n} words on average. Keep to {most}.', { n: Math.round(mean), most: MOST_MEAN }) : '',
    words >= FEWEST && grade > HIGHEST_GRADE ? t('It reads like school grade {n}. Use shorter words and sentences, to grade {most}.', { n: Math.round(grade), most: HIGHEST_GRADE }) : '',
  ];
  return says.filter((one) => one !== '').map((one) => ({ stops: false, words: '', says: one }));
}

function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  const once = findings.filter(({ words, says }) => {
    const key = `${words.toLowerCase()} ${says}`;
    return seen.has(key) ? false : seen.add(key);
  });
  return once.toSorted((a, b) => Number(b.stops) - Number(a.stops));
}
