import { createHash } from 'node:crypto';
import Handlebars from 'handlebars';
import { type Cited, CitationGate, registerCite, withoutHeld } from './cite-helper.js';
import type { TemplateSource } from './letter-templates.js';
import { unknownVariable } from './letters.errors.js';
import { type Gap, type LetterVariables, withGapMarks } from './letter-variables.js';
import { oneLine } from './plain-words.js';
import { readMarkdown, toHtml, toText } from './render-letter.js';

export interface ComposedLetter extends Cited {
  readonly subject: string;
  /** Lines of at most 78 columns, numbered plainly. */
  readonly text: string;
  /** A fragment; everything typed is escaped. */
  readonly html: string;
  readonly markdown: string;
  /** Blanks to fill before it may go; they are marked in `html` and stand in brackets in `text`. */
  readonly gaps: readonly Gap[];
}

export interface ComposeOptions {
  /** Number of the item to set off in the preview. */
  readonly highlight?: number | null;
  /** Citations not read whole that a lawyer of the group approved; none unless given. */
  readonly approved?: ReadonlySet<string>;
}

/** A letter's values, escaped, with marks where a needed one is blank. */
export interface Marked {
  readonly marked: object;
  readonly gaps: readonly Gap[];
}

type Render = (variables: object, gate: CitationGate) => string;

const compiled = new Map<string, Render>();

/**
 * Makes the exact letter from a template and typed variables. Pure: the same input gives the same words.
 * @throws AppError letters.unknown-variable when the template names what it is not given
 */
export function composeLetter(source: TemplateSource, variables: LetterVariables, options: ComposeOptions = {}): ComposedLetter {
  return composeMarked(source, variables.subject, withGapMarks(variables), options);
}

/**
 * The same from values already escaped and marked: what every kind of letter is made by.
 * @throws AppError letters.unknown-variable when the template names what it is not given
 */
export function composeMarked(source: TemplateSource, subject: string, { marked, gaps }: Marked, options: ComposeOptions = {}): ComposedLetter {
  const gate = new CitationGate(options.approved ?? new Set());
  const markdown = withoutHeld(renderMarkdown(source, marked, gate));
  const tokens = readMarkdown(markdown);
  return {
    subject: oneLine(subject),
    text: toText(tokens, gaps),
    html: toHtml(tokens, { gaps, highlight: options.highlight ?? null }),
    markdown,
    gaps,
    ...gate.cited(gaps),
  };
}

function renderMarkdown(source: TemplateSource, variables: object, gate: CitationGate): string {
  try {
    return rendererOf(source)(variables, gate);
  } catch (error) {
    throw unknownVariable(source.slug, error instanceof Error ? error : new Error(String(error)));
  }
}

/**
 * An instance of its own, and values escaped beforehand: `noEscape` leaves Markdown alone, and the pages' HTML escaping, which
 * every Handlebars instance shares, stays as it is.
 */
function rendererOf(source: TemplateSource): Render {
  const known = compiled.get(source.hash);
  if (known) return known;
  const handlebars = Handlebars.create();
  refuseUnknownConditions(handlebars);
  registerCite(handlebars);
  for (const [name, partial] of Object.entries(source.partials)) handlebars.registerPartial(name, partial);
  const template = handlebars.compile<object>(source.main, { strict: true, noEscape: true, knownHelpersOnly: true, knownHelpers: { cite: true } } as CompileOptions);
  const render: Render = (variables, gate) => template(variables, { data: { gate } });
  compiled.set(source.hash, render);
  return render;
}

/** `strict` lets `{{#if typo}}` and `{{#each typo}}` pass as empty; in a letter that would drop a sentence unseen. */
function refuseUnknownConditions(handlebars: typeof Handlebars): void {
  for (const name of ['if', 'unless', 'each'] as const) {
    const original = handlebars.helpers[name] as Handlebars.HelperDelegate;
    handlebars.registerHelper(name, function given(this: unknown, value: unknown, options: Handlebars.HelperOptions) {
      if (value === undefined) throw new Error(`a condition of {{#${name}}} is not defined`);
      return original.call(this, value, options) as unknown;
    });
  }
}

/** Hex SHA-256 of subject, NUL and text: proves later that the words are those approved. */
export function contentHash(subject: string, text: string): string {
  return createHash('sha256').update(`${subject}\0${text}`).digest('hex');
}
