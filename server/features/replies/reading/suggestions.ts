import type { ReplyReading } from './reading-types.js';
import type { RequestToSuggestFor, SuggestedFact } from './suggestion-types.js';

/** What a reading says happened, as facts a person may confirm, in the order of the sentences. Pure. */
export function suggestFacts(reading: ReplyReading, request: RequestToSuggestFor): SuggestedFact[] {
  void reading;
  void request;
  return [];
}
