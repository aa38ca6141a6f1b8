import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { type FollowUp, type Weighed, alreadyWritten, lastWritten, notOffered, stopped } from './follow-up.js';
import { printedDate, printedHow, receiptSentence } from './printed.js';
import { type Situation, isLate } from './situation.js';

const WORKING_DAYS = 3;

/** letters.md 14. Comes before every other letter while the receipt is only presumed, however long ago it was. */
export const confirmReceipt: FollowUp = {
  slug: 'cpra-confirm-receipt', statute: 'CPRA', topic: 'receipt', rank: 50, replyWithin: 5,
  subject: 'Please confirm receipt',
  title: () => t('Ask them to confirm receipt'),
  purpose: () => t('Asks for the day they received it, their number and the unit. Says nothing about the law.'),
  needs: () => [t('the day the request went')],
  weigh,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation) ?? against(situation);
  if (why !== null) return notOffered(why);
  const { sentOn, acknowledgedOn, receipt, agency } = situation;
  const date = formatDate(sentOn ?? situation.today);
  return {
    offered: true, items: [], about: ['receipt'],
    reason: acknowledgedOn !== null
      ? t('{agency} acknowledged it on {date} and gave no number.', { agency: agency.shortName, date: formatDate(acknowledgedOn) })
      : receipt?.presumed === false ? t('Sent on {date}, and {agency} has given it no number.', { agency: agency.shortName, date }) : t('Sent on {date}, and nothing shows that {agency} has it: until then nobody can be called late.', { agency: agency.shortName, date }),
    facts: { acknowledgedOn: printedDate(acknowledgedOn), sentOn: printedDate(sentOn), how: printedHow(situation.sentBy), received: receiptSentence(situation) !== '', numbered: situation.agencyNumbers.length > 0 },
  };
}

function against(situation: Situation): string | null {
  const { agencyNumbers, receipt, sentOn, today, state } = situation;
  if (sentOn === null) return t('The day it went is not on record.');
  if (state !== 'awaiting') return t('They have answered since, so they have it.');
  if (agencyNumbers.length > 0 && receipt?.presumed === false) return t('They gave it a number, and its receipt is confirmed.');
  if (receipt?.basis === 'portal') return t('The portal shows it received.');
  if (receipt?.presumed === false && situation.notices.length > 0) return t('They have written since, so they have it.');
  if (isLate(situation)) return t('Its receipt is confirmed and the time has passed: another letter fits.');
  const written = lastWritten(situation, 'cpra-confirm-receipt');
  if (written !== null) return alreadyWritten(written);
  const from = situation.workingDaysAfter(sentOn, WORKING_DAYS);
  return today < from ? t('They have three working days to acknowledge it, until {date}.', { date: formatDate(from) }) : null;
}
