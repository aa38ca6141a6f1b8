import { addDays, parseCivilDate } from '../../statutes/civil-date.js';
import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { type FollowUp, type Weighed, notOffered, stopped } from './follow-up.js';
import { printedDate, receiptSentence } from './printed.js';
import { type Situation, isLate, spokenOf, unanswered, writtenOf } from './situation.js';

const SLUG = 'foia-overdue';
const DAYS_TO_SECOND = 10;
const MOST = 2;

/** letters.md 35: asks for a date, and threatens nothing. */
export const foiaOverdue: FollowUp = {
  slug: SLUG, statute: 'FOIA', topic: 'overdue', rank: 30, replyWithin: 10,
  subject: 'Status and estimated date of completion',
  title: () => t('Ask for the status and an estimated date'),
  purpose: () => t('Says that the time has ended, and asks when they will be done and what comes first.'),
  needs: () => [t('a confirmed receipt'), t('the day after which it is safe to call them late, passed')],
  weigh,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation, { law: 'FOIA' });
  if (why !== null) return notOffered(why);
  const late = determinationLate(situation);
  if (late.offered) return late;
  const speed = expeditionLate(situation);
  return speed ?? late;
}

function determinationLate(situation: Situation): Weighed {
  const why = against(situation);
  if (why !== null) return notOffered(why);
  const { owed, today } = situation;
  const items = unanswered(situation);
  const before = remindersOf(situation).at(-1) ?? null;
  const ended = owed?.assertAfter ?? today;
  return {
    offered: true, items, about: [`overdue:foia:${before === null ? 'first' : 'second'}`],
    reason: before === null ? t('Every reading of the law ended on {date}, and no determination has come.', { date: formatDate(ended) }) : t('The reminder of {date} has had no answer.', { date: formatDate(before.sentOn ?? today) }),
    facts: {
      ...blank(situation), ended: printedDate(ended), reminded: printedDate(before?.sentOn ?? null), partial: items.length > 0 && items.length < situation.items.length,
      noticeOn: owed?.rule === 'foia.extension' ? printedDate(situation.foia.notice?.on ?? null) : '',
    },
  };
}

const remindersOf = (situation: Situation) => writtenOf(situation, SLUG).filter(({ about }) => about.some((key) => key.startsWith('overdue:foia')));

function against(situation: Situation): string | null {
  const { owed, receipt, foia, today, agency } = situation;
  if (foia.question && owed === null) return t('They wait for our answer to a question: the clock stands still.');
  if (owed === null) return t('No determination is owed any more, or no clock runs.');
  if (receipt === null || receipt.presumed || owed.presumed) return t('Its receipt is only presumed. Nobody is late until the receipt is confirmed.');
  if (!isLate(situation)) return owed.assertAfter === null ? t('No day is known after which it is safe to call them late.') : t('One reading of the law still allows them until {date}.', { date: formatDate(owed.assertAfter) });
  if (situation.items.length > 0 && unanswered(situation).length === 0) return t('{agency} has answered every item, or promised a day for it.', { agency: agency.shortName });
  const { determinationPromised: promised } = situation;
  if (promised !== null && promised >= today) return t('They promised it for {date}. Wait for that day.', { date: formatDate(promised) });
  return repeated(situation);
}

function repeated(situation: Situation): string | null {
  const written = remindersOf(situation);
  const last = written.at(-1);
  if (!last) return null;
  if (written.length >= MOST) return t('Two reminders have gone. A third says nothing new: the mediator may help, or a lawyer’s letter.');
  if (last.sentOn === null) return t('The reminder before it has not gone out yet.');
  const from = addDays(parseCivilDate(last.sentOn), DAYS_TO_SECOND);
  return situation.today < from ? t('A reminder went on {date}; the next fits from {from}.', { date: formatDate(last.sentOn), from: formatDate(from) }) : null;
}

/** The third variant: ten calendar days for the decision on speed have passed. */
function expeditionLate(situation: Situation): Weighed | null {
  const { expedition } = situation.foia;
  if (!expedition || expedition.decidedOn !== null || expedition.lateSince === null || spokenOf(situation, `overdue:speed:${expedition.askedOn}`)) return null;
  return {
    offered: true, items: [], about: [`overdue:speed:${expedition.askedOn}`],
    reason: t('They have not said whether they take it first; that was safe to say after {date}.', { date: formatDate(expedition.lateSince) }),
    facts: { ...blank(situation), speedAsked: printedDate(expedition.askedOn) },
  };
}

const blank = (situation: Situation) => ({ received: receiptSentence(situation), acknowledgedOn: printedDate(situation.acknowledgedOn), producedOn: printedDate(situation.producedOn), ended: '', reminded: '', partial: false, noticeOn: '', speedAsked: '' });
