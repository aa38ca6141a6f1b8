/** A sentence and where it stands in the text it was cut from: UTF-16 units, `end` exclusive. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  /** White space made single, ends trimmed. */
  readonly text: string;
  /** Which paragraph of the text it belongs to, from 0. */
  readonly paragraph: number;
}

const ABBREVIATIONS = new Set([
  'gov', 'govt', 'ed', 'educ', 'saf', 'code', 'cal', 'civ', 'pen', 'evid', 'proc', 'veh', 'art', 'sec', 'secs', 'subd', 'subds', 'subdiv', 'subsec', 'para', 'no', 'nos', 'mr', 'mrs', 'ms', 'dr', 'sgt', 'lt', 'capt', 'cpt', 'det', 'ofc', 'cmdr', 'hon', 'jr', 'sr', 'st',
  'ave', 'blvd', 'dept', 'div', 'inc', 'llc', 'co', 'corp', 'etc', 'e.g', 'i.e', 'u.s', 'u.s.c', 'c.f.r', 'cf', 'v', 'vs', 'jan', 'feb', 'mar', 'apr', 'jun', 'jul', 'aug', 'sep', 'sept', 'oct', 'nov', 'dec', 'a.m', 'p.m', 'ext', 'fig', 'approx', 'seq', 'p', 'pp', 'stat', 'cir', 'app', 'supp', 'ref', 'esq',
]);

/** Cuts a stretch into sentences. A blank line, a list mark or a short headline ends one too; a line end alone doesn't. */
export function sentencesOf(text: string, start = 0, end = text.length): Sentence[] {
  const found: Sentence[] = [];
  let paragraph = 0;
  for (const block of blocksOf(text, start, end)) {
    if (block.newParagraph) paragraph += 1;
    for (const piece of cut(text, block.start, block.end)) {
      const words = text.slice(piece.start, piece.end).replace(/\s+/g, ' ').trim();
      if (/[\p{L}\p{N}]/u.test(words)) found.push({ ...piece, text: words, paragraph });
    }
  }
  return found;
}

interface Block {
  readonly start: number;
  readonly end: number;
  readonly newParagraph: boolean;
}

const LIST_MARK = /^\s*(?:[-*•·▪●]\s+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+|(?:Item|Request|Category)\s+(?:No\.?\s*)?\d{1,2}\b)/i;

/** How much of a line shows whether it begins a list's entry or is a form's label. */
const LINE_HEAD = 120;

/** Stretches between blank lines and before list marks. */
function blocksOf(text: string, start: number, end: number): Block[] {
  const blocks: Block[] = [];
  let from = start;
  let at = start;
  let fresh = true;
  let blank = false;
  const close = (until: number) => {
    if (text.slice(from, until).trim() !== '') {
      blocks.push({ start: from, end: until, newParagraph: fresh });
      fresh = false;
    }
    from = until;
  };
  while (at < end) {
    const next = text.indexOf('\n', at);
    const stop = next === -1 || next >= end ? end : next + 1;
    const line = text.slice(at, Math.min(stop, at + LINE_HEAD));
    if (line.trim() === '' && stop - at <= LINE_HEAD) {
      if (!blank) close(at);
      from = stop;
      fresh = true;
      blank = true;
    } else {
      if (!blank && (LIST_MARK.test(line) || isLabelled(line))) close(at);
      blank = false;
    }
    at = stop;
  }
  close(end);
  return blocks;
}

/** “Status:”, “Reason Closed:”: a form's label on a line of its own or before its value. */
function isLabelled(line: string): boolean {
  return /^\s*[A-Z][\w/()'’ #.]{1,38}:(?:\s|$)/.test(line);
}

/** Longest sentence: beyond it one is cut at a space, so that patterns see no more at a time. */
const LONGEST = 1200;

function cut(text: string, start: number, end: number): { start: number; end: number }[] {
  const block = text.slice(start, end);
  const pieces: { start: number; end: number }[] = [];
  let from = 0;
  for (const match of block.matchAll(/[.!?]["”’)\]*_]*(?=\s|$)/g)) {
    const after = match.index + match[0].length;
    if (match[0].startsWith('.') && !endsSentence(block, from, match.index, after)) continue;
    pieces.push({ start: from, end: after });
    from = after;
  }
  if (from < block.length) pieces.push({ start: from, end: block.length });
  return pieces.flatMap((piece) => atLabels(block, piece)).flatMap((piece) => shortened(block, trimmed(block, piece))).map((piece) => ({ start: start + piece.start, end: start + piece.end })).filter((piece) => piece.end > piece.start);
}

/** A form run together into one line is cut before its labels: “… Request status: Closed Request ID: 26-1 Description: …”. */
const LABEL = /(?<=\s)(?:(?:Request|Case|Current) )?(?:[Ss]tatus|ID|Number|Description|Reason|Comments)\s?: /g;

function atLabels(text: string, { start, end }: { start: number; end: number }): { start: number; end: number }[] {
  const cuts = [...text.slice(start, end).matchAll(LABEL)].map(({ index }) => start + index).filter((at) => at > start);
  return [start, ...cuts].map((from, n) => ({ start: from, end: cuts[n] ?? end }));
}

function shortened(text: string, { start, end }: { start: number; end: number }): { start: number; end: number }[] {
  const pieces: { start: number; end: number }[] = [];
  let from = start;
  while (end - from > LONGEST) {
    const space = text.lastIndexOf(' ', from + LONGEST);
    const until = space > from + LONGEST / 2 ? space : from + LONGEST;
    pieces.push(trimmed(text, { start: from, end: until }));
    from = until;
  }
  return [...pieces, trimmed(text, { start: from, end })];
}

/** A dot ends one unless it stands after an abbreviation, an initial or the number of a list, or a small letter follows. */
function endsSentence(text: string, from: number, dot: number, after: number): boolean {
  const before = text.slice(Math.max(from, dot - 14), dot);
  const word = /[\p{L}.]+$/u.exec(before)?.[0].toLowerCase() ?? '';
  const next = /^\s*(\S)/.exec(text.slice(after, after + 80))?.[1] ?? '';
  if (ABBREVIATIONS.has(word) || before.endsWith('...')) return false;
  if (/(?<![\p{L}.])\p{Lu}$/u.test(before) && /^[\p{Lu}§\d]/u.test(next)) return false;
  if (dot - from < 14 && /^\s*\d{1,2}$/.test(before)) return false;
  return next === '' || !/[a-z§]/.test(next);
}

function trimmed(text: string, { start, end }: { start: number; end: number }): { start: number; end: number } {
  let a = start;
  let b = end;
  while (a < b && /\s/.test(text[a] ?? '')) a += 1;
  while (b > a && /\s/.test(text[b - 1] ?? '')) b -= 1;
  return { start: a, end: b };
}
