import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { newId } from '../../platform/ids.js';
import { formatDate } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { checkDocument } from '../deadlines/check-document.js';
import { factRefused } from '../deadlines/deadlines.errors.js';
import { receiptReplaced } from '../deadlines/receipt-replaced.js';
import { type FactToWrite, type WrittenFact, openCase, writeFact } from '../deadlines/write-fact.js';
import { type MessageRow, readMessage } from './message-reading.queries.js';
import type { SuggestedFact } from './reading/suggestion-types.js';
import { confirmedAlready, notAsRead, suggestionNotFound } from './replies.errors.js';
import { isSpoken } from './message-words.js';

export interface ConfirmSuggestion {
  readonly requestId: string;
  readonly messageId: string;
  readonly key: string;
  /** The fact as a person corrected it, of the suggestion's type; absent: as it was read. */
  readonly fact?: FactToWrite | undefined;
}

/**
 * Records the fact a message suggests, as read or corrected, and that a person said so. One transaction: fact, items, state, dates, decision
 * and timeline stand or fall together.
 * @throws replies.not-found, replies.no-such-suggestion, replies.confirmed-already, replies.not-as-read, deadlines.fact-refused
 */
export async function confirmSuggestion(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: ConfirmSuggestion): Promise<WrittenFact> {
  const { groupId, personId } = actor;
  const { requestId, messageId, key } = input;
  return deps.db.$transaction(async (tx) => {
    const loaded = await openCase(tx, actor, requestId);
    const { message, suggestions } = await readMessage(tx, { groupId, requestId, messageId });
    const found = suggestions.find(({ suggestion }) => suggestion.key === key);
    if (!found) throw suggestionNotFound();
    if (found.state === 'confirmed') throw confirmedAlready();
    const fact = { ...(input.fact ?? factAsRead(found.suggestion, message)), message: namedMessage(message) };
    if (fact.type !== found.suggestion.type) throw factRefused({ type: t('This suggestion is of another kind. Dismiss it, and record what they did by its own form.') });
    await checkDocument(tx, { groupId, requestId, documentId: fact.documentId });
    const { replaces, reason } = receiptReplaced(loaded, fact);
    const written = await writeFact(tx, deps.clock, actor, { requestId, fact, loaded, replaces, reason });
    const at = deps.clock.now();
    await tx.readingDecision.create({ data: { id: newId(at.getTime()), groupId, messageId, key, decision: 'confirmed', factId: written.factId, byId: personId, at } });
    return written;
  });
}

/**
 * A suggestion as the fact it would be recorded as.
 * @throws replies.not-as-read when the message leaves something for a person to say
 */
export function factAsRead(suggestion: SuggestedFact, message: MessageRow): FactToWrite {
  const { type, date, details, agencyNumber, missing } = suggestion;
  const open = [...(date === null ? ['date'] : []), ...missing.map((name) => `details.${name}`)];
  if (date === null || open.length > 0) throw notAsRead(Object.fromEntries(open.map((name) => [name, t('The message does not say.')])));
  return { type, date, details, basis: basisOf(message), documentId: message.documentId, ...(agencyNumber ? { agencyNumber } : {}) };
}

/** What somebody told us is a person's word; all else is in the message. */
export const basisOf = (message: Pick<MessageRow, 'channel'>): 'person' | 'message' => (isSpoken(message.channel) ? 'person' : 'message');

/** A message as the timeline names it. */
function namedMessage(message: MessageRow): { id: string; says: string } {
  return { id: message.id, says: t('{from}, {date}', { from: message.fromName, date: formatDate(message.sentOn) }) };
}
