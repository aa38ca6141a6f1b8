import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { oneLine } from '../plain-words.js';
import { itemsIn, keysIn, lastOn, toAnswer } from './answered.js';
import { type FollowUp, type Weighed, notOffered } from './follow-up.js';
import { joined, printedDate } from './printed.js';
import type { SituationAnswers } from './situation-answers.js';
import type { Situation } from './situation.js';

/** letters.md 25: thanks for what came, and asks for it as the system keeps it. */
export const nativeFormat: FollowUp = {
  slug: 'cpra-native-format', statute: 'CPRA', topic: 'records', rank: 18, replyWithin: 10,
  subject: 'The files in their own format',
  title: () => t('Ask for the file in its own format'),
  purpose: () => t('Asks for the sheet or the mailbox file in place of page images. Masked cells are fine.'),
  needs: () => [t('files that came in another format than the one asked for'), t('ten working days to look through them'), t('no reason of theirs why only this format will do')],
  weigh,
};

function weigh(situation: Situation): Weighed {
  const found = toAnswer(situation, situation.answers.formats, {
    slug: 'cpra-native-format', after: 10, none: () => t('No files came in another format than the one asked for.'), over: () => t('The records have come again since, or were withdrawn.'),
  });
  if (typeof found === 'string') return notOffered(found);
  return {
    offered: true, items: itemsIn(found), about: keysIn(found), reason: t('Files of {date} are not in the format asked for.', { date: formatDate(lastOn(found)) }),
    facts: { filesOn: joined([...new Set(found.map(({ on }) => printedDate(on)))]), formats: found.map(asked), system: oneLine(found.map(({ system }) => system).filter((name) => name !== '').at(-1) ?? '') },
  };
}

const asked = ({ files, got, asked: format }: SituationAnswers['formats'][number]): string => `${oneLine(files)}: ${oneLine(format)}, in place of ${oneLine(got)}`;
