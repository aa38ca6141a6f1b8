import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import type { FactBasis } from './fact-types.js';
import { recordFact } from './record-fact.js';
import type { WrittenFact } from './write-fact.js';

export interface ConfirmReceipt {
  readonly requestId: string;
  /** YYYY-MM-DD in the agency's zone. */
  readonly date: string;
  /** HH:MM there, when known. */
  readonly time?: string | null;
  readonly basis: Exclude<FactBasis, 'presumed'>;
  readonly note?: string | undefined;
  readonly documentId?: string | null | undefined;
  readonly agencyNumber?: string | undefined;
}

/**
 * Confirms when the agency received the request. The presumed receipt, if one stands, is set aside; from here on an agency can be late.
 * @throws requests.not-found, deadlines.fact-refused (also when a confirmed receipt stands: correct that one)
 */
export function confirmReceipt(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: ConfirmReceipt): Promise<WrittenFact> {
  const { requestId, ...fact } = input;
  return recordFact(deps, actor, { requestId, fact: { ...fact, type: 'received', details: {} } });
}
