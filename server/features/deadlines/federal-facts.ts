import type { CivilDate } from '../statutes/civil-date.js';
import type { StatuteFact } from '../statutes/facts.js';
import type { TypedFact } from './fact-types.js';
import type { FederalDetails, FederalWhat } from './fact-types-federal.js';

/** FOIA's own facts as its clocks read them. Civil dates are `YYYY-MM-DD`. */

type Said<W extends FederalWhat> = { readonly date: string; readonly details: Extract<FederalDetails, { what: W }> };

/** Facts of one kind, oldest first. */
export function federalOf<W extends FederalWhat>(facts: readonly TypedFact[], what: W): Said<W>[] {
  return facts.flatMap((fact) => (fact.type === 'federal' && fact.details.what === what ? [{ date: fact.date, details: fact.details } as Said<W>] : [])).sort((a, b) => a.date.localeCompare(b.date));
}

/** A question to us; `to` is the day they had the answer, null while it is open. */
export interface Asked {
  readonly from: string;
  readonly to: string | null;
}

/** Each question with the first answer after it that no earlier question took. */
export function questionsOf(facts: readonly TypedFact[], kind: 'information' | 'fee'): Asked[] {
  const answers = federalOf(facts, `${kind}_answered`).map(({ date }) => date);
  return federalOf(facts, `${kind}_asked`).map(({ date }) => {
    const at = answers.findIndex((answer) => answer >= date);
    return { from: date, to: at < 0 ? null : (answers.splice(at, 1)[0] ?? null) };
  });
}

/** Since when FOIA's clock stands still for a question we owe an answer to; null when it runs. A second request for information stops nothing. */
export function pausedSince(facts: readonly TypedFact[]): string | null {
  const open = [...questionsOf(facts, 'information').slice(0, 1), ...questionsOf(facts, 'fee')].filter(({ to }) => to === null);
  return open.map(({ from }) => from).sort()[0] ?? null;
}

/** What the statutes slice is told. Each clock of its own is started once: the first receipt and wish count, and the latest appeal. */
export function federalStatuteFacts(facts: readonly TypedFact[]): StatuteFact[] {
  const first = (what: FederalWhat) => federalOf(facts, what).slice(0, 1).map(({ date }) => date as CivilDate);
  const refused = [...federalOf(facts, 'expedition_decided'), ...federalOf(facts, 'waiver_decided')].filter(({ details }) => !details.granted);
  return [
    ...first('wrong_component').map((date): StatuteFact => ({ type: 'received_by_other_component', date })),
    ...first('right_component').map((date): StatuteFact => ({ type: 'received_by_proper_component', date })),
    ...first('expedition_asked').map((requested): StatuteFact => ({ type: 'expedited_requested', requested })),
    ...pauses(facts),
    ...refused.map(({ date }): StatuteFact => ({ type: 'adverse_determination', date: date as CivilDate })),
    ...federalOf(facts, 'appeal_received').slice(-1).map(({ date }): StatuteFact => ({ type: 'appeal_received', date: date as CivilDate })),
    ...first('exhausted').map((date): StatuteFact => ({ type: 'constructive_exhaustion', date })),
  ];
}

type Pause = { readonly type: 'toll_information_request' | 'toll_fee_clarification'; readonly from: string; readonly to: string };

/** Pauses that ended, each day in one of them; a further request for information is named only where it overlaps nothing. */
function pauses(facts: readonly TypedFact[]): StatuteFact[] {
  const ended = (asked: readonly Asked[], type: Pause['type']): Pause[] => asked.flatMap(({ from, to }) => (to === null ? [] : [{ type, from, to }]));
  const [information, ...further] = questionsOf(facts, 'information');
  const counted = [...ended(information ? [information] : [], 'toll_information_request'), ...ended(questionsOf(facts, 'fee'), 'toll_fee_clarification')].sort((a, b) => a.from.localeCompare(b.from));
  const apart = counted.reduce<Pause[]>((kept, pause) => {
    const since = kept.at(-1)?.to ?? '';
    const from = pause.from < since ? since : pause.from;
    return from > pause.to ? kept : [...kept, { ...pause, from }];
  }, []);
  // Only beside the first one: the statutes slice takes the earliest for the one that counts.
  const others = information?.to ? ended(further, 'toll_information_request').filter((pause, index, all) => [...apart, ...all.slice(0, index)].every((other) => pause.from >= other.to || other.from >= pause.to)) : [];
  return [...apart, ...others].map(({ type, from, to }): StatuteFact => ({ type, from: from as CivilDate, to: to as CivilDate }));
}

export interface FederalClosing {
  readonly state: 'met' | 'void';
  readonly on: string;
}

/**
 * How one of FOIA's own clocks ended by what was decided or sent since it started, or stands still while we owe an answer; null when neither.
 * @param clock its rule, the day it started, and the day after which it is safe to call them late
 */
export function federalClosing(clock: { readonly rule: string; readonly start: string; readonly assertAfter: string }, facts: readonly TypedFact[]): FederalClosing | null {
  const met = (what: FederalWhat): FederalClosing | null => {
    const [first] = federalOf(facts, what).filter(({ date }) => date >= clock.start);
    return first ? { state: 'met', on: first.date } : null;
  };
  switch (clock.rule) {
    case 'foia.expedited':
      return met('expedition_decided');
    case 'foia.appeal':
      return met('appeal_sent');
    case 'foia.appeal_decision':
      return met('appeal_decided');
    case 'foia.determination':
    case 'foia.extension': {
      const since = pausedSince(facts);
      // A question after the time ran out by every reading gives none back.
      return since !== null && since <= clock.assertAfter ? { state: 'void', on: since } : null;
    }
    default:
      return null;
  }
}
