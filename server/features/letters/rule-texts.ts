/**
 * The clock in the words letters use, by the date a request goes out. Kept as data so that a change of law is a new row, not a
 * search through templates.
 */
interface RuleText {
  /** First day these words hold, `YYYY-MM-DD`. */
  readonly since: string;
  readonly determination: string;
}

/**
 * Gov. Code § 7922.535(a), Stats. 2025 ch. 34 (AB 370). AB 1821 (2026) would change the number for receipts from 2027; its outcome is not known,
 * so from then on no number is printed.
 */
const CPRA: readonly RuleText[] = [
  { since: '0001-01-01', determination: 'within 10 days of receiving this request' },
  { since: '2027-01-01', determination: 'within the time the Act sets from receipt' },
];

/** Words and turns that hang on the day a CPRA request is sent. */
export interface CpraRuleText {
  readonly determination: string;
  /** The day has come by which SB 580 (2025) looks for a policy: letters ask for it, no longer for its preparation. */
  readonly policyDue: boolean;
}

/** SB 580 (2025). Not a deadline of any request. */
export const POLICY_DAY = '2027-01-01';

/** The words for a CPRA request sent on `date` (`YYYY-MM-DD`). */
export function cpraRuleText(date: string): CpraRuleText {
  const row = CPRA.filter((text) => text.since <= date).at(-1);
  if (!row) throw new Error(`No rule text for ${date}`);
  return { determination: row.determination, policyDue: date >= POLICY_DAY };
}
