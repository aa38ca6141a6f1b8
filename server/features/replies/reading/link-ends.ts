import { type CivilDate, addDays, addMonths, isCivilDate } from '../../statutes/civil-date.js';
import type { NamedTime } from './days.js';
import type { SaidSentence } from './reading-types.js';
import { saying, within } from './wording.js';

/** The last day on which a link opens; `counted`: no day is named, and it was counted from the day of the message. */
export interface LinkEnd {
  readonly sentence: SaidSentence;
  readonly date: CivilDate;
  /** The length of time as written; null where they name the day. */
  readonly counted: string | null;
}

const OF_LINK = saying('links?\\b', 'downloads?\\b', 'downloading\\b', 'downloadable', 'urls?\\b', 'https?:', 'secure (?:message|e-?mail|folder)', 'share ?file', 'enlace');
/** “It expires in 14 days”: the link stands in the sentence before. */
const OF_IT = /^(?:it|they|this|these|access|(?:the |all |these |your )?(?:files?|folders?|footage|videos?|records|documents))\b/i;
const ENDS = saying(
  'expir(?:e|es|ing|ation)\\b', 'no longer (?:be )?(?:work|available|accessible|active|valid)', String.raw`(?:available|accessible|active|valid|live|open|online|kept|works?)${within(60)}(?:until\b|through (?:\w+day,? )?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|for (?:the next |only |at least )*(?!download|inspection|review|view|pick|your)[\w(]+)`,
  String.raw`(?:download|access|retriev|view)\w*${within(60)}(?:until|for (?:the next )?(?:only )?\w+ (?:\(\d+\) )?(?:\w+ )?(?:days|weeks|hours|months))\b`,
  String.raw`(?:please|must|should|need to|be sure to|have to) (?:\w+ ){0,2}(?:download|retrieve|save|fetch)${within(80)}(?:by|before|within|until|no later than)\b`,
  String.raw`(?:removed|deleted|disabled|purged|deactivated|taken down)${within(40)}(?:on|after|in)\b`, 'vence\\b', 'expirar?á?\\b', 'caduca',
);
/** What ends is something else, or nothing does. */
const NOT_IT = saying('(?:not|never|won\'t) expire', '(?:not|un)(?: yet)?(?: be)? ?available', 'invoice', 'payment', 'deposit', 'survey', 'retention', '(?:your )?(?:password|account|request) (?:will )?(?:expire|be (?:closed|deleted))', 'reset', 'appeal');

/** Whether a sentence says until when a link or a download is there. `before`: what was said before it. */
export function saysLinkEnds({ text, paragraph, days, times }: SaidSentence, before?: SaidSentence): boolean {
  if (days.length + times.length === 0 || !ENDS.test(text) || NOT_IT.test(text)) return false;
  return OF_LINK.test(text) || (OF_IT.test(text) && before !== undefined && paragraph - before.paragraph <= 1 && OF_LINK.test(before.text));
}

/** Every day on which a link to records ends, once, in order of the sentences. What a length of time counts from is the day of the message: the earliest it can be. */
export function linkEnds(said: readonly SaidSentence[], sentOn: string | null): LinkEnd[] {
  const ends = said.flatMap((sentence, index): LinkEnd[] => {
    if (!saysLinkEnds(sentence, said[index - 1])) return [];
    const day = sentence.days.find(({ date }) => sentOn === null || date >= sentOn);
    if (day) return [{ sentence, date: day.date, counted: null }];
    const time = sentence.days.length === 0 ? sentence.times[0] : undefined;
    const date = time && sentOn !== null && isCivilDate(sentOn) ? after(sentOn, time) : null;
    return time && date ? [{ sentence, date, counted: time.words }] : [];
  });
  return ends.filter((end, index) => ends.findIndex(({ date }) => date === end.date) === index);
}

/** Business days are counted as days: a reminder may come early, not late. */
function after(day: CivilDate, { count, unit }: NamedTime): CivilDate | null {
  if (count < 1) return null;
  switch (unit) {
    case 'month': return addMonths(day, count);
    case 'year': return addMonths(day, 12 * count);
    case 'week': return addDays(day, 7 * count);
    case 'hour': return addDays(day, Math.floor(count / 24));
    default: return addDays(day, count);
  }
}
