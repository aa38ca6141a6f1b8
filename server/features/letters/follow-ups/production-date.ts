import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { costFirst } from './answered.js';
import { type FollowUp, type Weighed, alreadyWritten, lastWritten, notOffered, stopped } from './follow-up.js';
import { printedDate } from './printed.js';
import { type Situation, spokenOf } from './situation.js';

const WORKING_DAYS = 5;

/** letters.md 18 (a): they said which records they will release, and not when. */
export const productionDate: FollowUp = {
  slug: 'cpra-production-date', statute: 'CPRA', topic: 'records', rank: 19, replyWithin: 10,
  subject: 'A date for the records',
  title: () => t('Ask for the day the records will come'),
  purpose: () => t('Asks for the estimated date and time that belongs to a determination, and for what is ready.'),
  needs: () => [t('a determination to release records, without a day'), t('five working days past it')],
  weigh,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation);
  if (why !== null) return notOffered(why);
  const { undated, today } = situation;
  if (undated === null) return notOffered(t('No records were found releasable without a day for them.'));
  const key = `undated:${undated.on}:${undated.items.join(',')}`;
  if (spokenOf(situation, key)) return notOffered(alreadyWritten(lastWritten(situation, 'cpra-production-date') ?? today));
  const from = situation.workingDaysAfter(undated.on, WORKING_DAYS);
  if (today < from) return notOffered(t('They decided on {date}; the letter fits from {from}.', { date: formatDate(undated.on), from: formatDate(from) }));
  const cost = costFirst(situation);
  if (cost !== null) return notOffered(cost);
  return {
    offered: true, items: undated.items, about: [key],
    reason: t.count(undated.items.length, 'They decided on {date} to release records on {n} item and gave no day.', 'They decided on {date} to release records on {n} items and gave no day.', { date: formatDate(undated.on) }),
    facts: { decidedOn: printedDate(undated.on), producedOn: printedDate(situation.producedOn) },
  };
}
