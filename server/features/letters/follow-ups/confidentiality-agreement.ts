import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { oneLine } from '../plain-words.js';
import { itemsIn, keysIn, lastOn, toAnswer } from './answered.js';
import { type FollowUp, type Weighed, notOffered } from './follow-up.js';
import { joined, printedDate } from './printed.js';
import type { Situation } from './situation.js';

/** letters.md 28: asks for the agreement that a claim of confidence rests on. Claims no waiver. */
export const confidentialityAgreement: FollowUp = {
  slug: 'cpra-confidentiality-agreement', statute: 'CPRA', topic: 'answered', rank: 40, replyWithin: 10, lawyer: 'advised',
  subject: 'The confidentiality agreement',
  title: () => t('Ask for the agreement behind “in confidence”'),
  purpose: () => t('Asks for the agreement, its date, and who may receive what. Says nothing of what sharing gives up.'),
  needs: () => [t('an answer that the data were given to another agency in confidence')],
  weigh,
};

function weigh(situation: Situation): Weighed {
  const found = toAnswer(situation, situation.answers.confidences, {
    slug: 'cpra-confidentiality-agreement', after: 0, none: () => t('They did not say that they shared anything in confidence.'), over: () => t('The records have come since, or were withdrawn.'),
  });
  if (typeof found === 'string') return notOffered(found);
  const recipients = joined([...new Set(found.map(({ recipient }) => oneLine(recipient)))]);
  return {
    offered: true, items: itemsIn(found), about: keysIn(found), reason: t('They said on {date} that {who} has it in confidence.', { date: formatDate(lastOn(found)), who: recipients }),
    facts: { saidOn: printedDate(lastOn(found)), recipient: recipients },
  };
}
