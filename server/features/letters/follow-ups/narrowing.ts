import { t } from '../../../platform/words.js';
import { itemIsSettled } from '../../requests/request-state.js';
import { type FollowUp, type Weighed, notOffered, stopped } from './follow-up.js';
import type { LetterInput } from './letter-inputs.js';
import type { Situation } from './situation.js';

/** An offer of ours to take less first. It gives nothing up: what is left for later stays asked for. */
export const narrowing: FollowUp = {
  slug: 'cpra-narrowing', statute: 'CPRA', topic: 'courtesy', rank: 1, replyWithin: null, atWill: true,
  subject: 'What to send first',
  title: () => t('Say what to send first'),
  purpose: () => t('Names the part you want first. The rest stays asked for and can follow.'),
  needs: () => [t('an item that is not settled')],
  weigh, inputs,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation);
  if (why !== null) return notOffered(why);
  const open = situation.items.filter((item) => !itemIsSettled(item.state)).map((item) => item.n);
  if (open.length === 0) return notOffered(t('Every item is settled: there is nothing left to put in order.'));
  return { offered: true, items: open, about: [], reason: t('If you need one part sooner, or less would do, tell them which.'), facts: {} };
}

function inputs(): readonly LetterInput[] {
  return [
    { name: 'first', kind: 'lines', label: t('What to send first'), hint: t('One part to a line, with its item number: “Item 3: the list as it stands today”.'), required: true },
    { name: 'later', kind: 'lines', label: t('What can wait'), hint: t('One part to a line. It stays asked for.') },
  ];
}
