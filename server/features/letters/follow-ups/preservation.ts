import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { addDays, parseCivilDate } from '../../statutes/civil-date.js';
import type { Law } from '../../deadlines/facts-to-statutes.js';
import { type FollowUp, type FollowUpSlug, type Offered, type Weighed, alreadyWritten, lastWritten, notOffered, stopped } from './follow-up.js';
import type { LetterInput } from './letter-inputs.js';
import { printedDate, printedItems } from './printed.js';
import type { Destruction } from './situation-denials.js';
import { type Situation, spokenOf } from './situation.js';

/** The day of destruction is this near (letters.md 6). */
const NEAR = 180;
/** So near that nothing comes before it. */
const PRESSING = 30;

/** letters.md 31: keep what we asked for until the request is settled. Names no statute: none was read that says so. */
function preservationUnder(statute: Law, slug: FollowUpSlug): FollowUp {
  return {
    slug, statute, topic: 'end', rank: 38, replyWithin: 10, lawyer: 'advised',
    subject: 'Please keep these records',
    title: () => t('Ask them to keep the records'),
    purpose: () => t('Names the records and the day from which they may be destroyed, and asks that they be kept until the request is settled.'),
    needs: () => [t('a day within half a year from which records you wait for may be destroyed, or a refusal')],
    weigh: (situation) => weigh(situation, statute, slug), inputs,
  };
}

export const preservation = preservationUnder('CPRA', 'cpra-preservation');
export const foiaPreservation = preservationUnder('FOIA', 'foia-preservation');

function weigh(situation: Situation, law: Law, slug: FollowUpSlug): Weighed {
  const why = stopped(situation, { evenClosed: true, law });
  if (why !== null) return notOffered(why);
  const { today, denials } = situation;
  const near = denials.destructions.filter(({ from }) => from < addDays(parseCivilDate(today), NEAR));
  const refused = [...new Set(denials.refusals.filter(({ exemptions, ground, lacks }) => exemptions.length > 0 || ground !== '' || lacks.length > 0).flatMap(({ items }) => items))].sort((a, b) => a - b);
  if (near.length === 0 && refused.length === 0) return notOffered(whyNot(denials.destructions));
  const fresh = near.filter((one) => !spokenOf(situation, keyOf(one)));
  const unkept = refused.filter((n) => !spokenOf(situation, `keep:refused:${n}`));
  if (fresh.length === 0 && unkept.length === 0) return notOffered(alreadyWritten(lastWritten(situation, slug) ?? today));
  const [soonest] = fresh;
  return {
    offered: true, ...weight(soonest, today), items: [...new Set([...fresh.flatMap(({ items }) => items), ...unkept])].sort((a, b) => a - b), about: [...fresh.map(keyOf), ...unkept.map((n) => `keep:refused:${n}`)],
    reason: soonest
      ? t('Records you wait for may be destroyed from {date} on: {what}.', { date: formatDate(soonest.from), what: soonest.what.replace(/\.$/, '') })
      : t('They refused records, and nothing asks them to keep those yet.'),
    facts: { classes: fresh.map(printedClass), refused: printedItems(unkept), passed: fresh.some(({ from }) => from <= today) },
  };
}

/** A day of destruction that is near comes before everything; a refusal alone puts nothing in danger yet. */
function weight(soonest: Destruction | undefined, today: string): Pick<Offered, 'rank' | 'aside'> {
  if (soonest === undefined) return { rank: 5, aside: true };
  return soonest.from < addDays(parseCivilDate(today), PRESSING) ? { rank: 70 } : {};
}

const keyOf = ({ n, from }: Destruction) => `keep:${n}:${from}`;

function whyNot(destructions: readonly Destruction[]): string {
  const [next] = destructions;
  return next ? t('Records may be destroyed from {date} on: that is more than half a year off.', { date: formatDate(next.from) }) : t('No day of destruction is on record, and nothing is refused.');
}

/** “Item 1: plate data of November 2024, from December 1, 2026 on (Special Order 31).” */
function printedClass({ items, what, from, source }: Destruction): string {
  const about = printedItems(items);
  return `${about.charAt(0).toUpperCase()}${about.slice(1)}: ${what.replace(/\.$/, '')}, from ${printedDate(from)} on (${source.replace(/\.$/, '')}).`;
}

function inputs(): readonly LetterInput[] {
  return [
    { name: 'event', kind: 'text', label: t('What makes it pressing'), hint: t('A fact with its date: “The contract with the company ends on June 30, 2027.” Leave empty when it is the date alone.') },
    { name: 'vendor', kind: 'tick', label: t('A company holds a copy') },
    { name: 'mail', kind: 'tick', label: t('Mail or messages are deleted by themselves') },
    { name: 'phones', kind: 'tick', label: t('Phones or messaging apps are used') },
  ];
}
