import type { ReplyReading } from './reading-types.js';
import { suggestAnswers } from './suggest-answers.js';
import { suggestFetching } from './suggest-fetching.js';
import { suggestResponses } from './suggest-responses.js';
import { suggestTimes } from './suggest-times.js';
import type { RequestToSuggestFor, SuggestedFact } from './suggestion-types.js';

/**
 * What a reading says happened, as facts a person may confirm, in the order of the sentences. Pure: nothing is recorded, and nothing is
 * suggested from a bounce or an absence note. A number the agency gives and nobody noted stands with the first suggestion.
 */
export function suggestFacts(reading: ReplyReading, request: RequestToSuggestFor): SuggestedFact[] {
  if (reading.kinds.some(({ kind }) => kind === 'bounce_auto_reply' || kind === 'unrelated')) return [];
  const of = { reading, request };
  const every = [...suggestTimes(of), ...suggestAnswers(of), ...suggestResponses(of), ...suggestFetching(of)];
  const all = every.filter((one) => !saidByDetermination(one, every)).sort((a, b) => a.span.start - b.span.start);
  const number = reading.numbers.find(({ number: one }) => !request.agencyNumbers.includes(one))?.number ?? null;
  const bearer = all.find(({ type }) => type === 'acknowledged') ?? all.find(({ type }) => type !== 'reminder') ?? all[0];
  return all.map((one) => (one === bearer ? { ...one, agencyNumber: number } : one));
}

/** A day promised for records that a determination already carries, item by item. */
function saidByDetermination(one: SuggestedFact, all: readonly SuggestedFact[]): boolean {
  if (one.type !== 'promise' || one.details.of !== 'records') return false;
  const { by } = one.details;
  return all.some((other) => other.type === 'determination' && other.details.items.some(({ promisedFor }) => promisedFor === by));
}
