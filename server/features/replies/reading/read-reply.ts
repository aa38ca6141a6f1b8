import { amountsIn } from './amounts.js';
import { isAutomatic } from './automatic.js';
import { daysIn, timesIn } from './days.js';
import { echoedSentences } from './echo.js';
import { itemAnswers } from './items.js';
import { kindsOf } from './kinds.js';
import { numbersIn } from './numbers.js';
import { type Part, partsOf } from './parts.js';
import type { ReplyReading, ReplyToRead, SaidSentence } from './reading-types.js';
import { sectionsIn } from './sections.js';
import { type Sentence, sentencesOf } from './sentences.js';
import { signsIn } from './signs.js';
import { valuesOf } from './values.js';
import { unreadOf } from './weight.js';

/** How much of a message's own words is read, in UTF-16 units: about seventy pages. What follows is set aside as `beyond`. */
const MOST = 200_000;
/** And how many sentences of it. */
const MOST_SENTENCES = 3000;
/** How much of a subject is looked at. */
const MOST_SUBJECT = 1000;

/**
 * Reads a message of an agency: sets aside what it quotes, repeats and signs with, and says what is left, each kind and value from its
 * sentence. Pure and local: the same text gives the same reading, in time that grows with its length and no faster.
 */
export function readReply(reply: ReplyToRead): ReplyReading {
  const layout = cutAt(partsOf(reply.text), MOST);
  const all = layout.filter(({ kind }) => kind === 'body').flatMap(({ start, end }) => sentencesOf(reply.text, start, end));
  const sentences = all.slice(0, MOST_SENTENCES);
  const echoed = echoedSentences(sentences, reply.ours ?? []);
  const said = sentences.filter((_, index) => !echoed.has(index)).map((sentence, index) => saidOf(sentence, index, reply.sentOn));
  const aside: Part[] = [...layout.filter(({ kind }) => kind !== 'body'), ...sentences.filter((_, index) => echoed.has(index)).map(({ start, end }) => ({ kind: 'echo' as const, start, end })), ...beyond(all)];
  const machine = said.filter(({ text }) => isAutomatic(text));
  if (reply.automatic || machine.length > 0 || isAutomatic((reply.subject ?? '').slice(0, MOST_SUBJECT))) {
    return { kinds: [{ kind: 'bounce_auto_reply', evidence: machine.slice(0, 2) }], values: { exemptions: [] }, items: [], numbers: [], said, aside, unread: [] };
  }
  const values = valuesOf(said, reply.sentOn);
  const items = itemAnswers(sentences, said);
  return { kinds: kindsOf(said, values, items), values, items, numbers: numbersIn(reply.text, said), said, aside, unread: unreadOf(said) };
}

function saidOf(sentence: Sentence, index: number, sentOn: string | null): SaidSentence {
  const { text } = sentence;
  return { ...sentence, index, signs: signsIn(text), days: daysIn(text, sentOn), times: timesIn(text), amounts: amountsIn(text), sections: sectionsIn(text) };
}

function beyond(sentences: readonly Sentence[]): Part[] {
  const first = sentences[MOST_SENTENCES];
  const last = sentences.at(-1);
  return first && last ? [{ kind: 'beyond', start: first.start, end: last.end }] : [];
}

/** The same parts with no more than `most` of body: the rest is there, but nobody reads it. */
function cutAt(parts: readonly Part[], most: number): Part[] {
  let left = most;
  return parts.flatMap((part): Part[] => {
    if (part.kind !== 'body') return [part];
    const taken = Math.min(left, part.end - part.start);
    left -= taken;
    const body: Part = { ...part, end: part.start + taken };
    return [...(taken > 0 ? [body] : []), ...(body.end < part.end ? [{ kind: 'beyond' as const, start: body.end, end: part.end }] : [])];
  });
}
