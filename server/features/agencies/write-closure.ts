import { fromCivil } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { newId } from '../../platform/ids.js';
import { appendEvent } from '../timeline/append-event.js';
import { closureGone } from './agencies.errors.js';

export interface NewClosure {
  readonly agencyId: string;
  /** Short name, for the timeline. */
  readonly agency: string;
  /** YYYY-MM-DD, in the agency's zone. */
  readonly date: string;
  readonly name: string;
  readonly evidence: string;
  readonly documentId?: string | null | undefined;
}

/**
 * Writes down that an agency's office was closed a whole day, with its event; a step of whoever sees to the dates it moves. From here the caller
 * holds the timeline's head.
 * @returns the closure's id
 * @throws a unique violation when the day is written down already
 */
export async function writeClosure(tx: Tx, actor: Actor, closure: NewClosure, at: Date): Promise<string> {
  const { groupId, personId } = actor;
  const { agencyId, agency, date, name, evidence, documentId = null } = closure;
  const id = newId(at.getTime());
  await tx.agencyClosure.create({ data: { id, groupId, agencyId, date: fromCivil(date), name, evidence, documentId, addedById: personId, addedAt: at } });
  await appendEvent(tx, { groupId, at, type: 'closure.added', personId, subject: { type: 'agency', id: agencyId }, words: { agency, date, name, evidence, closureId: id } });
  return id;
}

/**
 * Takes a closed day back, with its event; it stays readable.
 * @throws agencies.closure-gone when somebody was quicker
 */
export async function endClosure(tx: Tx, actor: Actor, closure: { closureId: string; agencyId: string; agency: string; date: string; name: string; why: string }, at: Date): Promise<void> {
  const { groupId, personId } = actor;
  const { closureId, agencyId, agency, date, name, why } = closure;
  const ended = await tx.agencyClosure.updateMany({ where: { id: closureId, groupId, agencyId, takenBackAt: null }, data: { takenBackAt: at, takenBackById: personId, takenBackWhy: why } });
  if (ended.count !== 1) throw closureGone();
  await appendEvent(tx, { groupId, at, type: 'closure.taken-back', personId, subject: { type: 'agency', id: agencyId }, words: { agency, date, name, reason: why, closureId } });
}
