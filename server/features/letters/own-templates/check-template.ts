import { t } from '../../../platform/words.js';
import { CITATIONS } from '../citations.js';
import { markdownFaults } from './check-markdown.js';
import { wordWarnings } from './check-words.js';
import { type Fields, type Path, type Program, ROOT, type Remark, type Scopes, type Statement, type Value, fieldName, isPath, lineOf, parseTemplate } from './template-tree.js';

/** The most a template may hold: the longest of the library's has a tenth of it. */
export const MOST_SOURCE_BYTES = 64 * 1024;
/** The line of a remark on the template as a whole: what is missing stands on none. */
const WHOLE = 0;
const DEEPEST = 10;
const ENOUGH = 50;

/** What may stand in a group's template beside plain words. */
export interface Allowed {
  readonly fields: Fields;
  /** Pieces of Tenday's own that it may put in with `{{> name}}`. */
  readonly pieces: readonly string[];
  /** The piece without which the letter asks for nothing; null where it needs none. */
  readonly required: string | null;
  /** The law its letter stands on. */
  readonly law: 'CPRA' | 'FOIA';
}

export interface CheckedTemplate {
  /** Any of them keeps the template from being saved. */
  readonly faults: readonly Remark[];
  readonly warnings: readonly Remark[];
}

/**
 * Reads a group's template against what it may hold: everything is refused that is not on the lists, so that a template can print what its
 * letter knows and do nothing else. Pure.
 */
export function checkTemplate(source: string, allowed: Allowed): CheckedTemplate {
  if (Buffer.byteLength(source) > MOST_SOURCE_BYTES) return refused(1, t('The template is longer than 64 kB. Shorten it: a letter of two pages has about 6 kB.'));
  if (source.trim() === '') return refused(1, t('The template is empty. Write what the letter says.'));
  const unseen = source.search(/[^\P{Cc}\n\r\t]|[\p{Co}\p{Cs}\u202A-\u202E\u2066-\u2069]/u);
  if (unseen >= 0) return refused(lineAt(source, unseen), t('There is an invisible sign here. Delete the line and type it again.'));
  let program: Program;
  try {
    program = parseTemplate(source);
  } catch (error) {
    return unreadable(error);
  }
  const reader = new Reader(allowed);
  reader.program(program, { depth: 1, scopes: ROOT });
  const places = reader.pieces.get(allowed.required ?? '') ?? [];
  if (allowed.required !== null && places.length !== 1) {
    reader.fault(places[1] ?? WHOLE, t('The template must hold {piece} once, on a line of its own: it prints what you ask for.', { piece: `{{> ${allowed.required}}}` }));
  }
  const faults = reader.faults.length > 0 ? reader.faults : markdownFaults(source, program);
  return { faults: faults.slice(0, ENOUGH), warnings: wordWarnings(program, allowed.law).slice(0, ENOUGH) };
}

const refused = (line: number, says: string): CheckedTemplate => ({ faults: [{ line, says }], warnings: [] });
const lineAt = (source: string, index: number): number => source.slice(0, index).split('\n').length;

function unreadable(error: unknown): CheckedTemplate {
  const message = error instanceof Error ? error.message : '';
  const line = Number(/on line (\d+)/.exec(message)?.[1] ?? /- (\d+):\d+/.exec(message)?.[1] ?? 1);
  if (error instanceof RangeError) return refused(1, t('Conditions stand in one another more than {most} deep. Write them one after the other.', { most: DEEPEST }));
  return refused(line, t('This can’t be read as a template: something in double braces is not closed, or closed twice. Check the braces on this line and the one before.'));
}

interface Around {
  readonly depth: number;
  readonly scopes: Scopes;
}

class Reader {
  readonly faults: Remark[] = [];
  /** The lines each piece is put in at. */
  readonly pieces = new Map<string, readonly number[]>();

  constructor(private readonly allowed: Allowed) {}

  fault(line: number, says: string): void {
    if (this.faults.length <= ENOUGH) this.faults.push({ line, says });
  }

  program(program: Program, around: Around): void {
    for (const statement of program.body) this.statement(statement, around);
  }

  private statement(statement: Statement, around: Around): void {
    const line = lineOf(statement);
    switch (statement.type) {
      case 'ContentStatement':
      case 'CommentStatement':
        return;
      case 'MustacheStatement':
        return this.printed(statement, line, around);
      case 'BlockStatement':
        return this.block(statement, line, around);
      case 'PartialStatement':
        return this.piece(statement, line, around);
      default:
        return this.fault(line, t('Parts of a template’s own ({{#> …}}, {{#* …}}) can’t be used. Write the words where they stand.'));
    }
  }

  private printed({ path, params, hash, escaped }: Statement, line: number, { scopes }: Around): void {
    if (!isPath(path)) return this.fault(line, t('Text in braces prints as it is: write it without braces.'));
    const written = path.original;
    if ((params?.length ?? 0) > 0 || (hash?.pairs.length ?? 0) > 0) return this.fault(line, t('“{word}” can’t be used here. In double braces stands one field alone, for example {example}.', { word: written, example: '{{agency.name}}' }));
    if (escaped === false) return this.fault(line, t('Write {right}, with two braces: letters hold no HTML.', { right: `{{${written}}}` }));
    this.field(path, line, scopes, 'text');
  }

  private block(statement: Statement, line: number, around: Around): void {
    const { path, params = [], hash, program, inverse } = statement;
    const name = path?.original ?? '';
    const [param] = params;
    if (around.depth > DEEPEST) return this.fault(line, t('Conditions stand in one another more than {most} deep. Write them one after the other.', { most: DEEPEST }));
    if ((program?.blockParams?.length ?? 0) > 0 || (inverse?.blockParams?.length ?? 0) > 0) return this.fault(line, t('“as |…|” can’t be used: within {{#each}} the entry is {entry}.', { entry: '{{this}}' }));
    if ((hash?.pairs.length ?? 0) > 0 || params.length < 1 || (params.length > 1 && name !== 'cite')) return this.fault(line, t('{{#{name}}} takes one thing: {example}.', { name, example: '{{#if facts.producedOn}}' }));
    if (!['if', 'unless', 'each', 'cite'].includes(name) || path?.depth !== 0 || path.data) {
      return this.fault(line, t('“{name}” can’t be used. Blocks are {{#if}}, {{#unless}}, {{#each}} and {{#cite}}.', { name }));
    }
    if (name === 'cite') for (const each of params) this.cited(each, line, around.scopes);
    else if (!isPath(param)) return this.fault(line, t('{{#{name}}} takes a field of the letter, not a word or another helper.', { name }));
    else if (param.data) this.position(param, line, around.scopes, name);
    else this.field(param, line, around.scopes, name === 'each' ? 'list' : 'tick');
    const entries = name === 'each' && isPath(param) ? fieldName(param, around.scopes) : null;
    const within = { depth: around.depth + 1, scopes: around.scopes };
    if (program) this.program(program, entries === null ? within : { ...within, scopes: [...around.scopes, `${entries}[]`] });
    if (inverse) this.program(inverse, within);
  }

  private position(param: Path, line: number, scopes: Scopes, block: string): void {
    if (scopes.length < 2 || block === 'each' || !/^@(first|last)$/.test(param.original)) this.fault(line, t('“{word}” can’t be used. Within {{#each}} there are @first and @last.', { word: param.original }));
  }

  private field(path: Path, line: number, scopes: Scopes, use: 'text' | 'tick' | 'list'): void {
    const name = fieldName(path, scopes);
    if (name === null || !/^(this|\.|(\.\.\/)*[A-Za-z][\w-]*(\.[A-Za-z][\w-]*)*)$/.test(path.original)) {
      return this.fault(line, t('“{word}” can’t be used. Write a field as the table names it, for example {example}.', { word: path.original.slice(0, 80), example: '{{agency.name}}' }));
    }
    const kind = this.allowed.fields.get(name);
    const shown = path.original;
    if (kind === undefined) return this.fault(line, this.unknown(path, scopes));
    if (use === 'text' && kind === 'tick') return this.fault(line, t('{name} is yes or no, so it can’t be printed. Ask for it with {right}.', { name: shown, right: `{{#if ${shown}}}` }));
    if (use === 'text' && kind === 'list') return this.fault(line, t('{name} is a list. Go through it with {right}.', { name: shown, right: `{{#each ${shown}}}…{{/each}}` }));
    if (use === 'list' && kind !== 'list') this.fault(line, t('{name} is no list. Print it with {right}.', { name: shown, right: kind === 'text' ? `{{${shown}}}` : `{{#if ${shown}}}` }));
  }

  private unknown({ original, parts, depth }: Path, scopes: Scopes): string {
    const shown = original.slice(0, 80);
    const { fields } = this.allowed;
    if (scopes.length > 1 && depth === 0) {
      const outer = parts.join('.');
      if (fields.has(outer)) return t('Within {{#each}} a field of the letter is written {right}.', { right: `../${outer}` });
      return t('An entry of this list has no “{name}”. The table of fields says what it has.', { name: shown });
    }
    const near = nearest(parts, [...fields.keys()].filter((known) => !known.includes('[]')));
    return near === undefined ? t('This letter has no field “{name}”. The table of fields lists those it has.', { name: shown }) : t('This letter has no field “{name}”. Do you mean {near}?', { name: shown, near });
  }

  private piece({ name, params, hash }: Statement, line: number, { depth }: Around): void {
    const word = isPath(name) ? name.original : '';
    const known = this.allowed.pieces.includes(word);
    if (!known || (params?.length ?? 0) > 0 || (hash?.pairs.length ?? 0) > 0) {
      const [one] = this.allowed.pieces;
      return this.fault(line, one === undefined ? t('Other templates can’t be put in. Write the words where they stand.') : t('Other templates can’t be put in. There is {piece}, and nothing else.', { piece: this.allowed.pieces.map((each) => `{{> ${each}}}`).join(', ') }));
    }
    if (word === this.allowed.required && depth > 1) return this.fault(line, t('{piece} stands by itself, in no condition and no list: a letter always says what it asks for.', { piece: `{{> ${word}}}` }));
    this.pieces.set(word, [...(this.pieces.get(word) ?? []), line]);
  }

  private cited(param: Path | Value, line: number, scopes: Scopes): void {
    if (isPath(param) && param.parts.at(-1) === 'citation') return this.field(param, line, scopes, 'tick');
    const citation = !isPath(param) && typeof param.value === 'string' ? param.value : null;
    if (citation === null) return this.fault(line, t('{{#cite}} names its section in quotes: {example}.', { example: '{{#cite "Gov. Code § 7922.535(a)"}}' }));
    if (!CITATIONS.has(citation)) this.fault(line, t('“{citation}” is not in the table of citations. Use one that is, written as it stands there, or leave the sentence out.', { citation: citation.slice(0, 80) }));
  }
}

/** The field that was likely meant: the same last word where one word was written, else a path that differs by a slip of the pen. */
function nearest(parts: readonly string[], known: readonly string[]): string | undefined {
  const typed = parts.join('.').toLowerCase();
  if (parts.length === 1 && typed.length > 2) {
    const same = known.find((name) => name.toLowerCase().split('.').at(-1) === typed) ?? known.find((name) => name.toLowerCase().includes(typed));
    if (same !== undefined) return same;
  }
  return known.find((name) => isSlip(typed, name.toLowerCase()));
}

/** Whether one becomes the other by a sign more, less or other, or two neighbours that changed places. */
function isSlip(typed: string, meant: string): boolean {
  if (Math.abs(typed.length - meant.length) > 1) return false;
  let at = 0;
  while (at < typed.length && typed[at] === meant[at]) at += 1;
  const rest = (text: string, skipped: number) => text.slice(at + skipped);
  const swapped = typed[at] === meant[at + 1] && typed[at + 1] === meant[at] && rest(typed, 2) === rest(meant, 2);
  return swapped || rest(typed, 1) === rest(meant, 1) || rest(typed, 1) === rest(meant, 0) || rest(typed, 0) === rest(meant, 1);
}
