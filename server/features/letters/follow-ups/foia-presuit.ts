import { addDays, parseCivilDate } from '../../statutes/civil-date.js';
import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { type FollowUp, type Weighed, alreadyWritten, notOffered, stopped } from './follow-up.js';
import type { LetterInput } from './letter-inputs.js';
import { printedDate, receiptSentence } from './printed.js';
import { type Situation, isLate, unanswered, writtenOf } from './situation.js';

const DAYS_OF_SILENCE = 60;

/** letters.md 38: a lawyer's letter, of dates and of what would settle it. */
export const foiaPresuit: FollowUp = {
  slug: 'foia-presuit', statute: 'FOIA', topic: 'end', rank: 24, replyWithin: null, lawyer: 'required',
  subject: 'What would settle this',
  title: () => t('The letter before a suit'),
  purpose: () => t('Lists the open items, the dates, and what would settle it. For your lawyer to write and send.'),
  needs: () => [t('a reminder two months old without an answer, or an appeal decided or overdue'), t('no answer that still waits for our appeal')],
  weigh, inputs,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation, { law: 'FOIA', evenClosed: true });
  if (why !== null) return notOffered(why);
  const { foia } = situation;
  if (foia.question) return notOffered(t('They wait for our answer to a question.'));
  if (foia.adverse.length > 0) return notOffered(t('An answer came that was not appealed: appeal first.'));
  const ripe = ripeOf(situation);
  if (ripe === null) return notOffered(t('No reminder has waited two months, and no appeal is decided against us or overdue.'));
  const [before] = writtenOf(situation, 'foia-presuit').filter(({ about }) => about.includes(ripe.key));
  if (before) return notOffered(alreadyWritten(before.sentOn ?? situation.today));
  return {
    offered: true, items: openItems(situation), about: [ripe.key],
    reason: ripe.kind === 'silence' ? t('The time ended on {date}, and the reminders have had no answer.', { date: formatDate(ripe.on) })
      : ripe.kind === 'refused' ? t('The appeal was decided on {date}, and something stays refused.', { date: formatDate(ripe.on) }) : t('The appeal of {date} has had no decision in time.', { date: formatDate(ripe.on) }),
    facts: {
      received: receiptSentence(situation), ended: ripe.kind === 'silence' ? printedDate(ripe.on) : '', reminded: printedDate(writtenOf(situation, 'foia-overdue').at(-1)?.sentOn ?? null),
      appealedOn: printedDate(foia.appeal?.sentOn ?? null), appealReceivedOn: printedDate(foia.appeal?.receivedOn ?? null), decidedOn: printedDate(foia.appeal?.decidedOn ?? null), silence: ripe.kind === 'silence', pending: ripe.kind === 'pending', refused: ripe.kind === 'refused',
      items: openItems(situation).map((n) => ({ n: String(n), heading: situation.items.find((item) => item.n === n)?.heading ?? '' })),
    },
  };
}

/** What is not here: no answer, or refused, in part or whole, or not found. */
const openItems = (situation: Situation) => situation.items.filter(({ state }) => state !== 'produced' && state !== 'withdrawn').map(({ n }) => n);

interface Ripe {
  readonly kind: 'silence' | 'refused' | 'pending';
  readonly on: string;
  readonly key: string;
}

function ripeOf(situation: Situation): Ripe | null {
  const { foia: { appeal }, today, owed } = situation;
  if (appeal?.decidedOn && appeal.outcome !== 'granted' && appeal.outcome !== 'sent_back') return { kind: 'refused', on: appeal.decidedOn, key: `presuit:decided:${appeal.decidedOn}` };
  if (appeal && appeal.decidedOn === null && appeal.lateSince !== null) return { kind: 'pending', on: appeal.sentOn, key: `presuit:appeal:${appeal.sentOn}` };
  const reminded = writtenOf(situation, 'foia-overdue').at(-1)?.sentOn ?? null;
  if (!isLate(situation) || unanswered(situation).length === 0 || reminded === null || today < addDays(parseCivilDate(reminded), DAYS_OF_SILENCE)) return null;
  const ended = owed?.assertAfter ?? today;
  return { kind: 'silence', on: ended, key: `presuit:silence:${ended}` };
}

function inputs(): readonly LetterInput[] {
  return [
    { name: 'settle', kind: 'lines', label: t('What would settle it'), hint: t('A short list, and a schedule you would accept: so many pages a month, which items first. One to a line.'), required: true },
    { name: 'court', kind: 'choice', label: t('The court'), options: [{ value: 'cd-cal', label: t('Central District of California'), prints: 'the United States District Court for the Central District of California' }, { value: 'ddc', label: t('District of Columbia'), prints: 'the United States District Court for the District of Columbia' }], required: true },
    { name: 'lastDate', kind: 'date', label: t('The day until which you wait'), required: true },
    { name: 'call', kind: 'text', label: t('When and where to call you'), hint: t('For example: weekdays until five, at the office’s number.') },
  ];
}
