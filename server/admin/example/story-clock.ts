import { type Clock, civilIn } from '../../platform/clock.js';

/** A clock a story is told by: it stands at the instant of the act that is being done. */
export interface StoryClock extends Clock {
  stand(at: Date): void;
}

/** A clock that stands at `at`, and is a rehearsal's when `like` is. */
export function storyClock(like: Clock, at: Date): StoryClock {
  let now = at;
  return {
    now: () => now,
    rehearsalStart: like.rehearsalStart,
    stand: (next) => {
      now = next;
    },
  };
}

/**
 * The instant at which a wall clock in a zone shows a date and time.
 * @param date YYYY-MM-DD
 * @param minutes minutes since midnight, within working hours: the hours that daylight saving skips or repeats are not asked for
 */
export function instantAt(date: string, minutes: number, timeZone: string): Date {
  const wall = new Date(`${date}T00:00:00.000Z`).getTime() + minutes * 60_000;
  const shown = civilIn(new Date(wall), timeZone);
  const ahead = new Date(`${shown.date}T${shown.time}:00.000Z`).getTime() - wall;
  return new Date(wall - ahead);
}
