import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { type CitedGround, groundInputs, groundParagraphs, groundsCited } from './exemption-answers.js';
import { type FollowUp, type Offered, type Weighed, alreadyWritten, lastWritten, notOffered, stopped } from './follow-up.js';
import type { LetterInput, TypedInputs } from './letter-inputs.js';
import { joined, printedDate, printedItems } from './printed.js';
import type { Redaction } from './situation-denials.js';
import { type Situation, spokenOf } from './situation.js';

/** What came is taken stock of first (letters.md 6). */
const WORKING_DAYS = 10;

/** letters.md 22: records came, and parts of them did not. */
export const redactionDispute: FollowUp = {
  slug: 'cpra-redaction-dispute', statute: 'CPRA', topic: 'denied', rank: 44, replyWithin: 10,
  subject: 'Parts removed from the records',
  title: () => t('Ask for parts that were cut out'),
  purpose: () => t('Says what is missing and where, and asks for the ground of each cut or for the part. Not for plates, private names or direct phone lines: accept those.'),
  needs: () => [t('records with parts removed, recorded with where'), t('ten working days past it')],
  weigh, inputs, refine,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation, { evenClosed: true });
  if (why !== null) return notOffered(why);
  const { today, denials } = situation;
  if (denials.redactions.length === 0) return notOffered(t('No record is on file as cut.'));
  const fresh = denials.redactions.filter((one) => !spokenOf(situation, keyOf(one)));
  const [first] = fresh;
  if (!first) return notOffered(alreadyWritten(lastWritten(situation, 'cpra-redaction-dispute') ?? today));
  const due = fresh.filter(({ on }) => today >= situation.workingDaysAfter(on, WORKING_DAYS));
  const last = due.at(-1);
  if (!last) return notOffered(t('The records came on {date}; the letter fits from {from}.', { date: formatDate(first.on), from: formatDate(situation.workingDaysAfter(first.on, WORKING_DAYS)) }));
  return {
    offered: true, items: [...new Set(due.flatMap(({ items }) => items))].sort((a, b) => a - b), about: due.map(keyOf),
    reason: t('Parts are missing from the records of {date}: {where}.', { date: formatDate(last.on), where: last.where.replace(/\.$/, '') }),
    facts: { cameOn: joined([...new Set(due.map(({ on }) => printedDate(on)))]), cuts: due.map(printedCut), noGround: due.some(({ ground }) => ground === '') },
  };
}

const keyOf = ({ on, where }: Redaction) => `cut:${on}:${where.slice(0, 60)}`;

/** “Item 2, pages 3 to 9. Ground stated: “privacy”.” */
function printedCut({ items, where, ground }: Redaction): string {
  const place = [printedItems(items), where.replace(/\.$/, '')].filter((part) => part !== '').join(', ');
  return `${place.charAt(0).toUpperCase()}${place.slice(1)}. ${ground === '' ? 'No ground is stated.' : `Ground stated: “${ground}”.`}`;
}

function inputs(situation: Situation): readonly LetterInput[] {
  return [
    { name: 'restore', kind: 'lines', label: t('What to restore'), hint: t('A field, column or page to a line: “The column Reason”.') },
    { name: 'users', kind: 'tick', label: t('Names of users are cut out') },
    { name: 'purposes', kind: 'tick', label: t('Purposes or reasons of searches are cut out') },
    { name: 'agencies', kind: 'tick', label: t('Names of agencies are cut out') },
    ...groundInputs(groundsOf(situation.denials.redactions)),
  ];
}

/** Grounds they stated for a cut that we have an answer to; the letter asks about the others as it is. */
function groundsOf(redactions: readonly Redaction[]): CitedGround[] {
  return groundsCited(redactions.map(({ items, ground }) => ({ items, exemptions: [], ground }))).filter(({ module }) => module !== null);
}

function refine(offered: Offered, typed: TypedInputs, situation: Situation): Offered {
  return { ...offered, facts: { ...offered.facts, grounds: groundParagraphs(groundsOf(situation.denials.redactions.filter((one) => offered.about.includes(keyOf(one)))), typed) } };
}
