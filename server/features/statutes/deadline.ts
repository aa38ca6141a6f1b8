import type { AgencyCalendar, Law } from './agency-calendars.js';
import type { CalendarId, Closure } from './calendars.js';
import type { CivilDate } from './civil-date.js';
import type { StatuteFact } from './facts.js';
import type { Confidence } from './holiday-rules.js';
import type { Receipt, ReceiptPolicy } from './receipt.js';
import type { RuleId } from './rule.js';

/** What goes into a derivation, and what comes out. */

/** A bill not known to be law that a lawyer can switch on, so that it moves `due` too. */
export type ConditionalLaw = 'ab_1821';

export interface DeriveInput {
  readonly law: Law;
  readonly agency: AgencyCalendar;
  /** Day of receipt in the agency's zone, with the time where it is known. */
  readonly received: CivilDate | Receipt;
  /** Counts `due` from another day 0; `actual_calendar_day` when absent. It never moves `assertAfter`. */
  readonly receiptPolicy?: ReceiptPolicy;
  readonly facts: readonly StatuteFact[];
  /** Whole-day closings of a California agency's own office (CCP § 12b), beyond its calendar. */
  readonly closures?: readonly Closure[];
  readonly switchedOn?: readonly ConditionalLaw[];
}

export type DeadlineOwner = 'agency' | 'requester';

/** The dates of one deadline. All are civil dates in the agency's zone. */
export interface DeadlineDates {
  readonly rule: RuleId;
  readonly owner: DeadlineOwner;
  readonly kind: 'statutory';
  /** The last day counted, before any closed day moves it. */
  readonly nominal: CivilDate;
  /** The earliest date any calendar gives. For our own deadlines the same as `due`. */
  readonly earliest: CivilDate;
  readonly due: CivilDate;
  /** The last day on which some reading of the law still lets the agency be in time. For our own deadlines the same as `due`. */
  readonly assertAfter: CivilDate;
  /** Ours only: the later date the law may allow. To be shown, never relied on. */
  readonly lastLawful?: CivilDate;
  /** The date by each calendar; empty where closed days play no part. */
  readonly byCalendar: Partial<Record<CalendarId, CivilDate>>;
  readonly citation: string;
  readonly confidence: Confidence;
  /** The rule whose deadline takes this one's place because the agency extended its time. */
  readonly extendedBy?: RuleId;
}

/** One line of the arithmetic. `date` is what the line arrives at, or the day it speaks of; struck when the count passes over it. */
export interface DerivationLine {
  readonly kind: 'received' | 'count' | 'closed' | 'roll' | 'due' | 'reading';
  readonly sentence: string;
  readonly section?: string;
  readonly date: CivilDate;
  readonly struck?: boolean;
}

/**
 * One square of the row of days. `between` is a day after the count that is neither due nor safe. `n` numbers the day from day 0 (in a
 * working-day count: the working day). `reason` says why it is closed or stood still.
 */
export interface CalendarSquare {
  readonly date: CivilDate;
  readonly role: 'day0' | 'counted' | 'closed' | 'due' | 'safe' | 'between';
  readonly n?: number;
  readonly reason?: string;
}

/** One way to read the law, for the table of readings: its date, the closed days that moved it, and what Tenday uses it for. */
export interface Reading {
  /** A calendar's id, or `next_open_day`, `rolled_base`, `rolled_base_latest`, `ab_1821`, … */
  readonly id: string;
  readonly name: string;
  readonly calendar?: CalendarId;
  readonly citation: string;
  readonly date: CivilDate;
  readonly closedOn: readonly { readonly date: CivilDate; readonly name: string }[];
  readonly usedFor: readonly ('earliest' | 'due' | 'safe')[];
  readonly confidence: Confidence;
}

/** The derivation in pieces a page can draw. */
export interface Derivation {
  readonly calendar: CalendarId | null;
  readonly lines: readonly DerivationLine[];
  readonly days: readonly CalendarSquare[];
  readonly readings: readonly Reading[];
}

export interface DerivedDeadline extends DeadlineDates {
  /** The lines as sentences with their sections, one per step. */
  readonly steps: readonly string[];
  readonly notes: readonly string[];
  readonly derivation: Derivation;
}

/** Dates worked out, and the explanation on demand: recalculating many requests needs only the first. */
export interface CountedDeadline {
  readonly dates: DeadlineDates;
  explain(): { readonly notes: readonly string[]; readonly derivation: Derivation };
}
