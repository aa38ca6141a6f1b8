import { type Node, type Source, dotted, isNode, line, walk } from './source.js';

/** One piece of advice: where, and what to do instead. */
export type Advice = string;

/** The order of slices; each may import those before it. `architecture.md`, rule 1. */
export const SLICES = ['statutes', 'timeline', 'accounts', 'agencies', 'requests', 'documents', 'deadlines', 'letters', 'replies', 'notices', 'packets'] as const;

const sliceOf = (file: string): string | null => /^server\/features\/([^/]+)\//.exec(file)?.[1] ?? null;
const inProduct = (source: Source): boolean => !source.file.startsWith('tests/');
const at = (source: Source, node: Node) => `${source.file}:${line(source, node)}`;

/** What a slice may not import, and what nobody may. */
export function importAdvice(sources: readonly Source[]): Advice[] {
  return sources.filter(inProduct).flatMap((source) => source.imports.flatMap((target) => oneImport(source.file, target)));
}

function oneImport(file: string, target: string): Advice[] {
  const from = sliceOf(file);
  const to = sliceOf(target);
  if (/\.(pages|api)\.ts$/.test(target) && file !== 'server/routes.ts') return [`${file} imports ${target}: routes are mounted only through server/routes.ts; move what you need into a file of its own.`];
  if (target.startsWith('tests/')) return [`${file} imports ${target}: the product never depends on its tests.`];
  if (target.startsWith('workers/') && !file.startsWith('workers/') && file !== 'server/main.ts') return [`${file} imports ${target}: enqueue a job instead; only server/main.ts starts workers.`];
  if (from === 'statutes' && to !== 'statutes' && target.startsWith('server/')) return [`${file} imports ${target}: the statutes slice is pure; pass the value in.`];
  if (file.startsWith('server/platform/') && to) return [`${file} imports ${target}: the platform knows no feature; pass a function in from server/app.ts.`];
  if (!from || !to || from === to) return [];
  const order: readonly string[] = SLICES;
  if (!order.includes(from)) return [`${file} lies in “${from}”, which is no slice of architecture.md; give it a place in the order first.`];
  if (order.indexOf(to) > order.indexOf(from)) return [`${file} imports ${target}: ${to} comes after ${from}. Move the use case to ${to}, or read with a query of your own.`];
  return [];
}

/** Circles among project files. */
export function circleAdvice(sources: readonly Source[]): Advice[] {
  const graph = new Map(sources.filter((source) => inProduct(source) && sliceOf(source.file)).map((source) => [source.file, source.imports]));
  const advice: Advice[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      advice.push(`${[...path.slice(path.indexOf(file)), file].join(' → ')} is a circle: move what both need into a third file.`);
      return;
    }
    if (done.has(file)) return;
    for (const target of graph.get(file) ?? []) if (graph.has(target)) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return advice;
}

/** Files and what only they may touch. `architecture.md`, rule 8. */
const OWNERS: readonly { what: string; owners: RegExp; found: (source: Source) => Node[]; advice: string }[] = [
  { what: 'process.env', owners: /^server\/config\.ts$/, found: (s) => members(s, 'process.env'), advice: 'add a setting to server/config.ts and take it from config' },
  { what: 'the present time', owners: /^server\/platform\/clock\.ts$/, found: clockReads, advice: 'take deps.clock.now(), so that a rehearsal and a test can move it' },
];

const PACKAGE_OWNERS: readonly { name: RegExp; owners: RegExp }[] = [
  { name: /^bullmq$/, owners: /^(server\/platform\/jobs\.bullmq[\w.-]*\.ts|workers\/main\.ts|workers\/run-job\.ts)$/ },
  { name: /^nodemailer(?!\/lib\/addressparser$)/, owners: /^server\/platform\/mailer\.smtp[\w.-]*\.ts$/ },
  { name: /^(mailparser|postal-mime|libmime|@zone-eu\/mailsplit.*|nodemailer\/lib\/addressparser)$/, owners: /^server\/features\/replies\/(parse-raw-mail|parsing\/[\w-]+)\.ts$/ },
  { name: /^@prisma\/client|^#prisma\/client/, owners: /^server\/platform\/db[\w.-]*\.ts$/ },
];

export function ownerAdvice(sources: readonly Source[]): Advice[] {
  const product = sources.filter(inProduct);
  const byUse = OWNERS.flatMap((owner) =>
    product.filter((source) => !owner.owners.test(source.file)).flatMap((source) => owner.found(source).map((node) => `${at(source, node)} reads ${owner.what}: ${owner.advice}.`)),
  );
  const byImport = product.flatMap((source) =>
    source.imports.flatMap((target) =>
      PACKAGE_OWNERS.filter(({ name, owners }) => name.test(target) && !owners.test(source.file)).map(() => `${source.file} imports ${target}, which has one owner; use the interface in server/platform instead.`),
    ),
  );
  return [...byUse, ...byImport];
}

function members(source: Source, name: string): Node[] {
  const found: Node[] = [];
  walk(source.program, (node) => {
    if (node.type === 'MemberExpression' && dotted(node) === name) found.push(node);
  });
  return found;
}

/** `Date.now()`, and `new Date()` without an argument. Making a date from a value is no reading of the clock. Ids and measuring time passed are the platform's. */
function clockReads(source: Source): Node[] {
  if (source.file.startsWith('server/platform/')) return [];
  const found: Node[] = [];
  walk(source.program, (node) => {
    const args = node['arguments'];
    if (node.type === 'CallExpression' && dotted(node['callee']) === 'Date.now') found.push(node);
    if (node.type === 'NewExpression' && dotted(node['callee']) === 'Date' && Array.isArray(args) && args.length === 0) found.push(node);
  });
  return found;
}

const WRITES = /\.(create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)$/;
const DB = /^(?:deps\.db|db|tx|context\.db|deps\.tx)\.(\w+)\.(\w+)$/;

export interface ModelUse {
  readonly source: Source;
  readonly node: Node;
  readonly model: string;
  readonly writes: boolean;
  /** Source text of the function it stands in. */
  readonly around: string;
}

/** Every call on a Prisma model in the features. */
export function modelUses(sources: readonly Source[]): ModelUse[] {
  const uses: ModelUse[] = [];
  for (const source of sources.filter((one) => sliceOf(one.file))) {
    walk(source.program, (node, parents) => {
      if (node.type !== 'CallExpression') return;
      const name = dotted(node['callee']);
      const match = name ? DB.exec(name) : null;
      if (!name || !match?.[1]) return;
      const around = [...parents].find((parent) => /Function/.test(parent.type)) ?? node;
      uses.push({ source, node, model: match[1], writes: WRITES.test(name), around: source.text.slice(around.start, around.end) });
    });
  }
  return uses;
}

/** A model is written in one slice. `architecture.md`, rule 8. */
export function modelOwnerAdvice(sources: readonly Source[]): Advice[] {
  const writers = new Map<string, Map<string, string>>();
  for (const use of modelUses(sources).filter((one) => one.writes)) {
    const slices = writers.get(use.model) ?? new Map<string, string>();
    slices.set(sliceOf(use.source.file) ?? '', at(use.source, use.node));
    writers.set(use.model, slices);
  }
  return [...writers].filter(([, slices]) => slices.size > 1).map(([model, slices]) => `${model} is written in ${[...slices.keys()].join(' and ')} (${[...slices.values()].join(', ')}): keep its writes in one slice and call a step of it.`);
}

/** Reading or writing group-owned rows without naming the group. `architecture.md`, rule 11. */
export function groupAdvice(sources: readonly Source[], groupOwned: ReadonlySet<string>): Advice[] {
  return modelUses(sources)
    .filter((use) => groupOwned.has(use.model) && !/groupId|group_id/.test(use.around) && !/\/(sweep-[\w-]+|[\w-]+\.all-groups\.queries)\.ts$/.test(use.source.file))
    .map((use) => `${at(use.source, use.node)} touches ${use.model} without the group: put groupId into its where.`);
}

/** Rank by first parameter. `architecture.md`, rule 3; and one write use case per file, rule 2. */
export function rankAdvice(sources: readonly Source[]): Advice[] {
  const advice: Advice[] = [];
  for (const source of sources.filter((one) => sliceOf(one.file))) {
    const useCases: string[] = [];
    for (const fn of functionsOf(source)) {
      const body = source.text.slice(fn.node.start, fn.node.end);
      if (fn.first === 'tx' && /\$transaction\s*\(/.test(body)) advice.push(`${at(source, fn.node)} ${fn.name} takes tx and opens a transaction: take deps, or leave the transaction to the caller.`);
      if (fn.first === 'tx' && /\.enqueue\s*\(/.test(body)) advice.push(`${at(source, fn.node)} ${fn.name} takes tx and enqueues: the row may never be committed; let the owner enqueue after it.`);
      if (fn.exported && fn.first === 'deps' && /\$transaction\s*\(/.test(body)) useCases.push(fn.name);
    }
    if (useCases.length > 1 && !/\.(pages|api)\.ts$/.test(source.file)) advice.push(`${source.file} holds ${useCases.length} write use cases (${useCases.join(', ')}): one per file, named by its verb.`);
    const named = camel(/([^/]+)\.ts$/.exec(source.file)?.[1] ?? '');
    if (useCases.length === 1 && useCases[0] !== named) advice.push(`${source.file} exports ${useCases[0]}: name the file after it, or it after the file (${named}).`);
    advice.push(...enqueuedInside(source));
  }
  return advice;
}

const camel = (kebab: string) => kebab.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

interface FunctionFound {
  readonly name: string;
  readonly first: string | null;
  readonly exported: boolean;
  readonly node: Node;
}

function functionsOf(source: Source): FunctionFound[] {
  const found: FunctionFound[] = [];
  walk(source.program, (node, parents) => {
    if (node.type !== 'FunctionDeclaration' || !isNode(node['id'])) return;
    const params = node['params'] as unknown[];
    const first = isNode(params[0]) && params[0].type === 'Identifier' ? (params[0]['name'] as string) : null;
    found.push({ name: node['id']['name'] as string, first, exported: parents.at(-1)?.type === 'ExportNamedDeclaration', node });
  });
  return found;
}

/** `enqueue` inside the callback of `$transaction`: the job may run before, or without, the commit. */
function enqueuedInside(source: Source): Advice[] {
  const advice: Advice[] = [];
  walk(source.program, (node, parents) => {
    if (node.type !== 'CallExpression' || !/\.enqueue$/.test(dotted(node['callee']) ?? '')) return;
    const inside = parents.some((parent) => parent.type === 'CallExpression' && /\.\$transaction$/.test(dotted(parent['callee']) ?? ''));
    if (inside) advice.push(`${at(source, node)} enqueues inside a transaction: do it after the commit.`);
  });
  return advice;
}

/** Input is read through the schemas of a route, never from the raw request. `architecture.md`, rule 7. */
export function edgeAdvice(sources: readonly Source[]): Advice[] {
  const raw = /^(?:req|request|call\.req)\.(body|query|params)$/;
  return sources
    .filter((source) => sliceOf(source.file) && !source.file.endsWith('/authenticate.ts'))
    .flatMap((source) => {
      const found: Advice[] = [];
      walk(source.program, (node) => {
        const name = node.type === 'MemberExpression' ? dotted(node) : null;
        if (name && raw.test(name)) found.push(`${at(source, node)} reads ${name}: give the route a schema and take the parsed value.`);
      });
      return found;
    });
}

/** Folders that would become a drawer for everything. */
export function drawerAdvice(sources: readonly Source[]): Advice[] {
  return sources.filter((source) => /(^|\/)(utils?|helpers?|common|shared|misc)(\/|\.ts$)/.test(source.file)).map((source) => `${source.file} is a drawer: name it for what is in it.`);
}

