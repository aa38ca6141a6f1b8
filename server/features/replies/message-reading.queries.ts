import { toCivil } from '../../platform/clock.js';
import type { Db, Tx } from '../../platform/db.js';
import { type TypedFact, typedFact } from '../deadlines/fact-types.js';
import type { Law } from '../deadlines/facts-to-statutes.js';
import type { MessageChannel } from './messages.schemas.js';
import { readReply } from './reading/read-reply.js';
import type { ReplyReading } from './reading/reading-types.js';
import type { SuggestedFact } from './reading/suggestion-types.js';
import { suggestFacts } from './reading/suggestions.js';
import { messageNotFound } from './replies.errors.js';

export interface MessageRow {
  readonly id: string;
  readonly requestId: string;
  readonly channel: MessageChannel;
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  /** YYYY-MM-DD at the agency. */
  readonly sentOn: string;
  readonly sentTime: string | null;
  readonly documentId: string | null;
  readonly createdById: string | null;
  readonly createdAt: Date;
  readonly doneAt: Date | null;
  readonly doneById: string | null;
}

/** A suggestion and what a person made of it. A confirmed one whose fact was taken back is open again. */
export interface DecidedSuggestion {
  readonly suggestion: SuggestedFact;
  readonly state: 'open' | 'confirmed' | 'dismissed';
  /** The fact that stands for it: the recorded one, or the one it was corrected to. Null unless confirmed. */
  readonly fact: TypedFact | null;
}

export interface ReadMessage {
  readonly message: MessageRow;
  readonly reading: ReplyReading;
  readonly suggestions: readonly DecidedSuggestion[];
}

/**
 * A message read against its request, as it stands now. What was confirmed from this message is left out of what the reading is told, so that it
 * goes on suggesting the same.
 * @throws replies.not-found, for another group's message and for one of another request too
 */
export async function readMessage(db: Db | Tx, key: { groupId: string; requestId: string; messageId: string }): Promise<ReadMessage> {
  const { groupId, requestId, messageId } = key;
  const row = await db.message.findFirst({
    where: { id: messageId, groupId, requestId },
    include: {
      decisions: { orderBy: [{ at: 'asc' }, { id: 'asc' }], select: { key: true, decision: true, factId: true } },
      request: { select: { statute: true, items: { select: { n: true } }, agencyNumbers: { select: { number: true } } } },
    },
  });
  if (!row?.request) throw messageNotFound();
  const letters = await db.letter.findMany({ where: { groupId, requestId, state: 'sent' }, select: { bodyText: true } });
  const facts = await db.fact.findMany({ where: { groupId, requestId }, orderBy: [{ date: 'asc' }, { id: 'asc' }] });
  const { decisions, request, groupId: _group, contentHash: _hash, ...rest } = row;
  const message: MessageRow = { ...rest, requestId, channel: row.channel as MessageChannel, sentOn: toCivil(row.sentOn) };
  const reading = readReply({ text: message.text, subject: message.subject, sentOn: message.sentOn, ours: letters.map((letter) => letter.bodyText) });
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const heir = (factId: string | null): (typeof facts)[number] | null => {
    for (let id = factId, steps = 0; id && steps <= facts.length; steps += 1) {
      const fact = byId.get(id);
      if (!fact) return null;
      if (fact.supersededAt === null) return fact;
      id = fact.supersededById;
    }
    return null;
  };
  const own = new Set(decisions.flatMap((one) => heir(one.factId)?.id ?? []));
  const standing = facts.filter((fact) => fact.supersededAt === null && !own.has(fact.id)).map((fact) => ({ ...fact, date: toCivil(fact.date) }));
  const suggested = suggestFacts(reading, {
    law: request.statute as Law, items: request.items, facts: standing, agencyNumbers: request.agencyNumbers.map((one) => one.number), sentOn: message.sentOn,
  });
  return {
    message, reading,
    suggestions: suggested.map((suggestion): DecidedSuggestion => {
      const decided = decisions.filter((one) => one.key === suggestion.key);
      const fact = decided.map((one) => heir(one.factId)).find((one) => one !== null);
      if (fact) return { suggestion, state: 'confirmed', fact: typedFact({ ...fact, date: toCivil(fact.date) }) };
      return { suggestion, state: decided.at(-1)?.decision === 'dismissed' ? 'dismissed' : 'open', fact: null };
    }),
  };
}
