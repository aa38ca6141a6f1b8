import Handlebars from 'handlebars';
import { formatDate, formatWeekday } from './views-dates.js';
import { t } from './words.js';

/** What a day of the count is drawn as: dashed, tinted, outlined, hatched, teal, ink, faint. */
export type SquareKind = 'day-0' | 'counted' | 'extension' | 'closed' | 'due' | 'safe' | 'plain';

export interface Square {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly kind: SquareKind;
  /** Short words below the square: the day's number, `10, a` (number and letter of the step), `due`, `safe`; may be empty. */
  readonly below: string;
  readonly today: boolean;
  /** Why a closed day is closed. */
  readonly reason?: string;
}

/** The days of a count, in order, one square each. */
export interface SquaresView {
  /** Says in one sentence what the picture shows; the arithmetic beside it holds the same in words. */
  readonly summary: string;
  readonly days: readonly Square[];
}

export type SquaresCut = 'wide' | 'narrow';

interface Cut {
  readonly perRow: number;
  readonly side: number;
  readonly gap: number;
}

/** Two cuts drawn 1:1, so that their 11–12 px words stay that size: 15 to a row on a sheet, 7 to a row on a phone. */
const CUTS: Readonly<Record<SquaresCut, Cut>> = {
  wide: { perRow: 15, side: 43, gap: 5 },
  narrow: { perRow: 7, side: 36, gap: 6 },
};
const ABOVE = 17;
const BELOW = 19;
const ROW_GAP = 6;

const escape = (text: string): string => Handlebars.escapeExpression(text);

/**
 * The calendar squares as SVG, made here so that no script is needed. A page shows both cuts and hides one by width;
 * `id` keeps their hatches and titles apart. Bold words below mark days that decide (letters, due, safe).
 */
export function calendarSquares(view: SquaresView, cut: SquaresCut, id: string): string {
  const { perRow, side, gap } = CUTS[cut];
  const rowHeight = ABOVE + side + BELOW + ROW_GAP;
  const rows = Math.max(1, Math.ceil(view.days.length / perRow));
  const width = perRow * side + (perRow - 1) * gap;
  const name = `${id}-${cut}`;
  const squares = view.days.map((day, index) => {
    const x = (index % perRow) * (side + gap);
    const y = Math.floor(index / perRow) * rowHeight;
    return squareGroup(day, x, y, side, name);
  });
  return (
    `<svg class="sq sq--${cut}" viewBox="0 0 ${width} ${rows * rowHeight - ROW_GAP}" width="${width}" role="img" aria-labelledby="${name}-title">` +
    `<title id="${name}-title">${escape(view.summary)}</title>` +
    `<defs><pattern id="${name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="sq__hatch" d="M0 0V6"/></pattern></defs>` +
    `${squares.join('')}</svg>`
  );
}

function squareGroup(day: Square, x: number, y: number, side: number, name: string): string {
  const middle = x + side / 2;
  const top = y + ABOVE;
  const number = Number(day.date.slice(8));
  const deciding = /[a-z]/i.test(day.below) && day.kind !== 'day-0';
  const closedWord = day.kind === 'closed' ? `, ${t('closed')}${day.reason ? ` (${day.reason})` : ''}` : '';
  return (
    `<g class="sq__day sq__day--${day.kind}"><title>${escape(formatDate(day.date) + closedWord + (day.below ? `: ${day.below}` : ''))}</title>` +
    `<text class="sq__above" x="${middle}" y="${y + 11}">${escape(formatWeekday(day.date))}</text>` +
    `<rect class="sq__box" x="${x + 0.75}" y="${top + 0.75}" width="${side - 1.5}" height="${side - 1.5}" rx="4"/>` +
    (day.kind === 'closed' ? `<rect x="${x + 0.75}" y="${top + 0.75}" width="${side - 1.5}" height="${side - 1.5}" rx="4" fill="url(#${name}-hatch)"/>` : '') +
    `<text class="sq__number" x="${middle}" y="${top + side / 2 + 5.5}">${number}</text>` +
    (day.today ? `<circle class="sq__today" cx="${x + side - 7}" cy="${top + 7}" r="3.5"/>` : '') +
    `<text class="sq__below${deciding ? ' sq__below--deciding' : ''}" x="${middle}" y="${top + side + 14}">${escape(day.below)}</text></g>`
  );
}
