import { groundOf } from './grounds.js';
import type { ReplyValues, SaidSentence } from './reading-types.js';
import type { SignName } from './sign-types.js';
import { daysOf } from './values-days.js';
import { moneyOf } from './values-money.js';
import { saying } from './wording.js';

/** Everything a message names that has a value. */
export function valuesOf(said: readonly SaidSentence[], sentOn: string | null): ReplyValues {
  const found = { ...daysOf(said, sentOn), ...moneyOf(said), ...spansOf(said), extensionGround: groundOf(said) };
  const named: Partial<ReplyValues> = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  return { ...named, exemptions: exemptionsOf(said) };
}

const SECRET = saying('confidential', 'exempt', 'privileged', 'protected', 'exent[oa]', 'denegad[oa]');
/** Signs by which a sentence speaks of something else than the refusal before it. */
const OTHERWISE: ReadonlySet<SignName> = new Set(['fee', 'extends', 'asks', 'appeal_right', 'appeal_decided', 'received', 'more_coming', 'next_update', 'released']);

export function refuses(sentence: SaidSentence): boolean {
  return sentence.signs.includes('denies') || sentence.signs.includes('withholds_part') || SECRET.test(sentence.text);
}

/** Sections a refusal rests on: in its sentence, and in what follows it in the same breath. The longest form of each. */
function exemptionsOf(said: readonly SaidSentence[]): string[] {
  const named = said.flatMap((sentence, index) => (refuses(sentence) || followsRefusal(said, index) ? sentence.sections.map(({ name }) => name) : []));
  const once = [...new Set(named)].filter((name) => !NO_EXEMPTION.test(name));
  return once.filter((name) => !once.some((other) => other.startsWith(`${name}(`)));
}

/** The sections on time and on what a denial must hold are no grounds to refuse, though a refusal names them. */
const NO_EXEMPTION = /^Gov\. Code (?:7922\.5\d\d|6253(?:\(|$))|^5 U\.S\.C\. 552\(a\)/;

function followsRefusal(said: readonly SaidSentence[], index: number): boolean {
  const sentence = said[index];
  if (!sentence || sentence.signs.some((sign) => OTHERWISE.has(sign))) return false;
  return [said[index - 1], said[index - 2]].some((before) => before !== undefined && sentence.paragraph - before.paragraph <= 1 && refuses(before));
}

const PAY_WITHIN = /\b(?:payment|deposit|pay|remit|invoice)\b(?:[^.]|\.\d){0,200}\b(?:received?|within|in)\b/i;
const APPEAL = /\bappeal\b/i;
const ANSWER_WITHIN = saying(
  String.raw`(?:your (?:response|reply|clarification)|(?:you|please|not|must|kindly)(?: \w+){0,3} (?:respond|reply|answer)|response (?:is |was )?(?:required|received)|hear (?:back )?from you|pending a response)\b[^.]{0,200}\bwithin\b`, String.raw`(?:not|n't) receive (?:a|your|any) (?:response|reply)\b[^.]{0,200}\bwithin\b`, String.raw`let (?:us|me) know\b[^.]{0,60}\bwithin\b`, String.raw`(?:open|hold|held|abeyance)\b[^.]{0,60}\bpending your (?:response|reply|clarification)`, 'tiene[n]? .{0,20}para (?:responder|aclarar|contestar)', String.raw`within\b.{0,200}\b(?:respond|clarif)`, String.raw`provide\b.{0,200}\bwithin\b.{0,200}\bor\b.{0,200}\bclosed`,
);
const AT_LEAST = saying('minimum\\b', 'at least\\b');

/** Spans they set: to pay, to appeal, to answer, hours charged at least. */
function spansOf(said: readonly SaidSentence[]): Partial<ReplyValues> {
  const first = (pattern: RegExp, units: readonly string[], but?: SignName) => said.filter(({ text, signs }) => pattern.test(text) && (!but || !signs.includes(but))).flatMap(({ times }) => times.filter(({ unit }) => units.includes(unit)))[0]?.count;
  const days = ['day', 'business_day'];
  return { payWithinDays: first(PAY_WITHIN, days), appealDays: first(APPEAL, days, 'appeal_decided'), answerWithinDays: first(ANSWER_WITHIN, days), minHours: first(AT_LEAST, ['hour']) };
}
