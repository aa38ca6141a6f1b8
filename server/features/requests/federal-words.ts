import { t } from '../../platform/words.js';

/** FOIA's own facts as they stand in a sentence, by their `what`. */
const FEDERAL: Readonly<Record<string, () => string>> = {
  wrong_component: () => t('receipt by another component'),
  right_component: () => t('receipt by the right component'),
  information_asked: () => t('question that stops the clock'),
  information_answered: () => t('answer to their question'),
  fee_asked: () => t('question about fees'),
  fee_answered: () => t('answer about fees'),
  expedition_asked: () => t('wish for expedited processing'),
  expedition_decided: () => t('decision on expedited processing'),
  waiver_decided: () => t('decision on the fee waiver'),
  appeal_sent: () => t('appeal sent'),
  appeal_received: () => t('appeal received'),
  appeal_decided: () => t('decision on the appeal'),
  exhausted: () => t('right to sue'),
};

/** The name of such a fact; a general one for what this version does not know. */
export function federalWord(what: string): string {
  return (FEDERAL[what] ?? (() => t('step under FOIA')))();
}
