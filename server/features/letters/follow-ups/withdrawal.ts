import { t } from '../../../platform/words.js';
import { itemIsSettled } from '../../requests/request-state.js';
import { type FollowUp, WITHDRAWN, type Weighed, notOffered, stopped } from './follow-up.js';
import { printedDate } from './printed.js';
import type { Situation } from './situation.js';

/** Tells the agency that it need not go on. It ends no clock: that is for whoever records the withdrawal. */
export const withdrawal: FollowUp = {
  slug: 'cpra-withdrawal', statute: 'CPRA', topic: 'courtesy', rank: 0, replyWithin: null, atWill: true,
  subject: 'We withdraw this request',
  title: () => t('Withdraw the request'),
  purpose: () => t('Tells them to stop, in three sentences. When it has gone, you record the withdrawal: until then every date stands.'),
  needs: () => [t('an item that is not settled')],
  weigh,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation);
  if (why !== null) return notOffered(why);
  const open = situation.items.filter((item) => !itemIsSettled(item.state)).map((item) => item.n);
  if (open.length === 0) return notOffered(t('Every item is settled: there is nothing left to withdraw.'));
  return {
    offered: true, items: open, about: [WITHDRAWN], reason: t('If you no longer need the records, it saves them the search.'),
    facts: { producedOn: printedDate(situation.producedOn), all: open.length === situation.items.length },
  };
}
