import type { ItemAnswer, ItemSays, SaidSentence } from './reading-types.js';
import type { Sentence } from './sentences.js';
import type { SignName } from './sign-types.js';
import { signsIn } from './signs.js';

const CALLED = '(?:items?|requests?|questions?|categor(?:y|ies)|puntos?)(?: (?:nos?\\.?|numbers?))?';
const JOINT = String.raw` ?(?:,? ?(?:and|&|y)|,|-|–|—|to|through|thru|al?) ?#?`;
/** “items 1, 2 and 5”, “Request Nos. 3–4”; a request's own number (“request 26-4411”) is none. */
const NAMED = new RegExp(String.raw`\b${CALLED} ?#?(\d{1,2}(?:${JOINT}\d{1,2}){0,12})(?![\d/-]|\.\d)`, 'gi');
/** An item's answer or echo begins: “Item 3:”, “3.”, “(3)”. */
const BEGINS = new RegExp(String.raw`^(?:${CALLED} ?#?(\d{1,2})(?![\d/-])|\(?(\d{1,2})[.)] )`, 'i');
const RANGE = /(\d{1,2})(?: ?(?:-|–|—|to|through|thru|al?) ?#?(\d{1,2}))?/gi;
const MOST_ITEMS = 50;
/** How many paragraphs after an item's own words its answer may stand. */
const REACH = 2;

/** What a sentence's signs say of the item it is about, the first that fits. */
const SAYS: readonly (readonly [SignName, ItemSays])[] = [
  ['withholds_part', 'partly'], ['denies', 'withheld'], ['none_found', 'none'], ['released', 'provided'], ['provided_before', 'provided'], ['will_disclose', 'will_disclose'], ['elsewhere', 'elsewhere'],
];

interface Placed extends ItemAnswer {
  /** Known only from where it stands: after that item's repeated words. */
  readonly byPlace: boolean;
}

/**
 * What is said of each numbered item, in order of number: where the sentence names it, or where it follows the item's words, as answers
 * written between the lines of what we asked do. Two answers that differ make `partly`. An answer that stands only after the last of the
 * repeated items is about all of them, and so about none here.
 */
export function itemAnswers(sentences: readonly Sentence[], said: readonly SaidSentence[]): ItemAnswer[] {
  const placed = placedAnswers(sentences, said);
  const between = new Set(placed.filter(({ byPlace }) => byPlace).map(({ n }) => n)).size > 1;
  const answers = new Map<number, ItemAnswer>();
  for (const { byPlace, ...answer } of placed) if (!byPlace || between) add(answers, answer);
  return [...answers.values()].sort((a, b) => a.n - b.n);
}

function placedAnswers(sentences: readonly Sentence[], said: readonly SaidSentence[]): Placed[] {
  const answers: Placed[] = [];
  const own = new Map(said.map((sentence) => [sentence.start, sentence]));
  const marked = sentences.filter(({ text }) => BEGINS.test(text)).length;
  let current: { readonly n: number; readonly paragraph: number; readonly repeated: boolean } | null = null;
  for (const sentence of sentences) {
    const mark = BEGINS.exec(sentence.text);
    const n = Number(mark?.[1] ?? (marked > 1 ? mark?.[2] : undefined) ?? 0);
    const one = own.get(sentence.start);
    if (n > 0) current = { n, paragraph: sentence.paragraph, repeated: !one || saidBy(one.signs) === null };
    if (!one) continue;
    const about = current !== null && sentence.paragraph - current.paragraph <= (current.repeated ? REACH : 0) ? current : null;
    for (const clause of clausesOf(one.text)) {
      const named = numbersNamed(clause);
      if (named.length === 0 && !about) continue;
      const says = saidBy(clause === one.text ? one.signs : signsIn(clause));
      if (says === null) continue;
      if (named.length > 0) answers.push(...named.map((item) => ({ n: item, says, sentence: one, byPlace: false })));
      else if (about) answers.push({ n: about.n, says, sentence: one, byPlace: about.repeated && sentence.paragraph > about.paragraph });
    }
  }
  return answers;
}

function add(answers: Map<number, ItemAnswer>, answer: ItemAnswer): void {
  const before = answers.get(answer.n);
  if (!before) answers.set(answer.n, answer);
  else if (answer.says === 'partly' || gaveSome(before.says) !== gaveSome(answer.says)) answers.set(answer.n, { ...before, says: 'partly' });
}

const gaveSome = (says: ItemSays): boolean => says === 'provided' || says === 'will_disclose' || says === 'partly';

function saidBy(signs: readonly SignName[]): ItemSays | null {
  return SAYS.find(([sign]) => signs.includes(sign))?.[1] ?? null;
}

const OTHERS = /\b(?:(?:other|remaining|rest of the|balance of the|unanswered) (?:\d+ |numbered )?(?:items?|requests?|parts?|categor(?:y|ies)|questions?|records)|the (?:others|rest|remainder|balance))\b/i;

/** Whether refusals of numbered items leave others unanswered: a number before them was not spoken of, or the rest is spoken of and not refused. */
export function isOpen(items: readonly ItemAnswer[], denials: readonly SaidSentence[], said: readonly SaidSentence[]): boolean {
  const refused = items.filter(({ says }) => says === 'withheld');
  if (refused.length === 0 || !denials.some(({ text }) => numbersNamed(text).length > 0)) return false;
  const last = items.at(-1)?.n ?? 0;
  return items.length < last || said.some((sentence) => OTHERS.test(sentence.text) && !denials.includes(sentence));
}

/** Clauses that may answer different items: “we will produce item 1, but item 2 is exempt”. */
function clausesOf(sentence: string): string[] {
  return sentence.split(/; |, (?:but|while|whereas|however,?|and (?=items? \d)|although|pero) /i);
}

function numbersNamed(clause: string): number[] {
  const all = [...clause.matchAll(NAMED)].flatMap((match) => rangesIn(match[1] ?? ''));
  return [...new Set(all)];
}

function rangesIn(list: string): number[] {
  return [...list.matchAll(RANGE)].flatMap((match) => {
    const from = Number(match[1]);
    const to = Number(match[2] ?? match[1]);
    return to >= from && to <= MOST_ITEMS ? Array.from({ length: to - from + 1 }, (_, step) => from + step) : [];
  }).filter((n) => n > 0);
}
