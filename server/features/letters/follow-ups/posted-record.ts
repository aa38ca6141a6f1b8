import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { oneLine } from '../plain-words.js';
import { itemsIn, keysIn, lastOn, toAnswer } from './answered.js';
import { type FollowUp, type Weighed, notOffered } from './follow-up.js';
import type { LetterInput } from './letter-inputs.js';
import { printedDate } from './printed.js';
import type { SituationAnswers } from './situation-answers.js';
import type { Situation } from './situation.js';

type LinkGiven = SituationAnswers['links'][number];

/** letters.md 29: a link that does not open, or shows less, is no copy. */
export const postedRecord: FollowUp = {
  slug: 'cpra-posted-record', statute: 'CPRA', topic: 'answered', rank: 44, replyWithin: 10,
  subject: 'The link you sent',
  title: () => t('Say what their link shows'),
  purpose: () => t('Says what was found behind the link, and asks for a copy of the whole record.'),
  needs: () => [t('a link they sent in place of a record'), t('what is wrong with it')],
  weigh, inputs,
};

function weigh(situation: Situation): Weighed {
  const { links } = situation.answers;
  const bad = links.filter(({ problem }) => problem !== null);
  const found = toAnswer(situation, bad, {
    slug: 'cpra-posted-record', after: 0,
    none: () => (links.length > 0 ? t('Their link shows the whole record, so far as is recorded.') : t('They sent no link in place of a record.')), over: () => t('The records have come since, or were withdrawn.'),
  });
  if (typeof found === 'string') return notOffered(found);
  return {
    offered: true, items: itemsIn(found), about: keysIn(found), reason: t('The link they sent on {date} does not give the whole record.', { date: formatDate(lastOn(found)) }),
    facts: { sentOn: printedDate(lastOn(found)), links: found.map(sentence), several: found.length > 1, versions: found.some(({ problem }) => problem === 'other_version') },
  };
}

const SHOWS: Readonly<Record<NonNullable<LinkGiven['problem']>, string>> = {
  dead: 'does not open', partial: 'shows a part of the record', not_native: 'shows the record in a form we cannot work with', login: 'asks for an account', other_version: 'shows another version of the record',
};

/** “The address https://… does not open.” */
const sentence = ({ url, problem }: LinkGiven): string => `The address ${oneLine(url)} ${SHOWS[problem ?? 'dead']}.`;

function inputs(): readonly LetterInput[] {
  return [
    { name: 'opened', kind: 'date', label: t('Opened on'), hint: t('The day you last tried it.'), required: true },
    { name: 'shows', kind: 'text', label: t('What it shows, as a sentence'), hint: t('For example: It shows page 1 of 14.') },
  ];
}
