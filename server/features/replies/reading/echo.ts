import type { Sentence } from './sentences.js';
import { CONDITIONAL, SIGNS, type SignName } from './signs.js';

/** Phrases after which a message repeats what we asked. */
const LEAD = /(?:received\s+the\s+following\s+(?:\w+\s+){0,3}request|you\s+(?:have\s+)?request(?:ed)?(?:\s+the\s+following)?(?:\s+\w+){0,3}\s*:|records?\(?s?\)?\s+requested\s*:|requested\s+records?\s*:|description\s*:|(?:specifically,?\s+)?you\s+(?:have\s+)?(?:requested|asked)\b[^.]{0,40}:|in\s+reference\s+to\s+the\s+request\s+you\s+filed|you\s+stated\s+that|(?:for|regarding)\s+the\s+following\s+(?:requested\s+)?(?:item|records?)\b|your\s+request\s+(?:reads|states|was\s+for|is\s+for|sought|seeks)\b[^.]{0,40}:|(?:copy|text)\s+of\s+your\s+request|requests?\s+the\s+following\s*:|for\s+the\s+following\s+records?\b[^.]{0,60}:)/i;

/** How somebody who asks for records writes. */
const ASKER = /\b(?:I\s+(?:request|am\s+(?:also\s+|only\s+)?(?:requesting|not\s+requesting|writing\s+to\s+request|seeking)|ask|would\s+(?:like|prefer|appreciate|be\s+grateful|also)|also|hereby|understand|look\s+forward|noticed|have\s+attached\s+examples)|we\s+(?:ask|request)\s+(?:for\s+)?(?:copies|the\s+following)|pursuant\s+to\s+the\s+[^.]{3,60}\bI\b|if\s+any\s+portion\s+of\s+this\s+request|please\s+(?:provide|include|send|produce)\s+(?:responsive|all|any|copies|the\s+requested|records)|if\s+no\s+such\s+records\s+exist,?\s+please|thank\s+you\s+in\s+advance\s+for|this\s+(?:is\s+a\s+request|request\s+(?:is\s+(?:specifically|not)|seeks|includes|does\s+not))|for\s+(?:this|purposes\s+of\s+this)\s+request|^item\s+\d+\.|records?\s+(?:identifying|showing|documenting|sufficient)|any\s+and\s+all|^(?:\W*\(?\w{1,4}[.)]\s+)?(?:all|any)\s+(?:\w+\s+){0,2}(?:records|e-?mails|documents|communications|contracts?|agreements?|invoices|correspondence|policies|training|reports|authorization)\b|when\s+available,\s+I|if\s+(?!you\b|we\b)[^.]{3,120},?\s+please\s+(?:indicate|confirm|provide|contact\s+me|identify|state|respond|include)|please\s+contact\s+me\s+(?:if|to)\b|I\s+request\s+that|separately,\s+state\s+the|I['’]d\s+)/i;
/** An item's own wording: “(b) The total number of searches…”, “3. A list of…”. */
const ITEM = /^(?:\(?[a-z0-9]{1,2}[.)]|[ivx]{1,4}[.)]|item\s+\d+\.?|request\s+(?:no\.?\s*)?\d+[.:]?|[-*•])\s+/i;
/** How an agency answers. */
const ANSWERER = /\b(?:(?:we|our\s+(?:office|department|staff))\b|your\s+(?:request|records?\s+request)\b|(?:the|this)\s+(?:city|county|department|office|agency|authority|board|commission|district)\s+(?:has|have|is|does|do|will|did|intends|anticipates|can|cannot|considers|maintains|estimates|received)\b|good\s+faith\s+and\s+diligent|no\s+(?:\w+\s+){0,3}records?\s+(?:responsive|were)|no\s+responsive\s+records|(?:is|are)\s+(?:therefore\s+)?exempt\b|exempt\s+from\s+(?:release|disclosure)|not\s+subject\s+to\s+disclosure|does\s+not\s+(?:exist|require\s+an?\s+agency)|were\s+provided\s+to\s+you|see\s+attached|rolling\s+basis|additional\s+time|is\s+being\s+forwarded|at\s+this\s+time|please\s+see\s+below|you\s+may\s+(?:appeal|mail|contact)|there\s+(?:will\s+be|is|are)\s+(?:a\s+)?(?:cost|fee|charge|no)\b|due\s+to\s+the|this\s+data\s+constitutes|the\s+report\s+you\s+seek|responsive[\s—–-]+see|date\s+closed|reason\s+closed|status\s*:)/i;

/** Strong enough to be an answer between the lines of what is repeated: said to us, about our request. */
const STRONG = /\b(?:exempt\s+from\s+(?:release|disclosure)|has\s+been\s+denied|(?:were|was|been)\s+(?:provided|produced|sent)\s+to\s+you|no\s+(?:\w+\s+){0,2}responsive\s+records|responsive[\s—–-]+see|search\s+(?:yielded|found|located)|does\s+not\s+require\s+an?\s+agency|does\s+not\s+exist\s+as|you\s+(?:should\s+have|will\s+(?:be\s+)?receiv|may\s+(?:view|access|download)|can\s+(?:view|access|download))|your\s+(?:\w+\s+){0,3}request\b|we\s+(?:are|have|will|do|did|cannot|need)\b)/i;
const TELLING: ReadonlySet<SignName> = new Set(['released', 'more_coming', 'next_update', 'fee', 'closed', 'extends']);

/** Sentences that repeat our own words: by what we really wrote where that is known, by their voice after “you requested” where it is not. */
export function echoedSentences(sentences: readonly Sentence[], ours: readonly string[]): ReadonlySet<number> {
  const known = ours.map(shingles);
  const voices = sentences.map(({ text }) => (known.some((set) => share(text, set) >= 0.8) ? 'ours' : voiceOf(text)));
  const lead = sentences.findIndex(({ text }, index) => LEAD.test(text) && voices[index] !== 'ours');
  const lastAsk = voices.findLastIndex((voice) => voice === 'ask');
  const echoed = new Set<number>();
  let answering = -1;
  sentences.forEach((sentence, index) => {
    const voice = voices[index];
    if (voice === 'ours' || voice === 'ask') {
      echoed.add(index);
      answering = -1;
      return;
    }
    const repeated = lead !== -1 && index > lead && (index < lastAsk || (index > 0 && echoed.has(index - 1) && voice === 'either'));
    if (!repeated) return;
    if (voice === 'strong') answering = sentence.paragraph;
    else if (ITEM.test(sentence.text)) answering = -1;
    if (answering !== sentence.paragraph) echoed.add(index);
  });
  return echoed;
}

/** Whose voice a sentence has: an answer may quote an item, so the answer's marks win. */
function voiceOf(text: string): 'ask' | 'strong' | 'answer' | 'either' {
  const strong = (STRONG.test(text) || ((ANSWERER.test(text) || /\byou(?:r)?\b/i.test(text)) && SIGNS.some((sign) => TELLING.has(sign.name) && sign.pattern.test(text) && !(sign.unless?.test(text) ?? false)))) && !CONDITIONAL.test(text);
  const asks = ASKER.test(text);
  if (asks && (/\bI\b/.test(text) || ITEM.test(text) || !strong)) return 'ask';
  if (strong) return 'strong';
  return ANSWERER.test(text) ? 'answer' : 'either';
}

const WORDS = /[\p{L}\p{N}]+/gu;

function shingles(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(WORDS) ?? [];
  const set = new Set<string>();
  for (let at = 0; at + 3 <= words.length; at += 1) set.add(words.slice(at, at + 3).join(' '));
  return set;
}

/** How much of a sentence, in runs of three words, stands in ours. Short ones say too little to judge. */
function share(text: string, ours: ReadonlySet<string>): number {
  const own = [...shingles(text)];
  if (own.length < 4) return 0;
  return own.filter((one) => ours.has(one)).length / own.length;
}
