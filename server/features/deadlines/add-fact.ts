import { fromCivil } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import { newId } from '../../platform/ids.js';
import { lockRequest } from '../requests/lock-request.js';
import { appendEvent } from '../timeline/append-event.js';
import { factSays } from './fact-says.js';
import { type FactBasis, type FactType, factDetails, typedFact } from './fact-types.js';

export interface NewFact {
  readonly groupId: string;
  readonly requestId: string;
  readonly type: FactType;
  /** YYYY-MM-DD in the agency's zone. */
  readonly date: string;
  /** HH:MM local at the agency. */
  readonly time?: string | null;
  readonly basis: FactBasis;
  /** A receipt nobody confirmed: warns us, makes nobody late. */
  readonly presumed: boolean;
  readonly details?: object;
  readonly note?: string;
  readonly letterId?: string | null;
  readonly documentId?: string | null;
  /** The message it was read from, with who wrote it and when. */
  readonly message?: { readonly id: string; readonly says: string } | undefined;
  /** Null when Tenday itself recorded it (a presumed receipt). */
  readonly recordedById: string | null;
  readonly at: Date;
}

/**
 * Writes a fact and its event; a step of the caller's transaction. It moves no date: call recalculateDeadlines after the last fact.
 * @returns the fact's id
 * @throws ZodError when `details` do not fit the type
 */
export async function addFact(tx: Tx, fact: NewFact): Promise<string> {
  await lockRequest(tx, fact);
  const id = newId(fact.at.getTime());
  const details = factDetails[fact.type].parse(fact.details ?? {});
  await tx.fact.create({
    data: {
      id, groupId: fact.groupId, requestId: fact.requestId, type: fact.type, date: fromCivil(fact.date), time: fact.time ?? null, basis: fact.basis,
      presumed: fact.presumed, details, note: fact.note ?? '', letterId: fact.letterId ?? null, documentId: fact.documentId ?? null,
      recordedById: fact.recordedById, recordedAt: fact.at,
    },
  });
  const says = factSays(typedFact({ ...fact, id, time: fact.time ?? null, details }));
  await appendEvent(tx, {
    groupId: fact.groupId, at: fact.at, type: 'fact.recorded', requestId: fact.requestId, personId: fact.recordedById, subject: { type: 'fact', id },
    words: {
      fact: fact.type, date: fact.date, basis: fact.basis, presumed: fact.presumed, details,
      ...(says ? { says } : {}), ...(fact.time ? { time: fact.time } : {}), ...(fact.note ? { note: fact.note } : {}), ...(fact.documentId ? { documentId: fact.documentId } : {}),
      ...(fact.message ? { messageId: fact.message.id, message: fact.message.says } : {}),
    },
  });
  return id;
}
