import type { TypedFact } from '../../deadlines/fact-types.js';
import type { Question, ResponseDetails, ResponseOf, ResponseWhat } from '../../deadlines/fact-types-response.js';
import type { ItemStateName } from '../../requests/request-state.js';

/** What an agency answered beside a determination, as far as letters care: of each kind what stands, oldest first. Civil dates are `YYYY-MM-DD` at the agency. */
export interface SituationAnswers {
  /** Questions we have not answered, so far as facts say. */
  readonly questions: readonly (Answer & { readonly asks: Question })[];
  /** Costs they named that are not settled. */
  readonly fees: readonly (Answer & { readonly amount: number | null; readonly lines: readonly { readonly what: string; readonly amount: number | null }[] })[];
  readonly links: readonly (Answer & Pick<ResponseOf<'link_given'>, 'url'> & { readonly problem: NonNullable<ResponseOf<'link_given'>['problem']> | null })[];
  readonly elsewhere: readonly (Answer & Pick<ResponseOf<'held_elsewhere'>, 'holder' | 'isVendor'>)[];
  readonly existing: readonly (Answer & Pick<ResponseOf<'no_duty_to_create'>, 'system' | 'exportPath'>)[];
  readonly formats: readonly (Answer & Pick<ResponseOf<'wrong_format'>, 'files' | 'got' | 'asked' | 'system'>)[];
  readonly confidences: readonly (Answer & Pick<ResponseOf<'shared_in_confidence'>, 'recipient'>)[];
}

export interface Answer {
  /** The day they said it. */
  readonly on: string;
  /** Names it among what letters have spoken of. */
  readonly key: string;
  /** Items they named that are still to be had; none when they named none. */
  readonly items: readonly number[];
  /** Nothing is left of it: every item it names has come since, was withdrawn or, for a question, is answered. */
  readonly over: boolean;
  /** The last day they promised its records for when they answered, or since. */
  readonly promisedFor: string | null;
}

type Item = { readonly n: number; readonly state: ItemStateName };

/** Reads the facts of a request. Pure. */
export function answersOf(facts: readonly TypedFact[], items: readonly Item[]): SituationAnswers {
  const known = { facts, items };
  const settledOn = said(facts, 'fee_settled').map(({ on }) => on).sort().at(-1) ?? '';
  return {
    questions: said(facts, 'clarification_asked').filter((one) => !answeredSince(facts, one)).map((one) => ({ ...answer(one, known, SETTLED), asks: one.details.asks })),
    fees: said(facts, 'fee_estimate').filter(({ on }) => on > settledOn).map((one) => ({
      ...answer(one, known, GONE), amount: one.details.amount ?? null, lines: one.details.lines.map(({ what, amount }) => ({ what, amount: amount ?? null })),
    })),
    links: said(facts, 'link_given').map((one) => ({ ...answer(one, known, GONE), url: one.details.url, problem: one.details.problem ?? null })),
    elsewhere: said(facts, 'held_elsewhere').map((one) => ({ ...answer(one, known, GONE), holder: one.details.holder, isVendor: one.details.isVendor })),
    existing: said(facts, 'no_duty_to_create').map((one) => ({ ...answer(one, known, GONE), system: one.details.system, exportPath: one.details.exportPath })),
    formats: said(facts, 'wrong_format').map((one) => ({ ...answer(one, known, GONE), files: one.details.files, got: one.details.got, asked: one.details.asked, system: one.details.system })),
    confidences: said(facts, 'shared_in_confidence').map((one) => ({ ...answer(one, known, GONE), recipient: one.details.recipient })),
  };
}

/** Items a question no longer helps. */
const SETTLED: ReadonlySet<ItemStateName> = new Set(['produced', 'withheld', 'none_found', 'withdrawn']);
const GONE: ReadonlySet<ItemStateName> = new Set(['withdrawn']);

interface Said<W extends ResponseWhat> {
  readonly on: string;
  readonly details: ResponseOf<W>;
}

function said<W extends ResponseWhat>(facts: readonly TypedFact[], what: W): Said<W>[] {
  return facts
    .flatMap((fact): Said<W>[] => (fact.type === 'response' && fact.details.what === what ? [{ on: fact.date, details: fact.details as ResponseOf<W> }] : []))
    .sort((a, b) => a.on.localeCompare(b.on));
}

const itemsOf = (details: object): readonly number[] => ('items' in details ? (details.items as readonly number[]) : []);

/** An answer without items is to the whole question, one with items to those. */
function answeredSince(facts: readonly TypedFact[], { on, details }: Said<'clarification_asked'>): boolean {
  const answers = said(facts, 'clarification_answered').filter((one) => one.on >= on);
  if (answers.some((one) => one.details.items.length === 0)) return true;
  const answered = new Set(answers.flatMap((one) => one.details.items));
  return details.items.length > 0 && details.items.every((n) => answered.has(n));
}

function answer({ on, details }: { readonly on: string; readonly details: ResponseDetails }, known: { facts: readonly TypedFact[]; items: readonly Item[] }, over: ReadonlySet<ItemStateName>): Answer {
  const named = itemsOf(details);
  const since = new Set(known.facts.filter((fact) => fact.type === 'produced' && fact.date > on).flatMap((fact) => (fact.type === 'produced' ? fact.details.items.filter(({ complete }) => complete).map(({ n }) => n) : [])));
  const left = known.items.filter((item) => (named.length === 0 || named.includes(item.n)) && !over.has(item.state) && !since.has(item.n)).map(({ n }) => n);
  return {
    on, key: `${details.what}:${on}:${named.join(',')}`, items: named.length === 0 ? [] : left, over: known.items.length > 0 && left.length === 0,
    promisedFor: promisedSince(known.facts, on, left),
  };
}

/** The last day named for these records, in a promise or a determination of that day or later; null unless each of them has one. */
function promisedSince(facts: readonly TypedFact[], on: string, items: readonly number[]): string | null {
  const days = items.map((n) => facts.filter(({ date }) => date >= on).flatMap((fact) => promised(fact, n)).at(-1) ?? null);
  return days.includes(null) ? null : (days.flatMap((day) => day ?? []).sort().at(-1) ?? null);
}

function promised(fact: TypedFact, n: number): string[] {
  if (fact.type === 'determination') return fact.details.items.filter((item) => item.n === n).flatMap((item) => item.promisedFor ?? []);
  if (fact.type !== 'promise' || fact.details.of !== 'records') return [];
  return fact.details.items.length === 0 || fact.details.items.includes(n) ? [fact.details.by] : [];
}
