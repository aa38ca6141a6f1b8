import type { RuleId } from '../../../../server/features/statutes/rule.js';
import type { OracleCalendar } from './counting.js';
import type { Day } from './days.js';

/** What the oracle says of one deadline; the engine's dates are brought to the same form to be compared. */
export interface OracleDeadline {
  readonly rule: RuleId;
  readonly nominal: string;
  readonly earliest: string;
  readonly due: string;
  readonly assertAfter: string;
  readonly lastLawful?: string;
  readonly byCalendar: Readonly<Record<string, string>>;
  readonly extendedBy?: RuleId;
}

export function isoOf(calendars: readonly OracleCalendar[], lasts: readonly Day[]): Record<string, string> {
  return Object.fromEntries(calendars.map(({ id }, index) => [id, lasts[index]?.iso ?? '']));
}
