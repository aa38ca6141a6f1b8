import fs from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';
import { projectRoot } from '../../server/platform/paths.js';

/** A syntax node, loosely: enough to walk. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface Source {
  /** From the project root, with forward slashes: `server/features/letters/send-letter.ts`. */
  readonly file: string;
  readonly text: string;
  readonly program: Node;
  /** What it imports: project files as paths from the root (`.ts`), packages by name. Types count too. */
  readonly imports: readonly string[];
}

const FOLDERS = ['server', 'workers', 'prisma', 'tests'];

/** Every TypeScript file of the project but the generated client, parsed once. */
export function readSources(): Source[] {
  return FOLDERS.flatMap((folder) => filesBelow(path.join(projectRoot, folder))).map((absolute) => {
    const file = path.relative(projectRoot, absolute).split(path.sep).join('/');
    const text = fs.readFileSync(absolute, 'utf8');
    const parsed = parseSync(file, text);
    if (parsed.errors.length > 0) throw new Error(`${file} could not be parsed: ${parsed.errors[0]?.message}`);
    const named = [
      ...parsed.module.staticImports.map((one) => one.moduleRequest.value),
      ...parsed.module.staticExports.flatMap((one) => one.entries.flatMap((entry) => (entry.moduleRequest ? [entry.moduleRequest.value] : []))),
    ];
    return { file, text, program: parsed.program as unknown as Node, imports: named.map((name) => resolveImport(file, name)) };
  });
}

function filesBelow(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const inside = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : filesBelow(inside);
    return entry.name.endsWith('.ts') ? [inside] : [];
  });
}

function resolveImport(from: string, name: string): string {
  if (!name.startsWith('.')) return name.startsWith('#prisma/') ? name : name.replace(/^node:/, '');
  return path.posix.join(path.posix.dirname(from), name).replace(/\.js$/, '.ts');
}

/** Calls `visit` for every node below `node`, parents first. */
export function walk(node: unknown, visit: (node: Node, parents: readonly Node[]) => void, parents: readonly Node[] = []): void {
  if (Array.isArray(node)) {
    for (const entry of node) walk(entry, visit, parents);
    return;
  }
  if (!isNode(node)) return;
  visit(node, parents);
  const inside = [...parents, node];
  for (const value of Object.values(node)) if (typeof value === 'object' && value !== null) walk(value, visit, inside);
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

export function line(source: Source, node: Node): number {
  return source.text.slice(0, node.start).split('\n').length;
}

/** A dotted name like `deps.db.letter.update`, or null when the expression is anything else. */
export function dotted(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Identifier') return node['name'] as string;
  if (node.type === 'ThisExpression') return 'this';
  if (node.type !== 'MemberExpression' || node['computed'] === true) return null;
  const object = dotted(node['object']);
  const property = isNode(node['property']) ? (node['property']['name'] as string) : null;
  return object && property ? `${object}.${property}` : null;
}
