import { addDays, parseCivilDate } from '../../statutes/civil-date.js';
import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { type FollowUp, type Weighed, alreadyWritten, notOffered, stopped } from './follow-up.js';
import type { LetterInput } from './letter-inputs.js';
import { printedDate, receiptSentence } from './printed.js';
import { type Situation, isLate, unanswered, writtenOf } from './situation.js';

/** Days of silence after the last reminder (letters.md 6). */
const DAYS_OF_SILENCE = 60;

/** letters.md 37: to the mediator, who knows nothing of the file. */
export const foiaOgis: FollowUp = {
  slug: 'foia-ogis', statute: 'FOIA', topic: 'end', rank: 26, replyWithin: null, elsewhere: true, frame: 'foia-to-ogis',
  subject: 'Request for help with a dispute',
  title: () => t('Ask the mediator for help (OGIS)'),
  purpose: () => t('Tells the Office of Government Information Services the dispute in a few lines and what would help. It stops no clock of ours.'),
  needs: () => [t('a reminder two months old without an answer, or an appeal decided or overdue'), t('no answer that still waits for our appeal')],
  weigh, inputs,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation, { law: 'FOIA', evenClosed: true });
  if (why !== null) return notOffered(why);
  const { foia, agency } = situation;
  if (foia.adverse.length > 0) return notOffered(t('An answer waits for our appeal, and mediation may not stop our days for it: appeal first.'));
  if (foia.question) return notOffered(t('They wait for our answer to a question.'));
  const dispute = disputeOf(situation);
  if (dispute === null) return notOffered(t('No reminder has waited two months, and no appeal is decided against us or overdue.'));
  const [before] = writtenOf(situation, 'foia-ogis').filter(({ about }) => about.includes(dispute.key));
  if (before) return notOffered(alreadyWritten(before.sentOn ?? situation.today));
  return {
    offered: true, items: dispute.kind === 'silence' ? unanswered(situation) : [], about: [dispute.key],
    reason: dispute.kind === 'silence' ? t('{agency} has left the reminder of {date} unanswered for two months.', { agency: agency.shortName, date: formatDate(dispute.on) })
      : dispute.kind === 'refused' ? t('The appeal was decided on {date}, and something stays refused.', { date: formatDate(dispute.on) }) : t('The appeal of {date} has had no decision in time.', { date: formatDate(dispute.on) }),
    facts: {
      agency: agency.name, received: receiptSentence(situation).replaceAll('Your', 'Its').replaceAll(' you.', ' it.'), reminded: printedDate(writtenOf(situation, 'foia-overdue').at(-1)?.sentOn ?? null),
      appealedOn: printedDate(foia.appeal?.sentOn ?? null), decidedOn: printedDate(foia.appeal?.decidedOn ?? null), silence: dispute.kind === 'silence', pending: dispute.kind === 'pending',
    },
  };
}

interface Dispute {
  readonly kind: 'silence' | 'refused' | 'pending';
  readonly on: string;
  readonly key: string;
}

function disputeOf(situation: Situation): Dispute | null {
  const { foia: { appeal }, today } = situation;
  if (appeal?.decidedOn && appeal.outcome !== 'granted' && appeal.outcome !== 'sent_back') return { kind: 'refused', on: appeal.decidedOn, key: `ogis:decided:${appeal.decidedOn}` };
  if (appeal && appeal.decidedOn === null && appeal.lateSince !== null) return { kind: 'pending', on: appeal.sentOn, key: `ogis:appeal:${appeal.sentOn}` };
  const reminded = writtenOf(situation, 'foia-overdue').at(-1)?.sentOn ?? null;
  if (!isLate(situation) || reminded === null || today < addDays(parseCivilDate(reminded), DAYS_OF_SILENCE)) return null;
  return { kind: 'silence', on: reminded, key: `ogis:silence:${reminded}` };
}

function inputs(): readonly LetterInput[] {
  return [
    { name: 'dispute', kind: 'lines', label: t('The dispute, in up to three lines'), hint: t('What was asked, what came, what is open. No accusation.'), required: true },
    { name: 'help', kind: 'lines', label: t('What would help'), hint: t('An order of release, a day, a line of the fees. One to a line.'), required: true },
    { name: 'consent', kind: 'tick', label: t('They may speak with the agency about this request and share this letter'), required: true },
  ];
}
