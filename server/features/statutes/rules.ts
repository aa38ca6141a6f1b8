import { FEDERAL_RULES } from './rules-federal.js';
import { CALIFORNIA_RULES } from './rules-california.js';
import type { CivilDate } from './civil-date.js';
import { compareDates } from './civil-date.js';
import type { Confidence } from './holiday-rules.js';

/** The law as dated data: which rule governs a request is found by its day of receipt. */

/** Changes whenever a rule, a holiday list or a table changes, so that a stored deadline can say what it was counted with. */
export const rulesVersion = '2026-11-24';

export const RULE_IDS = [
  'cpra.determination',
  'cpra.extension',
  'pc832_7.production',
  'cpra.incident_video',
  'cpra.appellate_writ',
  'cpra.fee_order_appeal',
  'cpra.petition_reference',
  'foia.determination',
  'foia.extension',
  'foia.expedited',
  'foia.appeal',
  'foia.appeal_decision',
  'foia.suit',
] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** A second text under the same id: whose appeal rule it is, or a bill that may have become law. */
export type RuleVariant = 'DHS' | 'DOJ' | 'ab_1821';

export interface Rule {
  readonly id: RuleId;
  readonly variant?: RuleVariant;
  readonly statute: 'Public Records Act' | 'Penal Code' | 'Code of Civil Procedure' | 'FOIA' | 'Judicial Code';
  /** First and last day of receipt this text governs; `null` where the start was not checked, or the text is still in force. */
  readonly effectiveFrom: CivilDate | null;
  readonly effectiveTo: CivilDate | null;
  /** The event that is day 0. */
  readonly trigger: string;
  readonly count: number;
  readonly unit: 'calendar_day' | 'working_day' | 'year';
  readonly direction: 'forward';
  /** What happens when the last day is closed: it moves to the next open day, stays, or (ours) is put before it. */
  readonly lastDay: 'rolls_forward' | 'stays' | 'rolls_back';
  readonly owner: 'agency' | 'requester';
  readonly kind: 'statutory';
  /** What the count is stated in. */
  readonly section: string;
  /** Everything the date rests on, with the law of counting. */
  readonly citation: string;
  readonly confidence: Confidence;
  /** One plain sentence for people. */
  readonly sentence: string;
}

export const RULES: readonly Rule[] = [...CALIFORNIA_RULES, ...FEDERAL_RULES];

/**
 * The rule of an id in force for a request received on a day. `undefined` when Tenday holds no text for that day (for example AB 1821
 * before 2027).
 */
export function ruleInForce(id: RuleId, received: CivilDate, variant?: RuleVariant): Rule | undefined {
  return RULES.find((rule) => rule.id === id && rule.variant === variant && isInForce(rule, received));
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
