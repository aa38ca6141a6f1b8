import { t } from '../../platform/words.js';
import { itemsPhrase } from '../requests/request-words.js';
import { linkProblemWord, questionWord } from './answer-form.js';
import type { ResponseDetails } from './fact-types-response.js';

/** What an answer says, in a few words for a list of facts; empty when there is nothing beyond its name. */
export function answerSays(details: ResponseDetails): string {
  const items = 'items' in details && details.items.length > 0 ? itemsPhrase(details.items) : '';
  return [items && `${items.charAt(0).toUpperCase()}${items.slice(1)}.`, said(details)].filter(Boolean).join(' ');
}

function said(details: ResponseDetails): string {
  switch (details.what) {
    case 'clarification_asked':
      return joined(`${questionWord(details.asks)}.`, quoted(details.question));
    case 'fee_estimate':
      return joined(typeof details.amount === 'number' ? `$${(details.amount / 100).toFixed(2)}.` : '', details.lines.length > 0 ? `${details.lines.map(({ what }) => what).join(', ')}.` : '');
    case 'link_given':
      return joined(details.url, details.problem ? `${linkProblemWord(details.problem)}.` : '');
    case 'held_elsewhere':
      return t('{who} has them, they say.', { who: details.holder });
    case 'no_duty_to_create':
      return details.system;
    case 'wrong_format':
      return t('{files}: {got} in place of {asked}.', { files: details.files, got: details.got, asked: details.asked });
    case 'shared_in_confidence':
      return t('With {who}.', { who: details.recipient });
    case 'redacted':
      return joined(details.where, quoted(details.groundStated));
    case 'return_demanded':
      return joined(details.files, details.published ? t('Some of it is public already.') : '');
    case 'portal_closed':
      return quoted(details.reason);
    default:
      return '';
  }
}

const quoted = (words: string): string => (words === '' ? '' : t('“{words}”', { words }));
const joined = (...parts: string[]): string => parts.filter(Boolean).join(' ');
