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
  /** Of plain words: with the line ends that a condition on a line of its own takes away. */
  readonly original?: string;
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
  collect(parseTemplate(source), ROOT, (name, kind) => {
    const known = found.get(name);
    if (known === undefined || STRONGER[kind] > STRONGER[known]) found.set(name, kind);
  });
  return found;
}

function collect(program: Program, scopes: Scopes, note: (name: string, kind: FieldKind) => void): void {
  for (const statement of program.body) {
    const [param] = statement.params ?? [];
    const isEach = statement.path?.original === 'each';
    if (statement.type === 'MustacheStatement' && isPath(statement.path)) note(fieldName(statement.path, scopes) ?? '', 'text');
    // Of several citations each is a field.
    for (const other of statement.params?.slice(1) ?? []) if (isPath(other)) note(fieldName(other, scopes) ?? '', 'tick');
    const name = statement.type === 'BlockStatement' && isPath(param) ? fieldName(param, scopes) : null;
    if (name !== null) note(name, isEach ? 'list' : 'tick');
    if (statement.program) collect(statement.program, isEach && name !== null ? [...scopes, `${name}[]`] : scopes, note);
    if (statement.inverse) collect(statement.inverse, scopes, note);
  }
}

/** What plain names mean, outermost first: the letter, then the entry of each list gone into. */
export type Scopes = readonly string[];
export const ROOT: Scopes = [''];

/**
 * The full name of a field: `facts.slips[]` is an entry of `facts.slips`, `facts.grounds[].words` a field of one. Null for what is no field:
 * `@root`, or more `../` than there are lists around it.
 */
export function fieldName(path: Path, scopes: Scopes): string | null {
  const scope = scopes[scopes.length - 1 - path.depth];
  if (path.data || scope === undefined) return null;
  const name = [...(scope === '' ? [] : [scope]), ...path.parts].join('.');
  return name === '' ? null : name;
}

/** Something about a source that its writer should know. */
export interface Remark {
  /** 1-based line of the source; 0 for the whole of it. */
  readonly line: number;
  /** What is wrong and what to write instead. */
  readonly says: string;
}
