import type { FactDetails, Outcome } from '../../deadlines/fact-types.js';
import type { CivilDate } from '../../statutes/civil-date.js';
import type { ItemSays, SaidSentence } from './reading-types.js';
import type { Sentence } from './sentences.js';
import { type Suggesting, evidenceOf, itemsOf, itemsSaid, saidWith, suggestion } from './suggestion.js';
import type { SuggestedFact } from './suggestion-types.js';
import { isAhead } from './values-days.js';
import { saying } from './wording.js';

/** What they decided, gave and refused. Refusals of a fee waiver or of haste refuse no records. */
export function suggestAnswers(of: Suggesting): SuggestedFact[] {
  return [...determined(of), ...produced(of), ...denied(of)];
}

const OUTCOME_OF: Readonly<Partial<Record<ItemSays, Outcome>>> = { will_disclose: 'disclose', provided: 'disclose', partly: 'partly', none: 'none_found' };
export const NOT_RECORDS = saying('fee waiver', 'waiver of fees', 'expedit');

/** Item by item where they say so; for the whole request where they say one thing of all of it, which a person must look at. */
function determined(of: Suggesting): SuggestedFact[] {
  const decided = evidenceOf(of, 'determination_will_disclose', 'no_responsive_records', 'partial_denial').filter(({ text }) => !NOT_RECORDS.test(text));
  const [at] = decided;
  if (!at) return [];
  const known = of.reading.items.filter(({ n }) => of.request.items.some((item) => item.n === n));
  const items = known.flatMap(({ n, says, sentence }) => itemAnswer(n, OUTCOME_OF[says], dayFor(of, sentence)));
  if (items.length > 0) return [suggestion(of, 'determination', { items }, known.find(({ says }) => OUTCOME_OF[says])?.sentence ?? at, { moves: true })];
  if (known.length > 0) return [];
  const outcome = wholeOutcome(of);
  if (!outcome) return [];
  const all = of.request.items.flatMap(({ n }) => itemAnswer(n, outcome, null));
  return [suggestion(of, 'determination', { items: all }, at, { moves: true, missing: all.length === 1 ? [] : ['items'] })];
}

/** The day promised for one item: the one its own sentence names, or one that is named for no item and so for all. */
function dayFor(of: Suggesting, { text, days }: SaidSentence): CivilDate | null {
  const own = days.find((day) => isAhead(text.slice(0, day.start)));
  if (own || evidenceOf(of, 'extension_notice').length > 0) return own?.date ?? null;
  const date = of.reading.values.estimatedDate;
  const named = of.reading.said.find((sentence) => sentence.days.some((day) => day.date === date));
  return date && named && itemsOf(of, named).length === 0 ? date : null;
}

function itemAnswer(n: number, outcome: Outcome | undefined, promisedFor: CivilDate | null): FactDetails['determination']['items'] {
  return outcome ? [{ n, outcome, ...(outcome === 'disclose' || outcome === 'partly' ? { promisedFor } : {}) }] : [];
}

function wholeOutcome(of: Suggesting): Outcome | null {
  if (evidenceOf(of, 'partial_denial').length > 0) return 'partly';
  if (evidenceOf(of, 'determination_will_disclose').length > 0) return 'disclose';
  return evidenceOf(of, 'records_released', 'full_denial').length === 0 ? 'none_found' : null;
}

/** Complete only where they close, or say it is all, and nothing more is to come. */
function produced(of: Suggesting): SuggestedFact[] {
  const [at] = evidenceOf(of, 'records_released');
  if (!at) return [];
  const named = itemsSaid(of, 'provided', 'partly');
  const numbers = named.length > 0 || of.request.items.length !== 1 ? named : of.request.items.map(({ n }) => n);
  const whole = evidenceOf(of, 'closure').length > 0 && evidenceOf(of, 'rolling_update').length === 0;
  const partly = itemsSaid(of, 'partly');
  const items = numbers.map((n) => ({ n, complete: whole && !partly.includes(n) }));
  const first = of.reading.items.find(({ n, says }) => numbers.includes(n) && says === 'provided')?.sentence ?? at;
  return [suggestion(of, 'produced', { items }, first, { moves: items.some(({ complete }) => complete), missing: items.length > 0 ? [] : ['items'] })];
}

/** No items: the whole request. Of a refusal in part that names none, a person says which. */
function denied(of: Suggesting): SuggestedFact[] {
  const evidence = evidenceOf(of, 'full_denial', 'partial_denial').filter(({ text }) => !NOT_RECORDS.test(text));
  const [at] = evidence;
  if (!at) return [];
  const items = itemsSaid(of, 'withheld', 'partly');
  const { exemptions } = of.reading.values;
  const partial = evidenceOf(of, 'partial_denial', 'no_responsive_records', 'records_released', 'determination_will_disclose', 'rolling_update').length > 0;
  const who = whoDecided(of.reading.said);
  const details: FactDetails['denial'] = {
    items, ground: groundOf(evidence), exemptions: exemptions.slice(0, 30), inWriting: true, groundsGiven: exemptions.length > 0 || GROUND_GIVEN.test(groundOf(evidence)), nameGiven: who.name, titleGiven: who.title,
  };
  return [suggestion(of, 'denial', details, of.reading.items.find(({ says }) => says === 'withheld')?.sentence ?? at, { moves: true, missing: items.length === 0 && partial && of.request.items.length > 1 ? ['items'] : [] })];
}

const GROUND_GIVEN = saying('because', 'since', 'as they', 'as it', 'exempt', 'privilege', 'investigat', 'confidential', 'porque', 'exent');
const groundOf = (evidence: readonly Sentence[]): string => evidence.slice(0, 4).map(({ text }) => text).join(' ').slice(0, 2000);

const RESPONSIBLE = saying('(?:is|are|was) (?:the )?(?:\\w+ )?(?:person|party|official|individual)?s? ?responsible for', String.raw`responsible for (?:this|the|making the) (?:determination|denial|decision)`, 'determination (?:was|is) made by', 'denied by');
const TITLE = saying('captain', 'lieutenant', 'sergeant', 'chief', 'commander', 'detective', 'city attorney', 'deputy', 'counsel', 'custodian', 'director', 'manager', 'analyst', 'coordinator', 'officer', 'clerk', 'supervisor', 'secretary', 'assistant');
/** Two capitalised words: a name, or a title before one. */
const NAME = /\p{Lu}[\p{L}.'’-]+ (?:\p{Lu}\.? )?\p{Lu}[\p{L}'’-]+/u;

/** Gov. Code § 7922.540(b): names and titles of whoever is responsible for the denial. */
function whoDecided(said: readonly SaidSentence[]): { name: boolean; title: boolean } {
  const at = said.find(({ text }) => RESPONSIBLE.test(text));
  return { name: at !== undefined && NAME.test(at.text), title: at !== undefined && TITLE.test(at.text) };
}

/** Whether something refused is only the waiver or the haste that was asked for. */
export function waiverOf(of: Suggesting): SaidSentence | undefined {
  const at = saidWith(of, 'denies');
  return at && NOT_RECORDS.test(at.text) ? at : of.reading.said.find(({ text }) => NOT_RECORDS.test(text) && DECIDED.test(text));
}
const DECIDED = saying('(?:is|has been|was|are) (?:hereby )?(?:granted|denied)', '(?:grant|deny)(?:s|ing)? your');
