import { civilIn, fromCivil, toCivil } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { addFact } from '../deadlines/add-fact.js';
import { recalculateDeadlines } from '../deadlines/recalculate-deadlines.js';
import { refreshState } from '../requests/refresh-state.js';
import { readDraft } from './draft.js';

/** How a receipt is known once a letter has gone. */
export interface SentReceipt {
  /** `YYYY-MM-DD` at the agency. */
  readonly date: string;
  readonly time?: string | null;
  readonly basis: 'presumed' | 'portal' | 'automatic_reply' | 'delivery_proof' | 'person';
  readonly documentId?: string | null;
}

/**
 * What follows from a letter having gone: a receipt, presumed unless something better is known, the dates counted from it, and the
 * request's state. A letter after the first is no receipt of the request and moves no date. A step of the caller's transaction, after
 * the letter's own row was changed.
 */
export async function noteSent(
  tx: Tx,
  input: { groupId: string; requestId: string; letterId: string; receipt: SentReceipt; recordedById: string | null; reason: string; at: Date },
): Promise<void> {
  const { groupId, requestId, letterId, receipt, at } = input;
  const { followUp, sentOn } = await tx.letter.findUniqueOrThrow({ where: { groupId_id: { groupId, id: letterId } }, select: { followUp: true, sentOn: true } });
  if (followUp) {
    await refreshState(tx, { groupId, requestId, at });
    return;
  }
  const factId = await addFact(tx, {
    groupId, requestId, type: 'received', date: receipt.date, time: receipt.time ?? null, basis: receipt.basis, presumed: receipt.basis === 'presumed',
    letterId, documentId: receipt.documentId ?? null, recordedById: input.recordedById, at,
  });
  if (sentOn && (await asksForSpeed(tx, { groupId, requestId }))) {
    await addFact(tx, { groupId, requestId, type: 'federal', date: toCivil(sentOn), basis: 'letter', presumed: false, details: { what: 'expedition_asked' }, letterId, recordedById: input.recordedById, at });
  }
  await recalculateDeadlines(tx, { groupId, requestId, at, reason: input.reason, factId });
  await refreshState(tx, { groupId, requestId, at });
}

/** Whether the request's letter asks for expedited processing: under FOIA ten days run from its date. */
async function asksForSpeed(tx: Tx, { groupId, requestId }: { groupId: string; requestId: string }): Promise<boolean> {
  const request = await tx.recordsRequest.findUniqueOrThrow({ where: { groupId_id: { groupId, id: requestId } }, select: { statute: true, draft: true } });
  return request.statute === 'FOIA' && readDraft(request.draft).fields.expedite !== '';
}

/** Zone of a request's agency: the days of its letters and receipts are that zone's. */
export async function agencyZone(tx: Tx, input: { groupId: string; agencyId: string }): Promise<string> {
  const agency = await agencyFor(tx, input.groupId, input.agencyId);
  if (!agency) throw new Error('a request names an agency its group does not have');
  return agency.timeZone;
}

/** An instant as the columns a sent letter carries. */
export function sentColumns(at: Date, zone: string): { sentAt: Date; sentOn: Date; date: string; time: string } {
  const { date, time } = civilIn(at, zone);
  return { sentAt: at, sentOn: fromCivil(date), date, time };
}
