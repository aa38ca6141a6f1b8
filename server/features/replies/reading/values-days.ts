import type { CivilDate } from '../../statutes/civil-date.js';
import type { NamedDay } from './days.js';
import { saysLinkEnds } from './link-ends.js';
import type { ReplyValues, SaidSentence } from './reading-types.js';
import { saying } from './wording.js';

const WEEKDAY = '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?';
const CLOSE = '(?:the )?(?:close of business|end of (?:the )?(?:day|business))?';
/** Words straight before a day that make it one to come. */
const BY = new RegExp(String.raw`\b(?:by|before|until|days?,? (?:up )?to|through|extended to|(?:to|through|until) and including|(?:no|not) later than|on or (?:before|about|around)|a más tardar el|antes del?|hasta el)(?: no later than)? ${WEEKDAY}${CLOSE} ?(?:on )?${WEEKDAY}$`, 'i');
/** “We estimate … is …”: a word for what is to come somewhat before. */
const EXPECTED = new RegExp(String.raw`\b(?:estimat|anticipat|expect|project|target|extend|ready|will|should|new completion|new (?:\w+ ){0,2}date|revised|changed)\w*\b.{0,100}(?:\b(?:on|is|be|of|now|to)|:) (?:now )?${WEEKDAY}$`, 'i');
const BEHIND = /\b(?:dated|received|submitted|sent|billed|posted|entered|of|from|since|between) (?:on )?$/i;

/** Words that make a day one to write again on, not to send records by. */
const UPDATE = /\b(?:updates?|let you know|actualización|further respond|contact you|follow up|get back to you|status)\b(?:(?!\b(?:anticipat|estimat|complet)).){0,90}$/i;
/** Words that make a day one we no longer hold to. */
const TOLD_BEFORE = /\b(?:previous(?:ly)?|earlier|prior|original(?:ly)?|initial(?:ly)?|already|had)\b(?: \w+){0,3}? (?:told|said|informed|advised|stated|indicated|wrote|notified|gave|given|communicated|promised)\b.{0,140}$|\bgave\b.{0,20}$/i;
/** “Moved from March 3”, “our target had been March 3”. */
const MOVED_FROM = /\b(?:moved|changed|pushed|extended|revised|postponed|rescheduled)(?: back)? from $|\b(?:target|estimate|goal|deadline|plan)\b.{0,30}\b(?:had been|was)(?: to be)? $/i;
const PROMISED_FOR = /\b(?:promised|planned|scheduled|due|expected) (?:for|on|by) $/i;
const OF_TIME = /\b(?:expect|estimat|anticipat|ready|available|would|date)\w*/i;
const PREVIOUS = /\b(?:original(?:ly)?|previous(?:ly)?|initial(?:ly)?) (?:\w+ ){0,2}(?:estimat|date|deadline|complet|anticipat|promis|target)\w*\b.{0,30}$/i;
const NOT_BY = /\b(?:not be able|unable|not able|cannot|will not)\b.{0,100}\bby (?:the )?$/i;
const PREVIOUS_AFTER = /^ ?,? ?(?:as )?(?:previously|originally|initially|earlier) (?:stated|estimated|promised|indicated|communicated|given)|^ ?(?:date|estimate|deadline|target)?,? ?(?:that )?(?:I|we) (?:gave|told|promised|quoted|mentioned|set)\b/i;

const TOLD_THEN = /\b(?:informed|advised|told|notified|wrote|estimated|said|promised|expected|anticipated)\b.{0,200}\bwould\b/i;
const NOT_THEIR_DAY = saying('pay\\b', 'remit\\b', 'expires?\\b', 'abandon', 'closed\\b', 'appeal\\b', 'your response\\b', 'link\\b');
/** “Received … on”: a day further on in the sentence belongs to what was asked about, unless “on” leads to it. */
const RECEIVED = new RegExp(String.raw`\b(?:received|receipt|recibid[oa]|recibimos|recibió)\b(?:(?!\b(?:about|regarding|concerning|relat\w+|incidents?|hearing|occurred|happened|made|taken|held) ).){0,70}(?:\b(?:on|el)|:|\b(?:received|receipt|recibid[oa])) ${WEEKDAY}$|\b(?:received|recibid[oa]):? ${WEEKDAY}$|\breached (?:this|our|the) \w+ on ${WEEKDAY}$`, 'i');
/** “On March 6, 2026, the Board received your request…”. */
const RECEIVED_AFTER = /^,? .{0,80}\breceived (?:your|the following|a|this)\b/i;
/** The day on the request, not the day it came. */
const DATED = /\bdated (?:on )?$/i;
const CLOSED = /\b(?:closed|cerrada)\b\W{0,3}(?:on |el )?$/i;
const ESTIMATES = saying('estimat', 'approximat', 'determination', 'ready', 'complete', 'expect', 'anticipat');
const NOT_OF_TIME = saying('fee', 'cost', 'staff', 'hour', 'pay', 'deposit', 'appeal');
/** A time to come that is no day: “the week of April 6”, “by the end of the month”, “early May”, “in the fall”, “between April 6 and April 10”. */
const MONTH = '(?:january|february|march|april|may|june|july|august|september|october|november|december)';
const VAGUE = new RegExp(
  String.raw`\b(?:(?:by |before |at |toward )?(?:the )?end of (?:this |next |the )?(?:week|month|year|quarter|business day|${MONTH})|(?:during |in )?(?:the )?week of ${MONTH} \d{1,2}|(?:in )?(?:early|mid|late)[ -]${MONTH}|(?:in|by|before) the (?:fall|autumn|winter|spring|summer)|(?:by |early |sometime )?next (?:week|month)|in (?:a few|several|a couple of) (?:days|weeks|months)|between ${MONTH} \d{1,2} and (?:${MONTH} )?\d{1,2}|by the \d{1,2}(?:st|nd|rd|th))\b`, 'i',
);

const COUNTED = '(?:one|two|three|four|five|six|seven|eight|nine|ten|fourteen|fifteen|twenty|thirty|forty-five|sixty|ninety)';

/** Some day of that week: no day at all. */
const WEEK_OF = /\bweeks? of $/i;

/** Whether a sentence names a time to come that is no day. */
export const isVague = (text: string): boolean => VAGUE.test(text) || (WITHIN.test(text) && !NOT_OF_TIME.test(text));

/** “We will answer within 14 days”, “you should hear from us in two weeks”: from which day is not said. */
const WITHIN = new RegExp(
  String.raw`\b(?:will|shall|should|'ll|expect|anticipate|hope|plan|intend|aim)s?(?<!\b(?:if|unless|once|should you|when) .{0,80}) (?!pay|need|have to|close)(?:[^.;](?! (?:if|unless)\b)){0,140}?\b(?:within|in) (?:about |approximately |the next )?(?:\d{1,3}|${COUNTED})(?: ?\( ?\d{1,3} ?\))? (?:business |working |calendar |more |additional )?(?:days?|weeks?|months?)\b`, 'i',
);

type Days = { -readonly [K in keyof ReplyValues]?: ReplyValues[K] };

/** Days a message names for something: what came, what is to come, what was put off. The first of each counts. */
export function daysOf(said: readonly SaidSentence[], sentOn: string | null): Partial<ReplyValues> {
  const out: Days = {};
  for (const sentence of said) readDays(sentence, sentOn, out);
  return out;
}

/** Days one sentence names: one no longer held to, one to write again on, those records or an answer are promised by. */
interface Told {
  readonly previous: NamedDay | undefined;
  readonly update: NamedDay | undefined;
  readonly estimates: readonly NamedDay[];
}

function toldIn(sentence: SaidSentence, sentOn: string | null): Told {
  const { text, days, signs } = sentence;
  const before = (day: NamedDay) => text.slice(0, day.start);
  const then = TOLD_THEN.test(text);
  const told = then ? days.findLast((day) => BY.test(before(day)) && /\bwould\b/i.test(before(day))) : undefined;
  const previous = told ?? days.find((day) => isPutOff(text, day));
  const ahead = then ? [] : days.filter((day) => day !== previous && isAhead(before(day)) && (sentOn === null || day.date >= sentOn));
  const update = signs.includes('next_update') ? (ahead.find((day) => UPDATE.test(before(day))) ?? ahead.at(-1)) : undefined;
  return { previous, update, estimates: NOT_THEIR_DAY.test(text) || saysLinkEnds(sentence) ? [] : ahead.filter((day) => day !== update) };
}

function isPutOff(text: string, { start, end }: NamedDay): boolean {
  const before = text.slice(0, start);
  return PREVIOUS.test(before) || MOVED_FROM.test(before) || (TOLD_BEFORE.test(before) && OF_TIME.test(text)) || NOT_BY.test(before) || (PROMISED_FOR.test(before) && /\bnot\b|n['’]t\b/i.test(text)) || PREVIOUS_AFTER.test(text.slice(end));
}

/** Every day promised for records or an answer, in order, each with its sentence. */
export function daysPromised(said: readonly SaidSentence[], sentOn: string | null): { readonly sentence: SaidSentence; readonly date: CivilDate }[] {
  return said.flatMap((sentence) => toldIn(sentence, sentOn).estimates.map(({ date }) => ({ sentence, date })));
}

function readDays(sentence: SaidSentence, sentOn: string | null, out: Days): void {
  const { text, days } = sentence;
  const { previous, update, estimates } = toldIn(sentence, sentOn);
  const before = (day: NamedDay) => text.slice(0, day.start);
  if (previous) out.previousEstimate ??= previous.date;
  if (update) out.nextUpdateBy ??= update.date;
  if (estimates[0]) out.estimatedDate ??= estimates[0].date;
  const received = days.find((day) => (RECEIVED.test(before(day)) && !DATED.test(before(day))) || (/^On $/i.test(before(day)) && RECEIVED_AFTER.test(text.slice(day.end))));
  if (received && (sentOn === null || received.date <= sentOn)) out.receivedDate ??= received.date;
  const closed = days.find((day) => sentence.signs.includes('closed') && CLOSED.test(before(day)));
  if (closed) out.closedDate ??= closed.date;
  if (estimates.length === 0 && !update) readVague(sentence, out);
}

/** An estimate that names no day: “approximately forty-five days”, “by the end of this week”. */
function readVague({ text, times }: SaidSentence, out: Days): void {
  const span = times.find((time) => ESTIMATES.test(text.slice(0, time.start)) && !NOT_OF_TIME.test(text));
  if (span) out.estimatedText ??= span.words;
  const vague = VAGUE.exec(text);
  if (vague) out.estimatedText ??= vague[0];
}

/** Whether what stands before a day makes it one to come. */
export function isAhead(before: string): boolean {
  if (WEEK_OF.test(before) || (BEHIND.test(before) && !EXPECTED.test(before))) return false;
  return BY.test(before) || EXPECTED.test(before);
}
