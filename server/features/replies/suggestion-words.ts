import { formatDate } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { factSays } from '../deadlines/fact-says.js';
import type { TypedFact } from '../deadlines/fact-types.js';
import { groundWord, outcomeWord } from '../deadlines/fact-words.js';
import { clockName } from '../requests/request-words.js';
import type { MoveView, SuggestionView } from './message.view.js';
import type { Moved } from './what-it-moves.js';

type Rows = SuggestionView['rows'];

/** What a fact says beside its day, as rows of a name and a value. */
export function detailRows(fact: TypedFact): Rows {
  const row = (label: string, value: string) => (value === '' ? [] : [{ label, value, href: null }]);
  switch (fact.type) {
    case 'extension_notice':
      return [...row(t('Answer by'), fact.details.specifiedDate ? formatDate(fact.details.specifiedDate) : t('no day given')), ...(fact.details.ground ? row(t('Reason given'), groundWord(fact.details.ground)) : [])];
    case 'determination':
      return fact.details.items.length === 0
        ? row(t('About'), t('the whole request'))
        : fact.details.items.flatMap((item) => row(t('Item {n}', { n: item.n }), [outcomeWord(item.outcome), item.promisedFor ? t('by {date}', { date: formatDate(item.promisedFor) }) : '', item.ground ?? ''].filter(Boolean).join(', ')));
    case 'produced':
      return fact.details.items.flatMap((item) => row(t('Item {n}', { n: item.n }), item.complete ? t('All of it') : t('Part of it')));
    case 'denial':
      return [...row(t('About'), itemsSaid(fact.details.items)), ...row(t('In their words'), fact.details.ground), ...row(t('Exemptions cited'), (fact.details.exemptions ?? []).join('; '))];
    case 'closed':
      return row(t('Closed by'), fact.details.by === 'agency' ? t('the agency') : t('us'));
    default:
      return [...row(t('That is'), factSays(fact)), ...('items' in fact.details ? row(t('About'), itemsSaid(fact.details.items as readonly number[])) : [])];
  }
}

const itemsSaid = (items: readonly number[]): string => (items.length === 0 ? t('the whole request') : t.count(items.length, 'item {items}', 'items {items}', { items: items.join(', ') }));

/** What recording it does, in one sentence and a row for each date. */
export function consequenceOf(counted: readonly Moved[], agencyNumber: string | null): NonNullable<SuggestionView['consequence']> {
  const moves = withExtensions(counted);
  const law = moves.filter((move) => move.statutory).length;
  return {
    title: law === 0 ? t('Moves no date set by law.') : t.count(law, 'Changes {n} date set by law.', 'Changes {n} dates set by law.'),
    moves: moves.flatMap(moveRows),
    says: agencyNumber ? t('Notes their number {number}.', { number: agencyNumber }) : '',
  };
}

/** A clock that ends for the one with more time is, to whoever reads it, one date that moved. */
function withExtensions(moves: readonly Moved[]): Moved[] {
  const longer = (rule: string) => rule.replace(/\.determination$/, '.extension');
  const ends = (move: Moved) => move.change === 'voided' && moves.some((other) => other.rule !== move.rule && other.rule === longer(move.rule) && other.change === 'set');
  return moves.filter((move) => !ends(move)).map((move) => {
    const ended = move.change === 'set' ? moves.find((other) => ends(other) && longer(other.rule) === move.rule) : undefined;
    return ended ? { ...move, rule: ended.rule, change: 'moved', from: ended.from, safeFrom: ended.safeFrom } : move;
  });
}

function moveRows(move: Moved): MoveView[] {
  const label = move.owner === 'requester' ? t('{clock}, our date', { clock: clockName(move.rule) }) : clockName(move.rule);
  const words = (says: string): MoveView[] => [{ label, from: null, to: null, words: says }];
  switch (move.change) {
    case 'set':
      return [{ label, from: null, to: move.to, words: '' }];
    case 'met':
      return words(t('ends: done'));
    case 'voided':
      return words(t('no longer applies'));
    case 'reopened':
      return [{ label: t('{clock}, open again', { clock: label }), from: null, to: move.to, words: '' }];
    case 'confirmed':
      return words(t('no longer presumed: {date}', { date: formatDate(move.to) }));
    case 'presumed':
      return words(t('presumed: {date}', { date: formatDate(move.to) }));
    case 'moved': {
      const due: MoveView[] = move.from === move.to ? [] : [{ label, from: move.from, to: move.to, words: '' }];
      const safe: MoveView[] = move.safeFrom === move.safeTo ? [] : [{ label: t('Safe to call late after'), from: move.safeFrom, to: move.safeTo, words: '' }];
      return [...due, ...safe];
    }
  }
}
