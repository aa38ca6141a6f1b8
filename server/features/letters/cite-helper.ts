import type Handlebars from 'handlebars';
import { CITATIONS, type CitationVerdict, mayCite, verdictOf } from './citations.js';
import { GAP_CLOSE, GAP_OPEN, type Gap } from './letter-variables.js';

/** Words that a letter did without, because nobody may cite what they rest on yet. */
export interface LeftOut {
  readonly citation: string;
  readonly verdict: Exclude<CitationVerdict, 'confirmed'>;
  /** The sentence or sentences, as plain words. */
  readonly sentence: string;
}

/** What a letter's citations came to. */
export interface Cited {
  readonly leftOut: readonly LeftOut[];
  /** Printed because a lawyer of the group approved them, in the order they stand. */
  readonly onApproval: readonly string[];
}

/** Where a block was left out; typed words never hold private-use characters. */
const HELD = '\uE002';

/** One letter's passage through the gate. Approved are the citations a lawyer of the group approved. */
export class CitationGate {
  private readonly left: LeftOut[] = [];
  private readonly lent: string[] = [];

  constructor(private readonly approved: ReadonlySet<string>) {}

  /** @throws Error for a citation that the table does not know: a fault of the template */
  pass(citations: readonly string[], words: string): string {
    const unknown = citations.find((citation) => !CITATIONS.has(citation));
    if (unknown !== undefined || citations.length === 0) throw new Error(`{{#cite}} names a citation that is not in the table: ${unknown ?? 'none'}`);
    const held = citations.find((citation) => !mayCite(citation, this.approved));
    if (held === undefined) {
      this.lent.push(...citations.filter((citation) => verdictOf(citation) === 'partly'));
      return words;
    }
    this.left.push({ citation: held, verdict: verdictOf(held) === 'partly' ? 'partly' : 'unverified', sentence: words });
    return HELD;
  }

  cited(gaps: readonly Gap[]): Cited {
    return { leftOut: this.left.map((one) => ({ ...one, sentence: asPlain(one.sentence, gaps) })), onApproval: [...new Set(this.lent)] };
  }
}

/**
 * Gives an instance `{{#cite "Gov. Code § 7922.570"}}One whole sentence or more.{{/cite}}`: the words are printed when every section named may
 * be cited. The gate comes with each letter, as `{ data: { gate } }`.
 */
export function registerCite(handlebars: typeof Handlebars): void {
  handlebars.registerHelper('cite', function cite(this: unknown, ...given: unknown[]) {
    const options = given.at(-1) as Handlebars.HelperOptions;
    const { gate } = options.data as { gate: CitationGate };
    return gate.pass(given.slice(0, -1).map(String), options.fn(this));
  });
}

/** Closes up where blocks were left out: no double space, no empty item, no line end that hangs. */
export function withoutHeld(markdown: string): string {
  return markdown
    .replace(EMPTY_ITEM, '')
    .replace(HANGING_BREAK, '')
    .replace(HELD_PLACE, (held: string, before: string, at: number, whole: string) => {
      if (at === 0 || whole[at - 1] === '\n') return before;
      const next = whole[at + held.length];
      return next === undefined || next === '\n' || held.replaceAll(HELD, '') === '' ? '' : ' ';
    });
}

const EMPTY_ITEM = new RegExp(`^[ \\t]*(?:\\d+\\.|-)[ \\t]+(?:${HELD}[ \\t]*)+(?:\\n|$)`, 'gm');
const HANGING_BREAK = new RegExp(`(?<!\\\\)\\\\\\n(?:[ \\t]*${HELD})+[ \\t]*(?=\\n|$)`, 'g');
const HELD_PLACE = new RegExp(`([ \\t]*)${HELD}(?:[ \\t]*${HELD})*[ \\t]*`, 'g');

function asPlain(markdown: string, gaps: readonly Gap[]): string {
  return markdown
    .replaceAll(HELD, '').replaceAll('**', '').replace(/\\\n/g, ' ').replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(new RegExp(`${GAP_OPEN}(\\d+)${GAP_CLOSE}`, 'g'), (_, n: string) => `[${gaps[Number(n)]?.label ?? ''}]`)
    .replace(/\s+/g, ' ').trim();
}
