import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { addDays, parseCivilDate } from '../../statutes/civil-date.js';
import { type CitedGround, groundInputs, groundParagraphs, groundsCited } from './exemption-answers.js';
import { type FollowUp, type Offered, type Weighed, alreadyWritten, lastWritten, notOffered, stopped } from './follow-up.js';
import type { LetterInput, TypedInputs } from './letter-inputs.js';
import { joined, printedDate } from './printed.js';
import type { Refusal } from './situation-denials.js';
import { type Situation, spokenOf, writtenOf } from './situation.js';

/** Days after a refusal in which the group reads it (letters.md 6). */
const DAYS_TO_READ = 5;
/** Days the agency has to complete one it was asked to complete. */
const DAYS_TO_COMPLETE = 14;

/** letters.md 21: one paragraph to each ground the agency cited, and an offer of masking. */
export const denialDispute: FollowUp = {
  slug: 'cpra-denial-dispute', statute: 'CPRA', topic: 'denied', rank: 46, replyWithin: 10, lawyer: 'advised',
  subject: 'The records withheld',
  title: () => t('Answer the refusal, ground by ground'),
  purpose: () => t('Answers each exemption they cited, offers masking, and asks for release or for facts.'),
  needs: () => [t('a refusal whose grounds are on record'), t('five days past it, or two weeks past your letter that asked to complete it')],
  weigh, inputs, refine,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation, { evenClosed: true });
  if (why !== null) return notOffered(why);
  const { today, denials } = situation;
  if (denials.refusals.length === 0) return notOffered(t('No item is refused.'));
  const stated = denials.refusals.filter(({ exemptions, ground }) => exemptions.length > 0 || ground !== '');
  if (stated.length === 0) return notOffered(t('No ground of theirs is on record to answer. Add it to the entry of the refusal, or ask them to complete it.'));
  const fresh = stated.filter((refusal) => keysOf(refusal).some((key) => !spokenOf(situation, key)));
  const [first] = fresh;
  if (!first) return notOffered(alreadyWritten(lastWritten(situation, 'cpra-denial-dispute') ?? today));
  const ripe = fresh.filter((refusal) => today >= ripeFrom(situation, refusal));
  const last = ripe.at(-1);
  if (!last) return notOffered(notYet(situation, first));
  return {
    offered: true, items: [...new Set(ripe.flatMap(({ items }) => items))].sort((a, b) => a - b), about: ripe.flatMap(keysOf),
    reason: t('{agency} refused on {date} and cited grounds that can be answered.', { agency: situation.agency.shortName, date: formatDate(last.on) }),
    facts: { deniedOn: joined([...new Set(ripe.map(({ on }) => printedDate(on)))]), completed: printedDate(askedToComplete(situation, last)), cited: ripe.flatMap(({ exemptions, ground }) => [...exemptions, ground]).filter((words) => words !== '') },
  };
}

/** By item and ground: the same ground said again is no new one. */
function keysOf(refusal: Refusal): string[] {
  const grounds = groundsCited([refusal]).map(({ module, words }) => module ?? words.slice(0, 60)).join('+');
  return refusal.items.map((n) => `dispute:${n}:${grounds}`);
}

/** The day on which a letter that asked to complete this refusal went; null when none did. */
function askedToComplete(situation: Situation, { items }: Refusal): string | null {
  return writtenOf(situation, 'cpra-denial-incomplete').filter(({ about }) => items.some((n) => about.some((key) => key.startsWith(`incomplete:${n}:`)))).at(-1)?.sentOn ?? null;
}

/** What lacks something is asked to be completed first, and waited for. `9999-12-31` while that letter has not gone. */
function ripeFrom(situation: Situation, refusal: Refusal): string {
  if (refusal.lacks.length === 0) return addDays(parseCivilDate(refusal.on), DAYS_TO_READ);
  const asked = askedToComplete(situation, refusal);
  return asked === null ? '9999-12-31' : addDays(parseCivilDate(asked), DAYS_TO_COMPLETE);
}

function notYet(situation: Situation, refusal: Refusal): string {
  const from = ripeFrom(situation, refusal);
  return from === '9999-12-31' ? t('The refusal lacks something: ask them to complete it first.') : t('They refused on {date}; the letter fits from {from}.', { date: formatDate(refusal.on), from: formatDate(from) });
}

/** The grounds of all that is refused, whether or not the letter fits yet. */
function groundsOf(situation: Situation, items: readonly number[] | null = null): CitedGround[] {
  return groundsCited(situation.denials.refusals.map((refusal) => ({ ...refusal, items: items === null ? refusal.items : refusal.items.filter((n) => items.includes(n)) })).filter((refusal) => refusal.items.length > 0));
}

function inputs(situation: Situation): readonly LetterInput[] {
  return [
    ...groundInputs(groundsOf(situation)),
    { name: 'offer', kind: 'lines', label: t('What you would accept'), hint: t('One offer to a line, only what you would stand by. For example: a sample of one month.') },
  ];
}

function refine(offered: Offered, typed: TypedInputs, situation: Situation): Offered {
  return { ...offered, facts: { ...offered.facts, grounds: groundParagraphs(groundsOf(situation, offered.items), typed) } };
}
