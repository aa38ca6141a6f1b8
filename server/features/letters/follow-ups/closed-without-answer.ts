import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { type FollowUp, type Weighed, alreadyWritten, lastWritten, notOffered, stopped } from './follow-up.js';
import { printedDate, receiptSentence } from './printed.js';
import { type Situation, spokenOf } from './situation.js';

const WORKING_DAYS = 2;

/** letters.md 19: an agency that closes a request has not thereby answered it. */
export const closedWithoutAnswer: FollowUp = {
  slug: 'cpra-closed-without-answer', statute: 'CPRA', topic: 'closed', rank: 60, replyWithin: 10,
  subject: 'Closed without an answer',
  title: () => t('Ask them to reopen it, or to say what they decided'),
  purpose: () => t('Names the items that have no answer, and asks what was decided on each.'),
  needs: () => [t('a closing by the agency'), t('an item without an answer')],
  weigh,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation, { evenClosed: true });
  if (why !== null) return notOffered(why);
  const { closed, today, agency } = situation;
  if (closed === null) return notOffered(t('The request is not closed.'));
  if (closed.by === 'us') return notOffered(t('We closed it ourselves.'));
  // What is promised or partly here was answered: other letters ask for the rest.
  const items = situation.items.filter((item) => item.state === 'open').map((item) => item.n);
  if (items.length === 0 || situation.answeredOn !== null) return notOffered(t('Every item was answered before it was closed.'));
  const key = `closed:${closed.on}`;
  if (spokenOf(situation, key)) return notOffered(alreadyWritten(lastWritten(situation, 'cpra-closed-without-answer') ?? today));
  const from = situation.workingDaysAfter(closed.on, WORKING_DAYS);
  if (today < from) return notOffered(t('It was closed on {date}. An answer may still be on its way until {from}.', { date: formatDate(closed.on), from: formatDate(from) }));
  return {
    offered: true, items, about: [key],
    reason: t.count(items.length, '{agency} closed it on {date}, and {n} item has no answer.', '{agency} closed it on {date}, and {n} items have no answer.', { agency: agency.shortName, date: formatDate(closed.on) }),
    facts: {
      closedOn: printedDate(closed.on), received: receiptSentence(situation), producedOn: printedDate(situation.producedOn), partial: items.length < situation.items.length, onPortal: situation.sentBy === 'portal',
    },
  };
}
