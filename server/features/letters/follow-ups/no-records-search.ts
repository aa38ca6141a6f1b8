import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { type FollowUp, type Weighed, alreadyWritten, lastWritten, notOffered, stopped } from './follow-up.js';
import type { LetterInput } from './letter-inputs.js';
import { joined, printedDate } from './printed.js';
import type { NotFound } from './situation-denials.js';
import { type Situation, spokenOf } from './situation.js';

const WORKING_DAYS = 5;

/** letters.md 23: with a public document that shows the record, how it was looked for; without one, once, whether none exists. */
export const noRecordsSearch: FollowUp = {
  slug: 'cpra-no-records-search', statute: 'CPRA', topic: 'denied', rank: 42, replyWithin: 10,
  subject: 'How the records were searched for',
  title: () => t('Ask how they searched'),
  purpose: () => t('Names what suggests that the records exist, and asks which units, systems and words were searched.'),
  needs: () => [t('an item recorded as “none found”'), t('best with a public document that shows the record')],
  weigh, inputs,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation, { evenClosed: true });
  if (why !== null) return notOffered(why);
  const { today, denials } = situation;
  if (denials.notFound.length === 0) return notOffered(t('No item was answered with “none found”.'));
  const fresh = denials.notFound.filter((one) => !spokenOf(situation, keyOf(one)));
  const [first] = fresh;
  if (!first) return notOffered(alreadyWritten(lastWritten(situation, 'cpra-no-records-search') ?? today));
  const due = fresh.filter(({ on }) => today >= situation.workingDaysAfter(on, WORKING_DAYS));
  const last = due.at(-1);
  if (!last) return notOffered(t('They answered on {date}; the letter fits from {from}.', { date: formatDate(first.on), from: formatDate(situation.workingDaysAfter(first.on, WORKING_DAYS)) }));
  const contradicted = due.filter(({ basis }) => basis.length > 0);
  return {
    offered: true, items: due.map(({ n }) => n), about: due.map(keyOf),
    reason: contradicted.length > 0
      ? t('They found nothing on {date}, and a public document shows otherwise.', { date: formatDate(last.on) })
      : t('They found nothing on {date}. You may ask once whether none exists.', { date: formatDate(last.on) }),
    facts: { answeredOn: joined([...new Set(due.map(({ on }) => printedDate(on)))]), contradicted: contradicted.length > 0, shown: contradicted.flatMap(printedBasis) },
  };
}

/** Without a contrary document it is asked once; with one, once more. */
const keyOf = ({ n, basis }: NotFound) => `none:${n}:${basis.length > 0 ? 'shown' : 'asked'}`;

function printedBasis({ n, basis }: NotFound): string[] {
  return basis.map(({ fact, document, date }) => `Item ${n}: ${document}${date === null ? '' : `, ${printedDate(date)}`}: ${fact.replace(/\.$/, '')}.`);
}

function inputs(): readonly LetterInput[] {
  return [
    { name: 'units', kind: 'text', label: t('Units that were not searched, as far as you can see'), hint: t('For example: Information Technology Bureau. Leave empty when you can’t tell.') },
    { name: 'words', kind: 'text', label: t('Other words they could search by') },
    { name: 'destroyed', kind: 'tick', label: t('They say that the records were destroyed') },
  ];
}
