import { type LetterBlock, type LetterList, type LetterRun, letterBlocks } from '../letter-blocks.js';

/** What a letter on paper is made from: its frozen words, and what stands around them. */
export interface PaperSource {
  readonly subject: string;
  /** The HTML frozen with the letter, or that of a draft. */
  readonly html: string;
  /** Our number of the request. */
  readonly number: string;
  /** When its words were fixed: the files' date, so that a letter always gives the same bytes. */
  readonly frozenAt: Date;
  /** A draft says so across every page. */
  readonly draft: boolean;
}

/** A run of a printed letter; a blank of a draft stands in brackets, as it does in the text. */
export interface PaperRun {
  readonly kind: 'text' | 'strong' | 'break';
  readonly text: string;
}

export type PaperBlock =
  | { readonly kind: 'rule' }
  | { readonly kind: 'paragraph'; readonly runs: readonly PaperRun[] }
  /** 1 is the letter's subject, 2 a heading below it. */
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | PaperList;

export interface PaperList {
  readonly kind: 'list';
  readonly ordered: boolean;
  readonly start: number;
  readonly items: readonly (readonly PaperRun[])[];
}

export interface LetterPaper {
  /** The group's name and address lines above the first rule; null for a letter that begins otherwise. */
  readonly letterhead: readonly PaperRun[] | null;
  /** The name in it; '' without one. Not the group's name of today, which may have changed since. */
  readonly author: string;
  readonly blocks: readonly PaperBlock[];
  /** At the head of later pages: our number and, where the letter prints one, its date. */
  readonly running: string;
}

const DATE = /^[A-Z][a-z]+ \d{1,2}, \d{4}$/;

/** Reads a letter as paper shows it. Pure. @throws Error on markup that letters are not made of */
export function letterPaper({ html, number }: Pick<PaperSource, 'html' | 'number'>): LetterPaper {
  const all = letterBlocks(html);
  const [head, rule] = all;
  const letterhead = head?.kind === 'paragraph' && rule?.kind === 'rule' ? head.runs.map(printed) : null;
  const blocks = paperBlocks(letterhead ? all.slice(2) : all);
  return { letterhead, author: letterhead?.[0]?.text ?? '', blocks, running: [number, dateOf(blocks)].filter((part) => part !== '').join(' · ') };
}

function paperBlocks(blocks: readonly LetterBlock[]): PaperBlock[] {
  let headings = 0;
  return blocks.map((block): PaperBlock => {
    if (block.kind === 'rule') return block;
    if (block.kind === 'list') return listOf(block);
    const text = headingOf(block.runs);
    if (text === null) return { kind: 'paragraph', runs: block.runs.map(printed) };
    headings += 1;
    return { kind: 'heading', level: headings === 1 ? 1 : 2, text };
  });
}

function listOf({ ordered, start, items }: LetterList): PaperList {
  return { kind: 'list', ordered, start, items: items.map((item) => item.runs.map(printed)) };
}

/** A paragraph that is one bold line is a heading. */
function headingOf(runs: readonly LetterRun[]): string | null {
  const [only] = runs;
  return runs.length === 1 && only?.kind === 'strong' ? only.text : null;
}

function printed({ kind, text }: LetterRun): PaperRun {
  return kind === 'gap' ? { kind: 'text', text: `[${text}]` } : { kind, text };
}

function dateOf(blocks: readonly PaperBlock[]): string {
  for (const block of blocks) {
    if (block.kind === 'heading') return '';
    const words = block.kind === 'paragraph' ? block.runs.map(({ text }) => text).join('') : '';
    if (DATE.test(words)) return words;
  }
  return '';
}
