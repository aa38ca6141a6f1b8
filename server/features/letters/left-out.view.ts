import { t } from '../../platform/words.js';
import type { LeftOut } from './cite-helper.js';
import { citationAnchor } from './citations.view.js';

/** A sentence that a letter does without, and what can be done about it. */
export interface LeftOutView {
  readonly sentence: string;
  readonly why: string;
  readonly href: string;
}

export function leftOutView(leftOut: readonly LeftOut[]): LeftOutView[] {
  return leftOut.map(({ citation, verdict, sentence }) => ({
    sentence, href: `/letters/citations#${citationAnchor(citation)}`,
    why: verdict === 'partly' ? t('{citation} waits for a lawyer of your group.', { citation }) : t('Nobody has found the words of {citation} yet.', { citation }),
  }));
}
