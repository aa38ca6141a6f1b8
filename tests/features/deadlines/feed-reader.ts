import ICAL from 'ical.js';

/** An entry as a parser that isn't ours reads it. Dates are YYYY-MM-DD. */
export interface Entry {
  readonly uid: string;
  readonly sequence: number;
  readonly summary: string;
  readonly description: string;
  readonly url: string;
  readonly start: string;
  readonly end: string;
  readonly allDay: boolean;
  readonly status: string;
  readonly category: string;
  readonly modified: Date;
  /** `-PT15H from its start` */
  readonly alarms: readonly string[];
}

export interface ReadCalendar {
  readonly name: string;
  readonly entries: readonly Entry[] & Entry[];
}

const NEEDED = ['uid', 'dtstamp', 'dtstart', 'dtend', 'summary', 'sequence', 'status', 'created', 'last-modified', 'url', 'categories'];

/** Reads a calendar strictly: what RFC 5545 asks of a calendar and of an entry must be there, once, and no line be too long. */
export function readCalendar(text: string): ReadCalendar {
  if (!text.endsWith('END:VCALENDAR\r\n') || /[^\r]\n|\r[^\n]/.test(text)) throw new Error('lines must end with CR LF');
  const long = text.split('\r\n').find((line) => Buffer.byteLength(line) > 75);
  if (long !== undefined) throw new Error(`a line is too long: ${long}`);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  if (calendar.name !== 'vcalendar' || calendar.getFirstPropertyValue('version') !== '2.0' || !calendar.getFirstPropertyValue('prodid')) throw new Error('no calendar');
  return { name: String(calendar.getFirstPropertyValue('x-wr-calname')), entries: calendar.getAllSubcomponents('vevent').map(entryOf) };
}

function entryOf(component: ICAL.Component): Entry {
  for (const name of NEEDED) if (component.getAllProperties(name).length !== 1) throw new Error(`an entry has ${component.getAllProperties(name).length} of ${name}`);
  const text = (name: string): string => String(component.getFirstPropertyValue(name));
  const start = component.getFirstPropertyValue('dtstart') as ICAL.Time;
  return {
    uid: text('uid'), sequence: Number(text('sequence')), summary: text('summary'), description: text('description'), url: text('url'), start: start.toString(), end: text('dtend'),
    allDay: start.isDate, status: text('status'), category: text('categories'), modified: (component.getFirstPropertyValue('last-modified') as ICAL.Time).toJSDate(),
    alarms: component.getAllSubcomponents('valarm').map(alarmOf),
  };
}

function alarmOf(alarm: ICAL.Component): string {
  const trigger = alarm.getFirstProperty('trigger');
  if (String(alarm.getFirstPropertyValue('action')) !== 'DISPLAY' || !alarm.getFirstPropertyValue('description') || !trigger) throw new Error('an alarm lacks what it must have');
  return `${String(trigger.getFirstValue())} from its ${String(trigger.getParameter('related') ?? 'START').toLowerCase()}`;
}
