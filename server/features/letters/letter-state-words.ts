import type { StateWord } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import type { LetterStateName } from './letters.queries.js';

/** A letter's state as a word with its tone. *Not sent* is never hidden behind another word. */
export function letterStateWord(state: LetterStateName): StateWord {
  const words: Record<LetterStateName, () => StateWord> = {
    not_sent: () => ({ tone: 'unsent', words: t('Not sent') }),
    queued: () => ({ tone: 'waiting', words: t('Not sent yet: waiting for the mail server') }),
    sending: () => ({ tone: 'waiting', words: t('Being sent') }),
    sent: () => ({ tone: 'done', words: t('Sent') }),
    refused: () => ({ tone: 'problem', words: t('Not sent: refused') }),
    uncertain: () => ({ tone: 'problem', words: t('Unclear whether it went') }),
    recalled: () => ({ tone: 'quiet', words: t('Taken back, not sent') }),
  };
  return words[state]();
}
