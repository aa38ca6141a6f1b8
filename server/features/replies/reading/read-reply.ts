import type { Ground } from '../../deadlines/fact-types.js';
import { type NamedAmount, amountsIn } from './amounts.js';
import { sectionsIn } from './sections.js';
import { daysIn, timesIn } from './days.js';
import { echoedSentences } from './echo.js';
import { type Part, partsOf } from './parts.js';
import type { ReplyReading, ReplyToRead, ReplyValues, SaidSentence } from './reading-types.js';
import { type Sentence, sentencesOf } from './sentences.js';
import { CONDITIONAL, type ReplyKind, SIGNS, type SignName } from './signs.js';

const AUTOMATIC = /\b(?:out\s+of\s+(?:the\s+)?office|automatic(?:ally)?\s+(?:reply|response)(?!\s+to\s+(?:confirm|acknowledge|let\s+you\s+know))|auto-?reply|away\s+from\s+(?:my|the)\s+(?:desk|office|e-?mail)|on\s+(?:annual\s+|sick\s+|maternity\s+|parental\s+)?leave\s+(?:until|from|and)|undeliverable|delivery\s+(?:has\s+)?(?:failed|status\s+notification)|could\s+not\s+be\s+delivered|mail\s+delivery\s+(?:failed|system)|returned\s+to\s+sender|mailer-daemon|message\s+(?:that\s+)?you\s+sent\s+could\s+not|i\s+will\s+be\s+out\s+of|fuera\s+de\s+la\s+oficina|mailbox\s+(?:is\s+)?(?:full|unavailable)|user\s+unknown|no\s+such\s+user|address\s+rejected)\b/i;

/** Reads a reply. Pure and deterministic: the same text gives the same reading. */
export function readReply(reply: ReplyToRead): ReplyReading {
  const { text, sentOn } = reply;
  const layout = partsOf(text);
  const sentences = layout.filter((part) => part.kind === 'body').flatMap((part) => sentencesOf(text, part.start, part.end));
  const numbered = sentences.map((sentence, index) => ({ ...sentence, index }));
  const echoed = echoedSentences(numbered, reply.ours ?? []);
  const said = numbered.filter((sentence) => !echoed.has(sentence.index)).map((sentence) => saidOf(sentence, sentOn));
  const aside: Part[] = [...layout.filter((part) => part.kind !== 'body'), ...numbered.filter(({ index }) => echoed.has(index)).map(({ start, end }) => ({ kind: 'echo' as const, start, end }))];
  if (reply.automatic || AUTOMATIC.test(reply.subject ?? '') || said.some(({ text: words }) => AUTOMATIC.test(words))) {
    return { kinds: [{ kind: 'bounce_auto_reply', evidence: said.filter(({ text: words }) => AUTOMATIC.test(words)).slice(0, 2) }], values: { exemptions: [] }, items: [], numbers: [], unread: [], said, aside };
  }
  const values = valuesOf(said, sentOn);
  return { kinds: kindsOf(said, values), values, items: [], numbers: [], unread: [], said, aside };
}

function saidOf(sentence: Sentence, sentOn: string | null): SaidSentence {
  const { text } = sentence;
  const conditional = CONDITIONAL.test(text);
  const signs = SIGNS.filter((sign) => sign.pattern.test(text) && !(sign.unless?.test(text) ?? false) && (!conditional || EVEN_IF.has(sign.name))).map((sign) => sign.name);
  return { ...sentence, signs, days: daysIn(text, sentOn), times: timesIn(text), amounts: amountsIn(text), sections: sectionsIn(text) };
}

/** Said though a condition stands beside it: “if you agree, please pay $200”, “if any are found, we will update you by…”. */
const EVEN_IF: ReadonlySet<SignName> = new Set(['fee', 'asks', 'next_update', 'portal', 'appeal_right', 'numbered', 'withholds_part']);

type Kinds = { kind: ReplyKind; evidence: readonly Sentence[] }[];

function kindsOf(said: readonly SaidSentence[], values: ReplyValues): Kinds {
  const having = (...names: SignName[]) => said.filter(({ signs }) => names.some((name) => signs.includes(name)));
  const has = (...names: SignName[]) => having(...names).length > 0;
  const kinds: Kinds = [];
  const add = (kind: ReplyKind, evidence: readonly Sentence[]) => kinds.push({ kind, evidence });

  const extended = having('extends').filter((sentence) => isExtension(said, sentence));
  const denials = having('denies');
  const parts = having('withholds_part');
  const uncreated = having('not_created');
  const none = having('none_found').filter((one) => !uncreated.some((other) => Math.abs(other.paragraph - one.paragraph) <= 1));
  const elsewhere = having('elsewhere');
  const more = said.filter(({ signs, days, times }) => signs.includes('more_coming') || (signs.includes('next_update') && days.length + times.length > 0));
  const released = having('released');
  const fees = having('fee');
  const closed = having('closed', 'unable_to_reach');
  const near = (one: Sentence, others: readonly Sentence[]) => others.some((other) => Math.abs(one.paragraph - other.paragraph) <= 1);
  /** “None so far; we will write again by…” is no answer yet; “we don't have it, ask the county” is a way to somebody else. */
  const nothing = none.filter((one) => !(/\bat\s+this\s+time|so\s+far|to\s+date|as\s+of\s+(?:today|now)/i.test(one.text) && near(one, more)) && !near(one, elsewhere));

  if (extended.length > 0) add('extension_notice', extended);
  if (released.length > 0) add('records_released', released);
  if (denials.length > 0 || parts.length > 0) {
    const partial = denials.length === 0 || released.length > 0 || having('will_disclose').some((one) => !denials.includes(one)) || more.length > 0 || has('provided_before') && none.length === 0;
    if (denials.length > 0 || released.length > 0 || parts.some(({ sections }) => sections.length > 0)) add(partial ? 'partial_denial' : 'full_denial', [...denials, ...parts]);
  }
  if (nothing.length > 0) add('no_responsive_records', nothing);
  if (elsewhere.length > 0 && released.length === 0) add('transfer_not_our_agency', elsewhere);
  if (more.length > 0) add('rolling_update', more);
  if (fees.length > 0) add('fee_estimate_or_payment', fees);
  const asks = having('asks').filter(({ signs }) => !signs.includes('fee'));
  if (asks.length > 0) add('clarification_request', asks);
  const will = having('will_disclose').filter((one) => !denials.includes(one));
  if (will.length > 0 && released.length === 0 && nothing.length === 0 && extended.length === 0) add('determination_will_disclose', will);
  const late = having('more_time').filter((sentence) => !extended.includes(sentence));
  if (late.length > 0 || values.previousEstimate !== undefined) add('delay_notice', late.length > 0 ? late : having('estimate'));
  if (has('appeal_decided')) add('appeal_decision', having('appeal_decided'));
  if (closed.length > 0) add('closure', closed);
  if (has('answers')) add('informational_answer', having('answers'));
  const settled = kinds.some(({ kind }) => SETTLING.has(kind));
  const got = having('received').filter(({ signs, text }) => signs.includes('numbered') || !/\breceipt\s+of\s+your\s+.*\bdated\b|following/i.test(text));
  if (got.length > 0 && (!settled || got.some(({ signs }) => signs.includes('numbered'))) && (has('numbered') || got.some(({ text }) => !/^(?:in\s+response|thank\s+you)/i.test(text)))) add('acknowledgement', [...got, ...having('numbered')]);
  if (!settled && kinds.length === 0 && has('released_weak')) add('records_released', having('released_weak'));
  const only = kinds.every(({ kind }) => kind === 'acknowledgement');
  const portal = having('portal').filter(({ text }) => only || !/\b(?:monitor|track)\s+(?:the\s+)?(?:request\s+)?progress/i.test(text));
  if (portal.length > 0) add('portal_notification', portal);
  if (kinds.length === 0 && has('advertises')) add('unrelated', having('advertises'));
  if (kinds.length === 0 && said.length > 0) add('informational_answer', said.slice(0, 3));
  return kinds;
}

/** “We need more time” alone is a delay; the law's extension names days, a section or one of its grounds. */
function isExtension(said: readonly SaidSentence[], sentence: SaidSentence): boolean {
  if (/\bapolog|status\s+update/i.test(sentence.text)) return false;
  if (/\bexten(?:d|sion)|unusual\s+circumstances/i.test(sentence.text) || sentence.times.some(({ unit }) => unit.endsWith('day'))) return true;
  const at = said.indexOf(sentence);
  const near = said.slice(Math.max(0, at - 1), at + 4);
  return near.some(({ sections }) => sections.some(({ name }) => /\b(?:6253|7922\.535)/.test(name))) || GROUNDS.slice(2).some(([, pattern]) => near.some(({ text }) => pattern.test(text)));
}

const SETTLING: ReadonlySet<ReplyKind> = new Set(['extension_notice', 'records_released', 'partial_denial', 'full_denial', 'no_responsive_records', 'transfer_not_our_agency', 'determination_will_disclose', 'closure', 'rolling_update', 'delay_notice']);

function valuesOf(said: readonly SaidSentence[], sentOn: string | null): ReplyValues {
  return { exemptions: exemptionsOf(said), ...datesOf(said, sentOn), ...moneyOf(said), ...spansOf(said), ...groundOf(said) };
}

/** Sections a refusal rests on: in its sentence, and in what follows it in the same breath. */
function exemptionsOf(said: readonly SaidSentence[]): string[] {
  const refuses = (one: SaidSentence | undefined) => one !== undefined && (one.signs.includes('denies') || one.signs.includes('withholds_part') || /\b(?:confidential|exempt|privileged)\b/i.test(one.text));
  const named = said.flatMap((sentence, index) => {
    const follows = [said[index - 1], said[index - 2]].some((before) => before !== undefined && sentence.paragraph - before.paragraph <= 1 && refuses(before));
    return refuses(sentence) || (follows && !sentence.signs.some((sign) => OTHERWISE.has(sign))) ? sentence.sections.map(({ name }) => name) : [];
  });
  return [...new Set(named)].filter((name) => !named.some((other) => other !== name && other.startsWith(`${name}(`)));
}

const OTHERWISE: ReadonlySet<SignName> = new Set(['fee', 'extends', 'asks', 'appeal_right', 'appeal_decided', 'received', 'more_coming', 'next_update', 'released']);

function datesOf(said: readonly SaidSentence[], sentOn: string | null): Partial<ReplyValues> {
  const out: { -readonly [K in keyof ReplyValues]?: ReplyValues[K] } = {};
  for (const { text, days, signs, times } of said) {
    const previous = days.find((day) => PREVIOUS.test(text.slice(0, day.start)) || (NOT_BY.test(text.slice(0, day.start)) || PREVIOUS_AFTER.test(text.slice(day.end))));
    if (previous) out.previousEstimate ??= previous.date;
    const told = /\b(?:informed|advised|told|notified|wrote)\b.*\bwould\b/i.test(text);
    const ahead = told ? [] : days.filter((day) => day !== previous && isAhead(text.slice(0, day.start)) && (sentOn === null || day.date >= sentOn));
    const update = signs.includes('next_update') ? (ahead.find((day) => UPDATE.test(text.slice(0, day.start))) ?? ahead.at(-1)) : undefined;
    const fit = ahead.find((day) => day !== update) ?? (update ? undefined : ahead[0]);
    if (update) out.nextUpdateBy ??= update.date;
    if (fit && !/\b(?:pay|remit|expires?|abandon\w*|closed|appeal|your\s+response)\b/i.test(text)) out.estimatedDate ??= fit.date;
    const received = days.find((day) => /\b(?:received|receipt|recibid[oa]|recibimos)\b.{0,70}$/i.test(text.slice(0, day.start)));
    if (received && !/following/i.test(text)) out.receivedDate ??= received.date;
    const closed = days.find((day) => /\bclosed\b\W*(?:on\s*)?$/i.test(text.slice(0, day.start)));
    if (closed) out.closedDate ??= closed.date;
    if (fit || update) continue;
    const span = times.find((time) => /\b(?:estimat|approximat|determination|ready|complete|expect|anticipat)/i.test(text.slice(0, time.start)) && !/\b(?:fee|cost|staff|hour|pay|deposit|appeal)/i.test(text));
    if (span) out.estimatedText ??= span.words;
    const vague = /\bby\s+the\s+end\s+of\s+(?:this|next|the)\s+(?:week|month|year|business\s+day)\b/i.exec(text);
    if (vague) out.estimatedText ??= vague[0];
  }
  return out;
}

/** Words that make a day one to write again on, not to send records by. */
const UPDATE = /\b(?:updates?|further\s+respond|contact\s+you|follow\s+up|get\s+back\s+to\s+you|status)\b(?:(?!\b(?:anticipat|estimat|complet)).){0,90}$/i;

const PREVIOUS = /\b(?:original(?:ly)?|previous(?:ly)?|initial(?:ly)?)\s+(?:\w+\s+){0,2}(?:estimat|date|deadline|complet|anticipat|promis|target)\w*\b.{0,30}$/i;
const NOT_BY = /\b(?:not\s+be\s+able|unable|not\s+able|cannot|will\s+not)\b.{0,100}\bby\s+(?:the\s+)?$/i;
const PREVIOUS_AFTER = /^\s*,?\s*(?:as\s+)?(?:previously|originally|initially|earlier)\s+(?:stated|estimated|promised|indicated|communicated|given)/i;
/** Words before a day that make it one to come. */
const WEEKDAY = String.raw`(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?`;
const BY = new RegExp(String.raw`\b(?:by|before|until|days?,?\s+(?:up\s+)?to|(?:through|extended\s+to)|no\s+later\s+than|not\s+later\s+than|on\s+or\s+(?:before|about|around))\s+(?:no\s+later\s+than\s+)?${WEEKDAY}(?:the\s+)?(?:close\s+of\s+business|end\s+of\s+(?:the\s+)?(?:day|business))?\s*(?:on\s+)?${WEEKDAY}$`, 'i');
const EXPECTED = new RegExp(String.raw`\b(?:estimat|anticipat|expect|project|target|ready|will|should|new\s+completion|revised)\w*\b.{0,100}\b(?:on|is|be|of|now|:|to)\s+(?:now\s+)?${WEEKDAY}$`, 'i');

function isAhead(before: string): boolean {
  if (/\b(?:dated|received|submitted|sent|billed|posted|entered|of|from|since|between)\s+(?:on\s+)?$/i.test(before) && !EXPECTED.test(before)) return false;
  return BY.test(before) || EXPECTED.test(before);
}

function moneyOf(said: readonly SaidSentence[]): Partial<ReplyValues> {
  const all = said.filter(({ signs }) => signs.includes('fee')).flatMap(({ text, amounts }) => amounts.map((amount) => ({ ...amount, text })));
  const of = (kind: NamedAmount['kind']) => all.find((amount) => amount.kind === kind)?.cents;
  const totals = all.filter((amount) => amount.kind === 'total');
  const best = totals.find(({ text, start }) => /\b(?:total|estimated\s+cost|balance|fee\s+will\s+be|fee\s+of|cost[^.]{0,60}\bis|to\s+be)\b[^.]{0,40}$/i.test(text.slice(0, start))) ?? totals[0];
  return defined({ feeCents: best?.cents ?? tableTotal(said), depositCents: of('deposit'), perHourCents: of('per_hour'), perPageCents: of('per_page') });
}

/** An invoice's total where the sign for dollars stands nowhere near: “30.00 Total Cost:”. */
function tableTotal(said: readonly SaidSentence[]): number | undefined {
  if (!said.some(({ signs }) => signs.includes('fee'))) return undefined;
  for (const [index, { text }] of said.entries()) {
    if (!/\b(?:total\s+(?:cost|due|amount|fee)|amount\s+due|balance\s+due)\b/i.test(text)) continue;
    const near = `${text} ${said[index + 1]?.text ?? ''}`;
    const after = /\b(?:total\s+(?:cost|due|amount|fee)|amount\s+due|balance\s+due)\W*(\d[\d,]*\.\d{2})\b/i.exec(near)?.[1] ?? /(\d[\d,]*\.\d{2})\W*$/.exec(`${said[index - 1]?.text ?? ''} ${text.slice(0, text.search(/\b(?:total|amount\s+due|balance\s+due)/i))}`)?.[1];
    if (after !== undefined) return Math.round(Number(after.replaceAll(',', '')) * 100);
  }
  return undefined;
}

function spansOf(said: readonly SaidSentence[]): Partial<ReplyValues> {
  const days = (pattern: RegExp) => said.filter(({ text }) => pattern.test(text)).flatMap(({ times }) => times.filter(({ unit }) => unit === 'day' || unit === 'business_day'))[0]?.count;
  const hours = said.filter(({ text }) => /\b(?:minimum|at\s+least)\b/i.test(text)).flatMap(({ times }) => times.filter(({ unit }) => unit === 'hour'))[0]?.count;
  return defined({
    payWithinDays: days(/\b(?:payment|deposit|pay|invoice)\b[^.]*\b(?:received?|within|in)\b/i), appealDays: days(/\bappeal\b/i),
    answerWithinDays: days(/\b(?:your\s+response|respond|response\s+is\s+required|hear\s+from\s+you|pending\s+a\s+response)\b[^.]*\bwithin\b|\bwithin\b.*\b(?:respond|clarif)|\bprovide\b.*\bwithin\b.*\bor\b.*\bclosed/i), minHours: hours,
  });
}

const GROUNDS: readonly (readonly [Ground, RegExp])[] = [
  ['field_facilities', /\b(?:separate|field|other)\s+(?:from\s+the\s+office\s+|)?(?:facilit|establishment|location|office)|facilities\s+(?:that\s+are\s+)?separate|other\s+establishments/i],
  ['voluminous', /\b(?:voluminous|large\s+(?:number|volume|amount)|numerous|separate\s+and\s+distinct\s+records)\b/i],
  ['consultation', /\bconsult(?:ation|ing)?\b/i],
  ['programming', /\b(?:compile\s+data|computer\s+(?:program|report)|programming|extract\s+data)\b/i],
  ['cyberattack', /\bcyber\s?attack|ransomware\b/i],
  ['governor_emergency', /\bstate\s+of\s+emergency|proclaim/i],
];

function groundOf(said: readonly SaidSentence[]): Partial<ReplyValues> {
  const at = said.findIndex(({ signs }) => signs.includes('extends'));
  if (at === -1) return {};
  const near = said.slice(at, at + 4).map(({ text }) => text).join(' ');
  return defined({ extensionGround: GROUNDS.find(([, pattern]) => pattern.test(near))?.[0] });
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
