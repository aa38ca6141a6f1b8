import { AGENCY_CALENDARS, type AgencySlug } from '../../features/statutes/agency-calendars.js';
import { agencyDays } from '../../features/statutes/calendar-sets.js';
import { type CivilDate, addDays, toDayNumber } from '../../features/statutes/civil-date.js';
import type { DeadlineDates } from '../../features/statutes/deadline.js';
import { deriveDates } from '../../features/statutes/derive.js';

/** How far back a receipt is looked for that gives a wanted date, in days. */
const FURTHEST = 200;
/** The week Today looks ahead, the present day included. */
const WEEK = 6;

/**
 * The days of a story, counted back from the present so that it ends in a living tracker whenever it is told. People and offices act on days
 * that are open on the widest list of the City's closed days.
 */
export interface StoryDays {
  readonly today: CivilDate;
  /** The last open day that is at least `n` days ago. */
  ago(n: number): CivilDate;
  /** The first open day at least `n` days from now. */
  ahead(n: number): CivilDate;
  /** The last open day at least `n` days before a date. */
  before(date: CivilDate, n: number): CivilDate;
  /** The first open day at least `n` days after a date; never later than the last open day before today. */
  after(date: CivilDate, n: number): CivilDate;
  /** When a request received that day must be answered. */
  determination(agency: AgencySlug, received: CivilDate): DeadlineDates;
  /** A day of receipt whose answer is due within the week from today, about `n` days on; an open one where there is one. */
  dueIn(agency: AgencySlug, n: number): CivilDate;
  /** The newest open day of receipt whose answer has been late, on every reading, for at least `n` days. */
  lateBy(agency: AgencySlug, n: number): CivilDate;
}

/** @param today the present day where the group is */
export function storyDays(today: CivilDate): StoryDays {
  const open = (date: CivilDate): boolean => !agencyDays('LA_CITY').widest.isClosed(toDayNumber(date));
  const roll = (date: CivilDate, step: 1 | -1, isOpen = open): CivilDate => (isOpen(date) ? date : roll(addDays(date, step), step, isOpen));
  const ago = (n: number): CivilDate => roll(addDays(today, -n), -1);
  const after = (date: CivilDate, n: number): CivilDate => {
    const day = roll(addDays(date, n), 1);
    const last = ago(1);
    return day > last ? last : day;
  };
  const receipts = (): CivilDate[] => Array.from({ length: FURTHEST }, (_, n) => addDays(today, -n - 1));
  return {
    today, ago, after, determination,
    ahead: (n) => roll(addDays(today, n), 1),
    before: (date, n) => roll(addDays(date, -n), -1),
    dueIn: (agency, n) => {
      const standard = agencyDays(AGENCY_CALENDARS[agency].calendarSet).standard;
      const counted = (date: CivilDate): boolean => !standard.isClosed(toDayNumber(date));
      const ahead = roll(addDays(today, n), 1, counted);
      const due = ahead <= addDays(today, WEEK) ? ahead : roll(addDays(today, WEEK), -1, counted);
      const fitting = receipts().filter((received) => determination(agency, received).due === due);
      return found(fitting.find(open) ?? fitting[0]);
    },
    lateBy: (agency, n) => found(receipts().find((received) => open(received) && determination(agency, received).assertAfter <= addDays(today, -n))),
  };
}

function determination(agency: AgencySlug, received: CivilDate): DeadlineDates {
  const calendar = AGENCY_CALENDARS[agency];
  return found(deriveDates({ law: calendar.law, agency: calendar, received, facts: [] }).find((deadline) => deadline.rule.endsWith('.determination')));
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the calendars give no such day');
  return value;
}
