import type { ItemAnswer, ReadKind, ReplyValues, SaidSentence } from './reading-types.js';
import type { Sentence } from './sentences.js';
import type { ReplyKind, SignName } from './sign-types.js';
import { GROUND_WORDS } from './grounds.js';
import { isOpen } from './items.js';
import { isAhead, isVague } from './values-days.js';
import { saying } from './wording.js';

/** Kinds after which a mere “we have your request” adds nothing. */
const SETTLING: ReadonlySet<ReplyKind> = new Set([
  'extension_notice', 'records_released', 'partial_denial', 'full_denial', 'no_responsive_records', 'transfer_not_our_agency', 'determination_will_disclose', 'closure', 'rolling_update', 'delay_notice',
]);
const SO_FAR = saying('at this time', 'so far', 'to date', 'as of (?:today|now)');
/** An apology or a report on where it stands says nothing of the law's extension. */
const NO_EXTENSION = saying('apolog', 'status update');
const NAMES_EXTENSION = saying('exten(?:d|sion)', 'unusual circumstances', 'prórroga', 'circunstancias inusuales');
const EXTENSION_SECTION = /\b(?:6253|7922\.535|552\(a\)\(6\)\(B\))/;
/** “Receipt of your request dated…”, “the following”: they say which one, not that it came. */
const SAYS_WHICH = /\breceipt of your .*\bdated\b|following/i;
const OPENS_POLITELY = /^(?:in response|thank you)/i;
/** “No responsive records” is an answer, even beside the way to somebody else. */
const SEARCHED = saying('responsive', 'search', 'locat', 'found', '(?:item|request|part|question) (?:no\\. )?\\d');
const CUSTODY = /\bcustod/i;
/** “Unable to locate such records, which if disclosed would…”: a refusal in other words. */
const IF_SHOWN = /\bif (?:disclosed|released)\b/i;
const PORTIONS = saying('portions?', 'in part\\b(?! \\d)', 'partial', 'the others\\b');
const NUMBERED = /(?<![\w-])(?:[A-Z]{1,5}-?)?(?=[\w-]*\d{4})\d[\w]*-[\w-]{2,}|[A-Z]{2,5}-[A-Z]{2,4}-20\d{2}-\d+/;
/** Where to sign in, below an answer, is no notice of its own. */
const PROGRESS = saying('(?:monitor|track) (?:the )?(?:request )?progress', '(?:log|sign) ?in(?:to)?\\b(?!.{0,60}\\bto (?:view|see|read|check))');

const isNear = (one: Sentence, others: readonly Sentence[]): boolean => others.some((other) => Math.abs(one.paragraph - other.paragraph) <= 1);

/** What the signs of all sentences make of a message, with the sentences each kind rests on. */
export function kindsOf(said: readonly SaidSentence[], values: ReplyValues, items: readonly ItemAnswer[]): ReadKind[] {
  const having = (...names: readonly SignName[]) => said.filter(({ signs }) => names.some((name) => signs.includes(name)));
  const answers = answersOf(said, having, values, items);
  const kinds = [...answers, ...besidesOf(said, having, answers, values)];
  if (kinds.length === 0 && having('numbered').length > 0) return [{ kind: 'acknowledgement', evidence: having('numbered') }];
  if (having('advertises').some(({ text }) => kinds.length === 0 || !FOOTER.test(text)) && kinds.every(({ kind }) => SAID_BY_SELLERS.has(kind)) && !said.some(({ text, sections }) => ABOUT_OURS.test(text) || sections.length > 0)) return [{ kind: 'unrelated', evidence: having('advertises') }];
  return kinds.length > 0 || said.length === 0 || said.some(({ text, days, amounts, sections }) => OF_REQUESTS.test(text) || amounts.length + sections.length > 0 || isVague(text) || days.some(({ start }) => isAhead(text.slice(0, start)))) ? kinds : [{ kind: 'informational_answer', evidence: said.slice(0, 3) }];
}

/** What an advertisement may seem to say; of a request of ours it says nothing. */
const SAID_BY_SELLERS: ReadonlySet<ReplyKind> = new Set(['records_released', 'clarification_request', 'informational_answer', 'determination_will_disclose', 'fee_estimate_or_payment', 'transfer_not_our_agency']);
/** What stands below an office's mails too. */
const FOOTER = saying('unsubscribe', 'preferences', 'subscription', 'follow us', 'no longer', 'opt out', 'in (?:your )?browser', 'you are receiving');
const ABOUT_OURS = saying('your (?:[\\w-]+ ){0,4}(?:request|inquiry)', 'responsive', 'exempt', 'public records', 'records? act\\b', 'FOIA\\b', 'CPRA\\b', 'solicitud');

/** What bears on a request and was not understood is no mere answer to a question: better nothing than that. */
const OF_REQUESTS = saying('your (?:[\\w-]+ ){0,4}request', 'responsive', 'exempt', 'redact', 'withh[eo]ld', 'den(?:y|ied)', 'invoice', 'attached', 'enclosed', 'appeal', 'deadline', 'extension', 'solicitud', 'nothing', 'none', 'never', 'unfortunately', 'documents?', 'copies', 'pages', 'review(?:ed|ing)', 'upload', 'automat', 'click', 'días', '(?:the|those|these|such|requested) (?:\\w+ )?(?:records?|documents?|files?|paperwork)', 'have (?:those|these|that|them)', 'access\\b', 'obtain', 'barred', 'there (?:is|was) no', 'no\\b', 'not ours', 'whether you', 'received', 'available', 'password', 'ticket', 'queue', 'letter', 'customer', 'renew', '(?:su|los|las|para|por|que)\\b', String.raw`.*\?$`);

type Having = (...names: readonly SignName[]) => SaidSentence[];

/** What they decided about the records. */
function answersOf(said: readonly SaidSentence[], having: Having, values: ReplyValues, items: readonly ItemAnswer[]): ReadKind[] {
  const extended = having('extends').filter((sentence) => isExtension(said, sentence));
  /** “Your appeal is denied” refuses the appeal, and what else it says of refusing was refused before. */
  const denials = having('appeal_decided').length > 0 ? [] : having('denies');
  const released = having('released').filter(({ signs }) => !signs.includes('appeal_decided'));
  const [parts, elsewhere] = [having('withholds_part'), having('elsewhere')];
  const uncreated = having('not_created');
  const none = having('none_found').filter((one) => !isNear(one, uncreated) && !(one.signs.includes('denies') && IF_SHOWN.test(one.text)));
  const more = said.filter(({ signs, days, times }) => signs.includes('more_coming') || (signs.includes('next_update') && (days.length > 0 || (times.length > 0 && having('received').length === 0))));
  /** “None so far; we will write again by…” is no answer yet; “we don't have it, ask the county” is a way to somebody else. */
  const nothing = none.filter((one) => !(SO_FAR.test(one.text) && isNear(one, more)) && ((SEARCHED.test(one.text) && !CUSTODY.test(one.text)) || !isNear(one, elsewhere)));
  /** A day put off says when, not whether: that was decided before; and an appeal's decision orders what the agency will do. */
  const will = values.previousEstimate === undefined && having('appeal_decided').length === 0 ? having('will_disclose').filter((one) => !denials.includes(one)) : [];
  const rests = denials.length > 0 || released.length > 0 || parts.some(({ sections }) => sections.length > 0);
  const partly = denials.length === 0 || parts.some(({ text, signs }) => PORTIONS.test(text) && !signs.includes('appeal_right')) || released.length > 0 || will.length > 0 || more.length > 0 || (having('provided_before').length > 0 && none.length === 0) || isOpen(items, denials, said);
  return present([
    ['extension_notice', extended],
    ['records_released', released],
    [partly ? 'partial_denial' : 'full_denial', rests ? [...denials, ...parts] : []],
    ['no_responsive_records', nothing],
    ['transfer_not_our_agency', released.length === 0 ? elsewhere : []],
    ['rolling_update', more],
    ['determination_will_disclose', released.length + nothing.length + extended.length === 0 ? will : []],
  ]);
}

/** What they say beside an answer, or in place of one. */
function besidesOf(said: readonly SaidSentence[], having: Having, answers: readonly ReadKind[], values: ReplyValues): ReadKind[] {
  const extended = answers.find(({ kind }) => kind === 'extension_notice')?.evidence ?? [];
  const late = having('more_time').filter((sentence) => !extended.includes(sentence));
  const kinds = present([
    ['fee_estimate_or_payment', having('fee')],
    ['clarification_request', having('asks').filter(({ signs }) => !signs.includes('fee'))],
    ['delay_notice', late.length > 0 || values.previousEstimate === undefined ? late : having('estimate')],
    ['appeal_decision', having('appeal_decided')],
    ['closure', having('closed', 'unable_to_reach')],
    ['informational_answer', having('answers')],
  ]);
  const settled = [...answers, ...kinds].some(({ kind }) => SETTLING.has(kind));
  kinds.push(...acknowledgementOf(having, settled));
  const alone = [...answers, ...kinds];
  if (!settled && alone.length === 0) kinds.push(...present([['records_released', having('released_weak')]]));
  const onlyReceipt = [...answers, ...kinds].every(({ kind }) => kind === 'acknowledgement');
  kinds.push(...present([['portal_notification', said.filter(({ signs, text }) => signs.includes('portal') && (onlyReceipt || !PROGRESS.test(text)))]]));
  return kinds;
}

function acknowledgementOf(having: Having, settled: boolean): ReadKind[] {
  const numbered = having('numbered');
  const got = having('received').filter(({ text }) => numbered.length > 0 || !SAYS_WHICH.test(text));
  const givesNumber = got.some(({ signs, text }) => signs.includes('numbered') || NUMBERED.test(text)) || numbered.some((one) => isNear(one, got));
  const says = numbered.length > 0 || got.some(({ text }) => !OPENS_POLITELY.test(text));
  return got.length > 0 && says && (!settled || givesNumber) ? [{ kind: 'acknowledgement', evidence: [...new Set([...got, ...numbered])] }] : [];
}

/** “We need more time” alone is a delay; the law's extension names days, its section or one of its grounds. */
function isExtension(said: readonly SaidSentence[], sentence: SaidSentence): boolean {
  if (NO_EXTENSION.test(sentence.text)) return false;
  if (NAMES_EXTENSION.test(sentence.text) || sentence.times.some(({ unit }) => unit.endsWith('day'))) return true;
  const near = said.slice(Math.max(0, sentence.index - 1), sentence.index + 4);
  return near.some(({ sections, text }) => sections.some(({ name }) => EXTENSION_SECTION.test(name)) || GROUND_WORDS.some(({ ground, pattern }) => TELLING.has(ground) && pattern.test(text)));
}

/** Grounds whose words alone show that the law's extension is meant; facilities and volume are spoken of in any delay. */
const TELLING: ReadonlySet<string> = new Set(['consultation', 'programming', 'cyberattack', 'governor_emergency']);

function present(all: readonly (readonly [ReplyKind, readonly Sentence[]])[]): ReadKind[] {
  return all.filter(([, evidence]) => evidence.length > 0).map(([kind, evidence]) => ({ kind, evidence: [...new Set(evidence)].sort((a, b) => a.start - b.start) }));
}
