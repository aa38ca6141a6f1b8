import { t } from '../../../platform/words.js';
import { EXEMPTION_MODULES, type ExemptionModule, type ModuleId, modulesCited } from './exemption-modules.js';
import type { LetterFact } from './follow-up.js';
import type { LetterInput, TypedInputs } from './letter-inputs.js';
import { printedItems } from './printed.js';
import type { Refusal } from './situation-denials.js';

/** A ground the agency cited with the items it gave it for; `module` is null for one we have no paragraph on. */
export interface CitedGround {
  readonly module: ModuleId | null;
  readonly items: readonly number[];
  /** The agency's words, where we have no paragraph. */
  readonly words: string;
}

type Cites = Pick<Refusal, 'items' | 'exemptions' | 'ground'>;

/** The grounds of some refusals, each once. Only what the agency itself cited is among them. Pure. */
export function groundsCited(refusals: readonly Cites[]): CitedGround[] {
  const found = new Map<string, CitedGround>();
  const add = (ground: CitedGround) => {
    const key = ground.module ?? ground.words;
    found.set(key, { ...ground, items: [...new Set([...(found.get(key)?.items ?? []), ...ground.items])].sort((a, b) => a - b) });
  };
  for (const { items, exemptions, ground } of refusals) {
    for (const one of modulesCited([...exemptions, ground])) add({ module: one.id, items, words: '' });
    for (const words of exemptions.filter((cited) => modulesCited([cited]).length === 0)) add({ module: null, items, words });
    if (exemptions.length === 0 && ground !== '' && modulesCited([ground]).length === 0) add({ module: null, items, words: ground });
  }
  return [...found.values()].sort((a, b) => orderOf(a) - orderOf(b));
}

function orderOf({ module }: CitedGround): number {
  return module === null ? EXEMPTION_MODULES.length : EXEMPTION_MODULES.findIndex(({ id }) => id === module);
}

/** One question to each ground: what in the file bears our answer out, and whether to leave the answer out. */
export function groundInputs(grounds: readonly CitedGround[]): LetterInput[] {
  return grounds.flatMap(({ module }) => (module === null ? [] : asked(moduleOf(module))));
}

function asked({ id, name, limits }: ExemptionModule): LetterInput[] {
  return [
    { name: `facts${id}`, kind: 'lines', label: t('“{ground}”: what in the record speaks for release', { ground: name }), hint: t('For example: item 4 asks for the agreement. {limits}', { limits: limits() }) },
    { name: `without${id}`, kind: 'tick', label: t('Leave the answer to “{ground}” out', { ground: name }) },
  ];
}

/** The paragraphs for the grounds somebody left in, as a template prints them. */
export function groundParagraphs(grounds: readonly CitedGround[], typed: TypedInputs): LetterFact[] {
  return grounds.filter(({ module }) => module === null || typed[`without${module}`] !== 'on').map((ground) => paragraph(ground, typed));
}

function paragraph({ module, items, words }: CitedGround, typed: TypedInputs): LetterFact {
  const is = Object.fromEntries(EXEMPTION_MODULES.map(({ id }) => [id, id === module]));
  return {
    about: printedItems(items), is: { ...is, other: module === null },
    ...(module === null ? { name: `“${words}”`, said: '' } : { name: moduleOf(module).name, said: sentences(typed[`facts${module}`] ?? '') }),
  };
}

function sentences(lines: string): string {
  return lines.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => (/[.!?]$/.test(line) ? line : `${line}.`)).join(' ');
}

function moduleOf(id: ModuleId): ExemptionModule {
  const found = EXEMPTION_MODULES.find((one) => one.id === id);
  if (!found) throw new Error(`no module ${id}`);
  return found;
}
