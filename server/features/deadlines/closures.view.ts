import type { Link } from '../../platform/views-parts.view.js';
import { formatDate } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import type { FormView } from '../accounts/form.view.js';
import { clockName } from '../requests/request-words.js';
import type { Effect } from './effect.queries.js';

/** What other terms would do, as a page says it before anybody confirms. */
export interface EffectView {
  readonly says: string;
  readonly examples: readonly { readonly href: string; readonly number: string; readonly clock: string; readonly change: string }[];
  /** How many moves are not among the examples. */
  readonly more: string | null;
}

export function effectView(effect: Effect): EffectView {
  const { requests, moves, examples } = effect;
  const says = moves === null
    ? t.count(requests, 'It counts {n} open request again. That takes a moment, and each date that moves says so.', 'It counts {n} open requests again. That takes a moment, and each date that moves says so.')
    : moves === 0 ? t('It moves no open date.') : t.count(moves, 'It moves {n} open date.', 'It moves {n} open dates.');
  const more = (moves ?? 0) - examples.length;
  return {
    says, more: more > 0 && examples.length > 0 ? t.count(more, 'and {n} more', 'and {n} more') : null,
    examples: examples.map(({ requestId, number, rule, from, to }) => ({
      href: `/requests/${requestId}`, number, clock: clockName(rule),
      change: from === to ? t('safe to call late later; due stays {date}', { date: formatDate(to) }) : t('{from} → {to}', { from: formatDate(from), to: formatDate(to) }),
    })),
  };
}

/** The form that records a closed day, and what it would do once its fields are right. */
export interface ClosureFormView extends FormView {
  readonly agency: Link;
  readonly action: string;
  /** Null until the fields are right. */
  readonly effect: EffectView | null;
}

/** The page that takes a closed day back. */
export interface TakeClosureBackView {
  readonly agency: Link;
  readonly action: string;
  readonly date: string;
  readonly name: string;
  readonly evidence: string;
  readonly effect: EffectView;
  readonly form: FormView;
}
