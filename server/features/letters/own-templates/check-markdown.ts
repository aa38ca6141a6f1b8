import type { Token, Tokens } from 'marked';
import { t } from '../../../platform/words.js';
import { readMarkdown } from '../render-letter.js';
import type { Program, Remark, Statement } from './template-tree.js';

/**
 * Markdown that letters don't use, by line of the source. What stands in braces is taken as plain words; values are escaped when they are
 * printed and can't add any. Pure.
 */
export function markdownFaults(source: string, program: Program): Remark[] {
  const plain = withoutBraces(source, program);
  const faults: Remark[] = [];
  let line = 1;
  for (const token of readMarkdown(plain)) {
    faultsIn(token, line, faults);
    line += newlines(token.raw);
  }
  return faults;
}

const newlines = (text: string): number => text.split('\n').length - 1;

/** The source with each pair of braces as a word, or as nothing where it stands alone on its line; lines keep their numbers. */
function withoutBraces(source: string, program: Program): string {
  const lines = source.split('\n');
  const starts = lines.reduce<number[]>((all, text) => [...all, (all.at(-1) ?? 0) + text.length + 1], [0]);
  const at = (place: { line: number; column: number }) => (starts[place.line - 1] ?? 0) + place.column;
  const words: [number, number][] = contents(program).map(({ loc }) => [at(loc.start), at(loc.end)]);
  let plain = '';
  let last = 0;
  for (const [from, to] of [...words, [source.length, source.length] as [number, number]]) {
    if (from > last) plain += braced(source, last, from);
    plain += source.slice(from, to);
    last = Math.max(last, to);
  }
  return plain;
}

function braced(source: string, from: number, to: number): string {
  const breaks = '\n'.repeat(newlines(source.slice(from, to)));
  const before = source.slice(source.lastIndexOf('\n', from - 1) + 1, from);
  const after = source.slice(to, source.indexOf('\n', to) < 0 ? source.length : source.indexOf('\n', to));
  if (before.trim() === '' && after.trim() === '' && /^\{\{~?[#/>!^]|^\{\{~?else/.test(source.slice(from, to))) return breaks;
  return /^\{\{~?[#/!^]|^\{\{~?else/.test(source.slice(from, to)) ? breaks : `x${breaks}`;
}

function contents(program: Program): Statement[] {
  return program.body.flatMap((statement) => (statement.type === 'ContentStatement' ? [statement] : [statement.program, statement.inverse].flatMap((inner) => (inner ? contents(inner) : []))));
}

function faultsIn(token: Token, line: number, faults: Remark[]): void {
  switch (token.type) {
    case 'space':
    case 'hr':
    case 'text':
    case 'escape':
    case 'br':
      if (token.type === 'text' && 'tokens' in token && token.tokens) within(token.tokens, line, faults);
      return;
    case 'paragraph':
    case 'strong':
      return within(token.tokens ?? [], line, faults);
    case 'list':
      return listFaults(token as Tokens.List, line, faults);
    default:
      faults.push({ line, says: instead(token.type) });
  }
}

function within(tokens: readonly Token[], from: number, faults: Remark[]): void {
  let line = from;
  for (const token of tokens) {
    faultsIn(token, line, faults);
    line += newlines(token.raw);
  }
}

function listFaults(list: Tokens.List, from: number, faults: Remark[]): void {
  let line = from;
  for (const item of list.items) {
    for (const token of item.tokens) {
      if (token.type === 'list') faults.push({ line, says: t('A list within a list can’t be used. Write one list.') });
      else faultsIn(token, line, faults);
    }
    line += newlines(item.raw) + (item.raw.endsWith('\n') ? 0 : 1);
  }
}

function instead(type: string): string {
  const says: Readonly<Record<string, () => string>> = {
    html: () => t('Letters hold no HTML. Write the words alone; “<” is written \\<.'),
    heading: () => t('Letters hold no headings. Write **bold words** on a line of their own.'),
    blockquote: () => t('Letters hold no quoted blocks. Begin the line without “>”.'),
    code: () => t('A line that begins with four spaces, or a fence, is code, which letters don’t use. Begin the line at its left edge.'),
    codespan: () => t('Letters hold no code. Leave the ` signs out.'),
    em: () => t('Letters hold no italics. Leave the sign out, write it twice for **bold**, or \\* for a star.'),
    link: () => t('Letters hold no links. Write the address as plain words.'),
    image: () => t('Letters hold no pictures.'),
    def: () => t('Letters hold no links. Write the address as plain words.'),
  };
  return (says[type] ?? (() => t('Letters use paragraphs, **bold words**, lists and lines only.')))();
}
