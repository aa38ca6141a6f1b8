import { t } from '../../platform/words.js';
import type { ParallelDates } from '../requests/parallel-dates.js';
import { clockWhat } from '../requests/request-words.js';
import { rulesVersion } from '../statutes/rules.js';
import type { FactDetails, TypedFact } from './fact-types.js';
import { sayDate } from './fact-words.js';
import type { Closing } from './facts-to-statutes.js';
import { promiseEnding, reminderEnding, retentionEnding } from './parallel-endings.js';
import { PARALLEL_RULES, type ParallelRuleId } from './parallel-rules.js';
import type { DeadlineValues } from './plan-deadlines.js';
import { type PromiseThread, promiseThreads } from './promise-threads.js';

export interface ParallelCase {
  /** Facts that stand. */
  readonly facts: readonly TypedFact[];
  /** Numbers of the request's items. */
  readonly items: readonly number[];
  readonly timeZone: string;
}

/**
 * The clocks beside the law's: what an agency promised, what we set ourselves, from when records may be destroyed. They need no receipt, never
 * roll, and make nobody late (`assertAfter` is null).
 */
export function parallelClocks(known: ParallelCase): DeadlineValues[] {
  const { facts, items } = known;
  return [
    ...promiseThreads(facts, items).map((thread) => promised(known, thread)),
    ...facts.flatMap((fact) => (fact.type === 'reminder' ? [reminded(known, fact, fact.details)] : [])),
    ...facts.flatMap((fact) => (fact.type === 'retention' ? [retained(known, fact, fact.details)] : [])),
  ];
}

function promised(known: ParallelCase, thread: PromiseThread): DeadlineValues {
  const { rule, key, about, said } = thread;
  const items = thread.items.filter((n) => n > 0);
  const what = clockWhat(rule, key, { items, about });
  const steps = said.map(({ on, by }) => t('Said on {on}: {what} by {by}.', { on: sayDate(on), what, by: sayDate(by) }));
  const notes = [t('This is the agency’s word. It moves no date of the law, and a promise that is missed makes nobody late.')];
  return values(known, { rule, key, due: said.at(-1)?.by ?? '', ending: promiseEnding(thread, known.facts), steps, notes, parallel: { ...NOTHING, items, about, said } });
}

function reminded(known: ParallelCase, fact: TypedFact, details: FactDetails['reminder']): DeadlineValues {
  const { n, on, says, forPersonId, whateverHappens } = details;
  const steps = [t('Set on {set} for {on}: {says}', { set: sayDate(fact.date), on: sayDate(on), says })];
  const notes = [whateverHappens ? t('It stays until it is ticked off, whatever happens to the request.') : t('It ends by itself when nothing is owed on the request any more.')];
  const parallel = { ...NOTHING, about: says, forPersonId: forPersonId ?? null, whateverHappens, said: [setBy(fact, on)] };
  return values(known, { rule: 'reminder', key: String(n), due: on, ending: reminderEnding(details, known.facts, known.items), steps, notes, parallel });
}

function retained(known: ParallelCase, fact: TypedFact, details: FactDetails['retention']): DeadlineValues {
  const { n, what, destroyedFrom, source, items } = details;
  const steps = [t('From {date} on they may be destroyed: {what}', { date: sayDate(destroyedFrom), what }), t('Where that is written: {source}', { source })];
  const notes = [t('A request alone may not stop their destruction. The answer is a letter that asks the agency to preserve them, or a litigation hold, before that day.')];
  return values(known, {
    rule: 'records.retention', key: String(n), due: destroyedFrom, ending: retentionEnding(details, known.facts, known.items), steps, notes,
    parallel: { ...NOTHING, items: [...items], about: what, source, said: [setBy(fact, destroyedFrom)] },
  });
}

const NOTHING: ParallelDates = { items: [], about: '', source: '', forPersonId: null, whateverHappens: false, said: [] };

const setBy = (fact: TypedFact, by: string): ParallelDates['said'][number] => ({ factId: fact.id, on: fact.date, by, says: '', basis: fact.basis });

interface Clock {
  readonly rule: ParallelRuleId;
  readonly key: string;
  /** YYYY-MM-DD */
  readonly due: string;
  readonly ending: Closing | null;
  readonly steps: string[];
  readonly notes: string[];
  readonly parallel: ParallelDates;
}

function values({ timeZone }: ParallelCase, { rule, key, due, ending, steps, notes, parallel }: Clock): DeadlineValues {
  const { owner, kind, citation, confidence } = PARALLEL_RULES[rule];
  return {
    rule, key, owner, kind, nominal: due, earliest: due, due, assertAfter: null, lastLawful: null, byCalendar: {}, citation, confidence,
    derivation: { steps, notes, parallel: { ...parallel, items: [...parallel.items], said: parallel.said.map((one) => ({ ...one })) } },
    presumed: false, state: ending?.state ?? 'open', closedOn: ending?.on ?? null, timeZone, rulesVersion,
  };
}
