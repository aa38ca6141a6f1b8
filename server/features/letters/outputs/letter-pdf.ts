import pdfMake from 'pdfmake';
import type { Content, ContentText, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { LETTER_FONTS, MAIN_FONT, fontBytes, withFonts } from './letter-fonts.js';
import { type LetterPaper, type PaperBlock, type PaperList, type PaperRun, type PaperSource, letterPaper } from './letter-paper.js';

/** In points. US Letter is 612 × 792. */
const MARGIN = { side: 76, top: 72, bottom: 70 } as const;
const WIDTH = 612 - 2 * MARGIN.side;
const BODY = 11.5;
/** Paragraphs and items up to this many characters are not divided between pages: about a third of one. */
const KEPT_TOGETHER = 1300;

interface WithFiles {
  readonly virtualfs: { writeFileSync(name: string, bytes: Buffer): void };
}

// Nothing is fetched and no file read: the fonts are handed over.
pdfMake.setUrlAccessPolicy(() => false);
pdfMake.setLocalAccessPolicy(() => false);
let ready = false;

function handFontsOver(): void {
  if (ready) return;
  // Its types leave the file system out that it has on every platform.
  const { virtualfs } = pdfMake as unknown as WithFiles;
  for (const file of Object.values(LETTER_FONTS).flatMap(({ normal, bold }) => [normal, bold])) virtualfs.writeFileSync(file, fontBytes(file));
  pdfMake.addFonts(Object.fromEntries(Object.entries(LETTER_FONTS).map(([name, files]) => [name, { ...files }])));
  ready = true;
}

/**
 * The letter as a PDF on US Letter paper. The same source gives the same bytes: the date is the letter's, and nothing is compressed, since
 * compressors differ between versions of Node.
 */
export async function letterPdf(source: PaperSource): Promise<Buffer> {
  handFontsOver();
  return pdfMake.createPdf(definition(source, letterPaper(source))).getBuffer();
}

function definition(source: PaperSource, paper: LetterPaper): TDocumentDefinitions {
  return {
    pageSize: 'LETTER', pageMargins: [MARGIN.side, MARGIN.top, MARGIN.side, MARGIN.bottom], version: '1.7', compress: false, language: 'en-US', displayTitle: true,
    info: { title: source.subject, author: paper.author, creator: 'Tenday', producer: 'Tenday', creationDate: source.frozenAt, modDate: source.frozenAt },
    defaultStyle: { font: MAIN_FONT, fontSize: BODY, lineHeight: 1.05 },
    header: (page) => (page === 1 ? null : { text: flat([{ kind: 'text', text: paper.running }]), fontSize: 9, margin: [MARGIN.side, 36, MARGIN.side, 0] }),
    footer: (page, pages) => ({ text: `Page ${page} of ${pages}`, fontSize: 9, alignment: 'center', margin: [0, 28, 0, 0] }),
    ...(source.draft ? { watermark: { text: 'Draft', font: MAIN_FONT, bold: true, color: '#000000', opacity: 0.08, angle: -45 } } : {}),
    content: [...letterhead(paper), ...body(paper.blocks)],
  };
}

function letterhead({ letterhead: runs }: LetterPaper): Content[] {
  if (!runs) return [];
  const cut = runs.findIndex((run) => run.kind === 'break');
  const name = cut === -1 ? runs : runs.slice(0, cut);
  const lines = cut === -1 ? [] : runs.slice(cut + 1);
  return [
    { text: flat(name), fontSize: 16, lineHeight: 1 },
    ...(lines.length > 0 ? [{ text: flat(lines), fontSize: 9.5, lineHeight: 1, margin: [0, 2, 0, 0] } satisfies Content] : []),
    { ...line(), margin: [0, 8, 0, 18] },
  ];
}

/** A heading stays with what follows it, and the signature with the paragraph before it. */
function body(blocks: readonly PaperBlock[]): Content[] {
  const content: Content[] = [];
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at];
    const next = blocks[at + 1];
    if (!block) break;
    if (block.kind === 'heading' && next?.kind === 'list') {
      content.push(...headedList(block, next));
      at += 1;
    } else if (next && isShort(block) && isShort(next) && (block.kind === 'heading' || at === blocks.length - 2)) {
      content.push({ stack: [drawn(block), drawn(next)], unbreakable: true });
      at += 1;
    } else content.push(drawn(block));
  }
  return content;
}

function headedList(heading: PaperBlock, list: PaperList): Content[] {
  const [first, ...rest] = list.items;
  if (!first) return [drawn(heading)];
  const head: Content = { stack: [drawn(heading), listed({ ...list, items: [first] })], unbreakable: lengthOf(first) <= KEPT_TOGETHER };
  return rest.length === 0 ? [head] : [head, listed({ ...list, items: rest, start: list.start + 1 })];
}

function isShort(block: PaperBlock): boolean {
  return block.kind === 'heading' || (block.kind === 'paragraph' && lengthOf(block.runs) <= KEPT_TOGETHER);
}

const lengthOf = (runs: readonly PaperRun[]): number => runs.reduce((sum, run) => sum + (run.kind === 'break' ? 80 : run.text.length), 0);

function drawn(block: PaperBlock): Content {
  switch (block.kind) {
    case 'rule':
      return { ...line(), margin: [0, 4, 0, 12] };
    case 'heading':
      return { text: flat([{ kind: 'strong', text: block.text }]), fontSize: block.level === 1 ? 12.5 : BODY, margin: block.level === 1 ? [0, 6, 0, 10] : [0, 4, 0, 6] };
    case 'paragraph':
      return paragraph(block.runs);
    case 'list':
      return listed(block);
  }
}

function paragraph(runs: readonly PaperRun[]): Content {
  const text: ContentText = { text: flat(runs), margin: [0, 0, 0, 9] };
  return lengthOf(runs) <= KEPT_TOGETHER ? { stack: [text], unbreakable: true } : text;
}

/** Numbers are drawn beside their item, the widest as wide as the column. */
function listed({ ordered, start, items }: PaperList): Content {
  const drawnItems: Content[] = items.map((runs) => ({ text: flat(runs), margin: [0, 0, 0, 7], ...(lengthOf(runs) <= KEPT_TOGETHER ? { unbreakable: true } : {}) }));
  return ordered ? { ol: drawnItems, start, markerColor: 'black' } : { ul: drawnItems, markerColor: 'black' };
}

/** pdfmake loses boldness in nested text: every run stands beside the others. */
function flat(runs: readonly PaperRun[]): { text: string; font: string; bold: boolean; noWrap?: true }[] {
  return runs.flatMap((run) => {
    if (run.kind === 'break') return [{ text: '\n', font: MAIN_FONT, bold: false }];
    return wholeSections(run.text).flatMap(({ words, whole }) =>
      withFonts(divided(words)).map(({ font, text }) => ({ text, font, bold: run.kind === 'strong', ...(whole ? { noWrap: true as const } : {}) })));
  });
}

/** “§ 552(a)(3)(A)” stays on its line: a line may otherwise end after any bracket. */
function wholeSections(text: string): { words: string; whole: boolean }[] {
  return text.split(/([^ \n]{1,40}\)\([^ \n]{1,40})/).flatMap((words, index) => (words === '' ? [] : [{ words, whole: index % 2 === 1 }]));
}

/** Words that no line holds, cut: pdfmake takes minutes over one of 10,000 characters. */
function divided(text: string): string {
  return text.replace(/\S{91,}/gu, (word) => [...word].reduce((cut, character, index) => (index > 0 && index % 60 === 0 ? `${cut}\n${character}` : cut + character), ''));
}

function line(): { canvas: { type: 'line'; x1: number; y1: number; x2: number; y2: number; lineWidth: number; lineColor: string }[] } {
  return { canvas: [{ type: 'line', x1: 0, y1: 0, x2: WIDTH, y2: 0, lineWidth: 0.75, lineColor: '#444444' }] };
}
