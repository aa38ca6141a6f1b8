import { reasonConfirmed, reasonRecorded } from './fact-words.js';
import type { LoadedCase } from './load-case.js';
import type { FactToWrite, Replaced } from './write-fact.js';

/** The presumed receipts a confirmed one takes the place of, and the sentence that says so. */
export function receiptReplaced(loaded: LoadedCase, fact: FactToWrite): { replaces: Replaced[]; reason: string } {
  const presumed = fact.type === 'received' ? loaded.facts.filter((other) => other.type === 'received' && other.presumed) : [];
  const reason = presumed[0] ? reasonConfirmed(fact.date, presumed[0].date) : reasonRecorded(fact.type, fact.date);
  return { replaces: presumed.map((other) => ({ factId: other.id, why: reason })), reason };
}
