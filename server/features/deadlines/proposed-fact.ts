import type { Law } from './facts-to-statutes.js';
import type { FactBasis, FactDetails, FactType, TypedFact } from './fact-types.js';

/** What a person says happened. */
export interface ProposedFact {
  readonly type: FactType;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly time?: string | null;
  readonly basis: FactBasis;
  readonly details: FactDetails[FactType];
}

/** What it is held against. */
export interface FactSurroundings {
  /** Facts that stand, without the ones this one replaces. */
  readonly facts: readonly TypedFact[];
  readonly items: readonly number[];
  readonly law: Law;
  /** Today in the agency's zone. */
  readonly today: string;
  /** HH:MM now in the agency's zone. */
  readonly now: string;
  /** Day the letter left; null when nothing has. */
  readonly sentOn: string | null;
}
