import {
  AlignmentType, BorderStyle, Document, Footer, Header, HeadingLevel, type ILevelsOptions, LevelFormat, LineRuleType, Packer, PageNumber, Paragraph, type ParagraphChild, TextRun,
  convertInchesToTwip,
} from 'docx';
import { fixedZip } from './fixed-zip.js';
import { type PaperBlock, type PaperList, type PaperRun, type PaperSource, letterPaper } from './letter-paper.js';

/** Sizes are half points, distances twentieths of a point, as Word counts. The font is one that Word and LibreOffice have or replace well. */
const FONT = 'Georgia';
const BODY = 22;
const SMALL = 18;
const AFTER = 160;
const DRAFT = 'Draft';

/** The letter as a Word document on US Letter paper, with real headings and numbered lists. The same source gives the same bytes. */
export async function letterDocx(source: PaperSource): Promise<Buffer> {
  const { letterhead, author, blocks, running } = letterPaper(source);
  const lists = blocks.filter((block) => block.kind === 'list');
  const document = new Document({
    title: source.subject, creator: author, lastModifiedBy: author, description: '', revision: 1,
    styles: styles(),
    numbering: { config: lists.map((list, index) => ({ reference: listName(index), levels: [level(list)] })) },
    sections: [{
      properties: { titlePage: true, page: { size: { width: convertInchesToTwip(8.5), height: convertInchesToTwip(11) }, margin: { top: 1440, bottom: 1300, left: 1500, right: 1500, header: 720, footer: 620 } } },
      headers: { first: above(source.draft ? DRAFT : ''), default: above(source.draft ? `${running} · ${DRAFT}` : running) },
      footers: { first: pageNumbers(), default: pageNumbers() },
      children: [...head(letterhead), ...body(blocks)],
    }],
  });
  return fixedZip(await Packer.toBuffer(document), source.frozenAt, (name, text) => (name === 'docProps/core.xml' ? dated(text, source.frozenAt) : text));
}

function styles(): NonNullable<ConstructorParameters<typeof Document>[0]['styles']> {
  const heading = { color: '000000', bold: true, font: FONT };
  return {
    default: {
      document: { run: { font: FONT, size: BODY, language: { value: 'en-US' } }, paragraph: { spacing: { after: AFTER, line: 276, lineRule: LineRuleType.AUTO } } },
      heading1: { run: { ...heading, size: 24 }, paragraph: { spacing: { before: 160, after: AFTER }, keepNext: true, keepLines: true } },
      heading2: { run: { ...heading, size: BODY }, paragraph: { spacing: { before: 120, after: 100 }, keepNext: true, keepLines: true } },
    },
  };
}

const listName = (index: number): string => `list-${index + 1}`;

function level({ ordered, start }: PaperList): ILevelsOptions {
  return {
    level: 0, format: ordered ? LevelFormat.DECIMAL : LevelFormat.BULLET, text: ordered ? '%1.' : '•', start, alignment: AlignmentType.START,
    style: { paragraph: { indent: { left: 440, hanging: 440 } } },
  };
}

function above(text: string): Header {
  return new Header({ children: [new Paragraph({ children: text === '' ? [] : [new TextRun({ text, size: SMALL })] })] });
}

/** A run each: LibreOffice sizes a field by its own run only. */
function pageNumbers(): Footer {
  const parts = ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES];
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: parts.map((part) => new TextRun({ size: SMALL, children: [part] })) })] });
}

function head(runs: readonly PaperRun[] | null): Paragraph[] {
  if (!runs) return [];
  const cut = runs.findIndex((run) => run.kind === 'break');
  const rest = cut === -1 ? [] : runs.slice(cut);
  return [new Paragraph({
    children: [...children(cut === -1 ? runs : runs.slice(0, cut), 32), ...children(rest, SMALL)], spacing: { after: 360 },
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: '444444', space: 8 } },
  })];
}

function body(blocks: readonly PaperBlock[]): Paragraph[] {
  let lists = 0;
  return blocks.flatMap((block, at): Paragraph[] => {
    switch (block.kind) {
      case 'rule':
        return [new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: '444444', space: 1 } } })];
      case 'heading':
        return [new Paragraph({ heading: block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2, children: [new TextRun(block.text)] })];
      case 'paragraph':
        // The signature is never alone on a page.
        return [new Paragraph({ children: children(block.runs), widowControl: true, keepLines: at >= blocks.length - 2, keepNext: at === blocks.length - 2 })];
      case 'list': {
        const reference = listName(lists);
        lists += 1;
        return block.items.map((runs) => new Paragraph({ children: children(runs), numbering: { reference, level: 0 }, keepLines: true, widowControl: true, spacing: { after: 120 } }));
      }
    }
  });
}

function children(runs: readonly PaperRun[], size: number = BODY): ParagraphChild[] {
  return runs.map((run) => (run.kind === 'break' ? new TextRun({ break: 1 }) : new TextRun({ text: run.text, bold: run.kind === 'strong', size })));
}

/** The library puts the present moment into a document; ours carries the letter's. */
function dated(core: string, at: Date): string {
  return core.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${at.toISOString().replace(/\.\d+Z$/, 'Z')}`);
}
