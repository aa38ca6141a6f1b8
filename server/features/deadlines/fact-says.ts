import { t } from '../../platform/words.js';
import { answerSays } from './answer-says.js';
import type { TypedFact } from './fact-types.js';
import { promiseWord, sayDate } from './fact-words.js';
import { federalSays } from './federal-says.js';

/** The day a promise, a reminder or a date of destruction names, and its words; what was answered; empty for other facts. */
export function factSays(fact: TypedFact | null): string {
  switch (fact?.type) {
    case 'promise':
      return [t('{what} by {date}.', { what: fact.details.about || promiseWord(fact.details.of), date: sayDate(fact.details.by) }), fact.details.says && t('“{words}”', { words: fact.details.says })].filter(Boolean).join(' ');
    case 'reminder':
      return t('For {date}: {words}', { date: sayDate(fact.details.on), words: fact.details.says });
    case 'retention':
      return t('From {date}: {words}', { date: sayDate(fact.details.destroyedFrom), words: fact.details.what });
    case 'response':
      return answerSays(fact.details);
    case 'federal':
      return federalSays(fact.details);
    default:
      return '';
  }
}
