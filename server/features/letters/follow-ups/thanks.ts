import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { itemIsSettled } from '../../requests/request-state.js';
import { type FollowUp, type Weighed, alreadyWritten, lastWritten, notOffered, stopped } from './follow-up.js';
import { printedDate, printedItems } from './printed.js';
import { type Situation, spokenOf } from './situation.js';

/** Three sentences for those who searched. It says of what is still open only that it is. */
export const thanks: FollowUp = {
  slug: 'cpra-thanks', statute: 'CPRA', topic: 'courtesy', rank: 2, replyWithin: null, atWill: true,
  subject: 'Thank you for the records',
  title: () => t('Thank them for the records'),
  purpose: () => t('Says that the records came. What is still open stays open.'),
  needs: () => [t('records that came')],
  weigh,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation, { evenClosed: true });
  if (why !== null) return notOffered(why);
  const { producedOn, today, agency } = situation;
  if (producedOn === null) return notOffered(t('No records have come.'));
  const key = `thanks:${producedOn}`;
  if (spokenOf(situation, key)) return notOffered(alreadyWritten(lastWritten(situation, 'cpra-thanks') ?? today));
  const came = situation.items.filter((item) => item.state === 'produced' || item.state === 'partly_produced').map((item) => item.n);
  const open = situation.items.filter((item) => !itemIsSettled(item.state)).map((item) => item.n);
  return {
    offered: true, items: came, about: [key], reason: t('{agency} sent records on {date}.', { agency: agency.shortName, date: formatDate(producedOn) }),
    facts: { producedOn: printedDate(producedOn), open: printedItems(open) },
  };
}
