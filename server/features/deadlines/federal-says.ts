import { t } from '../../platform/words.js';
import type { FederalDetails } from './fact-types-federal.js';
import { appealOutcomeWord } from './federal-form.js';

/** What such a fact says beyond its name, in a few words for a list of facts; empty when nothing. */
export function federalSays(details: FederalDetails): string {
  switch (details.what) {
    case 'wrong_component':
    case 'right_component':
      return details.component;
    case 'information_asked':
    case 'fee_asked':
      return details.question === '' ? '' : t('“{words}”', { words: details.question });
    case 'expedition_decided':
    case 'waiver_decided':
      return details.granted ? t('Granted.') : t('Refused.');
    case 'appeal_decided':
      return `${appealOutcomeWord(details.outcome)}.`;
    default:
      return '';
  }
}
