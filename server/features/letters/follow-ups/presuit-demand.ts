import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { addDays, parseCivilDate } from '../../statutes/civil-date.js';
import { groundInputs, groundParagraphs, groundsCited } from './exemption-answers.js';
import { type FollowUp, type Offered, type Weighed, alreadyWritten, lastWritten, notOffered, stopped } from './follow-up.js';
import type { LetterInput, TypedInputs } from './letter-inputs.js';
import { openPoints, passed } from './open-points.js';
import { clockText, printedDate, printedItems, receiptSentence } from './printed.js';
import type { Refusal } from './situation-denials.js';
import { type Situation, isLate, spokenOf, unanswered, writtenOf } from './situation.js';
import { disputesThatStand } from './supervisor-review.js';

/** Days past every reading of the law before silence is brought to this (letters.md 5e). */
const DAYS_SILENT = 30;
/** A day they promised that is this near is waited for. */
const DAYS_PROMISED = 10;
const PROOF: ReadonlySet<string> = new Set(['portal', 'automatic_reply', 'delivery_proof', 'letter', 'message']);

/** letters.md 32: the last letter before a petition. Only a lawyer of the group sends it. */
export const presuitDemand: FollowUp = {
  slug: 'cpra-presuit-demand', statute: 'CPRA', topic: 'end', rank: 34, replyWithin: null, lawyer: 'required',
  subject: 'Before we ask a court',
  title: () => t('The last letter before a petition'),
  purpose: () => t('Says what is open item by item, what the law gives, and what would settle it. A lawyer of the group signs and sends it.'),
  needs: () => [t('a refusal you answered two weeks ago, or silence thirty days past every reading with two reminders sent'), t('proof of delivery'), t('a lawyer of the group')],
  weigh, inputs, refine,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation, { evenClosed: true });
  if (why !== null) return notOffered(why);
  const { today, receipt, sentOn } = situation;
  const refused = disputedItems(situation);
  const silent = silentItems(situation);
  const items = [...new Set([...refused, ...silent])].sort((a, b) => a - b);
  if (items.length === 0) return notOffered(t('No refusal stands two weeks after you answered it, and they are not silent thirty days past every reading after two reminders.'));
  if (items.every((n) => spokenOf(situation, `presuit:${n}`))) return notOffered(alreadyWritten(lastWritten(situation, 'cpra-presuit-demand') ?? today));
  if (sentOn === null || receipt === null || receipt.presumed || !PROOF.has(receipt.basis)) return notOffered(t('Nothing on record proves that they received the request.'));
  if (situation.denials.questionOpen) return notOffered(t('A question of theirs is open: answer it first.'));
  const promised = promisedSoon(situation);
  if (promised !== null) return notOffered(t('They promised an answer or records for {date}: wait for that day.', { date: formatDate(promised) }));
  return {
    offered: true, items, about: items.map((n) => `presuit:${n}`),
    reason: silent.length > 0 ? t('They are silent, long after every reading of the time ended and after two reminders.') : t('Their refusal stands two weeks after you answered it.'),
    facts: {
      points: openPoints(situation).filter(({ n }) => items.includes(n)).map(({ answer }) => answer), passed: passed(situation), received: receiptSentence(situation),
      silent: printedItems(silent), determination: clockText(situation).determination, ended: printedDate(silent.length > 0 ? (situation.owed?.assertAfter ?? null) : null), refused: printedItems(refused),
    },
  };
}

function disputedItems(situation: Situation): number[] {
  const withheld = situation.denials.refusals.flatMap(({ items }) => items);
  const stand = disputesThatStand(situation);
  const cut = stand.some(({ slug }) => slug === 'cpra-redaction-dispute') ? situation.denials.redactions.flatMap(({ items }) => (items.length > 0 ? items : situation.items.filter(({ state }) => state === 'produced' || state === 'partly_produced').map(({ n }) => n))) : [];
  return [...new Set([...cut, ...withheld.filter((n) => stand.some(({ about }) => about.some((key) => key.startsWith(`dispute:${n}:`))))])].sort((a, b) => a - b);
}

function silentItems(situation: Situation): number[] {
  const { owed, today } = situation;
  if (!isLate(situation) || !owed?.assertAfter || addDays(parseCivilDate(owed.assertAfter), DAYS_SILENT) > today) return [];
  const reminders = ['cpra-overdue-ten-days', 'cpra-overdue-extension'].flatMap((slug) => writtenOf(situation, slug)).filter((letter) => letter.sentOn !== null);
  return reminders.length >= 2 ? unanswered(situation) : [];
}

function promisedSoon({ today, promises, determinationPromised }: Situation): string | null {
  const until = addDays(parseCivilDate(today), DAYS_PROMISED);
  const dates = [...promises.map(({ latest }) => latest), ...(determinationPromised === null ? [] : [determinationPromised])];
  return dates.filter((date) => date >= today && date <= until).sort()[0] ?? null;
}

const refusalsOn = (situation: Situation, items: readonly number[]): Refusal[] =>
  situation.denials.refusals.map((refusal) => ({ ...refusal, items: refusal.items.filter((n) => items.includes(n)) })).filter((refusal) => refusal.items.length > 0);

function inputs(situation: Situation): readonly LetterInput[] {
  return [
    { name: 'settle', kind: 'lines', label: t('What would settle it'), hint: t('One thing to a line, narrow: “Items 1 and 3, with plates masked”.'), required: true },
    { name: 'until', kind: 'date', label: t('How long you will wait'), hint: t('Your own day, and printed as one.'), required: true },
    { name: 'call', kind: 'text', label: t('When they can call') },
    { name: 'bar', kind: 'text', label: t('State Bar number of who signs') },
    ...groundInputs(groundsCited(situation.denials.refusals)),
  ];
}

function refine(offered: Offered, typed: TypedInputs, situation: Situation): Offered {
  return { ...offered, facts: { ...offered.facts, grounds: groundParagraphs(groundsCited(refusalsOn(situation, offered.items)), typed) } };
}
