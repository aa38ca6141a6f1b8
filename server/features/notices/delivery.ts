import { type CivilDate, addDays, weekday } from '../statutes/civil-date.js';
import { type RungDay, hasArrived, isBefore, isMoved } from './rungs.js';

/** How somebody is told. */
export interface Delivery {
  readonly delivery: 'at_once' | 'digest';
  /** Rungs not wanted; only those before a date count. */
  readonly without: readonly string[];
  /** Days of the week without mail, 0 is Sunday. Never all seven. */
  readonly quietDays: readonly number[];
  /** First and last day away, YYYY-MM-DD, both included. */
  readonly awayFrom: string | null;
  readonly awayTo: string | null;
}

export const USUAL: Delivery = { delivery: 'at_once', without: [], quietDays: [], awayFrom: null, awayTo: null };

const plus = (date: string, days: number): string => addDays(date as CivilDate, days);

/** Days are those of the agency's place, as the rungs are. */
export function isAway({ awayFrom, awayTo }: Delivery, day: string): boolean {
  return awayFrom !== null && awayTo !== null && day >= awayFrom && day <= awayTo;
}

const isQuiet = (delivery: Delivery, day: string): boolean => delivery.quietDays.includes(weekday(day as CivilDate));

export function wants(delivery: Delivery, rung: string): boolean {
  return !isBefore(rung) || !delivery.without.includes(rung);
}

/**
 * The day a rung's mail goes to somebody with quiet days, as YYYY-MM-DD. A warning before a date, or on it, waits for the next day with mail only while that is still before the
 * date; otherwise it goes early, on the last day with mail before. A moved date waits so too, or goes at once. That a date has passed is said on its day all the same: silence would hurt more. Weekly repetitions wait.
 */
export function mailDay({ rung, forDate, day }: RungDay, delivery: Delivery): string {
  if (!isQuiet(delivery, day) || delivery.quietDays.length >= 7) return day;
  if (rung === 'late' || rung === 'passed' || rung === 'escalated') return day;
  const next = firstWithMail(delivery, day, 1);
  if (isMoved(rung)) return next < forDate ? next : day;
  if (!isBefore(rung) && !hasArrived(rung)) return next;
  return next < forDate ? next : firstWithMail(delivery, day, -1);
}

function firstWithMail(delivery: Delivery, day: string, step: 1 | -1): string {
  let next = plus(day, step);
  // What waits must not run into days away: nobody is told in this person's place of what came up before them.
  while (isQuiet(delivery, next) || isAway(delivery, next)) next = plus(next, step);
  return next;
}

/**
 * The day the mail goes to a person who is away on `day`: the day after they are back. When nobody else would hear of it, it goes on the day all the same.
 * @param othersAreTold whether somebody who is not away hears of it on the day
 */
export function afterAway(day: string, delivery: Delivery, othersAreTold: boolean): string {
  return othersAreTold && isAway(delivery, day) && delivery.awayTo ? firstWithMail(delivery, delivery.awayTo, 1) : day;
}

/** Plain weekdays after a day: the day `count` of them later. Offices' holidays are not looked at: it is our own people who are asked to answer. */
export function weekdaysAfter(day: string, count: number): string {
  let [next, left] = [day, count];
  while (left > 0) {
    next = plus(next, 1);
    if (weekday(next as CivilDate) % 6 !== 0) left -= 1;
  }
  return next;
}

/** A rung nobody acknowledged goes up to the owners on the second working day after it was told. */
export const ESCALATES_AFTER = 2;
