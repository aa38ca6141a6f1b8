import { DEFAULT_LOCALE, t } from './words.js';

/**
 * How dates read on pages and in e-mails. Civil dates come in as `YYYY-MM-DD`, instants as `Date` (or ISO text) with an
 * IANA zone. A date is one unbreakable piece: its spaces are no-break (U+00A0).
 */

const NO_BREAK = '\u00a0';
const DAY_MS = 86_400_000;
const CIVIL = /^(\d{4})-(\d{2})-(\d{2})$/;

type DateParts = Partial<Record<Intl.DateTimeFormatPartTypes, string>>;

/** Days since 1970-01-01 of a civil date; throws a RangeError for anything that is not a real `YYYY-MM-DD`. */
export function dayNumber(civil: string): number {
  const match = CIVIL.exec(civil);
  const ms = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : Number.NaN;
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== civil) throw new RangeError(`Not a date of the form YYYY-MM-DD: ${civil}`);
  return ms / DAY_MS;
}

function utc(civil: string): Date {
  return new Date(dayNumber(civil) * DAY_MS);
}

function unbroken(text: string): string {
  return text.replace(/\s/gu, NO_BREAK);
}

function intlLocale(locale: string): string {
  return locale === DEFAULT_LOCALE ? 'en-US' : locale;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs a millisecond and a page shows dozens of dates, so each is made once; there are few locales and zones. */
function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(intlLocale(locale), options);
  formats.set(key, format);
  return format;
}

function formatCivil(civil: string, options: Intl.DateTimeFormatOptions, locale: string): string {
  return unbroken(formatOf(locale, { ...options, timeZone: 'UTC' }).format(utc(civil)));
}

/** “Mon, Nov 30, 2026”: the form of every legal view. */
export function formatDate(civil: string, locale = DEFAULT_LOCALE): string {
  return formatCivil(civil, { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' }, locale);
}

/** “Mon, Nov 30”: where the year is plain from the page. */
export function formatShortDate(civil: string, locale = DEFAULT_LOCALE): string {
  return formatCivil(civil, { weekday: 'short', month: 'short', day: 'numeric' }, locale);
}

/** “Nov 30”. */
export function formatMonthDate(civil: string, locale = DEFAULT_LOCALE): string {
  return formatCivil(civil, { month: 'short', day: 'numeric' }, locale);
}

/** “November 24, 2026”: the form of letters. */
export function formatLetterDate(civil: string, locale = DEFAULT_LOCALE): string {
  return formatCivil(civil, { year: 'numeric', month: 'long', day: 'numeric' }, locale);
}

/** “Mon”. */
export function formatWeekday(civil: string, locale = DEFAULT_LOCALE): string {
  return formatCivil(civil, { weekday: 'short' }, locale);
}

/** “November”. */
export function formatMonth(civil: string, locale = DEFAULT_LOCALE): string {
  return formatCivil(civil, { month: 'long' }, locale);
}

export interface InstantOptions {
  /** “Tue, Nov 24, 2026, 9:47 am” instead of “Tue, Nov 24, 9:47 am”. */
  readonly year?: boolean;
  /** Adds the zone's everyday name: “4:12 pm Pacific”. */
  readonly zoneName?: boolean;
  readonly locale?: string;
}

function instantParts(instant: Date | string, options: Intl.DateTimeFormatOptions, locale: string): DateParts {
  const at = typeof instant === 'string' ? new Date(instant) : instant;
  const parts = formatOf(locale, options).formatToParts(at);
  return Object.fromEntries(parts.map((part) => [part.type, part.value]));
}

/** “9:47 am”, as clocks in `zone` showed it. */
export function formatTime(instant: Date | string, zone: string, locale = DEFAULT_LOCALE): string {
  const { hour, minute, dayPeriod } = instantParts(instant, { timeZone: zone, hour: 'numeric', minute: '2-digit', hour12: true }, locale);
  return [`${hour}:${minute}`, (dayPeriod ?? '').toLowerCase()].join(NO_BREAK);
}

/** “Tue, Nov 24, 9:47 am”, as calendars and clocks in `zone` showed it. Date and time are one unbreakable piece each. */
export function formatInstant(instant: Date | string, zone: string, options: InstantOptions = {}): string {
  const locale = options.locale ?? DEFAULT_LOCALE;
  const civil = civilDateOf(instant, zone);
  const day = options.year ? formatDate(civil, locale) : formatShortDate(civil, locale);
  const named = options.zoneName ? NO_BREAK + zoneName(instant, zone, locale) : '';
  return `${day}, ${formatTime(instant, zone, locale)}${named}`;
}

/** The civil date (`YYYY-MM-DD`) on which an instant fell in `zone`. */
export function civilDateOf(instant: Date | string, zone: string): string {
  const { year, month, day } = instantParts(instant, { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }, DEFAULT_LOCALE);
  return `${year}-${month}-${day}`;
}

function zoneName(instant: Date | string, zone: string, locale: string): string {
  const { timeZoneName = '' } = instantParts(instant, { timeZone: zone, timeZoneName: 'longGeneric' }, locale);
  return unbroken(timeZoneName.replace(/ Time$/, ''));
}

/** What a past date is called: `late` accuses, so it is only for a date past `assertAfter` on a confirmed receipt; `ago` does not. */
export type PastWord = 'late' | 'ago';

/**
 * How far `civil` is from `today`, both `YYYY-MM-DD`: “in 6 days”, “tomorrow”, “today”, “4 days late” or “4 days ago”.
 * From 90 days on it counts months, from two years on years; lateness is always counted in days.
 */
export function formatDistance(civil: string, today: string, past: PastWord = 'ago', locale = DEFAULT_LOCALE): string {
  const days = dayNumber(civil) - dayNumber(today);
  if (days === 0) return t('today', {}, locale);
  if (days < 0 && past === 'late') return t.count(-days, '{n} day late', '{n} days late', {}, locale);
  if (days === -1) return t('yesterday', {}, locale);
  if (days === 1) return t('tomorrow', {}, locale);
  return days < 0 ? ago(-days, locale) : ahead(days, locale);
}

function ahead(days: number, locale: string): string {
  if (days < 90) return t.count(days, 'in {n} day', 'in {n} days', {}, locale);
  const months = Math.round(days / 30.44);
  if (months < 24) return t.count(months, 'in about {n} month', 'in about {n} months', {}, locale);
  const years = Math.round(days / 365.25);
  return days < years * 365 ? t.count(years, 'in almost {n} year', 'in almost {n} years', {}, locale) : t.count(years, 'in about {n} year', 'in about {n} years', {}, locale);
}

function ago(days: number, locale: string): string {
  if (days < 90) return t.count(days, '{n} day ago', '{n} days ago', {}, locale);
  const months = Math.round(days / 30.44);
  if (months < 24) return t.count(months, 'about {n} month ago', 'about {n} months ago', {}, locale);
  return t.count(Math.round(days / 365.25), 'about {n} year ago', 'about {n} years ago', {}, locale);
}

const SECTION = /§§?\s+\S+/gu;
const WRITTEN_DATE = /\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2}\b(?:, \d{4}\b)?/gu;
const WRITTEN_TIME = /\b\d{1,2}:\d{2} [ap]m\b/gu;

/** Makes the pieces inside a sentence that must not be torn apart unbreakable: “§ 7922.535(b)”, “Mon, Nov 30, 2026”, “9:47 am”. */
export function unbrokenPieces(text: string): string {
  return [SECTION, WRITTEN_DATE, WRITTEN_TIME].reduce((sentence, piece) => sentence.replace(piece, unbroken), text);
}

/** “4:12 pm” of a local time of day `HH:MM`. */
export function formatClockTime(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return `${hour % 12 || 12}:${String(minute).padStart(2, '0')}${NO_BREAK}${hour < 12 ? 'am' : 'pm'}`;
}
