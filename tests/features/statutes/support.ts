import { AGENCY_CALENDARS, type AgencySlug } from '../../../server/features/statutes/agency-calendars.js';
import type { DeriveInput } from '../../../server/features/statutes/deadline.js';
import { deriveDeadlines, type DerivedDeadline } from '../../../server/features/statutes/derive.js';
import type { RuleId } from '../../../server/features/statutes/rule.js';

/** An input for one of the ten agencies; no facts unless given. */
export function request(slug: AgencySlug, received: DeriveInput['received'], more: Partial<DeriveInput> = {}): DeriveInput {
  return { law: AGENCY_CALENDARS[slug].law, agency: AGENCY_CALENDARS[slug], received, facts: [], ...more };
}

/** The deadline of one rule, which must be there. */
export function deadlineOf(rule: RuleId, input: DeriveInput): DerivedDeadline {
  const found = deriveDeadlines(input).find((deadline) => deadline.rule === rule);
  if (!found) throw new Error(`No deadline for ${rule}.`);
  return found;
}

/** The rules a request has deadlines for. */
export function rulesOf(input: DeriveInput): RuleId[] {
  return deriveDeadlines(input).map(({ rule }) => rule);
}
