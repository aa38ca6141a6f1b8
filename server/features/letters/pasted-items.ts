import { oneLine } from './plain-words.js';

export interface PastedItem {
  readonly heading: string;
  readonly text: string;
}

const NUMBER = /^\s*(?:(?:item|no\.?|#)\s*)?\(?\d{1,3}[.):]\s+/i;
const LONGEST_HEADING = 80;

/**
 * Items of a request written elsewhere, pasted: one a block, blocks apart by an empty line, or every numbered line its own. A block's first
 * sentence is the heading when it is short.
 */
export function pastedItems(text: string): PastedItem[] {
  return blocksOf(text).map(itemOf);
}

function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  let open = false;
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const empty = line.trim() === '';
    if (!empty && (!open || NUMBER.test(line))) blocks.push(line);
    else if (!empty) blocks[blocks.length - 1] += `\n${line}`;
    open = !empty;
  }
  return blocks;
}

function itemOf(block: string): PastedItem {
  const words = oneLine(block.replace(NUMBER, ''));
  const cut = /^(.{3,80}?)[.:]\s+(\S.*)$/su.exec(words);
  if (cut?.[1] && cut[2]) return { heading: cut[1], text: cut[2] };
  return { heading: shortened(words), text: words };
}

function shortened(words: string): string {
  if (words.length <= LONGEST_HEADING) return words.replace(/[.:]$/, '');
  return `${words.slice(0, LONGEST_HEADING).replace(/\s+\S*$/u, '')}…`;
}
