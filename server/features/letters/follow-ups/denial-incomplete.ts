import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { type FollowUp, type Weighed, alreadyWritten, lastWritten, notOffered, stopped } from './follow-up.js';
import type { LetterInput } from './letter-inputs.js';
import { joined, printedDate } from './printed.js';
import type { Lack, Refusal } from './situation-denials.js';
import { type Situation, spokenOf } from './situation.js';

const WORKING_DAYS = 3;

/** letters.md 20: asks for what a refusal has to hold, and argues nothing yet. */
export const denialIncomplete: FollowUp = {
  slug: 'cpra-denial-incomplete', statute: 'CPRA', topic: 'denied', rank: 48, replyWithin: 10,
  subject: 'Please complete your answer',
  title: () => t('Ask them to complete the refusal'),
  purpose: () => t('Names what the refusal lacks: the exemption, the reason, or who decided. Argues nothing yet.'),
  needs: () => [t('a refusal, recorded with what it holds and what it lacks')],
  weigh, inputs,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation, { evenClosed: true });
  if (why !== null) return notOffered(why);
  const { today, denials } = situation;
  const { refusals } = denials;
  if (refusals.length === 0) return notOffered(t('No item is refused.'));
  const lacking = refusals.filter(({ lacks }) => lacks.length > 0);
  if (lacking.length === 0) return notOffered(notLacking(refusals));
  const fresh = lacking.filter((refusal) => keysOf(refusal).some((key) => !spokenOf(situation, key)));
  const [first] = fresh;
  if (!first) return notOffered(alreadyWritten(lastWritten(situation, 'cpra-denial-incomplete') ?? today));
  const due = fresh.filter(({ on }) => today >= situation.workingDaysAfter(on, WORKING_DAYS));
  if (due.length === 0) return notOffered(t('They refused on {date}; the letter fits from {from}.', { date: formatDate(first.on), from: formatDate(situation.workingDaysAfter(first.on, WORKING_DAYS)) }));
  const lacks = [...new Set(due.flatMap((refusal) => refusal.lacks))];
  return {
    offered: true, items: [...new Set(due.flatMap(({ items }) => items))].sort((a, b) => a - b), about: due.flatMap(keysOf),
    reason: t('The refusal of {date} {lacks}.', { date: formatDate(due.at(-1)?.on ?? first.on), lacks: new Intl.ListFormat('en', { type: 'conjunction' }).format(lacks.map((lack) => SAYS[lack]())) }),
    facts: factsFor(due, lacks),
  };
}

/** By item and not by day: a refusal said again, still without it, is no new one. */
const keysOf = ({ items, lacks }: Refusal) => items.flatMap((n) => lacks.map((lack) => `incomplete:${n}:${lack}`));

function notLacking(refusals: readonly Refusal[]): string {
  const unread = refusals.find(({ exemptions, ground }) => exemptions.length === 0 && ground === '');
  return unread
    ? t('What the refusal of {date} says is not on record. Correct that entry: give their grounds, or say what it lacks.', { date: formatDate(unread.on) })
    : t('Nothing on record says that the refusal lacks something. If it names no reason or no person, correct that entry.');
}

const SAYS: Readonly<Record<Lack, () => string>> = {
  writing: () => t('came only in spoken words'),
  ground: () => t('names no exemption'),
  reason: () => t('names a section and no reason'),
  link: () => t('does not say which exemption is for which item'),
  name: () => t('does not name who decided'),
  title: () => t('does not give the title of who decided'),
};

function factsFor(refusals: readonly Refusal[], lacks: readonly Lack[]) {
  const has = (lack: Lack) => lacks.includes(lack);
  return {
    deniedOn: joined([...new Set(refusals.map(({ on }) => printedDate(on)))]), cited: joined([...new Set(refusals.flatMap(({ exemptions }) => exemptions))].map((words) => `“${words}”`)),
    oral: has('writing'), noGround: has('ground'), noReason: has('reason'), noLink: has('link'), noPerson: has('name') && has('title'), noName: has('name') && !has('title'), noTitle: has('title') && !has('name'),
  };
}

function inputs(): readonly LetterInput[] {
  return [{ name: 'byVendor', kind: 'text', label: t('If a company answered for them: its name'), hint: t('Leave empty when the agency answered itself.') }];
}
