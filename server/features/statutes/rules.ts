import { compareDates, type CivilDate } from './civil-date.js';
import { RULE_IDS, type Rule, type RuleId, type RuleVariant } from './rule.js';
import { CALIFORNIA_RULES } from './rules-california.js';
import { FEDERAL_RULES } from './rules-federal.js';

export { RULE_IDS } from './rule.js';
export type { Rule, RuleId, RuleVariant } from './rule.js';

/** The law as dated data: which rule governs a request is found by its day of receipt. */

/** Changes whenever a rule, a holiday list or a table changes, so that a stored deadline can say what it was counted with. */
export const rulesVersion = '2026-11-24';

export const RULES: readonly Rule[] = [...CALIFORNIA_RULES, ...FEDERAL_RULES];

const TEXTS_OF: Readonly<Record<string, readonly Rule[]>> = Object.fromEntries(RULE_IDS.map((id) => [id, RULES.filter((rule) => rule.id === id)]));

/**
 * The rule of an id in force for a request received on a day. `undefined` when Tenday holds no text for that day (for example AB 1821
 * before 2027).
 */
export function ruleInForce(id: RuleId, received: CivilDate, variant?: RuleVariant): Rule | undefined {
  return TEXTS_OF[id]?.find((rule) => rule.variant === variant && isInForce(rule, received));
}

/** The rule in force, where the data is known to have one for every day. Throws when it hasn't: a fault of the data, not of the input. */
export function requireRule(id: RuleId, received: CivilDate, variant?: RuleVariant): Rule {
  const rule = ruleInForce(id, received, variant);
  if (!rule) throw new Error(`No rule ${id}${variant ? ` (${variant})` : ''} for a request received on ${received}.`);
  return rule;
}

function isInForce(rule: Rule, received: CivilDate): boolean {
  const started = rule.effectiveFrom === null || compareDates(received, rule.effectiveFrom) >= 0;
  return started && (rule.effectiveTo === null || compareDates(received, rule.effectiveTo) <= 0);
}
