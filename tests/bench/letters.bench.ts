import { AlignmentType, Document, LevelFormat, Packer, Paragraph } from 'docx';
import Handlebars from 'handlebars';
import { marked } from 'marked';
import pdfMake from 'pdfmake';
import type { Content } from 'pdfmake/interfaces.js';
import { composeLetter } from '../../server/features/letters/compose-letter.js';
import { letterTemplate, templateSource } from '../../server/features/letters/letter-templates.js';
import { type LetterVariables, itemWords } from '../../server/features/letters/letter-variables.js';
import { letterDocx } from '../../server/features/letters/outputs/letter-docx.js';
import { MAIN_FONT } from '../../server/features/letters/outputs/letter-fonts.js';
import { type PaperBlock, type PaperRun, type PaperSource, letterPaper } from '../../server/features/letters/outputs/letter-paper.js';
import { letterPdf } from '../../server/features/letters/outputs/letter-pdf.js';
import { makePaper } from '../../server/features/letters/outputs/make-paper.js';
import { readMarkdown, toHtml } from '../../server/features/letters/render-letter.js';
import { cpraRuleText } from '../../server/features/letters/rule-texts.js';
import type { Result, Row } from './measure.js';

const TODAY = '2026-11-24';

/** Letters a second of one core in each output, beside the library it is made with alone, given the same words. */
export async function lettersBench(): Promise<Result> {
  return { bench: 'letters', rows: [...(await ofLength(12)), ...(await ofLength(2))] };
}

async function ofLength(items: number): Promise<Row[]> {
  const template = letterTemplate('cpra-alpr-sharing');
  const source = templateSource(template);
  const variables = variablesOf(items);
  const letter = composeLetter(source, variables);
  const paper: PaperSource = { subject: letter.subject, html: letter.html, number: 'TD-2026-0007', frozenAt: new Date(`${TODAY}T20:00:00Z`), draft: false };
  const alone = Handlebars.create();
  for (const [name, partial] of Object.entries(source.partials)) alone.registerPartial(name, partial);
  alone.registerHelper('cite', function cite(this: unknown, ...given: unknown[]) { return (given.at(-1) as Handlebars.HelperOptions).fn(this); });
  const render = alone.compile<object>(source.main, { noEscape: true });
  const { blocks } = letterPaper(paper);
  const what = (output: string) => `${output}, ${items} items`;
  return [
    await beside(what('text and HTML, from the fields'), () => composeLetter(source, variables), () => marked.parse(render(variables), { async: false })),
    await beside(what('HTML, from Markdown'), () => toHtml(readMarkdown(letter.markdown), { gaps: [], highlight: null }), () => marked.parse(letter.markdown, { async: false })),
    await beside(what('PDF'), () => letterPdf(paper), () => pdfAlone(blocks)),
    await beside(what('Word'), () => letterDocx(paper), () => docxAlone(blocks)),
    { what: what('PDF, in the thread beside'), figures: { 'Tenday, a second': await perSecond(() => makePaper('pdf', paper)) } },
  ];
}

function variablesOf(items: number): LetterVariables {
  const template = letterTemplate('cpra-alpr-sharing');
  return {
    date: 'November 24, 2026', subject: `Public records request TD-2026-0007: ${template.title}`,
    org: { name: 'Harbor Records Project', lines: ['P.O. Box 1140', 'San Pedro, California 90733'], contact: 'k7m2@replies.example.org' },
    agency: { name: 'Los Angeles Police Department', shortName: 'LAPD', lines: ['CPRA Unit'] },
    request: { ref: 'TD-2026-0007', title: template.title, items: template.pack(TODAY).slice(0, items).map((item, index) => itemWords({ n: index + 1, ...item })) },
    fee: { ceiling: '$25' }, signer: { name: 'Ilse Marrowby', title: 'Secretary' }, rule: cpraRuleText(TODAY), inspectionWanted: false,
  };
}

const textOf = (runs: readonly PaperRun[]): string => runs.map((run) => (run.kind === 'break' ? '\n' : run.text)).join('');

/** Nothing of the letter's look: paragraphs and numbered lists one after the other. */
function pdfAlone(blocks: readonly PaperBlock[]): Promise<Buffer> {
  const content = blocks.flatMap((block): Content[] => {
    if (block.kind === 'rule') return [];
    if (block.kind === 'list') return [{ ol: block.items.map(textOf) }];
    return [{ text: block.kind === 'heading' ? block.text : textOf(block.runs) }];
  });
  return pdfMake.createPdf({ pageSize: 'LETTER', compress: false, defaultStyle: { font: MAIN_FONT, fontSize: 11.5 }, content }).getBuffer();
}

function docxAlone(blocks: readonly PaperBlock[]): Promise<Buffer> {
  const level = { level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: AlignmentType.START };
  const children = blocks.flatMap((block) => {
    if (block.kind === 'rule') return [];
    if (block.kind === 'list') return block.items.map((runs) => new Paragraph({ text: textOf(runs), numbering: { reference: 'list', level: 0 } }));
    return [new Paragraph(block.kind === 'heading' ? block.text : textOf(block.runs))];
  });
  return Packer.toBuffer(new Document({ numbering: { config: [{ reference: 'list', levels: [level] }] }, sections: [{ children }] }));
}

async function beside(what: string, ours: () => unknown, library: () => unknown): Promise<Row> {
  const [tenday, alone] = [await perSecond(ours), await perSecond(library)];
  return { what, figures: { 'Tenday, a second': tenday, 'library alone, a second': alone, 'share of the library’s': tenday / alone } };
}

/** Calls a second of processor time, all threads': the best of several rounds, because other work on the machine only ever makes a round longer. */
async function perSecond(work: () => unknown, { rounds = 8, ms = 400 } = {}): Promise<number> {
  const used = (): number => { const { user, system } = process.cpuUsage(); return user + system; };
  for (let warm = 0; warm < 5; warm += 1) await work();
  let best = 0;
  for (let round = 0; round < rounds; round += 1) {
    const start = used();
    let calls = 0;
    while (used() - start < ms * 1000) {
      await work();
      calls += 1;
    }
    best = Math.max(best, (calls * 1e6) / (used() - start));
  }
  return best;
}
