import { secretsIn } from '../../platform/masked-text.js';
import { t } from '../../platform/words.js';
import type { PieceView, WordsView } from './message.view.js';
import type { Part, PartKind } from './reading/parts.js';

/** A sentence something was read from. */
export interface MarkedSpan {
  readonly n: number;
  readonly start: number;
  readonly end: number;
}

/** Shorter than this, what was set aside is shown where it stands. */
const FOLDED_FROM = 3;
const FOLDS: readonly PartKind[] = ['quoted', 'echo', 'notice', 'beyond'];

/** A message's words in order, nothing left out: sentences marked, secrets hidden, what is not their own answer folded. Pure. */
export function messageWords(text: string, aside: readonly Part[], marks: readonly MarkedSpan[]): WordsView[] {
  const secrets = secretsIn(text);
  const words: WordsView[] = [];
  const add = (start: number, end: number, kind: PartKind) => {
    if (start >= end) return;
    const pieces = piecesOf(text, { start, end }, marks, secrets);
    const lines = text.slice(start, end).trim().split('\n').length;
    const fold = FOLDS.includes(kind) && lines >= FOLDED_FROM;
    words.push({ fold: fold ? foldSays(kind, lines) : null, open: fold && pieces.some((piece) => piece.marked), pieces });
  };
  let at = 0;
  for (const part of joined(text, aside)) {
    add(at, part.start, 'body');
    add(Math.max(at, part.start), part.end, part.kind);
    at = Math.max(at, part.end);
  }
  add(at, text.length, 'body');
  return words;
}

/** Parts of one kind with nothing but space between them are one. */
function joined(text: string, aside: readonly Part[]): Part[] {
  const sorted = [...aside].filter((part) => FOLDS.includes(part.kind)).sort((a, b) => a.start - b.start);
  return sorted.reduce<Part[]>((parts, part) => {
    const last = parts.at(-1);
    if (!last || last.kind !== part.kind || text.slice(last.end, part.start).trim() !== '') return [...parts, part];
    return [...parts.slice(0, -1), { ...last, end: Math.max(last.end, part.end) }];
  }, []);
}

function foldSays(kind: PartKind, lines: number): string {
  if (kind === 'quoted') return t.count(lines, 'Quoted text, {n} line', 'Quoted text, {n} lines');
  if (kind === 'echo') return t.count(lines, 'Our own words, repeated, {n} line', 'Our own words, repeated, {n} lines');
  if (kind === 'beyond') return t.count(lines, 'Not read by Tenday, {n} line', 'Not read by Tenday, {n} lines');
  return t.count(lines, 'Notice under every message, {n} line', 'Notice under every message, {n} lines');
}

function piecesOf(text: string, within: { start: number; end: number }, marks: readonly MarkedSpan[], secrets: readonly { start: number; end: number }[]): PieceView[] {
  const near = marks.filter((mark) => mark.start < within.end && mark.end > within.start);
  const hidden = secrets.filter((one) => one.start < within.end && one.end > within.start);
  const cuts = new Set([within.start, within.end, ...[...near, ...hidden].flatMap(({ start, end }) => [start, end]).filter((cut) => cut > within.start && cut < within.end)]);
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((start, index): PieceView => {
    const end = sorted[index + 1] ?? within.end;
    const inside = (one: { start: number; end: number }) => one.start <= start && one.end >= end;
    return { text: text.slice(start, end), marked: near.some(inside), secret: hidden.some(inside), numbers: near.filter((mark) => mark.end === end).map((mark) => mark.n) };
  });
}
