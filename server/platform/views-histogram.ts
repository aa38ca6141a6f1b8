import Handlebars from 'handlebars';
import { t } from './words.js';

/** Bars of equal width, each a span of days. */
export interface HistogramView {
  /** Says in one sentence what the picture shows; the table beside it holds the same in numbers. */
  readonly summary: string;
  readonly bars: readonly { readonly from: number; readonly to: number | null; readonly count: number }[];
  /** A day marked by a line, in the bars' days; null for none. */
  readonly mark: { readonly day: number; readonly label: string } | null;
}

export type HistogramCut = 'wide' | 'narrow';

/** Two cuts drawn 1:1, so that their words stay 12 px; on a phone only every second bar is named. */
const CUTS = { wide: { width: 560, named: 1 }, narrow: { width: 280, named: 2 } } as const;
const SIDE = 4;
const ABOVE = 48;
const TALLEST = 96;
const BELOW = 40;
/** So many bars at least, so that two don't fill the sheet. */
const FEWEST = 6;

const escape = (text: string): string => Handlebars.escapeExpression(text);

/** Counts by days as SVG, made here so that no script is needed. A page shows both cuts and hides one by width; `id` keeps their titles apart. */
export function histogram(view: HistogramView, cut: HistogramCut, id: string): string {
  const { width, named } = CUTS[cut];
  const bars = view.bars;
  const span = bars[0]?.to ?? 1;
  const across = Math.max(FEWEST, bars.length, Math.ceil((view.mark?.day ?? 0) / span) + 1);
  const step = (width - 2 * SIDE) / across;
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const floor = ABOVE + TALLEST;
  const name = `${id}-${cut}`;
  const drawn = bars.map((bar, index) => {
    const x = SIDE + index * step;
    const height = (bar.count / most) * TALLEST;
    const late = view.mark !== null && bar.from > view.mark.day;
    const label = index % named === 0 ? `<text class="hg__below" x="${round(x + step / 2)}" y="${floor + 18}">${escape(daysOf(bar))}</text>` : '';
    const count = bar.count > 0 ? `<text class="hg__count" x="${round(x + step / 2)}" y="${round(floor - height - 5)}">${bar.count}</text>` : '';
    return `<rect class="hg__bar${late ? ' hg__bar--after' : ''}" x="${round(x + 2)}" y="${round(floor - height)}" width="${round(step - 4)}" height="${round(height)}"/>${count}${label}`;
  });
  return (
    `<svg class="hg hg--${cut}" viewBox="0 0 ${width} ${floor + BELOW}" width="${width}" role="img" aria-labelledby="${name}-title"><title id="${name}-title">${escape(view.summary)}</title>` +
    `${drawn.join('')}<path class="hg__floor" d="M${SIDE} ${floor}H${width - SIDE}"/>${markOf(view, width, step, span, floor)}` +
    `<text class="hg__below" x="${width / 2}" y="${floor + 36}">${escape(t('days from receipt'))}</text></svg>`
  );
}

function markOf({ mark }: HistogramView, width: number, step: number, span: number, floor: number): string {
  if (!mark) return '';
  const x = round(SIDE + (mark.day / span) * step);
  const right = x > width * 0.6;
  return `<path class="hg__mark" d="M${x} 4V${floor}"/><text class="hg__mark-label hg__mark-label--${right ? 'left' : 'right'}" x="${right ? x - 6 : x + 6}" y="14">${escape(mark.label)}</text>`;
}

/** “6–10”, “61+”. */
export function daysOf({ from, to }: { readonly from: number; readonly to: number | null }): string {
  return to === null ? t('{from}+', { from }) : t('{from}–{to}', { from, to });
}

const round = (value: number): number => Math.round(value * 10) / 10;
