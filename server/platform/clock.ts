/** The only place that asks the machine for the time. */
export interface Clock {
  /** The present instant; in a rehearsal, the moved one. */
  now(): Date;
  /** Set when this is a rehearsal: the instant the clock was started at. */
  readonly rehearsalStart: Date | null;
}

export const systemClock: Clock = {
  now: () => new Date(),
  rehearsalStart: null,
};

/**
 * A clock that reads `start` at `bootedAt` and runs on from there.
 * @param bootedAt milliseconds since the epoch at which the rehearsal began on this machine
 */
export function rehearsalClock(start: Date, bootedAt: number = Date.now()): Clock {
  return {
    now: () => new Date(start.getTime() + (Date.now() - bootedAt)),
    rehearsalStart: start,
  };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timeZone, made);
  return made;
}

/**
 * The civil date and wall time of an instant in a zone.
 * @returns `date` as YYYY-MM-DD, `time` as HH:MM (24 h)
 */
export function civilIn(instant: Date, timeZone: string): { date: string; time: string } {
  const parts: Record<string, string> = {};
  for (const part of formatterFor(timeZone).formatToParts(instant)) parts[part.type] = part.value;
  return {
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
    time: `${parts['hour']}:${parts['minute']}`,
  };
}

/** A `date` column's value (midnight UTC) as YYYY-MM-DD. */
export function toCivil(value: Date): string {
  return value.toISOString().slice(0, 10);
}

/** YYYY-MM-DD as the value a `date` column takes. */
export function fromCivil(date: string): Date {
  return new Date(`${date}T00:00:00.000Z`);
}
