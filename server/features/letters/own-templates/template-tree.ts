import Handlebars from 'handlebars';

/** What a template's source is made of, as far as letters use it; Handlebars has more, which the check refuses. */

interface Place {
  readonly loc: { readonly start: { readonly line: number; readonly column: number }; readonly end: { readonly line: number; readonly column: number } };
}

export interface Path extends Place {
  readonly type: string;
  /** `@…`. */
  readonly data: boolean;
  /** How many `../`. */
  readonly depth: number;
  readonly parts: readonly string[];
  readonly original: string;
}

export interface Value extends Place {
  readonly type: string;
  readonly value?: unknown;
}

/** A statement of any kind; which of these it has depends on `type`. */
export interface Statement extends Place {
  readonly type: string;
  readonly path?: Path;
  readonly name?: Path;
  readonly params?: readonly (Path | Value)[];
  readonly hash?: { readonly pairs: readonly unknown[] };
  readonly escaped?: boolean;
  readonly program?: Program;
  readonly inverse?: Program;
  readonly value?: string;
}

export interface Program {
  readonly body: readonly Statement[];
  readonly blockParams?: readonly string[];
  /** Made by `{{else if}}`. */
  readonly chained?: boolean;
}

/** @throws Error whose message begins with “Parse error on line n” where the source is no Handlebars */
export function parseTemplate(source: string): Program {
  return Handlebars.parse(source) as unknown as Program;
}

export const lineOf = (place: Place): number => place.loc.start.line;

export function isPath(value: Path | Value | undefined): value is Path {
  return value?.type === 'PathExpression';
}

/** How a value may be used: printed, only asked for, or gone through. */
export type FieldKind = 'text' | 'tick' | 'list';
export type Fields = ReadonlyMap<string, FieldKind>;

const STRONGER: Readonly<Record<FieldKind, number>> = { tick: 0, text: 1, list: 2 };

/** The values a source uses, each by its strongest use: what a copy of it may use too. Pure. */
export function fieldsIn(source: string): Map<string, FieldKind> {
  const found = new Map<string, FieldKind>();
  collect(parseTemplate(source), (name, kind) => {
    const known = found.get(name);
    if (known === undefined || STRONGER[kind] > STRONGER[known]) found.set(name, kind);
  });
  return found;
}

function collect(program: Program, note: (name: string, kind: FieldKind) => void): void {
  for (const statement of program.body) {
    const [param] = statement.params ?? [];
    if (statement.type === 'MustacheStatement' && statement.path && isPlain(statement.path)) note(nameOf(statement.path), 'text');
    if (statement.type === 'BlockStatement' && isPath(param) && isPlain(param)) note(nameOf(param), statement.path?.original === 'each' ? 'list' : 'tick');
    if (statement.program) collect(statement.program, note);
    if (statement.inverse) collect(statement.inverse, note);
  }
}

const isPlain = (path: Path): boolean => isPath(path) && !path.data && path.parts.length > 0;

/** `facts.noticeSent`, whatever `../` or `this.` stands before it. */
export const nameOf = (path: Path): string => path.parts.join('.');
