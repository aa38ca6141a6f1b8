import Handlebars from 'handlebars';
import { CitationGate, registerCite, withoutHeld } from '../cite-helper.js';
import type { ComposedLetter } from '../compose-letter.js';
import { GAP_CLOSE, GAP_OPEN, type Gap } from '../letter-variables.js';
import { oneLine } from '../plain-words.js';
import { readMarkdown, toHtml, toText } from '../render-letter.js';
import { type Path, type Program, type Statement, isPath, parseTemplate } from './template-tree.js';

/** No letter comes near it: sixty pages. */
export const MOST_LETTER_CHARACTERS = 256 * 1024;

/** Everything a letter from a group's template is made of, as it travels to the thread. */
export interface OwnLetterSource {
  readonly subject: string;
  /** Tenday's head and foot, with `{{> body}}` between them. */
  readonly frame: string;
  /** Tenday's own pieces by name. */
  readonly pieces: Readonly<Record<string, string>>;
  /** The group's words. */
  readonly body: string;
  /** Values, escaped and marked. */
  readonly marked: object;
  readonly gaps: readonly Gap[];
  /** Citations not read whole that a lawyer of the group approved. */
  readonly approved: ReadonlySet<string>;
  /** Number of the item set off in a preview. */
  readonly highlight: number | null;
}

/**
 * Makes a letter from a group's template. Pure, and slow or large as its source is: it runs in a thread of its own. A field that the letter
 * no longer has is a gap, so that nothing goes out with a hole in it.
 * @throws Error when it is too long, or holds Markdown that letters don't use
 */
export function renderOwn(source: OwnLetterSource): ComposedLetter {
  const gaps = [...source.gaps];
  const gate = new CitationGate(source.approved);
  const markdown = withoutHeld(markdownOf(source, gaps, gate));
  if (markdown.length > MOST_LETTER_CHARACTERS) throw new RangeError('too long');
  const tokens = readMarkdown(markdown);
  return { subject: oneLine(source.subject), text: toText(tokens, gaps), html: toHtml(tokens, { gaps, highlight: source.highlight }), markdown, gaps, ...gate.cited(gaps) };
}

function markdownOf({ frame, pieces, body, marked }: OwnLetterSource, gaps: Gap[], gate: CitationGate): string {
  const handlebars = Handlebars.create();
  handlebars.registerHelper('printed', (value: unknown, name: string) => (isPrintable(value) ? value : gapFor(name, gaps)));
  registerCite(handlebars);
  // The group's words are not strict: whatever is not there is a gap, by `printed`.
  const options = { strict: true, noEscape: true, knownHelpersOnly: true, knownHelpers: { printed: true, cite: true } } as CompileOptions;
  for (const [name, piece] of Object.entries(pieces)) handlebars.registerPartial(name, piece);
  handlebars.registerPartial('body', handlebars.compile(printing(parseTemplate(body)), { ...options, strict: false }));
  return handlebars.compile(frame, options)(marked, { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false, data: { gate } });
}

const isPrintable = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

function gapFor(name: string, gaps: Gap[]): string {
  const path = `own.${name}`;
  const known = gaps.findIndex((gap) => gap.path === path);
  if (known < 0) gaps.push({ path, label: `the template’s field ${name} is not known` });
  return `${GAP_OPEN}${known < 0 ? gaps.length - 1 : known}${GAP_CLOSE}`;
}

/** The same template, each field printed through the helper that knows what to do when there is none. */
function printing(program: Program): Program {
  return { ...program, body: program.body.map(printed) };
}

function printed(statement: Statement): Statement {
  const { path, program, inverse } = statement;
  if (statement.type === 'MustacheStatement' && isPath(path) && (statement.params ?? []).length === 0) {
    return { ...statement, path: helperPath(path), params: [path, { type: 'StringLiteral', value: path.original, loc: path.loc }] };
  }
  return { ...statement, ...(program ? { program: printing(program) } : {}), ...(inverse ? { inverse: printing(inverse) } : {}) };
}

const helperPath = (like: Path): Path => ({ ...like, data: false, depth: 0, parts: ['printed'], original: 'printed' });
