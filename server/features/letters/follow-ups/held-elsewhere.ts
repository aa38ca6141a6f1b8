import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { oneLine } from '../plain-words.js';
import { itemsIn, keysIn, lastOn, toAnswer } from './answered.js';
import { type FollowUp, type Weighed, notOffered } from './follow-up.js';
import type { LetterInput } from './letter-inputs.js';
import { joined, printedDate } from './printed.js';
import type { Situation } from './situation.js';

/** letters.md 27: what an agency can fetch from its own account, or has a right to, is asked of it all the same. */
export const heldElsewhere: FollowUp = {
  slug: 'cpra-held-elsewhere', statute: 'CPRA', topic: 'answered', rank: 42, replyWithin: 10,
  subject: 'Records held for you',
  title: () => t('Ask for records that somebody else holds for them'),
  purpose: () => t('Asks for an export from their own account, for the contract, or for the clause that prevents it. A request to the holder goes beside it.'),
  needs: () => [t('an answer that a vendor or another agency has the records'), t('three working days past it'), t('no reasoned statement of theirs that they have no right to them')],
  weigh, inputs,
};

function weigh(situation: Situation): Weighed {
  const found = toAnswer(situation, situation.answers.elsewhere, {
    slug: 'cpra-held-elsewhere', after: 3, none: () => t('They did not say that somebody else has the records.'), over: () => t('The records have come since, or were withdrawn.'),
  });
  if (typeof found === 'string') return notOffered(found);
  const holders = [...new Set(found.map(({ holder }) => oneLine(holder)))];
  return {
    offered: true, items: itemsIn(found), about: keysIn(found), reason: t('They said on {date} that {holder} has the records. Ask {holder} too, in a request of its own.', { date: formatDate(lastOn(found)), holder: joined(holders) }),
    facts: { saidOn: printedDate(lastOn(found)), holder: joined(holders), vendor: found.some(({ isVendor }) => isVendor) },
  };
}

function inputs(): readonly LetterInput[] {
  return [
    { name: 'clause', kind: 'text', label: t('What their contract says of it'), hint: t('As a whole sentence, with the clause’s number: “Clause 4.1 of the agreement says that the City owns the data.”') },
    { name: 'account', kind: 'tick', label: t('They have an account there and can export from it') },
    { name: 'plates', kind: 'tick', label: t('The records are of a plate reader'), hint: t('The letter then names the duties the Civil Code lays on who runs one.') },
    { name: 'asked', kind: 'tick', label: t('We ask the holder itself too'), hint: t('Tick it once that request has gone.') },
  ];
}
