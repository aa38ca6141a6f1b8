import ical, { type ICalAlarmData, ICalAlarmType, ICalCalendar, ICalEventClass, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { fromCivil } from '../../platform/clock.js';
import type { FeedAlarm, FeedEvent } from './feed-events.js';

/** How often a calendar program is asked to look again. */
export const REFRESH_HOURS = 6;

/** A line of iCalendar holds at most so many octets, without its end (RFC 5545 § 3.1). */
const LINE_OCTETS = 75;
const LINE_END = '\r\n';
const CALENDAR_END = 'END:VCALENDAR';
const HOUR = 3600;
const DAY = 24 * HOUR;

/** A calendar's opening lines. With entries and `calendarTail` after it, it is whole. */
export function calendarHead(name: string): string {
  const calendar = new ICalCalendar({ prodId: { company: 'Tenday', product: 'Deadlines', language: 'EN' }, scale: 'GREGORIAN', ttl: REFRESH_HOURS * HOUR, name: escaped(clean(name)) });
  return folded(calendar.toString().slice(0, -CALENDAR_END.length));
}

export const calendarTail = `${CALENDAR_END}${LINE_END}`;

/** Entries as iCalendar text (RFC 5545), each line folded and ended. */
export function calendarEvents(events: readonly FeedEvent[]): string {
  const calendar = ical();
  return events.map((event) => folded(calendar.createEvent(entryOf(event)).toString())).join('');
}

function entryOf(event: FeedEvent): Parameters<ICalCalendar['createEvent']>[0] {
  const start = fromCivil(event.date);
  return {
    id: event.uid, sequence: event.sequence, stamp: event.updatedAt, created: event.createdAt, lastModified: event.updatedAt,
    // Without a zone the library writes the UTC day, which is the civil date as it is.
    start, end: new Date(start.getTime() + DAY * 1000), allDay: true,
    summary: clean(event.summary), description: clean(event.description), url: event.url, categories: [{ name: event.category }],
    status: ICalEventStatus[event.status], transparency: ICalEventTransparency.TRANSPARENT, class: ICalEventClass.PRIVATE, alarms: event.alarms.map(alarmOf),
  };
}

/** A whole day begins at midnight where its reader is, so nine in the morning is counted from there. */
function alarmOf(alarm: FeedAlarm): ICalAlarmData {
  const type = ICalAlarmType.display;
  switch (alarm) {
    case 'week-before':
      return { type, triggerBefore: 7 * DAY - 9 * HOUR };
    case 'day-before':
      return { type, triggerBefore: DAY - 9 * HOUR };
    case 'day-after':
      // Counted from the day's end.
      return { type, triggerAfter: 9 * HOUR };
  }
}

/** Text as every calendar program reads it: no control characters but line ends, ordinary spaces. */
function clean(text: string): string {
  return text.replace(/(?![\n\u0080-\u009f])\p{Cc}/gu, ' ').replaceAll('\u00a0', ' ');
}

/** The library escapes an entry's text, but not the calendar's name. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, (found) => `\\${found}`).replaceAll('\n', '\\n');
}

/**
 * Lines folded to 75 octets, never inside a character. The library folds a whole calendar only, character by character; entries are written one by
 * one here so that a long calendar can be sent as it is made.
 */
function folded(text: string): string {
  return text.split(LINE_END).map(foldedLine).join(LINE_END);
}

function foldedLine(line: string): string {
  if (Buffer.byteLength(line) <= LINE_OCTETS) return line;
  let out = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS) {
      out += `${LINE_END} `;
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return out;
}
