import type { CivilDate } from './civil-date.js';
import type { Confidence } from './holiday-rules.js';

/** What a rule is: one clock of the law, as dated data. */

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
