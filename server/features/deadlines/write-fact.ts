import type { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { noteAgencyNumber } from '../requests/note-agency-number.js';
import { refreshState } from '../requests/refresh-state.js';
import { setItemStates } from '../requests/set-item-states.js';
import { addFact } from './add-fact.js';
import { factRefused } from './deadlines.errors.js';
import { factProblems } from './fact-problems.js';
import { itemStatesFrom, itemsNamedBy } from './item-states.js';
import { detailsToKeep } from './details-to-keep.js';
import { type LoadedCase, loadCase, surroundingsOf } from './load-case.js';
import type { ProposedFact } from './proposed-fact.js';
import { recalculateDeadlines } from './recalculate-deadlines.js';
import { standingFacts } from './standing-facts.js';
import { supersedeFact } from './supersede-fact.js';

export interface FactToWrite extends ProposedFact {
  readonly note?: string | undefined;
  readonly documentId?: string | null | undefined;
  readonly agencyNumber?: string | undefined;
  /** The message it was read from; stands in the timeline. */
  readonly message?: { readonly id: string; readonly says: string } | undefined;
}

export interface WrittenFact {
  readonly factId: string;
  /** How many deadlines got a new revision. */
  readonly moved: number;
}

/** A fact a new one takes the place of, and why. */
export interface Replaced {
  readonly factId: string;
  readonly why: string;
}

/**
 * Everything a fact brings with it, in one transaction of the caller's: the fact, the ones it replaces, the agency's number, item states, the
 * request's state, the dates, and their events.
 * @param reason one sentence for the timeline, given the case as it was
 * @throws deadlines.fact-refused with what is wrong, by field
 */
export async function writeFact(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  input: { requestId: string; fact: FactToWrite; replaces?: readonly Replaced[]; reason: string; loaded: LoadedCase },
): Promise<WrittenFact> {
  const { fact, loaded, replaces = [] } = input;
  const where = { groupId: actor.groupId, requestId: input.requestId };
  const at = clock.now();
  const problems = factProblems(fact, surroundingsOf(loaded, clock, replaces.map((replaced) => replaced.factId)));
  if (Object.keys(problems).length > 0) throw factRefused(problems);
  const details = await detailsToKeep(tx, where, { type: fact.type, details: fact.details, loaded, replaces: replaces.map((replaced) => replaced.factId) });
  const factId = await addFact(tx, {
    ...where, type: fact.type, date: fact.date, time: fact.time ?? null, basis: fact.basis, presumed: false, details,
    note: fact.note ?? '', documentId: fact.documentId ?? null, recordedById: actor.personId, at,
    message: fact.message,
  });
  for (const replaced of replaces) {
    await supersedeFact(tx, { groupId: actor.groupId, factId: replaced.factId, byFactId: factId, why: replaced.why, personId: actor.personId, at });
  }
  if (fact.agencyNumber) await noteAgencyNumber(tx, { ...where, personId: actor.personId, number: fact.agencyNumber, at });
  const { moved } = await followFacts(tx, { ...where, at, reason: input.reason, factId, before: loaded });
  return { factId, moved };
}

/** Brings items, state and dates in line with the facts that stand now. */
export async function followFacts(
  tx: Tx,
  input: { groupId: string; requestId: string; at: Date; reason: string; factId: string | null; before: LoadedCase },
): Promise<{ moved: number }> {
  const where = { groupId: input.groupId, requestId: input.requestId };
  const facts = await standingFacts(tx, where);
  const standing = new Set(facts.map((fact) => fact.id));
  const fallen = input.before.facts.filter((fact) => !standing.has(fact.id)).flatMap((fact) => itemsNamedBy(fact, input.before.items));
  await setItemStates(tx, { ...where, changes: itemStatesFrom(facts, input.before.items, fallen) });
  await refreshState(tx, { ...where, at: input.at });
  return recalculateDeadlines(tx, { ...where, at: input.at, reason: input.reason, factId: input.factId });
}

/** Reads and locks the case; the first thing every use case of this slice does. */
export const openCase = (tx: Tx, actor: Actor, requestId: string): Promise<LoadedCase> => loadCase(tx, { groupId: actor.groupId, requestId });
