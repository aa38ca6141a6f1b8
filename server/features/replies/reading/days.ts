import type { CivilDate } from '../../statutes/civil-date.js';

/** A day named in a text; `date` as YYYY-MM-DD. */
export interface NamedDay {
  readonly date: CivilDate;
  readonly start: number;
  readonly end: number;
  /** The year wasn't written and was taken from the day the message was sent. */
  readonly yearTaken: boolean;
}

/** A length of time named instead of a day: “39 months”, “within thirty (30) days”. */
export interface NamedTime {
  readonly count: number;
  readonly unit: 'day' | 'business_day' | 'week' | 'month' | 'year' | 'hour';
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

const ENGLISH = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const SPANISH = ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'];
const SHORT = 'jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec';
const MONTH = `(${[...ENGLISH, ...SPANISH].join('|')}|${SHORT})`;
const DAY = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
const YEAR = String.raw`((?:19|20)\d{2})`;

interface Form {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray) => Found | null;
}

/** Forms of a day, those with a year first: March 9, 2026 · 9 de marzo de 2026 · 2026-03-09 · 3/9/26 · 3-9-2026 · March 9. */
const FORMS: readonly Form[] = [
  { pattern: new RegExp(String.raw`\b${MONTH}\.? ${DAY}(?: ?, ?| )${YEAR}\b`, 'gi'), read: (m) => found(m[3], monthOf(m[1]), m[2]) },
  { pattern: new RegExp(String.raw`\b${DAY} (?:de |day of )?${MONTH}\.?,? (?:de |del )?${YEAR}\b`, 'gi'), read: (m) => found(m[3], monthOf(m[2]), m[1]) },
  { pattern: new RegExp(String.raw`\b${YEAR}-(\d{2})-(\d{2})\b`, 'g'), read: (m) => found(m[1], Number(m[2]), m[3]) },
  { pattern: /(?<![\d/.-])(\d{1,2})\/(\d{1,2})\/((?:19|20)\d{2}|\d{2})(?![\d/])/g, read: (m) => found(yearOf(m[3]), Number(m[1]), m[2]) },
  { pattern: new RegExp(String.raw`(?<![\d/.-])(\d{1,2})-(\d{1,2})-${YEAR}(?![\d-])`, 'g'), read: (m) => found(m[3], Number(m[1]), m[2]) },
  { pattern: /(?<=\b(?:by|on|until|before|about|around|through|to|is|of|than|since|from|dated) )(?<![\d/.-])(\d{1,2})\/(\d{1,2})(?![\d/]| ?(?:hours?|pages?|inch))/gi, read: (m) => found(null, Number(m[1]), m[2]) },
  { pattern: new RegExp(String.raw`\b${MONTH}\.? ${DAY}(?! ?,? ?\d{4})(?![\d:])\b`, 'gi'), read: (m) => found(null, monthOf(m[1]), m[2]) },
  { pattern: new RegExp(String.raw`\b${DAY} de ${MONTH}\b(?! de)`, 'gi'), read: (m) => found(null, monthOf(m[2]), m[1]) },
];

interface Found {
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
}

function found(year: string | number | null | undefined, month: number, day: string | undefined): Found | null {
  const number = Number(day);
  if (month < 1 || month > 12 || number < 1 || number > 31) return null;
  return { year: year === null || year === undefined ? null : Number(year), month, day: number };
}

function monthOf(name: string | undefined): number {
  const low = (name ?? '').toLowerCase();
  const spanish = SPANISH.indexOf(low);
  return spanish >= 0 ? spanish + 1 : ENGLISH.findIndex((month) => month.startsWith(low.slice(0, 3))) + 1;
}

function yearOf(digits: string | undefined): number {
  const year = Number(digits);
  return year >= 100 ? year : year + 2000;
}

/** Every day named in `text`, in order. Without a year it is the nearest such day to `near`; without `near` it isn't read. */
export function daysIn(text: string, near: string | null): NamedDay[] {
  const taken: NamedDay[] = [];
  for (const { pattern, read } of FORMS) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (taken.some((day) => start < day.end && end > day.start)) continue;
      const day = read(match);
      const date = day === null ? null : asDate(day, near);
      if (day !== null && date !== null) taken.push({ date, start, end, yearTaken: day.year === null });
    }
  }
  return taken.sort((a, b) => a.start - b.start);
}

function asDate(day: Found, near: string | null): CivilDate | null {
  if (day.year !== null) return exists(day.year, day.month, day.day);
  if (near === null) return null;
  const year = Number(near.slice(0, 4));
  const candidates = [year - 1, year, year + 1].flatMap((one) => exists(one, day.month, day.day) ?? []);
  return candidates.sort((a, b) => Math.abs(Date.parse(a) - Date.parse(near)) - Math.abs(Date.parse(b) - Date.parse(near)))[0] ?? null;
}

function exists(year: number, month: number, day: number): CivilDate | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1990 && year <= 2100 ? (date.toISOString().slice(0, 10) as CivilDate) : null;
}

const NUMBERS: Readonly<Record<string, number>> = {
  one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, fourteen: 14, fifteen: 15, twenty: 20, thirty: 30, forty: 40, 'forty five': 45, 'forty-five': 45, sixty: 60, ninety: 90,
};
const BY_NAME = Object.keys(NUMBERS).sort((a, b) => b.length - a.length).join('|');
/** “30”, “thirty”, “thirty (30)”. */
const COUNT = String.raw`(?:(\d{1,3})|(${BY_NAME})(?: ?\( ?(\d{1,3}) ?\))?)`;
const UNIT = '(hours?|hrs?|days?|weeks?|months?|years?|días?|semanas?|meses|horas?)';
const TIME = new RegExp(String.raw`(?<![\w.])${COUNT}[ -]*(?:additional )?((?:business|working|calendar)[ -]+)?${UNIT}\b`, 'gi');
const UNITS: readonly (readonly [RegExp, NamedTime['unit']])[] = [[/^h/, 'hour'], [/^(?:w|s)/, 'week'], [/^m/, 'month'], [/^y/, 'year']];

/** Every length of time named in `text`, in order. */
export function timesIn(text: string): NamedTime[] {
  return [...text.matchAll(TIME)].map((match) => {
    const count = Number(match[3] ?? match[1] ?? NUMBERS[(match[2] ?? '').toLowerCase()] ?? 0);
    const name = (match[5] ?? '').toLowerCase();
    const working = /^(?:business|working)/i.test(match[4] ?? '');
    const unit = UNITS.find(([pattern]) => pattern.test(name))?.[1] ?? (working ? 'business_day' : 'day');
    return { count, unit, start: match.index, end: match.index + match[0].length, words: match[0] };
  });
}
