import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { type FollowUp, type Weighed, alreadyWritten, notOffered, stopped, lastWritten } from './follow-up.js';
import { joined, printedDate, printedItems } from './printed.js';
import { type Promised, type Situation, spokenOf } from './situation.js';

/** After a first date passes they have so many working days; after two moves, none (letters.md 6). */
const WORKING_DAYS = 3;
const MOVES = 2;

/** letters.md 18 (b), (c). The date was their word and not the law: this letter asks, and calls nobody late. */
export const promiseMissed: FollowUp = {
  slug: 'cpra-promise-missed', statute: 'CPRA', topic: 'records', rank: 20, replyWithin: 10,
  subject: 'When the records will come',
  title: () => t('Ask for records whose day has passed'),
  purpose: () => t('Lists the days they gave, asks for what is ready and for a day for the rest.'),
  needs: () => [t('a day they promised records for, recorded with the answer'), t('three working days past it')],
  weigh,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation);
  if (why !== null) return notOffered(why);
  const { promises, today } = situation;
  if (promises.length === 0) return notOffered(t('No day was promised for records still to come.'));
  const passed = promises.filter((promise) => promise.latest < today);
  const [ahead] = promises.map((promise) => promise.latest).filter((date) => date >= today).sort();
  if (passed.length === 0) return notOffered(t('Their day is still ahead: {date}.', { date: formatDate(ahead ?? today) }));
  const missed = passed.filter((promise) => isMissed(situation, promise));
  const [first] = missed;
  if (!first) return notOffered(t('Their day has only just passed. The letter fits three working days after it.'));
  const fresh = missed.filter((promise) => !spokenOf(situation, keyOf(promise)));
  const [latest] = fresh.map((promise) => promise.latest).sort().reverse();
  if (latest === undefined) return notOffered(alreadyWritten(lastWritten(situation, 'cpra-promise-missed') ?? today));
  const items = fresh.flatMap((promise) => promise.items).sort((a, b) => a - b);
  return {
    offered: true, items, about: fresh.map(keyOf),
    reason: t.count(items.length, 'They promised records for {date}, and {n} item has not come.', 'They promised records for {date}, and {n} items have not come.', { date: formatDate(latest) }),
    facts: { slips: fresh.map(slip), moved: fresh.some((promise) => promise.dates.length > 1) },
  };
}

const keyOf = (promise: Promised) => `promise:${promise.latest}:${promise.items.join(',')}`;

function isMissed(situation: Situation, promise: Promised): boolean {
  if (promise.dates.length > MOVES) return true;
  return situation.today >= situation.workingDaysAfter(promise.latest, WORKING_DAYS);
}

/** “For items 2 and 3 you gave April 11, 2026, then May 6, 2026.” */
function slip(promise: Promised): string {
  const dates = promise.dates.map(printedDate);
  return `For ${printedItems(promise.items)} you gave ${dates.length < 3 ? dates.join(', then ') : joined(dates)}.`;
}
