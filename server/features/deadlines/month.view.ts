import type { Chip, IsoDate, Link, StateWord } from '../../platform/views-parts.view.js';
import type { DeadlineFilters } from './agenda.view.js';

/** A month of open dates: a grid of weeks, Monday first; a list of days on a phone. */
export interface MonthView {
  readonly today: IsoDate;
  /** “November 2026”. */
  readonly name: string;
  readonly says: string;
  readonly filters: DeadlineFilters;
  readonly previous: Link | null;
  readonly next: Link | null;
  /** Back to the present month; null when it is shown. */
  readonly present: Link | null;
  /** Whose closed days are shaded. */
  readonly calendars: readonly Chip[];
  readonly closedSays: string;
  readonly weekdays: readonly { readonly short: string; readonly long: string }[];
  readonly weeks: readonly (readonly MonthDay[])[];
  /** Dates in the month, by whom: for the line above the grid. */
  readonly counted: string;
  readonly subscribe: Link | null;
}

export interface MonthDay {
  readonly date: IsoDate;
  /** A day of the month before or after: drawn faint and empty. */
  readonly outside: boolean;
  readonly today: boolean;
  readonly closed: boolean;
  readonly weekend: boolean;
  /** Why it is closed, or what may close it: “Thanksgiving Day”; null on open days and bare weekends. */
  readonly reason: string | null;
  readonly marks: readonly DayMark[];
}

export interface DayMark {
  readonly shape: 'agencies' | 'ours' | 'promised';
  /** “3 owed by agencies”. */
  readonly words: string;
  /** The day's list. */
  readonly href: string;
  readonly named: readonly { readonly href: string; readonly what: string; readonly agency: string; readonly number: string; readonly state: StateWord }[];
  /** How many more there are than named. */
  readonly more: number;
}
