import Handlebars, { type HelperOptions } from 'handlebars';
import { assetPath } from './static.js';
import * as dates from './views-dates.js';
import { type HistogramCut, type HistogramView, histogram } from './views-histogram.js';
import { calendarSquares, type SquaresCut, type SquaresView } from './views-squares.js';
import { t, type WordParams } from './words.js';

/** What templates may call. Listed with examples in `templates/README.md`. */

const { SafeString, escapeExpression } = Handlebars;

/** Icon of each tone: a state is never told by colour alone. */
const TONE_ICONS: Readonly<Record<string, string>> = {
  late: 'error', soon: 'schedule', own: 'flag', promise: 'update', done: 'check', refused: 'remove_circle', waiting: 'hourglass_empty',
  presumed: 'help_outline', unsent: 'mail_outline', quiet: 'remove', problem: 'warning', closed: 'lock_outline',
};

const CONFIDENCE_WORDS: Readonly<Record<string, () => string>> = {
  settled: () => t('Settled'),
  unsettled: () => t('Unsettled'),
  unverified: () => t('Not verified'),
  their_word: () => t('Their word, not law'),
  our_own: () => t('Set by us'),
};

function localeOf(options: HelperOptions): string {
  const root: unknown = options.data?.root;
  if (root && typeof root === 'object' && 'shell' in root) {
    const { shell } = root;
    if (shell && typeof shell === 'object' && 'locale' in shell && typeof shell.locale === 'string') return shell.locale;
  }
  return 'en';
}

/** A date helper that refuses to print nothing: an absent date must be handled in the template. */
function civil(format: (date: string, locale: string) => string) {
  return (date: unknown, options: HelperOptions): string => {
    if (typeof date !== 'string') throw new TypeError(`A date helper was given ${String(date)} instead of YYYY-MM-DD.`);
    return format(date, localeOf(options));
  };
}

function icon(name: string, options: HelperOptions) {
  if (!/^[a-z_]+$/.test(name)) throw new Error(`Not the name of an icon: ${name}`);
  const size = options.hash.size ? ` icon--${escapeExpression(options.hash.size)}` : '';
  return new SafeString(`<svg class="icon${size}" aria-hidden="true" focusable="false"><use href="${assetPath('uswds/img/sprite.svg')}#${name}"></use></svg>`);
}

/** `TD-2026-0001`: its hyphens must stay ordinary ones, for copying and finding, so it is kept whole by style. */
const OUR_NUMBER = /\b[A-Z]{1,8}-\d{4}-\d{4,}\b/g;

/** Escapes, then makes `**words**` strong, new lines breaks and sections unbreakable: the one way to stress words inside a sentence of a view model. */
function rich(text: unknown) {
  if (typeof text !== 'string') throw new TypeError(`{{rich}} was given ${String(text)} instead of a sentence.`);
  const strong = escapeExpression(dates.unbrokenPieces(text)).replace(/\*\*(.+?)\*\*/gs, '<strong>$1</strong>').replace(OUR_NUMBER, '<span class="num">$&</span>');
  return new SafeString(strong.replace(/\n/g, '<br>'));
}

function instant(at: Date | string, zone: string, options: HelperOptions): string {
  return dates.formatInstant(at, zone, { year: Boolean(options.hash.year), zoneName: Boolean(options.hash.zoneName), locale: localeOf(options) });
}

function distance(date: string, today: string, options: HelperOptions): string {
  return dates.formatDistance(date, today, options.hash.past === 'late' ? 'late' : 'ago', localeOf(options));
}

function known<T>(table: Readonly<Record<string, T>>, what: string, name: string): T {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found === undefined) throw new Error(`Unknown ${what}: ${name}`);
  return found;
}

/** Helpers are called with their arguments and, last, Handlebars' options. */
const given = (args: unknown[]): unknown[] => args.slice(0, -1);

const wordHelpers = {
  t: (english: string, options: HelperOptions) => t(english, options.hash as WordParams, localeOf(options)),
  tcount: (n: number, one: string, many: string, options: HelperOptions) => t.count(n, one, many, options.hash as WordParams, localeOf(options)),
  section: (text: string) => dates.unbrokenPieces(text),
  rich,
  confidenceWord: (name: string) => known(CONFIDENCE_WORDS, 'confidence', name)(),
};

const dateHelpers = {
  date: civil(dates.formatDate),
  shortDate: civil(dates.formatShortDate),
  monthDate: civil(dates.formatMonthDate),
  letterDate: civil(dates.formatLetterDate),
  weekday: civil(dates.formatWeekday),
  month: civil(dates.formatMonth),
  dayOfMonth: (date: string) => String(Number(date.slice(8))),
  instant,
  time: (at: Date | string, zone: string, options: HelperOptions) => dates.formatTime(at, zone, localeOf(options)),
  clockTime: dates.formatClockTime,
  distance,
};

/** As `{{#if}}` sees it: nothing, false, 0, '' and an empty list. */
const isEmpty = (value: unknown): boolean => !value || (Array.isArray(value) && value.length === 0);

const logicHelpers = {
  eq: (a: unknown, b: unknown) => a === b,
  not: isEmpty,
  and: (...args: unknown[]) => given(args).every((value) => !isEmpty(value)),
  or: (...args: unknown[]) => given(args).find((value) => !isEmpty(value)),
  includes: (list: unknown, value: unknown) => Array.isArray(list) && list.includes(value),
  list: (...args: unknown[]) => given(args),
  object: (options: HelperOptions) => ({ ...options.hash }),
  concat: (...args: unknown[]) => given(args).join(''),
};

const pageHelpers = {
  icon,
  toneIcon: (tone: string, options: HelperOptions) => icon(known(TONE_ICONS, 'tone', tone), options),
  asset: assetPath,
  squares: (view: SquaresView, cut: SquaresCut, id: string) => new SafeString(calendarSquares(view, cut, id)),
  histogram: (view: HistogramView, cut: HistogramCut, id: string) => new SafeString(histogram(view, cut, id)),
  csrfField: (options: HelperOptions) => {
    const root = options.data?.root as { shell?: { csrfToken?: string } } | undefined;
    return new SafeString(`<input type="hidden" name="_csrf" value="${escapeExpression(root?.shell?.csrfToken ?? '')}">`);
  },
};

export const viewHelpers: Readonly<Record<string, (...args: never[]) => unknown>> = { ...wordHelpers, ...dateHelpers, ...logicHelpers, ...pageHelpers };
