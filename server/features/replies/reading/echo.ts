import type { Sentence } from './sentences.js';
import type { SignName } from './sign-types.js';
import { SIGNS, gives, isConditional } from './signs.js';
import { MAIL, RECORDS, few, saying } from './wording.js';

/** Phrases after which a message repeats what we asked. */
const LEAD = saying(
  `received the following ${few(3)}request`, String.raw`you (?:have )?request(?:ed)?(?: the following)?(?: \w+){0,3} ?:`, 'records?(?:\\(?s\\)?)? requested ?:', 'requested records? ?:', 'description ?:',
  String.raw`(?:specifically,? )?you (?:have )?(?:requested|asked)\b[^.]{0,40}:`, 'in reference to the request you filed', 'you stated that', String.raw`(?:for|regarding) the following (?:requested )?(?:item|records?)\b`,
  String.raw`your request (?:reads|states|was for|is for|sought|seeks)\b[^.]{0,40}:`, '(?:copy|text) of your request', 'requests? the following ?:', String.raw`for the following records?\b[^.]{0,60}:`, 'usted (?:solicitó|pidió)',
);

/** How somebody who asks for records writes. */
const ASKER = saying(
  'I (?:request|am (?:also |only )?(?:requesting|not requesting|writing to request|seeking)|ask|would (?:like|prefer|appreciate|be grateful|also)|also|hereby|understand|look forward|noticed|have attached examples|request that)\\b', "I'd ",
  'we (?:ask|request) (?:for )?(?:copies|the following)', String.raw`pursuant to the [^.]{3,60}\bI\b`, 'if any portion of this request', 'please (?:provide|include|send|produce) (?:responsive|all|any|copies|the requested|records)',
  'if no such records exist,? please', 'thank you in advance for', 'this (?:is a request|request (?:is (?:specifically|not)|seeks|includes|does not))', 'for (?:this|purposes of this) request', String.raw`^item \d+\.`,
  'records? (?:identifying|showing|documenting|sufficient)', 'any and all', 'when available, I', String.raw`if (?!you\b|we\b)[^.]{3,120},? please (?:indicate|confirm|provide|contact me|identify|state|respond|include)`,
  String.raw`^(?:[^\p{L}\p{N}]*\(?\w{1,4}[.)] )?(?:all|any) ${few(2)}(?:records|${MAIL}s?|documents|communications|contracts?|agreements?|invoices|correspondence|policies|training|reports|authorization)\b`,
  String.raw`please contact me (?:if|to)\b`, 'separately, state the',
);

/** An item's own wording begins: “(b) The total number of searches…”, “3. A list of…”. */
const ITEM = /^(?:\(?[a-z0-9]{1,2}[.)]|[ivx]{1,4}[.)]|item \d+\.?|request (?:no\.? ?)?\d+[.:]?|[-*•]) /i;

/** How an agency answers. */
const ANSWERER = saying(
  '(?:we|our (?:office|department|staff))\\b', 'your (?:request|records? request)\\b',
  '(?:the|this) (?:city|county|department|office|agency|authority|board|commission|district) (?:has|have|is|does|do|will|did|intends|anticipates|can|cannot|considers|maintains|estimates|received)\\b',
  'good faith and diligent', `no ${few(3)}records? (?:responsive|were)`, 'no responsive records', '(?:is|are) (?:therefore )?exempt\\b', 'exempt from (?:release|disclosure)', 'not subject to disclosure', 'does not (?:exist|require an? agency)',
  'were provided to you', 'see attached', 'rolling basis', 'additional time', 'is being forwarded', 'at this time', 'please see below', 'you may (?:appeal|mail|contact)', 'there (?:will be|is|are) (?:a )?(?:cost|fee|charge|no)\\b', 'due to the',
  'this data constitutes', 'the report you seek', 'responsive[ ,.:;—–-]+(?:please )?see', 'date closed', 'reason closed', 'status ?:', 'response ?:',
);

/** Strong enough to be an answer between the lines of what is repeated: said to us, about our request. */
const STRONG = saying(
  'exempt from (?:release|disclosure)', 'has been denied', '(?:are|is|have been) (?:now )?(?:enclosed|attached|provided|produced|available)(?= ?[.]?$)', '(?:were|was|been) (?:provided|produced|sent) to you', `no ${few(2)}responsive ${RECORDS}`, 'responsive[ ,.:;—–-]+(?:please )?see', 'search (?:yielded|found|located)', 'does not require an? agency',
  'does not exist as', 'you (?:should have|will (?:be )?receiv|may (?:view|access|download)|can (?:view|access|download))', `your ${few(3)}request\\b`, '(?:we|our) (?:are|have|will|do|did|cannot|need)\\b', 'response ?:',
);
/** Signs no request of ours gives when it speaks to “you”. */
const TELLING: ReadonlySet<SignName> = new Set(['released', 'more_coming', 'next_update', 'fee', 'closed', 'extends']);
const TELLING_SIGNS = SIGNS.filter(({ name }) => TELLING.has(name));
const SAYS_I = /\bI\b/i;
const SAYS_YOU = /\byour?\b/i;

type Voice = 'ours' | 'ask' | 'strong' | 'answer' | 'either';
/** Share of a sentence's runs of three words that must stand in our letter for it to be ours. */
const SAME = 0.8;

/**
 * Sentences that repeat our own words, by their place in `sentences`: by what we really wrote where that is known, by their voice after
 * “you requested…” where it is not. An answer written between the lines of what is repeated is not one of them.
 */
export function echoedSentences(sentences: readonly Sentence[], ours: readonly string[]): ReadonlySet<number> {
  const known = ours.map(runsOfThree);
  const isOurs = sentences.map(({ text }) => known.some((set) => share(text, set) >= SAME));
  const lead = sentences.findIndex(({ text }, index) => LEAD.test(text) && !isOurs[index]);
  const voices = sentences.map(({ text }, index): Voice => (isOurs[index] ? 'ours' : voiceOf(text, lead !== -1)));
  const lastAsk = voices.lastIndexOf('ask');
  const echoed = new Set<number>();
  let answering = -1;
  for (const [index, sentence] of sentences.entries()) {
    const voice = voices[index];
    if (voice === 'ours' || voice === 'ask') {
      echoed.add(index);
      answering = -1;
      continue;
    }
    const repeated = lead !== -1 && index > lead && (index < lastAsk || (echoed.has(index - 1) && voice === 'either'));
    if (!repeated) continue;
    if (voice === 'strong') answering = sentence.paragraph;
    else if (ITEM.test(sentence.text)) answering = -1;
    if (answering !== sentence.paragraph) echoed.add(index);
  }
  return echoed;
}

/** Whose voice a sentence has: an answer may quote an item, so the answer's marks win. Where nothing is repeated, only asking matters. */
function voiceOf(text: string, repeats: boolean): Voice {
  const asks = ASKER.test(text);
  if (asks && (SAYS_I.test(text) || ITEM.test(text))) return 'ask';
  if (!asks && !repeats) return 'either';
  const answers = ANSWERER.test(text);
  const strong = (STRONG.test(text) || ((answers || SAYS_YOU.test(text)) && TELLING_SIGNS.some((sign) => gives(text, sign)))) && !isConditional(text);
  if (asks && !strong) return 'ask';
  if (strong) return 'strong';
  return answers ? 'answer' : 'either';
}

const WORDS = /[\p{L}\p{N}]+/gu;

function runsOfThree(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(WORDS) ?? [];
  return new Set(words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`));
}

/** How much of a sentence, in runs of three words, stands in ours. Short ones say too little to judge. */
function share(text: string, ours: ReadonlySet<string>): number {
  const own = [...runsOfThree(text)];
  if (own.length < 4) return 0;
  return own.filter((one) => ours.has(one)).length / own.length;
}
