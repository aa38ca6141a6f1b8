import { encodeKey } from '../../platform/keyset.js';
import { formatInstant } from '../../platform/views-dates.js';
import type { Chip, IsoDate, IsoInstant, StateWord } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { channelWords } from './channels.js';
import { letterStateWord } from './letter-state-words.js';
import { type LetterRow, type LetterStateName, letterKey } from './letters.queries.js';
import type { OutboxShow } from './letters.schemas.js';

export interface OutboxView {
  readonly lede: string;
  readonly zone: string;
  readonly chips: readonly Chip[];
  readonly rows: readonly OutboxRow[];
  readonly newer: string | null;
  readonly older: string | null;
  readonly empty: { readonly title: string; readonly says: string };
}

export interface OutboxRow {
  readonly href: string;
  /** The request's title. */
  readonly title: string;
  readonly number: string;
  readonly agency: string;
  readonly how: string;
  readonly state: StateWord;
  /** The mail server's words, or ours; '' when there is nothing to say. */
  readonly trouble: string;
  readonly frozenAt: IsoInstant;
  readonly sentOn: IsoDate | null;
  /** A person must act on it: its link says so. */
  readonly waits: boolean;
  /** Takes it back before it leaves; null where it can't be. */
  readonly takeBack: string | null;
}

/** Letters that wait for a person. */
export const WAITING_STATES: readonly LetterStateName[] = ['not_sent', 'refused', 'uncertain'];

/** The states a filter of the outbox shows; recalled letters only when asked for. */
export function statesOf(show: OutboxShow): readonly LetterStateName[] {
  switch (show) {
    case 'all':
      return ['not_sent', 'queued', 'sending', 'sent', 'refused', 'uncertain'];
    case 'waiting':
      return WAITING_STATES;
    case 'queued':
      return ['queued', 'sending'];
    default:
      return [show];
  }
}

export function outboxView(input: {
  show: OutboxShow;
  page: { rows: readonly LetterRow[]; hasPrevious: boolean; hasNext: boolean };
  counts: ReadonlyMap<LetterStateName, number>;
  zone: string;
  now: Date;
  maySend: boolean;
}): OutboxView {
  const { show, page, counts } = input;
  const many = (which: OutboxShow) => statesOf(which).reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
  const waiting = many('waiting');
  const address = (more: string) => `/outbox?show=${show}${more}`;
  const [first, last] = [page.rows.at(0), page.rows.at(-1)];
  return {
    zone: input.zone,
    lede: waiting === 0 ? t('No letter waits for you.') : t.count(waiting, '**{n} letter has not gone** and waits for you.', '**{n} letters have not gone** and wait for you.'),
    chips: chips(show, many),
    rows: page.rows.map((row) => outboxRow(row, input)),
    newer: page.hasPrevious && first ? address(`&before=${encodeKey(letterKey(first))}`) : null,
    older: page.hasNext && last ? address(`&after=${encodeKey(letterKey(last))}`) : null,
    empty: many('all') + many('recalled') === 0
      ? { title: t('No letter yet'), says: t('Letters stand here from the moment they are approved: waiting, not sent, refused or sent. Write one from a new request.') }
      : { title: t('None of these'), says: t('No letter is in this state now.') },
  };
}

function chips(show: OutboxShow, many: (which: OutboxShow) => number): Chip[] {
  const labels: readonly (readonly [OutboxShow, string])[] = [
    ['all', t('All')], ['waiting', t('Waiting for you')], ['not_sent', t('Not sent')], ['queued', t('On the way')], ['uncertain', t('Unclear')], ['refused', t('Refused')],
    ['sent', t('Sent')], ['recalled', t('Taken back')],
  ];
  return labels.map(([which, label]) => ({ href: `/outbox?show=${which}`, label, active: which === show, count: which === 'all' || which === 'sent' ? null : many(which) }));
}

function outboxRow(letter: LetterRow, { zone, now, maySend }: { zone: string; now: Date; maySend: boolean }): OutboxRow {
  return {
    href: `/letters/${letter.id}`, title: letter.request.title, number: letter.request.number, agency: letter.agency,
    how: letter.channel === 'email' && letter.toAddress !== '' ? t('by e-mail to {to}', { to: letter.toAddress }) : channelWords(letter.channel),
    state: letterStateWord(letter.state), trouble: troubleOf(letter, { zone, now }), frozenAt: letter.frozenAt.toISOString(), sentOn: letter.sentOn,
    waits: WAITING_STATES.includes(letter.state), takeBack: maySend && letter.state === 'queued' ? `/letters/${letter.id}/recall` : null,
  };
}

/** What there is to say of where it is. */
function troubleOf({ state, undoUntil, lastError }: LetterRow, { zone, now }: { zone: string; now: Date }): string {
  if (state === 'sent') return '';
  if (state === 'queued' && lastError === '' && undoUntil && undoUntil > now) return t('leaves at {when}', { when: formatInstant(undoUntil, zone) });
  return lastError;
}
