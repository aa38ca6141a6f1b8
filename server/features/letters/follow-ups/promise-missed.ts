import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { addDays, parseCivilDate } from '../../statutes/civil-date.js';
import { costFirst } from './answered.js';
import { type FollowUp, type Weighed, alreadyWritten, notOffered, stopped, lastWritten } from './follow-up.js';
import { joined, printedDate, printedItems } from './printed.js';
import { type Promised, type Situation, spokenOf } from './situation.js';

/** After a first date passes they have so many working days; after two moves, none (letters.md 6). */
const WORKING_DAYS = 3;
const MOVES = 2;
/** Days without records after a part of them came. */
const IDLE_DAYS = 30;

/** letters.md 18 (b), (c), (d). The date was their word and not the law: this letter asks, and calls nobody late. */
export const promiseMissed: FollowUp = {
  slug: 'cpra-promise-missed', statute: 'CPRA', topic: 'records', rank: 20, replyWithin: 10,
  subject: 'When the records will come',
  title: () => t('Ask for records whose day has passed'),
  purpose: () => t('Lists the days they gave, asks for what is ready and for a day for the rest.'),
  needs: () => [t('a day they promised records for, three working days past; or thirty days since a part came, and no day for the rest')],
  weigh,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation);
  if (why !== null) return notOffered(why);
  const { fresh, whyNone } = missedOf(situation);
  const idle = idleOf(situation);
  if (fresh.length === 0 && !idle?.ripe) return notOffered(idle && situation.promises.length === 0 ? idle.why : whyNone);
  const cost = costFirst(situation);
  if (cost !== null) return notOffered(cost);
  const [latest] = fresh.map((promise) => promise.latest).sort().reverse();
  const idled = idle?.ripe ? idle : null;
  const items = [...new Set([...fresh.flatMap((promise) => promise.items), ...(idled?.items ?? [])])].sort((a, b) => a - b);
  return {
    offered: true, items, about: [...fresh.map(keyOf), ...(idled ? [idled.key] : [])],
    reason: latest === undefined
      ? t('The last records came on {date}, and they are not all.', { date: formatDate(idled?.since ?? situation.today) })
      : t.count(fresh.flatMap((promise) => promise.items).length, 'They promised records for {date}, and {n} item has not come.', 'They promised records for {date}, and {n} items have not come.', { date: formatDate(latest) }),
    facts: { slips: fresh.map(slip), moved: fresh.some((promise) => promise.dates.length > 1), idleSince: printedDate(idled?.since ?? null), idleItems: printedItems(idled?.items ?? []) },
  };
}

/** Promises whose day has passed and that no letter has spoken of; else why there are none. */
function missedOf(situation: Situation): { readonly fresh: readonly Promised[]; readonly whyNone: string } {
  const { promises, today } = situation;
  const none = (whyNone: string) => ({ fresh: [], whyNone });
  if (promises.length === 0) return none(t('No day was promised for records still to come.'));
  const passed = promises.filter((promise) => promise.latest < today);
  const [ahead] = promises.map((promise) => promise.latest).filter((date) => date >= today).sort();
  if (passed.length === 0) return none(t('Their day is still ahead: {date}.', { date: formatDate(ahead ?? today) }));
  const missed = passed.filter((promise) => isMissed(situation, promise));
  if (missed.length === 0) return none(t('Their day has only just passed. The letter fits three working days after it.'));
  const fresh = missed.filter((promise) => !spokenOf(situation, keyOf(promise)));
  return { fresh, whyNone: alreadyWritten(lastWritten(situation, 'cpra-promise-missed') ?? today) };
}

interface Idle {
  readonly since: string;
  readonly items: readonly number[];
  readonly key: string;
  readonly ripe: boolean;
  readonly why: string;
}

/** Records that came in part and then no more, with no day ahead for the rest; null when there are none. */
function idleOf(situation: Situation): Idle | null {
  const { producedOn: since, today } = situation;
  // A day that was named and has passed is a promise missed, not a production that stopped.
  const items = situation.items.filter((item) => item.state === 'partly_produced' && item.promisedFor === null).map((item) => item.n);
  if (since === null || items.length === 0) return null;
  const key = `idle:${since}:${items.join(',')}`;
  const from = addDays(parseCivilDate(since), IDLE_DAYS);
  if (spokenOf(situation, key)) return { since, items, key, ripe: false, why: alreadyWritten(lastWritten(situation, 'cpra-promise-missed') ?? today) };
  return { since, items, key, ripe: today >= from, why: t('Records last came on {date}; the letter fits from {from}.', { date: formatDate(since), from: formatDate(from) }) };
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
