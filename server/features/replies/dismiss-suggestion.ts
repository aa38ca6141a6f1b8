import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { newId } from '../../platform/ids.js';
import { lockRequest } from '../requests/lock-request.js';
import { appendEvent } from '../timeline/append-event.js';
import { readMessage } from './message-reading.queries.js';
import { confirmedAlready, dismissedAlready, suggestionNotFound } from './replies.errors.js';

/**
 * Says that a message does not mean what was read from it. The decision is kept; the suggestion can still be confirmed later.
 * @throws replies.not-found, replies.no-such-suggestion, replies.confirmed-already, replies.dismissed-already
 */
export async function dismissSuggestion(
  deps: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  input: { readonly requestId: string; readonly messageId: string; readonly key: string },
): Promise<void> {
  const { groupId, personId } = actor;
  const { requestId, messageId, key } = input;
  const at = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    await lockRequest(tx, { groupId, requestId });
    const { message, suggestions } = await readMessage(tx, { groupId, requestId, messageId });
    const found = suggestions.find(({ suggestion }) => suggestion.key === key);
    if (!found) throw suggestionNotFound();
    if (found.state === 'confirmed') throw confirmedAlready();
    if (found.state === 'dismissed') throw dismissedAlready();
    await tx.readingDecision.create({ data: { id: newId(at.getTime()), groupId, messageId, key, decision: 'dismissed', byId: personId, at } });
    await appendEvent(tx, {
      groupId, at, type: 'message.suggestion-dismissed', requestId, personId, subject: { type: 'message', id: messageId },
      words: { fact: found.suggestion.type, from: message.fromName, sentence: found.suggestion.sentence.slice(0, 300) },
    });
  });
}
