/** A letter's HTML as data, so that pages print it piece by piece and escape it themselves. */

export interface LetterRun {
  readonly kind: 'text' | 'strong' | 'gap' | 'break';
  readonly text: string;
}

export type LetterBlock =
  | { readonly kind: 'paragraph'; readonly runs: readonly LetterRun[] }
  | { readonly kind: 'rule' }
  | LetterList;

export interface LetterList {
  readonly kind: 'list';
  readonly ordered: boolean;
  /** The first item's number; 1 where the list is not numbered. */
  readonly start: number;
  readonly items: readonly { readonly edited: boolean; readonly runs: readonly LetterRun[] }[];
}

const PIECE = /<(\/?)(p|br|hr|strong|mark|ol|ul|li)(?: class="(gap|is-edited)"| start="(\d{1,9})")?>|([^<]+)/gy;
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

interface OpenList extends LetterList {
  readonly items: { edited: boolean; runs: LetterRun[] }[];
}

/**
 * Reads the small HTML that letters are made of (render-letter.ts).
 * @throws Error on anything else, so that no other markup is ever shown as a letter
 */
export function letterBlocks(html: string): LetterBlock[] {
  const reader = new BlockReader();
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < html.length) {
    const at = PIECE.lastIndex;
    const match = PIECE.exec(html);
    if (!match) throw new Error(`A letter holds markup that letters are not made of, at ${at}.`);
    const [, slash = '', tag, mark, start = '1', text] = match;
    if (text !== undefined) reader.words(text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity));
    else if (slash === '') reader.open(tag ?? '', mark === 'is-edited', Number(start));
    else reader.close(tag ?? '');
  }
  return reader.blocks;
}

class BlockReader {
  readonly blocks: LetterBlock[] = [];
  private list: OpenList | null = null;
  private runs: LetterRun[] | null = null;
  private strong = false;
  private gap = false;

  open(tag: string, edited: boolean, start: number): void {
    if (tag === 'hr') this.blocks.push({ kind: 'rule' });
    else if (tag === 'br') this.runs?.push({ kind: 'break', text: '' });
    else if (tag === 'strong') this.strong = true;
    else if (tag === 'mark') this.gap = true;
    else if (tag === 'p') this.startParagraph();
    else if (tag === 'li') this.startItem(edited);
    else this.startList(tag === 'ol', start);
  }

  close(tag: string): void {
    if (tag === 'strong') this.strong = false;
    else if (tag === 'mark') this.gap = false;
    else if (tag === 'p' || tag === 'li') this.runs = null;
    else this.list = null;
  }

  /** Line ends between tags are layout, not words. */
  words(text: string): void {
    if (!this.runs) {
      if (text.trim() !== '') throw new Error('A letter holds words outside a paragraph.');
      return;
    }
    const after = this.runs.at(-1)?.kind === 'break' ? text.replace(/^\n/, '') : text;
    if (after !== '') this.runs.push({ kind: this.gap ? 'gap' : this.strong ? 'strong' : 'text', text: after });
  }

  private startParagraph(): void {
    const runs: LetterRun[] = [];
    this.runs = runs;
    this.blocks.push({ kind: 'paragraph', runs });
  }

  private startList(ordered: boolean, start: number): void {
    this.list = { kind: 'list', ordered, start, items: [] };
    this.blocks.push(this.list);
  }

  private startItem(edited: boolean): void {
    const runs: LetterRun[] = [];
    this.runs = runs;
    this.list?.items.push({ edited, runs });
  }
}
