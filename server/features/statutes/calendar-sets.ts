import type { CalendarSet } from './agency-calendars.js';
import { openDays, type CalendarId, type Closure, type OpenDays } from './calendars.js';

/** Which calendars an agency's dates are read on. */

export interface CalendarSetDefinition {
  /** In the order pages show them. */
  readonly all: readonly CalendarId[];
  /** The reading used for `due`, and the widest, used for `assertAfter`; the earliest date is the smallest of all. */
  readonly standard: CalendarId;
  readonly widest: CalendarId;
  /** Calendars a closing of the agency's own office touches (CCP § 12b): not the courts', not federal law's. */
  readonly closable: readonly CalendarId[];
  /** Nobody has confirmed that this agency's days are these. */
  readonly unverified: boolean;
}

export const CALENDAR_SETS: Readonly<Record<CalendarSet, CalendarSetDefinition>> = {
  LA_CITY: { all: ['CA_JUD', 'LA_CITY', 'LA_CPRA', 'LA_CPRA_MAX'], standard: 'LA_CPRA', widest: 'LA_CPRA_MAX', closable: ['LA_CITY', 'LA_CPRA', 'LA_CPRA_MAX'], unverified: false },
  CA: { all: ['CA_JUD', 'CA_MAX'], standard: 'CA_JUD', widest: 'CA_MAX', closable: ['CA_JUD', 'CA_MAX'], unverified: true },
  // A day closed by executive order is no legal public holiday, so no closing is added for federal agencies.
  FED: { all: ['FED_STRICT', 'FED'], standard: 'FED', widest: 'FED', closable: [], unverified: false },
};

/** A calendar set with its open days looked up, closures included. */
export interface AgencyDays {
  readonly set: CalendarSetDefinition;
  readonly all: readonly OpenDays[];
  readonly standard: OpenDays;
  readonly widest: OpenDays;
}

const withoutClosures = new Map<CalendarSet, AgencyDays>();

/** The open days of every calendar of a set. */
export function agencyDays(calendarSet: CalendarSet, closures: readonly Closure[] = []): AgencyDays {
  if (closures.length > 0) return lookUp(calendarSet, closures);
  const known = withoutClosures.get(calendarSet) ?? lookUp(calendarSet, []);
  withoutClosures.set(calendarSet, known);
  return known;
}

function lookUp(calendarSet: CalendarSet, closures: readonly Closure[]): AgencyDays {
  const set = CALENDAR_SETS[calendarSet];
  const all = set.all.map((id) => openDays(id, set.closable.includes(id) ? closures : []));
  const find = (id: CalendarId): OpenDays => all.find((days) => days.calendar.id === id) ?? openDays(id);
  return { set, all, standard: find(set.standard), widest: find(set.widest) };
}
