import { fromCivil, toCivil } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import { type RequestStateName, requestState } from './request-state.js';

const LEFT = ['sent'] as const;

/**
 * Recomputes a request's stored state from its letters, standing facts and items, and marks it as moved now. A step for whoever changed
 * any of those in the same transaction.
 * @returns the state before and after
 */
export async function refreshState(tx: Tx, input: { groupId: string; requestId: string; at: Date }): Promise<{ before: RequestStateName; after: RequestStateName }> {
  const where = { groupId: input.groupId, requestId: input.requestId };
  const request = await tx.recordsRequest.findUniqueOrThrow({
    where: { groupId_id: { groupId: input.groupId, id: input.requestId } },
    select: { state: true },
  });
  const letters = await tx.letter.findMany({ where: { ...where, state: { not: 'recalled' } }, select: { state: true, sentOn: true } });
  const facts = await tx.fact.findMany({ where: { ...where, supersededAt: null }, select: { type: true, date: true } });
  const items = await tx.requestItem.findMany({ where, select: { state: true } });
  const sent = letters.filter((letter) => (LEFT as readonly string[]).includes(letter.state));
  const after = requestState({
    hasFrozenLetter: letters.length > 0,
    hasLeft: sent.length > 0,
    facts: facts.map((fact) => fact.type),
    items: items.map((item) => item.state),
  });
  const firstSent = sent.flatMap((letter) => (letter.sentOn ? [toCivil(letter.sentOn)] : [])).sort()[0];
  const closing = facts.filter((fact) => fact.type === 'closed' || fact.type === 'withdrawn').map((fact) => fact.date)[0];
  await tx.recordsRequest.update({
    where: { groupId_id: { groupId: input.groupId, id: input.requestId } },
    data: { state: after, movedAt: input.at, sentOn: firstSent ? fromCivil(firstSent) : null, closedOn: closing ?? null },
  });
  return { before: request.state, after };
}
